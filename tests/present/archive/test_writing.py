"""A result as one file: anybody can check it, nothing in it can change unseen, and it tells of no computer."""

import json
import os
import random
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sim.cli import main
from sim.cli.exit_codes import CHECK_FAILED, FAILED, OK, USAGE
from sim.experiments.checking.archives import archive_faults
from sim.experiments.problems import DamageError, ExperimentError
from sim.experiments.store.quarantine import Failure, quarantine
from sim.numbers.cache_place import cache_place
from sim.present.archive.writing import archive_result
from sim.present.folder import update_folder
from tests.experiments.folders import run_alone

N_FLIPS, N_CUTS = 400, 60


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("archive") / "experiment"
    run_alone(made, conclude=update_folder, n_seeds=2, save_at=3)
    return made


@pytest.fixture(scope="module")
def whole(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("archived") / "one.zip"
    archive_result(folder, path)
    return path


@pytest.fixture
def archive(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(whole, tmp_path / "one.zip"))


def test_two_archives_of_one_result_are_the_same_bytes(folder: Path, whole: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "elsewhere" / "copy"))
    for path in copy.rglob("*"):
        os.utime(path, (1, 1))
    archive_result(copy, tmp_path / "other.zip")
    assert (tmp_path / "other.zip").read_bytes() == whole.read_bytes()
    with zipfile.ZipFile(whole) as packed:  # nor does it hang on the hour or the system
        told = {(one.date_time, one.create_system, one.external_attr) for one in packed.infolist()}
    assert told == {((1980, 1, 1, 0, 0, 0), 3, 0o100644 << 16)}


