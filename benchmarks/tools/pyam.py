"""The IAMC file of an export, read by pyam in an environment of its own."""

import csv
import subprocess
from collections.abc import Iterator
from math import fsum, isclose
from pathlib import Path

from benchmarks.tools.line import Line

# What pyam takes as data; it refuses a file that has not the format, or a row twice.
_SCRIPT = """
import sys, pyam
frame = pyam.IamDataFrame(sys.argv[1])
print(pyam.__version__, len(frame.data), repr(float(frame.data["value"].sum())), len(frame.variable), len(frame.region))
"""
_INDEX = 5  # columns before the years
_CLOSE = 1e-9  # relative: sums are added up in different orders


def pyam_lines(exported: Path, environment: Path | None) -> Iterator[Line]:
    """Yield what pyam reads: as many values as the file has, and the same sum."""
    if environment is None:
        yield Line("--programs VENV names an environment that has pyam", is_right=False)
        return
    path = exported / "iamc.csv"
    words = [str(environment / "bin" / "python"), "-c", _SCRIPT, str(path)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        yield Line(f"pyam does not read it: {done.stderr.strip().splitlines()[-1]}", is_right=False)
        return
    version, n, total, n_variables, n_regions = done.stdout.split()
    values = _values(path)
    is_right = int(n) == len(values) and isclose(float(total), fsum(values), rel_tol=_CLOSE)
    yield Line(f"pyam {version}: {int(n):,} of {len(values):,} values, {n_variables} variables, {n_regions} regions; "
               f"their sum is {'the same' if is_right else 'another'}", is_right)  # fmt: skip


def _values(path: Path) -> list[float]:
    with path.open(encoding="utf-8", newline="") as file:
        return [float(cell) for row in list(csv.reader(file))[1:] for cell in row[_INDEX:] if cell]
