"""`verify` names every file of a folder that is not as it was made."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.cli import main
from sim.cli.exit_codes import CHECK_FAILED, OK
from sim.experiments.checking.files import check_files
from sim.experiments.problems import UsageError
from sim.experiments.store.datapackage import PACKAGE
from sim.experiments.store.describe import PROVENANCE
from sim.present.folder import update_folder
from sim.scenario.load import load_scenario
from tests.experiments.folders import run_alone
from tests.experiments.sweeps import POINTS, run_sweep, sweep
from tests.scenario.files import CITIES, VALID

N_FLIPS, N_CUTS = 120, 60  # of 400 and 300 that `python -m benchmarks.faults` makes


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished experiment with a checkpoint, report and pictures."""
    folder = tmp_path_factory.mktemp("verify") / "experiment"
    run_alone(folder, conclude=update_folder, n_seeds=2, save_at=3)
    return folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "copy"))


def files_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size)


def named(folder: Path) -> set[str]:
    return {fault.path for fault in check_files(folder).faults}


def lose_a_part(folder: Path) -> None:
    """Take a part away, and its line in SHA256SUMS."""
    parts = folder / "runs"
    lost, sums = min(parts.glob("*.parquet")), parts / "SHA256SUMS"
    sums.write_text("".join(line for line in sums.read_text().splitlines(True) if lost.name not in line))
    lost.unlink()


def harmed(folder: Path, how: str) -> Iterator[Path]:
    """Harm one file after the other, each a little, and put it back."""
    draw = random.Random(how)
    for _ in range(N_FLIPS if how == "flip" else N_CUTS):
        path = draw.choice(files_of(folder))
        content = path.read_bytes()
        at = draw.randrange(len(content))
        flipped = content[:at] + bytes([content[at] ^ 1 << draw.randrange(8)]) + content[at + 1 :]
        path.write_bytes(flipped if how == "flip" else content[:at])
        yield path
        path.write_bytes(content)


def test_a_whole_folder_has_no_fault(folder: Path) -> None:
    checked = check_files(folder)
    assert checked.faults == []
    assert checked.n_files == len(files_of(folder))
    assert {"datapackage.json", "provenance.json", "README.txt", "report.html"} <= {
        path.name for path in files_of(folder)
    }


@pytest.mark.parametrize("how", ["flip", "cut"])
def test_every_file_that_is_harmed_is_found(folder: Path, how: str) -> None:
    missed = [path.name for path in harmed(folder, how) if not named(folder)]
    assert missed == []


def test_the_harmed_file_is_the_one_that_is_named(folder: Path) -> None:
    guarded = [path for path in files_of(folder) if path.name not in (PACKAGE, PROVENANCE)]
    for path in guarded:
        content = path.read_bytes()
        path.write_bytes(content + b" ")
        assert path.relative_to(folder).as_posix() in named(folder)
        path.write_bytes(content)


def test_copies_renamed_and_lost_files_are_found(folder: Path) -> None:
    part = next((folder / "runs").glob("*.parquet"))
    for source in [*folder.glob("[!.]*.*"), part]:
        copy = source.with_name(f"copy of {source.name}")
        shutil.copy(source, copy)
        assert copy.relative_to(folder).as_posix() in named(folder)
        copy.unlink()
        source.rename(copy)
        assert source.relative_to(folder).as_posix() in named(folder)
        copy.rename(source)
    assert named(folder) == set()


def test_a_part_of_another_name_s_form_is_found(folder: Path) -> None:
    part = next((folder / "runs").glob("*.parquet"))
    shutil.copy(part, part.with_name(f"{'0' * 32}-{part.stem[33:]}.parquet"))
    assert any(name.startswith("runs/0000") for name in named(folder))


def test_what_is_no_experiment_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not an experiment folder"):
        check_files(tmp_path)


