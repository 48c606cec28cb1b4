"""Harm one file of a result after the other, and count what `verify` does not find.

python -m benchmarks.faults.harmed --flips 400 --cuts 300 --copies 20
"""

import argparse
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from sim.cli import main as command
from sim.experiments.checking.files import check_files

_MADE = ("simulate", "one-city", "--people-per-agent", "500", "--seeds", "4", "--checkpoint", "2018-12", "--jobs", "1")


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Return what the user asks for."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.faults.harmed", description=(__doc__ or "").split("\n")[0]
    )
    for name, usual in (("flips", 400), ("cuts", 300), ("copies", 20)):
        parser.add_argument(f"--{name}", type=int, default=usual, help=f"how many {name} (default: {usual})")
    parser.add_argument("--luck", type=int, default=1, help="other files and places (default: 1)")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line for each kind of harm; 1 unless everything was found."""
    asked = parse(arguments)
    draw = random.Random(asked.luck)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "result"
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            command([*_MADE, "--out", str(folder)])
        kinds = ((_flipped, asked.flips), (_cut, asked.cuts), (_copied, asked.copies // 2),
                 (_renamed, asked.copies - asked.copies // 2))  # fmt: skip
        missed = [_told(folder, harm, n, draw) for harm, n in kinds]
    return 1 if any(missed) else 0


def _told(folder: Path, harm: Callable[[Path, random.Random], Iterator[None]], n: int, draw: random.Random) -> int:
    """Harm as many files, print what came of it, and return how many were missed."""
    harmed, missed = contextmanager(harm), []
    for _ in range(n):
        path = draw.choice([path for path in sorted(folder.rglob("*")) if path.is_file() and path.stat().st_size])
        with harmed(path, draw):
            if not check_files(folder).faults:
                missed.append(path.name)
    sound = not check_files(folder).faults
    print(f"{harm.__name__[1:]:8}{n:5}: {n - len(missed)} found; sound before and after: {sound}", *missed, flush=True)
    return len(missed) + (not sound)


def _flipped(path: Path, draw: random.Random) -> Iterator[None]:
    content = path.read_bytes()
    at = draw.randrange(len(content))
    path.write_bytes(content[:at] + bytes([content[at] ^ 1 << draw.randrange(8)]) + content[at + 1 :])
    yield
    path.write_bytes(content)


def _cut(path: Path, draw: random.Random) -> Iterator[None]:
    content = path.read_bytes()
    path.write_bytes(content[: draw.randrange(len(content))])
    yield
    path.write_bytes(content)


def _copied(path: Path, draw: random.Random) -> Iterator[None]:
    copy = path.with_name(f"{draw.randrange(10**6)}-{path.name}")
    shutil.copy(path, copy)
    yield
    copy.unlink()


def _renamed(path: Path, draw: random.Random) -> Iterator[None]:
    other = path.rename(path.with_name(f"{draw.randrange(10**6)}-{path.name}"))
    yield
    other.rename(path)


if __name__ == "__main__":
    raise SystemExit(main())
