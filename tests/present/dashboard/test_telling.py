"""What readers are told, and what they are not: why something cannot be shown, and where this computer keeps it."""

import shlex
from pathlib import Path
from shutil import copytree

import pytest
from flask import Flask

from sim.experiments.problems import DamageError
from sim.experiments.store.reader import Results
from sim.present.dashboard.content import Contents
from sim.present.dashboard.files import add_files
from sim.present.dashboard.guard import Access
from sim.present.dashboard.naming import without_folders
from sim.present.dashboard.pair import Pair
from sim.present.dashboard.shelf import Item, Shelf
from sim.present.words.language import words
from tests.present.dashboard.served import texts

TABLE = "/table.csv?experiment=one&baseline=status-quo&policy=pause"


class Damaged(Shelf):
    """A shelf whose experiment is seen to be damaged once it is compared."""

    def pair(self, item: Item, baseline: str, policy: str) -> Pair:
        raise DamageError(f"{item.folder / 'outcomes.parquet'} is damaged")


class Swept(Shelf):
    """A shelf whose experiment is a sweep."""

    def item(self, name: str) -> Item | None:
        item = super().item(name)
        assert item is not None
        assert item.results is not None
        record = item.results.record._replace(points=[{}])
        return item._replace(results=item.results._replace(record=record))


@pytest.fixture
def folder(real: Results, tmp_path: Path) -> Path:
    copytree(real.folder, tmp_path / "one")
    return tmp_path


@pytest.mark.parametrize(("said", "told"), [
    ("{results}/one/a.csv is damaged", "one/a.csv is damaged"),
    ("'{results}/one', '{results}/two'", "'one', 'two'"),
    ("{results} is full", "results is full"),
    ("{results}-old/a and /x{results}/a", "{results}-old/a and /x{results}/a"),
    ("{tmp}/rollout-ab_1/result/a.csv", "result/a.csv"),
    ("{tmp}/rollout-ab_1 has 5 bytes", "TMPDIR has 5 bytes"),
])  # fmt: skip
def test_folders_of_this_computer_are_left_out(
    said: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    results, tmp = tmp_path / "results", tmp_path / "t"
    monkeypatch.setattr("tempfile.tempdir", str(tmp))
    assert without_folders(said.format(results=results, tmp=tmp), results) == told.format(results=results)


def test_a_folder_that_was_named_from_where_the_program_began(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = f"results/one/a.csv, {tmp_path}/results/two/b.csv"
    assert without_folders(said, Path("results")) == "one/a.csv, two/b.csv"


def test_neither_views_nor_files_tell_folders(folder: Path) -> None:
    shelf, server = Damaged(folder), Flask("files")
    add_files(server, shelf)
    answer = server.test_client().get(TABLE)
    assert (answer.status_code, answer.text) == (409, "one/outcomes.parquet is damaged")
    text = Contents(shelf).at("/compare", "").text
    assert "one/outcomes.parquet is damaged" in text
    assert str(folder) not in text


@pytest.mark.parametrize("path", ["/compare", "/map", "/assumed"])
def test_why_the_only_experiment_cannot_be_read_is_told(folder: Path, path: str) -> None:
    with (folder / "one" / "comparison.csv").open("a") as file:
        file.write("x\n")
    text = Contents(Shelf(folder)).at(path, "?experiment=one").text
    assert "not as written (damaged, edited, or of another experiment): comparison.csv" in text


def test_an_experiment_with_one_policy_is_named(alone: Results, folder: Path) -> None:
    copytree(alone.folder, folder / "alone")
    said = list(texts(Contents(Shelf(folder)).at("/compare", "?experiment=alone&x=y").parts))
    assert words().say("dashboard.compare.alone", title=alone.title) in said
    assert words().say("dashboard.unknown.key") in said


def test_a_sweep_is_named(real: Results, folder: Path) -> None:
    said = list(texts(Contents(Swept(folder)).at("/compare", "?experiment=one").parts))
    assert words().say("dashboard.compare.sweep", title=real.title) in said


@pytest.mark.parametrize(("is_for_here", "check"), [(True, "check"), (False, "check_there")])
def test_the_command_that_checks_an_archive_can_be_pasted(folder: Path, is_for_here: bool, check: str) -> None:
    name = "it's $(mine); x.zip"
    (folder / name).touch()
    said = list(texts(Contents(Shelf(folder, is_for_here)).at("/", "").parts))
    path = str(folder / name) if is_for_here else name
    assert {words().say(f"dashboard.shelf.{check}"), f"rollout verify {shlex.quote(path)}"} <= set(said)
    assert any(str(folder) in text for text in said) == is_for_here


def test_nobody_runs_anything_unless_it_is_allowed() -> None:
    assert not Access().may_run
