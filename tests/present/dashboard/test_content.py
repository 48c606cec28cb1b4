"""Views of a folder that is written while they are made."""

import os
from pathlib import Path
from shutil import copytree

import pytest

from sim.experiments.problems import DamageError
from sim.experiments.store.reader import Results
from sim.experiments.store.schema import VALUES
from sim.present.dashboard.content import Contents
from sim.present.dashboard.pair import Pair
from sim.present.dashboard.shelf import Item, Shelf
from sim.present.words.language import words


class Rewritten(Shelf):
    """A shelf whose experiment is written anew the first times that it is read: its table is away for a moment."""

    left = 0

    def pair(self, item: Item, baseline: str, policy: str) -> Pair:
        if not self.left:
            return super().pair(item, baseline, policy)
        self.left -= 1
        table = item.folder / VALUES.file
        content, later = table.read_bytes(), table.stat().st_mtime_ns + 1_000_000_000
        table.unlink()
        try:
            return super().pair(item, baseline, policy)
        finally:
            table.write_bytes(content)
            os.utime(table, ns=(later, later))  # the clock of a file system may be too coarse to tell two writes apart


class Wrong(Shelf):
    """A shelf that cannot compare: by a mistake of the program, or for another reason."""

    error: Exception = ZeroDivisionError()

    def pair(self, item: Item, baseline: str, policy: str) -> Pair:
        raise self.error


@pytest.fixture
def folder(real: Results, tmp_path: Path) -> Path:
    copytree(real.folder, tmp_path / "one")
    return tmp_path


@pytest.mark.parametrize(("times", "is_told"), [(1, False), (100, True)])
def test_a_view_is_made_again_until_its_folder_stays(folder: Path, times: int, is_told: bool) -> None:
    shelf = Rewritten(folder)
    shelf.left = times
    content = Contents(shelf).at("/compare", "")
    assert (words().say("dashboard.changing") in content.text) == is_told
    assert (words().say("dashboard.compare.found") in content.text) != is_told
    assert content.title


def test_what_cannot_be_read_is_told(folder: Path) -> None:
    shelf = Wrong(folder)
    shelf.error = DamageError("one: a table is damaged")
    assert "one: a table is damaged" in Contents(shelf).at("/compare", "").text


def test_a_mistake_of_the_program_is_not_hidden(folder: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        Contents(Wrong(folder)).at("/compare", "")
