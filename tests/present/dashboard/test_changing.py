"""Experiments and archives that change, go, or cannot be opened while somebody looks at them."""

import os
from pathlib import Path
from shutil import copytree

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sim.experiments.problems import ExperimentError
from sim.experiments.store.reader import Results
from sim.experiments.store.schema import COMPARISON
from sim.present.archive.writing import archive_result
from sim.present.dashboard.content import Contents
from sim.present.dashboard.files import add_files
from sim.present.dashboard.pair import Pair
from sim.present.dashboard.shelf import Item, Shelf
from sim.present.words.language import words
from tests.present.conftest import made

TWO = ("status-quo", "pause")
PICTURE = f"/picture/path-offences.svg?experiment={{}}&baseline={TWO[0]}&policy={TWO[1]}"


def write_anew(folder: Path) -> None:
    """Let a file be written later than it was, as the one that extends an experiment does."""
    path = folder / COMPARISON.file
    now = path.stat().st_mtime_ns + 1_000_000
    os.utime(path, ns=(now, now))


def client_of(shelf: Shelf) -> FlaskClient:
    server = Flask("files")
    add_files(server, shelf)
    return server.test_client()


class Written(Shelf):
    """A shelf of which an experiment is written right after its comparison was read; `left` times."""

    target, left, n_read = "one", 0, 0

    def pair(self, item: Item, baseline: str, policy: str) -> Pair:
        found = super().pair(item, baseline, policy)
        self.n_read += 1
        if self.left:
            self.left -= 1
            write_anew(self.folder / self.target)
        return found


class Crowded(Shelf):
    """A shelf of which somebody opens another archive while one is read."""

    def pair(self, item: Item, baseline: str, policy: str) -> Pair:
        found = super().pair(item, baseline, policy)
        self.item("two.zip")
        return found


@pytest.fixture
def folder(real: Results, tmp_path: Path) -> Path:
    folder = tmp_path / "results"
    for name in ("one", "two"):
        copytree(real.folder, folder / name)
    return folder


@pytest.fixture
def archives(real: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two archives, of which one lies unpacked at a time."""
    folder = tmp_path / "archives"
    folder.mkdir()
    for name in ("one.zip", "two.zip"):
        archive_result(real.folder, folder / name)
    monkeypatch.setattr("sim.present.dashboard.shelf._UNPACKED", 1)
    return folder


def test_what_was_read_before_a_change_is_not_shown_after_it(folder: Path) -> None:
    shelf = Shelf(folder)
    before = shelf.item("one")
    write_anew(folder / "one")
    after = shelf.item("one")
    assert before is not None
    assert after is not None
    assert shelf.pair(before, *TWO) is not shelf.pair(after, *TWO)
    assert shelf.map(before) is not shelf.map(after)
    assert shelf.pair(after, *TWO) is shelf.pair(after, *TWO)


@pytest.mark.parametrize(("target", "left", "n_read", "is_told"), [
    ("one", 0, 1, False), ("one", 1, 2, False), ("one", 100, 3, True), ("two", 100, 1, False),
])  # fmt: skip
def test_a_view_of_files_that_changed_meanwhile_is_not_shown(
    folder: Path, target: str, left: int, n_read: int, is_told: bool
) -> None:
    shelf = Written(folder)
    shelf.target, shelf.left = target, left
    text = Contents(shelf).at("/compare", "?experiment=one").text
    assert (shelf.n_read, words().say("dashboard.changing") in text) == (n_read, is_told)


def test_an_experiment_with_more_seeds_is_drawn_anew(folder: Path) -> None:
    client = client_of(Shelf(folder))
    before = client.get(PICTURE.format("one"))
    made(folder / "one", 5)
    after = client.get(PICTURE.format("one"))
    assert before.status_code == after.status_code == 200
    assert before.data != after.data


def test_an_archive_stays_unpacked_while_a_picture_of_it_is_made(archives: Path) -> None:
    assert client_of(Crowded(archives)).get(PICTURE.format("one.zip")).status_code == 200


def test_an_archive_that_could_not_be_opened_is_tried_again(
    archives: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf, none = Shelf(archives), tmp_path / "none"
    contents = Contents(shelf)
    with monkeypatch.context() as at_fault:
        at_fault.setattr("tempfile.tempdir", str(none))
        with pytest.raises(ExperimentError, match=r"^one\.zip cannot be opened now: "):
            shelf.item("one.zip")
        text = contents.at("/compare", "?experiment=one.zip").text
        assert "one.zip cannot be opened now" in text
        assert str(tmp_path) not in text
    item = shelf.item("one.zip")
    assert item is not None
    assert item.results is not None
    assert words().say("dashboard.compare.found") in contents.at("/compare", "?experiment=one.zip").text


def test_an_archive_that_went_hides_no_change_of_others(archives: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf, listed = Shelf(archives), [archives / "gone.zip", archives / "one.zip"]
    monkeypatch.setattr("sim.present.dashboard.shelf.archives_in", lambda _: listed)
    before = shelf.written()
    os.utime(archives / "one.zip", ns=(1, 1))
    assert shelf.written() != before
