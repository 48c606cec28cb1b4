"""Archives that lie among experiments, good and ill-meant ones."""

import gc
import zipfile
from pathlib import Path
from shutil import copytree

import pytest

from sim.experiments.archive.container import write_archive
from sim.experiments.store.reader import Results
from sim.present.archive.writing import archive_result
from sim.present.dashboard.content import Contents
from sim.present.dashboard.shelf import Shelf
from sim.present.words.language import words

HOSTILE = "<img src=x onerror=alert(1)>.zip"


@pytest.fixture(scope="module")
def folder(real: Results, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An experiment, its archive, one that was changed, one with a way out of its folder, and a zip file of others."""
    folder = tmp_path_factory.mktemp("archives")
    copytree(real.folder, folder / "one")
    archive_result(folder / "one", folder / "one.zip")
    content = (folder / "one.zip").read_bytes()
    (folder / "changed.zip").write_bytes(content[:1000] + bytes([content[1000] ^ 1]) + content[1001:])
    write_archive(folder / HOSTILE, {"../../escaped": b"x"})
    with zipfile.ZipFile(folder / "other.zip", "w") as other:
        other.writestr("result/x", "x")
    return folder


def test_archives_are_named_without_being_opened(folder: Path) -> None:
    shelf = Shelf(folder)
    assert [item.name for item in shelf.items()] == ["one", *sorted([HOSTILE, "changed.zip", "one.zip", "other.zip"])]
    text = Contents(shelf).at("/", "").text
    assert text.count(words().say("dashboard.shelf.archive")) == 4
    assert "rollout verify one.zip" in text


def test_an_archive_shows_what_its_folder_shows_and_leaves_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    shelf = Shelf(folder)
    of_folder, of_archive = (Contents(shelf).at("/compare", f"?experiment={name}") for name in ("one", "one.zip"))
    assert words().say("dashboard.compare.found") in of_folder.text
    assert of_archive.text.replace("one.zip", "one") == of_folder.text
    assert len(list(tmp_path.iterdir())) == 1
    del shelf
    gc.collect()
    assert list(tmp_path.iterdir()) == []
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


@pytest.mark.parametrize(("name", "told"), [
    ("changed.zip", "changed.zip is not as written"),
    ("other.zip", "other.zip is not as written, or not an archive of this program"),
    (HOSTILE, "has no plain name within the archive"),
])  # fmt: skip
def test_an_archive_that_cannot_be_trusted_is_not_opened(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, told: str
) -> None:
    deep = tmp_path / "a" / "b"  # archives are unpacked in a folder of their own within
    deep.mkdir(parents=True)
    monkeypatch.setattr("tempfile.tempdir", str(deep))
    text = Contents(Shelf(folder)).at("/compare", f"?experiment={name}").text
    assert list(tmp_path.rglob("escaped")) == []
    assert list(deep.iterdir()) == []
    assert told in text
    assert str(folder) not in text
