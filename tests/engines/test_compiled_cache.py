"""Compiled code is kept, never stale, and heals."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sim.engines import warm_up
from sim.numbers import cache as compiled_cache
from sim.numbers import cache_place
from sim.numbers.cache_place import remove_old

SCRIPT = "from sim.engines import needs_compilation as n, warm_up; print(n()); warm_up({engine!r}, {threads})"


def start(cache: Path, engine: str = "compiled", threads: int = 1) -> str:
    """Warm an engine up in a process of its own; return whether it said that compilation is needed."""
    environment = {**os.environ, "ROLLOUT_CACHE_DIR": str(cache)}
    return subprocess.run(
        [sys.executable, "-c", SCRIPT.format(engine=engine, threads=threads)],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()


@pytest.mark.parametrize(
    ("damaged", "threads"), [("month.live_months*.nbc", 1), ("month.live_months*.nbi", 1), ("opinions.form*.nbc", 2)]
)
def test_a_cache_that_was_cut_short_heals(tmp_path: Path, damaged: str, threads: int) -> None:
    warm_up("compiled")
    filled = compiled_cache.cache_folder()
    shutil.copytree(filled, tmp_path / filled.name)
    victims = list(tmp_path.rglob(damaged))  # a function may be there for other types too, which the engine never loads
    for victim in victims:
        victim.write_bytes(victim.read_bytes()[:100])
    assert start(tmp_path, threads=threads) == "False"  # numba alone fails on such a file for ever
    assert any(victim.exists() and victim.stat().st_size > 100 for victim in victims)


def test_only_the_compiled_engine_says_that_all_is_compiled(tmp_path: Path) -> None:
    """The reference engine compiles cities alone, so it must not mark a cache as complete."""
    warm_up("compiled")
    filled = compiled_cache.cache_folder()
    shutil.copytree(filled, tmp_path / filled.name)
    (tmp_path / filled.name / "complete").unlink()
    assert [start(tmp_path, engine) for engine in ("reference", "compiled", "compiled")] == ["True", "True", "False"]


def test_another_source_has_another_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    before = compiled_cache.cache_folder()
    read = Path.read_bytes
    edited = Path(compiled_cache.__file__).parent.parent / "model" / "rules" / "opinion.py"
    monkeypatch.setattr(Path, "read_bytes", lambda path: read(path) + (b"#" if path == edited else b""))
    assert compiled_cache.cache_folder.__wrapped__() != before


def test_another_checkout_has_another_folder(tmp_path: Path) -> None:
    """numba keeps code by path, so that a copy of the same sources finds nothing in the folder of the first."""
    package = Path(compiled_cache.__file__).parent.parent
    shutil.copytree(package, tmp_path / "sim", ignore=shutil.ignore_patterns("__pycache__"))
    script = "from sim.numbers import cache as c; print(c.cache_folder())"
    told = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert Path(told.stdout.strip()).parent == cache_place.cache_place().root
    assert Path(told.stdout.strip()) != compiled_cache.cache_folder()


def age(folder: Path, days: float, n_bytes: int = 0) -> Path:
    """Make a folder of compiled code that was last used so many days ago."""
    folder.mkdir(parents=True)
    (folder / "complete").write_bytes(b"x" * n_bytes)
    for path in (folder / "complete", folder):
        os.utime(path, (time.time() - 86400 * days,) * 2)
    return folder


def left_of(root: Path, kept: str = "f" * 16) -> list[str]:
    remove_old(root, root / kept)
    return sorted(path.name[0] for path in root.iterdir())


def test_what_several_checkouts_compiled_is_kept_until_it_is_old(tmp_path: Path) -> None:
    for k in range(9):
        age(tmp_path / (f"{k}" * 16), 50 if k < 7 else 70)
    age(tmp_path / ("f" * 16), 90)
    assert left_of(tmp_path) == [*"0123456", "f"]  # the one in hand is kept, however old it is


def test_beyond_a_total_size_the_longest_unused_go_and_none_in_use(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(cache_place, "_MOST_BYTES", 100_000)
    for name, days in (("a", 1.0), ("b", 1.5), ("c", 3.0), ("d", 4.0)):
        age(tmp_path / (name * 16), days, 60_000)
    assert left_of(tmp_path) == ["a", "b"]


def test_only_folders_of_compiled_code_are_removed(tmp_path: Path) -> None:
    age(tmp_path / "letters", 900)
    age(tmp_path / ("e" * 16), 900).rename(tmp_path / ("e" * 16 + ".removed"))  # by a command that was killed
    assert left_of(tmp_path) == ["l"]


def test_a_process_that_uses_compiled_code_says_so(tmp_path: Path) -> None:
    warm_up("compiled")
    filled = compiled_cache.cache_folder()
    shutil.copytree(filled, tmp_path / filled.name)
    os.utime(tmp_path / filled.name / "complete", (0, 0))
    script = "import sim.numbers.compiler"
    subprocess.run([sys.executable, "-c", script], env={**os.environ, "ROLLOUT_CACHE_DIR": str(tmp_path)}, check=True)
    assert (tmp_path / filled.name / "complete").stat().st_mtime > time.time() - 3600


TOLD = """
import sys
from sim.engines import needs_compilation
from sim.experiments.making.readiness import about_place
from sim.numbers.cache_place import cache_place
print(cache_place().root, needs_compilation())
sys.stderr.write(about_place())
"""


def told_with(**environment: object) -> tuple[str, str]:
    """Return where a process keeps compiled code and whether it must compile, and what a user is told of the place."""
    done = subprocess.run(
        [sys.executable, "-c", TOLD], env={**os.environ, **{name: str(path) for name, path in environment.items()}},
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout.strip(), done.stderr


@pytest.fixture
def unwritable(tmp_path: Path) -> Path:
    """Return a folder in which nothing can be made, not even by an administrator."""
    (tmp_path / "file").touch()
    return tmp_path / "file" / "cache"


@pytest.fixture
def homes(tmp_path: Path) -> Path:
    """Return a cache folder of a user that holds all compiled code."""
    warm_up("compiled")
    filled = compiled_cache.cache_folder()
    shutil.copytree(filled, tmp_path / "home" / "rollout-simulator" / filled.name)
    return tmp_path / "home"


@pytest.mark.skipif(sys.platform != "linux", reason="the user's cache folder is named by XDG_CACHE_HOME")
def test_a_place_that_cannot_be_written_is_told_and_the_next_one_taken(unwritable: Path, homes: Path) -> None:
    where, told = told_with(ROLLOUT_CACHE_DIR=unwritable, XDG_CACHE_HOME=homes)
    assert where == f"{homes / 'rollout-simulator'} False"
    assert f"{unwritable} cannot be written (Not a directory), so compiled code is kept in {homes}" in told


@pytest.mark.skipif(sys.platform != "linux", reason="the user's cache folder is named by XDG_CACHE_HOME")
def test_without_any_place_compiled_code_is_kept_for_the_command_alone(unwritable: Path, tmp_path: Path) -> None:
    (tmp_path / "now").mkdir()
    where, told = told_with(ROLLOUT_CACHE_DIR=unwritable, XDG_CACHE_HOME=unwritable, TMPDIR=tmp_path / "now")
    assert where.startswith(f"{tmp_path / 'now'}/rollout-simulator-")
    assert f"{unwritable} cannot be written (Not a directory)" in told
    assert "kept for this command alone. ROLLOUT_CACHE_DIR can name a folder for it.\n" in told
    assert list((tmp_path / "now").iterdir()) == []  # gone with the command


def test_somebody_without_a_home_folder_needs_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown() -> Path:
        raise RuntimeError("Could not determine home directory.")

    for name in ("ROLLOUT_CACHE_DIR", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", unknown)
    assert list(cache_place.preferred_places()) == []


def test_what_lies_in_a_folder_that_cannot_be_written_is_taken_over(tmp_path: Path, monkeypatch) -> None:
    name = compiled_cache.cache_folder().name
    (tmp_path / "full" / name).mkdir(parents=True)
    (tmp_path / "full" / name / "complete").touch()
    refused = ((tmp_path / "full", "Read-only file system"),)
    there = cache_place.CachePlace(tmp_path / "new", True, refused)
    monkeypatch.setattr(compiled_cache, "cache_place", lambda: there)
    assert compiled_cache.cache_folder.__wrapped__() == tmp_path / "new" / name
    assert (tmp_path / "new" / name / "complete").is_file()