def test_a_fresh_process_elsewhere_makes_its_runs_again(whole: Path, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    archive = shutil.move(shutil.copy(whole, tmp_path / "copy.zip"), tmp_path / "home" / "got.zip")
    environment = {
        "HOME": str(tmp_path / "home"), "PATH": os.environ["PATH"], "TMPDIR": str(tmp_path),
        "ROLLOUT_CACHE_DIR": str(cache_place().root),
    }  # fmt: skip
    command = [sys.executable, "-m", "sim", "verify", archive, "--share", "0.2"]
    done = subprocess.run(command, cwd=tmp_path / "home", env=environment, capture_output=True, text=True)
    assert done.returncode == OK, done.stderr
    assert done.stdout.endswith("1 of 6 runs were made again; 1 of them the same to the last bit.\n")
    assert [path.name for path in tmp_path.glob("rollout-*")] == []  # what was unpacked is gone


def test_every_flipped_bit_and_every_cut_is_found(archive: Path) -> None:
    content, draw = archive.read_bytes(), random.Random("archive")
    missed = []
    for at in (draw.randrange(len(content)) for _ in range(N_FLIPS)):
        with archive.open("rb+") as file:
            for byte in (content[at] ^ 1 << draw.randrange(8), content[at]):
                if byte == content[at]:
                    missed += [] if archive_faults(archive) else [at]
                file.seek(at)
                file.write(bytes([byte]))
                file.flush()
    for length in (draw.randrange(len(content)) for _ in range(N_CUTS)):
        archive.write_bytes(content[:length])
        missed += [] if archive_faults(archive) else [-length]
    assert missed == []


def test_the_ends_of_an_archive_are_guarded_too(archive: Path) -> None:
    content = archive.read_bytes()
    for at in (0, 10, 40, len(content) - 1, len(content) - 72, len(content) - 90, len(content) - 200):
        archive.write_bytes(content[:at] + bytes([content[at] ^ 4]) + content[at + 1 :])
        assert archive_faults(archive)
    archive.write_bytes(content + b"x")
    assert archive_faults(archive)
    archive.write_bytes(content)
    assert archive_faults(archive) == []


@contextmanager
def packed_again(archive: Path, change: Callable[[dict[str, bytes]], None]) -> Iterator[None]:
    """Pack an archive again, as a program that knows nothing of seals does, with other files."""
    with zipfile.ZipFile(archive) as old:
        files, comment = {name: old.read(name) for name in old.namelist()}, old.comment
    change(files)
    with zipfile.ZipFile(archive, "w") as new:
        for name, content in files.items():
            new.writestr(name, content)
        new.comment = comment
    yield


TABLE = "result/comparison.csv"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda files: files.update({"result/more.csv": b"1"}), ["result/more.csv does not belong to this archive"]),
        (lambda files: files.pop(TABLE), [f"{TABLE} is missing"]),
        (lambda files: files.update({TABLE: files[TABLE] + b" "}), [f"{TABLE} is not as written"]),
        (lambda files: files.update({"result/x.csv": files.pop(TABLE)}),
         [f"{TABLE} is missing", "result/x.csv does not belong to this archive"]),
        (lambda files: files.pop("SHA256SUMS"), ["cannot be read"]),
        (lambda files: None, ["has all its files, and was changed around them"]),
    ],
)  # fmt: skip
def test_files_that_were_added_removed_changed_or_renamed_are_named(
    archive: Path, change: Callable[[dict[str, bytes]], None], told: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with packed_again(archive, change):
        assert main(["verify", str(archive)]) == CHECK_FAILED
    err = capsys.readouterr().err
    assert all(line in err for line in told)
    assert err.count("damaged: ") == len(told)


def test_commands_read_an_archive_as_they_read_its_folder(
    folder: Path, whole: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in ("compare", "cite", "digest", "show"):
        said = []
        for result in (folder, whole):
            assert main([command, str(result), "--json"]) == OK
            said.append(json.loads(capsys.readouterr().out) | {"result": ""})
        assert said[0] == said[1]
    assert main(["replay", str(whole), "--run", "ban:1"]) == OK
    assert "made again, the same to the last bit" in capsys.readouterr().out


def test_a_damaged_archive_is_not_read(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with packed_again(archive, lambda files: files.update({TABLE: b"other"})):
        assert main(["compare", str(archive)]) == FAILED
    told = capsys.readouterr()
    assert "is not as written" in told.err
    assert told.out == ""


def test_what_writes_to_a_result_says_that_an_archive_is_none(whole: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(whole)]) == USAGE
    assert "is an archive, which this command does not read; unpack it" in capsys.readouterr().err


def test_an_unpacked_archive_is_verified_by_its_folder(
    whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with zipfile.ZipFile(whole) as packed:
        packed.extractall(tmp_path / "unpacked")
    assert main(["verify", str(tmp_path / "unpacked"), "--hashes-only"]) == OK
    assert "all as they were made" in capsys.readouterr().out


def test_a_damaged_folder_is_not_archived(folder: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    part = next((copy / "runs").glob("*.parquet"))
    part.write_bytes(part.read_bytes()[:-1])
    with pytest.raises(DamageError, match=f"1 of its files are not as they were made: runs/{part.name} is not"):
        archive_result(copy, tmp_path / "one.zip")
    assert not (tmp_path / "one.zip").exists()


def test_nothing_in_it_names_a_folder_of_this_computer(folder: Path, whole: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(whole) as archive:
        texts = {name: archive.read(name) for name in archive.namelist()}
    for place in (Path.home(), Path.cwd(), folder.parent):
        assert [name for name, text in texts.items() if f"{place}/".encode() in text] == []
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    run = Failure(next(iter_runs(folder)), f"FileNotFoundError: {copy}/secret.csv")
    quarantine(copy, [run])
    with pytest.raises(ExperimentError, match=r"result/failed\.jsonl names .*/copy/, a folder of this computer"):
        archive_result(copy, tmp_path / "two.zip")


def iter_runs(folder: Path) -> Iterator:
    from sim.experiments.design.run import Run
    from sim.experiments.store.reader import open_record
    from sim.experiments.store.tables import planned_runs

    return (Run(run.identity, run.policy, 99, run.point) for run in planned_runs(open_record(folder)))


def test_it_tells_what_it_was_made_with(folder: Path, whole: Path) -> None:
    provenance = json.loads((folder / "provenance.json").read_text(encoding="utf-8"))
    with zipfile.ZipFile(whole) as archive:
        pins = archive.read("environment.txt").decode().splitlines()
        cited = json.loads(archive.read("CITATION.cff"))
        asked = json.loads(archive.read(".zenodo.json"))
        names = set(archive.namelist())
    assert pins[0] == f"# Python {provenance['python']}"
    assert {"numba", "llvmlite", "numpy", "pandas"} <= {pin.partition("==")[0] for pin in pins[1:]}
    assert pins[1:] == [f"{name}=={version}" for name, version in provenance["packages"].items()]
    assert (cited["type"], asked["upload_type"]) == ("dataset", "dataset")
    assert {"LICENSE", "citation.bib", "result/scenario.resolved.yaml", "result/scenario.cities.csv"} <= names
    assert not any(name.startswith(("result/checkpoints", "result/.lock")) for name in names)


def test_the_crate_lists_every_file_and_each_word_has_a_meaning(whole: Path) -> None:
    with zipfile.ZipFile(whole) as archive:
        names = set(archive.namelist())
        crate = json.loads(archive.read("ro-crate-metadata.json"))
    graph = {entity["@id"]: entity for entity in crate["@graph"]}
    assert {part["@id"] for part in graph["./"]["hasPart"]} == names - {"ro-crate-metadata.json", "SHA256SUMS"}
    terms = json.loads((Path(__file__).parent / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    words = {word for entity in crate["@graph"] for word in [*entity, entity["@type"]]} - {"@id", "@type"}
    assert words <= terms.keys()
    action = graph["#run"]
    assert {one["@id"] for one in action["object"]} == {"result/scenario.resolved.yaml", "result/scenario.cities.csv"}
    assert all(one["@id"] in graph for one in [*action["object"], *action["result"], action["instrument"]])


def test_exports_are_left_out_whatever_they_are(folder: Path, whole: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    assert main(["export", str(copy), "--to", "iamc"]) == OK
    (copy / "export" / "iamc.csv").write_text("edited")
    archive_result(copy, tmp_path / "one.zip")
    assert (tmp_path / "one.zip").read_bytes() == whole.read_bytes()
