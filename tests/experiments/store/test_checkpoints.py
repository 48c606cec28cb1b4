"""Checkpoints on disk: histories start from them, and nothing else is ever taken for one."""

import json
import random
import shutil
from pathlib import Path

import numpy as np
import pytest

from sim.experiments.design.experiment import Experiment
from sim.experiments.design.identity import file_digest
from sim.experiments.making.branching import Histories
from sim.experiments.problems import UsageError
from sim.experiments.store.checkpoints import months_until, shelf_of
from tests.experiments.folders import contents, divide_by_zero, experiment, run, small, with_policy

SAVE_AT = 48
EDITED = {"arms__status-quo": "[{lever: audit_share, value: 1, from: 2018-01}]"}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return what a folder without checkpoints holds."""
    folder = tmp_path_factory.mktemp("plain") / "experiment"
    run(folder)
    return contents(folder)


def stored(folder: Path) -> list[Path]:
    return sorted((folder / "checkpoints").glob("*.npz"))


def tables(folder: Path) -> dict[str, bytes]:
    """Return the files that do not speak of checkpoints."""
    found = contents(folder)
    return {name: content for name, content in found.items() if not name.startswith(("checkpoints", "datapackage"))}


def only(plain: dict[str, bytes]) -> dict[str, bytes]:
    return {name: content for name, content in plain.items() if name != "datapackage.json"}


@pytest.fixture
def started_at(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the months at which trunks start, as they do."""
    months: list[int] = []
    plain_start = Histories._start

    def noted(self: Histories, seed: int, at_most: int):
        course = plain_start(self, seed, at_most)
        months.append(course.months)
        return course

    monkeypatch.setattr(Histories, "_start", noted)
    return months


def test_a_checkpoint_of_each_seed_is_stored_and_changes_no_table(tmp_path, plain) -> None:
    finished = run(tmp_path / "x", save_at=SAVE_AT)
    assert (len(stored(tmp_path / "x")), finished.set_aside) == (3, [])
    assert tables(tmp_path / "x") == only(plain)
    assert "checkpoints/" in (tmp_path / "x" / "README.txt").read_text()
    assert "checkpoints/" in json.loads((tmp_path / "x" / "datapackage.json").read_text())["checkpoints"]
    before = contents(tmp_path / "x")
    assert run(tmp_path / "x", save_at=SAVE_AT).n_made == 0
    assert contents(tmp_path / "x") == before


def test_a_folder_without_checkpoints_does_not_speak_of_them(tmp_path) -> None:
    run(tmp_path / "x", n_seeds=1)
    assert "checkpoints" not in (tmp_path / "x" / "README.txt").read_text()
    assert "checkpoints" not in (tmp_path / "x" / "datapackage.json").read_text()


def test_a_finished_folder_gets_the_checkpoints_alone(tmp_path, plain) -> None:
    run(tmp_path / "x")
    assert run(tmp_path / "x", save_at=SAVE_AT).n_made == 0
    run(tmp_path / "y", save_at=SAVE_AT)
    assert contents(tmp_path / "x") == contents(tmp_path / "y")


@pytest.mark.parametrize("months", [1, 60, 72])
@pytest.mark.parametrize("n_workers", [1, 2])
def test_any_month_and_any_number_of_jobs_give_the_same_files(tmp_path, plain, months, n_workers) -> None:
    run(tmp_path / "x", save_at=months, n_workers=n_workers)
    assert len(stored(tmp_path / "x")) == 3
    assert tables(tmp_path / "x") == only(plain)


def test_a_new_arm_starts_from_the_latest_that_is_early_enough(tmp_path, plain, started_at) -> None:
    folder = tmp_path / "x"
    for months in (20, SAVE_AT, 66):  # the arms branch after 60 months
        run(folder, small(arms=("ban",)), save_at=months)
    del started_at[:]
    run(folder)
    assert started_at == [SAVE_AT] * 3
    run(tmp_path / "y", small(arms=("ban",)))
    run(tmp_path / "y")
    assert tables(folder) == tables(tmp_path / "y")
    assert (folder / "outcomes.parquet").read_bytes() == plain["outcomes.parquet"]


@pytest.mark.parametrize("damage", ["cut", "empty", "flipped", "text"])
def test_a_damaged_checkpoint_is_set_aside_and_history_made_anew(tmp_path, plain, started_at, damage) -> None:
    folder = tmp_path / "x"
    run(folder, small(arms=("ban",)), save_at=SAVE_AT)
    path = stored(folder)[1]
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes({"cut": content[:-9], "empty": b"", "flipped": bytes(content), "text": b"no zip"}[damage])
    del started_at[:]
    finished = run(folder)
    assert finished.set_aside == [path.name]
    assert sorted(started_at) == [0, SAVE_AT, SAVE_AT]
    assert path.with_suffix(".damaged").exists()
    assert (folder / "outcomes.parquet").read_bytes() == plain["outcomes.parquet"]