def test_the_command_names_a_damaged_part_and_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    part = next((folder / "runs").glob("*.parquet"))
    part.write_bytes(part.read_bytes()[:-1])
    before = {path: path.read_bytes() for path in files_of(folder)}
    assert main(["verify", str(folder), "--hashes-only"]) == CHECK_FAILED
    told = capsys.readouterr()
    assert f"damaged: {part} is not the part that its name says" in told.err
    assert "1 of " in told.out
    assert {path: path.read_bytes() for path in files_of(folder)} == before


def test_the_report_written_again_is_vouched_for(folder: Path) -> None:
    assert main(["report", str(folder), "--figures"]) == OK
    assert named(folder) == set()


def test_what_simulate_set_aside_and_made_again_is_no_fault(folder: Path) -> None:
    part = next((folder / "runs").glob("*.parquet"))
    part.write_bytes(part.read_bytes() + b"x")
    run_alone(folder, conclude=update_folder, n_seeds=2, save_at=3)
    assert named(folder) == set()


def test_a_lost_part_is_found_with_its_line_gone(folder: Path) -> None:
    lose_a_part(folder)
    assert check_files(folder).faults == [("runs", "lacks 2 of 6 runs")]


def test_a_lost_part_of_a_sweep_is_found_with_its_line_gone(tmp_path: Path) -> None:
    run_sweep(tmp_path, sweep(POINTS[:1]), n_seeds=2)
    run_sweep(tmp_path, sweep(POINTS), n_seeds=1)  # what was added has fewer seeds, and lacks nothing
    assert check_files(tmp_path).faults == []
    lose_a_part(tmp_path)
    assert check_files(tmp_path).faults == [("runs", "lacks 4 of 8 runs")]


def test_a_sweep_without_its_table_is_told_of_and_read_no_further(tmp_path: Path) -> None:
    run_sweep(tmp_path, sweep(POINTS[:1]), n_seeds=1)
    for name in (PACKAGE, "outcomes.parquet"):
        (tmp_path / name).unlink()
    assert (PACKAGE, "is missing") in check_files(tmp_path).faults


def test_digests_in_another_order_are_no_fault(folder: Path) -> None:
    sums = folder / "runs" / "SHA256SUMS"
    sums.write_text("".join(sums.read_text().splitlines(True)[::-1]))
    assert named(folder) == set()


def test_a_seal_by_another_name_is_found(folder: Path) -> None:
    path = folder / PROVENANCE
    path.write_text(path.read_text(encoding="utf-8").replace('"seal"', '"sead"'), encoding="utf-8")
    assert named(folder) == {PROVENANCE}


def test_a_report_written_again_does_not_vouch_for_a_damaged_readme(folder: Path) -> None:
    readme = folder / "README.txt"
    text = readme.read_text(encoding="utf-8")
    readme.write_text(text + "x", encoding="utf-8")
    assert main(["report", str(folder)]) == OK
    assert readme.read_text(encoding="utf-8") == text


def test_an_unfinished_folder_is_not_called_damaged(folder: Path) -> None:
    for name in (PACKAGE, "comparison.csv"):
        (folder / name).unlink()
    with pytest.raises(UsageError, match="no finished experiment; run simulate again"):
        check_files(folder)


def test_a_schema_of_an_earlier_program_is_not_called_damaged() -> None:
    assert check_files(Path(__file__).parents[2] / "data" / "schema-1").faults == []


def test_arms_that_are_alike_share_their_runs_and_lack_none(tmp_path: Path) -> None:
    (tmp_path / "cities.csv").write_text(CITIES, encoding="utf-8")
    twice = "  short-too:\n    - {lever: retention_days, value: 5, from: 2021-01}\n"
    (tmp_path / "small.yaml").write_text(VALID + twice, encoding="utf-8")
    scenario = load_scenario(tmp_path / "small.yaml", people_per_agent=5000)
    run_alone(tmp_path / "x", scenario, conclude=update_folder, n_seeds=2)
    assert check_files(tmp_path / "x").faults == []
    lose_a_part(tmp_path / "x")
    assert [fault.what for fault in check_files(tmp_path / "x").faults] == ["lacks 2 of 6 runs"]
