"""Whatever happens to a file of a result folder: the right numbers come out, or a told refusal, never other numbers."""

import json
import random
import shutil
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from sim.cli import main
from sim.experiments.store.datapackage import is_current

TINY = ("one-city", "--people-per-agent", "2000", "--set", "period.end=2021-03", "--arms", "ban", "--jobs", "1")
N_SEEDS = 2
N_FLIPS, N_CUTS = 40, 20
OLD = Path(__file__).parents[2] / "data" / "schema-1"
UNREAD = {"README.txt", "provenance.json", ".lock", "SHA256SUMS"}  # for people, and sha256sum


def simulate(folder: Path, *more: str) -> int:
    return main(["simulate", *TINY, "--seeds", str(N_SEEDS), "--checkpoint", "2018-12", "--out", str(folder), *more])


class Told:
    """Commands on one folder, and what they print."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, call: Callable[[], int]) -> tuple[int, str, str]:
        self._capsys.readouterr()
        code = call()
        printed = self._capsys.readouterr()
        return code, printed.out, printed.err


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    return Told(capsys)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole") / "experiment"
    assert simulate(folder) == 0
    return folder


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a whole folder of another experiment."""
    folder = tmp_path_factory.mktemp("other") / "experiment"
    assert simulate(folder, "--set", "arms.ban.0.from=2020-06") == 0
    return folder


@pytest.fixture
def copy(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "copy"))