def test_a_damaged_checkpoint_that_is_wanted_is_made_again(tmp_path) -> None:
    folder = tmp_path / "x"
    run(folder, save_at=SAVE_AT)
    before = contents(folder)
    path = stored(folder)[0]
    path.write_bytes(path.read_bytes()[:-1])
    (folder / "checkpoints" / ".abc.tmp").write_bytes(b"PK")
    assert run(folder, save_at=SAVE_AT).set_aside == [path.name]
    path.with_suffix(".damaged").unlink()
    assert contents(folder) == before


def test_no_flipped_bit_goes_unseen(tmp_path) -> None:
    made = experiment()
    run(tmp_path / "x", n_seeds=1, save_at=SAVE_AT)
    shelf, (path,) = shelf_of(made, tmp_path / "x"), stored(tmp_path / "x")
    content, luck = path.read_bytes(), random.Random(1)
    assert shelf.load_latest(0, 60)[0] is not None
    for _ in range(60):
        changed = bytearray(content)
        changed[luck.randrange(len(content))] ^= 1 << luck.randrange(8)
        path.write_bytes(changed)
        assert shelf.load_latest(0, 60) == (None, [path.name])


def test_a_whole_file_of_something_else_is_not_used(tmp_path) -> None:
    """Someone may rename or copy files; what is inside counts."""
    run(tmp_path / "x", n_seeds=2, save_at=SAVE_AT)
    shelf = shelf_of(experiment(), tmp_path / "x")
    one, two = shelf._stored(0, SAVE_AT)[0], shelf._stored(1, SAVE_AT)[0]
    false = one.with_name(one.name[:33] + two.name[33:])
    false.write_bytes(two.read_bytes())
    one.unlink()
    assert shelf.load_latest(0, 60) == (None, [false.name])
    assert shelf.load_latest(1, 60)[0].seed == 1
    numbers = one.with_name(one.name[:33] + "0" * 32 + ".npz")
    np.savez(numbers, nothing=np.zeros(3))
    whole = numbers.with_name(one.name[:33] + file_digest(numbers)[:32] + ".npz")
    numbers.rename(whole)
    assert shelf.load_latest(0, 60) == (None, [whole.name])


def test_pickles_are_never_opened(tmp_path) -> None:
    run(tmp_path / "x", n_seeds=1, save_at=SAVE_AT)
    with np.load(stored(tmp_path / "x")[0], allow_pickle=False) as file:
        assert all(file[name].dtype != object for name in file.files)


def test_an_edited_baseline_has_no_checkpoint_yet(tmp_path, started_at) -> None:
    folder = tmp_path / "x"
    run(folder, save_at=SAVE_AT)
    shutil.copytree(folder / "checkpoints", tmp_path / "z" / "checkpoints")
    shutil.copytree(folder / "runs", tmp_path / "z" / "runs")
    del started_at[:]
    finished = run(tmp_path / "z", small(**EDITED))
    assert (started_at, finished.set_aside) == ([0] * 3, [])
    run(tmp_path / "y", small(**EDITED))
    assert (tmp_path / "z" / "outcomes.parquet").read_bytes() == (tmp_path / "y" / "outcomes.parquet").read_bytes()


def other_worlds() -> list[Experiment]:
    made = experiment()
    return [
        experiment(small(parameters__findable_share="0.31")),
        experiment(small(people_per_agent=400)),
        experiment(small(**EDITED)),
        made._replace(identity="another model version", arms=made.arms),
    ]


@pytest.mark.parametrize("number", range(4))
def test_another_world_finds_nothing(tmp_path, number) -> None:
    run(tmp_path / "x", n_seeds=1, save_at=SAVE_AT)
    assert shelf_of(other_worlds()[number], tmp_path / "x").load_latest(0, 60) == (None, [])
    assert shelf_of(experiment(), tmp_path / "x").load_latest(0, 60)[0].months == SAVE_AT


def test_a_fault_before_the_checkpoint_is_reported(tmp_path) -> None:
    run(tmp_path / "x", n_seeds=1)
    faulty = with_policy(small(), "status-quo", divide_by_zero)
    finished = run(tmp_path / "x", faulty, n_seeds=1, save_at=70)
    assert [(run.policy, run.seed) for run, reason in finished.failures] == [("status-quo", 0)]
    assert (finished.n_made, stored(tmp_path / "x")) == (0, [])


@pytest.mark.parametrize(("text", "message"), [
    ("2015-12", "must be a month from 2016-01 to 2021-12; got 2015-12"),
    ("2022-01", "must be a month from 2016-01 to 2021-12; got 2022-01"),
    ("2021-13", "must be a month as YYYY-MM"),
    ("soon", "must be a month as YYYY-MM"),
    ("", "must be a month as YYYY-MM"),
])  # fmt: skip
def test_a_month_outside_is_told_with_what_is_allowed(text, message) -> None:
    with pytest.raises(UsageError, match=f"--checkpoint {message}"):
        months_until(small().world, text)


def test_a_month_is_counted_with_its_end() -> None:
    assert [months_until(small().world, text) for text in ("2016-01", "2020-12", "2021-12")] == [1, 60, 72]
