"""Kill and stop processes of a sweep at random moments; count hangs, wrong results and survivors (Linux, macOS).

    python -m benchmarks.faults --kills 500

Half of the kills hit a worker in its first second, the others a worker or the driver at any moment, in processes on
this machine and in Dask workers alike. A sweep that lost its driver is run once more. Each must end with the bytes of
a sweep that nobody disturbed, and no process may be alive two seconds after its driver was killed.
"""

import argparse
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.faults.kinds import KILLS, OTHERS, Fault
from benchmarks.faults.trial import WELL, Bench, disturb

ROOT = Path(__file__).parents[2]


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Return what the user asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=120, help="how many in all (default: 120)")
    parser.add_argument("--others", type=int, default=0, help="how many workers are stopped and compilations disturbed")
    parser.add_argument("--checkout", type=Path, default=ROOT, help="another version of the program")
    parser.add_argument("--only", default="", metavar="WORDS", help="faults whose name holds these words")
    parser.add_argument("--luck", type=int, default=1, help="other moments (default: 1)")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Try each fault as often as asked for, and print what came of it; 1 unless all ended well."""
    asked = parse(arguments)
    n_all, all_endings = 0, Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(asked.checkout.resolve(), Path(folder), random.Random(asked.luck))
        for faults, n_asked in ((KILLS, asked.kills), (OTHERS, asked.others)):
            for fault in (fault for fault in faults if n_asked and asked.only in fault.name):
                n_faults, endings = tried(bench, fault, round(fault.share * n_asked))
                n_all, all_endings = n_all + n_faults, all_endings + endings
                tell(fault.name, n_faults, endings)
                for path in Path(folder).glob("*-[0-9]*"):
                    shutil.rmtree(path)
    tell("all", n_all, all_endings)
    return 0 if set(all_endings) <= {WELL} else 1


def tried(bench: Bench, fault: Fault, n_wanted: int) -> tuple[int, Counter[str]]:
    """Disturb commands until a fault has happened so often; return how often it did, and how commands ended."""
    n_faults, endings = 0, Counter[str]()
    while n_faults < n_wanted:
        came = disturb(bench, fault, endings.total(), min(fault.at_most, n_wanted - n_faults))
        n_faults += came.n_faults
        endings[came.ending] += 1
    return n_faults, endings


def tell(name: str, n_faults: int, endings: Counter[str]) -> None:
    """Print a line."""
    told = ", ".join(f"{n} {ending}" for ending, n in endings.most_common())
    print(f"{name:46}{n_faults:4} in {endings.total()} commands: {told}", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
