"""An archive's zip file: the same bytes for the same files, and nothing hostile is unpacked."""

import stat
import warnings
import zipfile
from pathlib import Path

import pytest

from sim.experiments.archive import container
from sim.experiments.archive.container import is_sealed, unpack, write_archive
from sim.experiments.problems import DamageError, UsageError

FILES = {"README.txt": b"what it is", "result/b.csv": b"1,2\n", "result/a/c.bin": bytes(range(256))}


def member(name: str, mode: int = stat.S_IFREG | 0o644, kind: int = zipfile.ZIP_STORED) -> zipfile.ZipInfo:
    about = zipfile.ZipInfo(name)
    about.external_attr, about.compress_type = mode << 16, kind
    return about


def sealed(path: Path, *members: tuple[zipfile.ZipInfo, bytes]) -> Path:
    """Write an archive that anybody could write, with a seal that holds."""
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w") as archive:
        warnings.simplefilter("ignore")  # of a name that is there twice
        for about, content in members:
            archive.writestr(about, content)
        archive.comment = b"sha256:" + b"0" * 64
    with path.open("rb+") as file:
        seal = container._seal_of(file)
        file.seek(-len(seal), 2)
        file.write(seal)
    assert is_sealed(path)
    return path


def test_the_same_files_give_the_same_bytes_wherever_they_lie(tmp_path: Path) -> None:
    (tmp_path / "there").write_bytes(FILES["result/b.csv"])
    write_archive(tmp_path / "one.zip", FILES)
    write_archive(tmp_path / "two.zip", dict(reversed((FILES | {"result/b.csv": tmp_path / "there"}).items())))
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_what_was_written_is_unpacked(tmp_path: Path) -> None:
    write_archive(tmp_path / "one.zip", FILES)
    (tmp_path / "place").mkdir()
    unpack(tmp_path / "one.zip", tmp_path / "place")
    assert {name: (tmp_path / "place" / name).read_bytes() for name in FILES} == FILES


def test_an_archive_is_whole_or_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_archive(tmp_path / "one.zip", FILES | {"result/gone": tmp_path / "gone"})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("members", "told"),
    [
        ([member("../evil")], "no plain name"),
        ([member("result/../../evil")], "no plain name"),
        ([member("/tmp/evil")], "no plain name"),
        ([member("C:evil")], "no plain name"),
        ([member("result\\..\\evil")], "no plain name"),
        ([member("result/. ./evil")], "no plain name"),
        ([member("a" * 300)], "no plain name"),
        ([member("result/link", stat.S_IFLNK | 0o777)], "a link, a folder or a device"),
        ([member("result/pipe", stat.S_IFIFO | 0o644)], "a link, a folder or a device"),
        ([member("result/folder/", stat.S_IFDIR | 0o755)], "no plain name"),
        ([member("result/a"), member("result/a")], "more than once"),
        ([member("result/a"), member("RESULT/A")], "more than once"),
    ],
)
def test_members_that_lead_elsewhere_are_refused(tmp_path: Path, members: list[zipfile.ZipInfo], told: str) -> None:
    path, place = sealed(tmp_path / "one.zip", *((one, b"x") for one in members)), tmp_path / "place"
    place.mkdir()
    with pytest.raises(UsageError, match=rf"one\.zip is not unpacked: .*{told}"):
        unpack(path, place)
    assert list(place.iterdir()) == []


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = member("result/bomb", kind=zipfile.ZIP_DEFLATED)
    path = sealed(tmp_path / "one.zip", (bomb, bytes(1 << 24)))
    assert path.stat().st_size < 1 << 16
    with pytest.raises(UsageError, match="claim 16,777,216 bytes, more than the"):
        unpack(path, tmp_path)
    path = sealed(tmp_path / "one.zip", (bomb, b"x"))
    with pytest.raises(UsageError, match="is compressed or locked"):
        unpack(path, tmp_path)


def test_files_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "one.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member("result/a"), bytes(1 << 20))
        first = archive.infolist()[0]
        for name in ("result/b", "result/c"):
            other = member(name)
            other.header_offset, other.CRC = first.header_offset, first.CRC
            other.file_size = other.compress_size = first.file_size
            archive.filelist.append(other)
    with zipfile.ZipFile(path) as archive, pytest.raises(UsageError, match="more than the"):
        container.checked_members(archive, path.stat().st_size)


def test_too_many_files_and_too_little_room_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_archive(tmp_path / "one.zip", FILES)
    monkeypatch.setattr(container, "MOST_MEMBERS", 3)
    with pytest.raises(UsageError, match="it holds 4 files, and at most 3 are unpacked"):
        unpack(tmp_path / "one.zip", tmp_path)
    monkeypatch.setattr(container, "MOST_MEMBERS", 4)
    monkeypatch.setattr(container.shutil, "disk_usage", lambda place: type("Room", (), {"free": 10}))
    with pytest.raises(UsageError, match="bytes are needed, and .* has 10; set TMPDIR to another"):
        unpack(tmp_path / "one.zip", tmp_path)


@pytest.mark.parametrize("content", [b"", b"PK", b"x" * 1000, b"PK\x05\x06" + bytes(18)])
def test_what_is_not_an_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "one.zip").write_bytes(content)
    with pytest.raises(DamageError, match="is not as written, or not an archive of this program"):
        unpack(tmp_path / "one.zip", tmp_path)
