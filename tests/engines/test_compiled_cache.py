"""Compiled code is kept, never stale, and heals."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sim.engines import warm_up
from sim.numbers import cache as compiled_cache

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
    victim = next(tmp_path.rglob(damaged))
    victim.write_bytes(victim.read_bytes()[:100])
    assert start(tmp_path, threads=threads) == "False"  # numba alone fails on such a file for ever
    assert victim.stat().st_size > 100


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
    assert Path(told.stdout.strip()).parent == compiled_cache.cache_root()
    assert Path(told.stdout.strip()) != compiled_cache.cache_folder()


def test_old_folders_are_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLLOUT_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(compiled_cache, "cache_folder", lambda: tmp_path / ("f" * 16))
    for k in range(8):
        folder = tmp_path / f"{k:016x}"
        folder.mkdir()
        os.utime(folder, (k, k))
    compiled_cache.mark_filled()
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == [f"{k:016x}" for k in (5, 6, 7)] + ["f" * 16]
