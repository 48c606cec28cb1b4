"""What happens where a result cannot be written, is written twice, or the clock goes back (Linux).

unshare -Urm .venv/bin/python -m benchmarks.faults.places --times 12

Each command must say what is the matter and leave nothing wrong behind; once the cause is gone, the same command must
end with the bytes of one that nobody disturbed. `unshare` lets it mount small disks that nobody else sees; the clock
goes back by Debian's `faketime`.
"""

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.faults.processes import wait_for
from benchmarks.faults.trial import contents

ROOT = Path(__file__).parents[2]
_LIMIT_S = 600.0
_SEEDS, _FIRST_SEEDS = 12, 4


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    told: str  # what it said last on stderr


class Place(NamedTuple):
    """A small disk with an experiment folder on it."""

    disk: Path

    @property
    def folder(self) -> Path:
        """The experiment's."""
        return self.disk / "x"

    def mount(self, *options: str) -> None:
        """Mount the disk, or mount it again with other options."""
        subprocess.run(["mount", "-t", "tmpfs", "-o", ",".join(options), "none", str(self.disk)], check=True)

    def clear(self) -> None:
        """Take the disk away, if it is one, and what is on it."""
        subprocess.run(["umount", "--quiet", str(self.disk)], check=False, capture_output=True)
        shutil.rmtree(self.disk, ignore_errors=True)
        self.disk.mkdir()


Trial = Callable[[Place, random.Random, int], Ended]  # the disk, luck, and the bytes that a whole result takes


def command(place: Place, n_seeds: int = _SEEDS, before: Sequence[str] = ()) -> "subprocess.Popen[str]":
    """Start a small experiment."""
    options = ("--people-per-agent", "500", "--arms", "ban", "--jobs", "2", "--seeds", str(n_seeds))
    return subprocess.Popen(
        [*before, sys.executable, "run.py", "simulate", "one-city", *options, "--out", str(place.folder)],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def ended(process: "subprocess.Popen[str]") -> Ended:
    """Wait for a command."""
    _, errors = process.communicate(timeout=_LIMIT_S)
    return Ended(process.returncode, errors.strip().splitlines()[-1] if errors.strip() else "")


def disk_full(place: Place, luck: random.Random, n_bytes: int) -> Ended:
    """Make an experiment where only a part of it fits; then there is room."""
    place.mount(f"size={luck.randrange(32_768, int(0.9 * n_bytes))}")
    came = ended(command(place))
    place.mount("remount", "size=256m")
    return came


def read_only(place: Place, luck: random.Random, n_bytes: int) -> Ended:
    """Extend an experiment that cannot be written; then it can."""
    place.mount("size=256m")
    ended(command(place, _FIRST_SEEDS))
    before = contents(place.folder)
    place.mount("remount", "ro")
    came = ended(command(place))
    place.mount("remount", "rw")
    return came if contents(place.folder) == before else Ended(came.code, "changed what could not be written")


def folder_gone(place: Place, luck: random.Random, n_bytes: int) -> Ended:
    """Remove the folder while runs are stored in it."""
    process = command(place)
    wait_for(lambda: list(place.folder.glob("runs/*.parquet")) or process.poll() is not None, _LIMIT_S)
    place.folder.rename(place.disk / "away")
    return ended(process)


def two_writers(place: Place, luck: random.Random, n_bytes: int) -> Ended:
    """Start the same command in two windows; the one that was refused is told of."""
    processes = [command(place), command(place)]
    came = [ended(process) for process in processes]
    refused = [one for one in came if one.code]
    return refused[0] if len(refused) == 1 else Ended(0, f"{len(refused)} of two were refused")


def clock_back(place: Place, luck: random.Random, n_bytes: int) -> Ended:
    """Extend an experiment on a day before it was begun."""
    ended(command(place, _FIRST_SEEDS))
    return ended(command(place, before=("faketime", "-f", f"-{luck.randrange(1, 400)}d")))


TRIALS: dict[str, tuple[Trial, set[int]]] = {  # with the exit codes that are right
    "disk full": (disk_full, {1}),
    "read-only": (read_only, {1, 2}),
    "folder gone": (folder_gone, {1}),
    "two writers": (two_writers, {2}),
    "clock back": (clock_back, {0}),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Try each as often as asked for, and print what came of it; 1 unless all ended well."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.faults.places", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--times", type=int, default=12, help="how often each (default: 12)")
    parser.add_argument("--only", default="", metavar="WORDS", help="those whose name holds these words")
    parser.add_argument("--luck", type=int, default=1, help="other sizes and days (default: 1)")
    asked = parser.parse_args(arguments)
    all_well = True
    with tempfile.TemporaryDirectory() as folder:
        right = Place(Path(folder) / "right")
        right.disk.mkdir()
        ended(command(right))
        whole = contents(right.folder)
        for name in (name for name in TRIALS if asked.only in name):
            all_well &= tried(name, Path(folder) / "disk", whole, asked.times, random.Random(asked.luck))
    return 0 if all_well else 1


def tried(name: str, disk: Path, whole: dict[str, bytes], n: int, luck: random.Random) -> bool:
    """Try one so often; print how many ended well, and every wrong ending and other message once."""
    trial, right_codes = TRIALS[name]
    n_well, told = 0, dict[str, int]()
    for _ in range(n):
        place = Place(disk)
        place.disk.mkdir(exist_ok=True)
        place.clear()
        came = trial(place, luck, sum(map(len, whole.values())))
        again = ended(command(place))
        found = contents(place.folder)
        other = sorted(path for path in whole.keys() | found.keys() if whole.get(path) != found.get(path))
        well = came.code in right_codes and again.code == 0 and not other
        n_well += well
        text = came.told.replace(str(place.disk), "DISK") or "nothing"
        text += "" if well else f" [code {came.code}, then {again.code} {again.told}; other files: {', '.join(other)}]"
        told[text] = told.get(text, 0) + 1
        place.clear()
    print(f"{name:12}{n_well:4} of {n} ended well; said:", flush=True)
    for text, times in told.items():
        print(f"    {times} times: {text}", flush=True)
    return n_well == n


if __name__ == "__main__":
    raise SystemExit(main())
