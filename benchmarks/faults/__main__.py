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

from benchmarks.faults.kinds import KILLS, OTHERS
from benchmarks.faults.trial import WELL, Bench, outcome_of

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
    all_came: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(asked.checkout.resolve(), Path(folder), random.Random(asked.luck))
        for faults, n_faults in ((KILLS, asked.kills), (OTHERS, asked.others)):
            for fault in (fault for fault in faults if asked.only in fault.name):
                came = Counter(outcome_of(bench, fault, n) for n in range(round(fault.share * n_faults)))
                print(f"{fault.name:46}", ", ".join(f"{n} {what}" for what, n in came.most_common()), flush=True)
                all_came += came
                for path in Path(folder).glob("*-[0-9]*"):
                    shutil.rmtree(path)
    print(f"{'all':46}", ", ".join(f"{n} {what}" for what, n in all_came.most_common()))
    return 0 if set(all_came) <= {WELL, "was over too soon"} else 1


if __name__ == "__main__":
    raise SystemExit(main())