def read_files(folder: Path) -> list[Path]:
    """Return every file that a command may read, in a fixed order, each kind about as often as any other."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in UNREAD)
    kinds = {path.suffix + path.parent.name * (path.parent != folder): path for path in files}
    return [*files, *kinds.values()]


def tables_of(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.glob("*.*") if path.name not in {*UNREAD, "datapackage.json"})
    return {path.name: path.read_bytes() for path in files}


COMPARISONS = ((), ("--json",), ("--from", "2021-02"))


@pytest.fixture(scope="module")
def right(whole: Path) -> dict[tuple[str, ...], str]:
    """Return what is printed of the whole folder, by options of `compare`."""
    printed = {}
    for more in COMPARISONS:
        with redirect_stdout(StringIO()) as out:
            assert main(["compare", str(whole), *more]) == 0
        printed[more] = out.getvalue()
    return printed


def check(told: Told, whole: Path, right: dict[tuple[str, ...], str], copy: Path) -> None:
    """See that `compare` and `compare --json` are right or refuse in words, and that `simulate` heals."""
    for more in COMPARISONS:
        code, out, err = told(lambda more=more: main(["compare", str(copy), *more]))
        if code == 0:
            assert out == right[more]
        else:
            assert (code in (1, 2), out) == (True, "")
            assert "`simulate`" in err or "run simulate" in err
    code, out, _ = told(lambda: simulate(copy, "--json"))
    assert (code, json.loads(out)["comparison"]) == (0, json.loads(right["--json",])["comparison"])
    assert tables_of(copy) == tables_of(whole)
    assert is_current(copy)


@pytest.mark.parametrize("number", range(N_FLIPS + N_CUTS))
def test_flips_and_cuts_anywhere_are_noticed_and_healed(told, whole, right, copy, number):
    chance = random.Random(number)
    path = chance.choice(read_files(copy))
    content = bytearray(path.read_bytes())
    if number < N_FLIPS:
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    else:
        del content[chance.randrange(len(content)) :]
    path.write_bytes(content)
    check(told, whole, right, copy)


def part_of(folder: Path) -> Path:
    return sorted((folder / "runs").glob("*.parquet"))[0]


def checkpoint_of(folder: Path) -> Path:
    return sorted((folder / "checkpoints").glob("*.npz"))[0]


def _add(path: Path, name: str) -> None:
    shutil.copyfile(path, path.with_name(name))


def _swap(one: Path, two: Path) -> None:
    content = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(content)


COPIES: dict[str, Callable[[Path, Path], object]] = {
    "a conflicted copy": lambda copy, other: _add(part_of(copy), f"{part_of(copy).stem} (conflicted copy).parquet"),
    "part (1)": lambda copy, other: _add(part_of(copy), f"{part_of(copy).stem} (1).parquet"),
    "a part that looks like one": lambda copy, other: _add(part_of(copy), f"{'0' * 32}.parquet"),
    "a part under another name": lambda copy, other: _add(part_of(copy), "0" * 32 + part_of(copy).name[32:]),
    "a part renamed": lambda copy, other: part_of(copy).rename(copy / "runs" / "mine.parquet"),
    "two parts swapped": lambda copy, other: _swap(part_of(copy), sorted((copy / "runs").glob("*.parquet"))[1]),
    "parts of other settings": lambda copy, other: [
        shutil.copy(path, copy / "runs") for path in (other / "runs").glob("*.parquet")
    ],
    "a part of another version": lambda copy, other: shutil.copy(
        sorted((OLD / "runs").glob("*.parquet"))[0], copy / "runs"
    ),
    "a checkpoint copied": lambda copy, other: _add(checkpoint_of(copy), f"{checkpoint_of(copy).stem} (1).npz"),
    "another's comparison": lambda copy, other: shutil.copy(other / "comparison.csv", copy),
    "another's outcomes": lambda copy, other: shutil.copy(other / "outcomes.parquet", copy),
    "another's comparison and its package": lambda copy, other: [
        shutil.copy(other / name, copy) for name in ("comparison.csv", "datapackage.json")
    ],
    "all tables of another and their package": lambda copy, other: [
        shutil.copy(path, copy) for path in other.glob("*.*") if path.name != "experiment.json"
    ],
    "tables swapped": lambda copy, other: _swap(copy / "comparison.csv", copy / "summary.csv"),
    "no package": lambda copy, other: (copy / "datapackage.json").unlink(),
    "no record": lambda copy, other: (copy / "experiment.json").unlink(),
    "a record of another shape": lambda copy, other: (copy / "experiment.json").write_text('{"schema": 2, "arms": []}'),
    "a record nested without end": lambda copy, other: (copy / "experiment.json").write_text("[" * 100_000),
}  # fmt: skip


@pytest.mark.parametrize("name", COPIES)
def test_files_copied_renamed_swapped_or_lost_change_no_number(told, whole, right, copy, other, name):
    COPIES[name](copy, other)
    check(told, whole, right, copy)


def test_what_was_healed_is_told_by_name(told, copy):
    _add(part_of(copy), "copy.parquet")
    (copy / "cities.csv").write_text("name\n")
    (copy / "experiment.json").unlink()
    code, _, err = told(lambda: main(["compare", str(copy)]))
    assert (code, "It holds runs: the same `simulate` command makes it again" in err) == (2, True)
    code, _, err = told(lambda: simulate(copy))
    assert code == 0
    assert "runs/copy.parquet is not the part that its name says" in err
    assert f"{copy / 'cities.csv'} was not as written; it was made again" in err
    assert f"{copy / 'experiment.json'} was missing; it was made again from the runs" in err
    assert not (copy / "runs" / "copy.parquet").exists()


def test_a_lost_record_is_rebuilt_with_arms_and_seeds_of_earlier_commands(told, copy):
    assert main(["simulate", *TINY[:-3], "retention-5", *TINY[-2:], "--seeds", "3", "--out", str(copy)]) == 0
    before = json.loads((copy / "experiment.json").read_text())["arms"]
    (copy / "experiment.json").unlink()
    assert simulate(copy) == 0
    after = json.loads((copy / "experiment.json").read_text())["arms"]
    assert after == before
    assert {name: arm["seeds"] for name, arm in after.items()} == {"status-quo": 3, "retention-5": 3, "ban": 2}


def test_a_lost_record_of_another_experiment_is_not_made_up(told, copy):
    (copy / "experiment.json").unlink()
    before = sorted(copy.rglob("*"))
    code, out, err = told(lambda: simulate(copy, "--set", "parameters.findable_share=0.31"))
    assert (code, out) == (2, "")
    assert "the runs there belong to another experiment" in err
    assert sorted(copy.rglob("*")) == before


def test_runs_that_do_not_say_what_they_belong_to_are_not_guessed_at(told, copy):
    shutil.rmtree(copy / "runs")
    shutil.copytree(OLD / "runs", copy / "runs")
    (copy / "experiment.json").unlink()
    code, _, err = told(lambda: simulate(copy))
    assert code == 1
    assert "no run under" in err
    assert "Put the file back from a copy" in err


def test_a_file_is_no_experiment(told, copy):
    for path in (copy / "report.html", copy / "comparison.csv"):
        code, out, err = told(lambda path=path: main(["compare", str(path)]))
        assert (code, out) == (2, "")
        assert "is a file; name the experiment folder" in err
