"""`export` of a stored result: each format alone, then all together, start-up of Python included."""

import sys
import tempfile
from pathlib import Path

from benchmarks.memory import watched
from benchmarks.programs import ROOT
from benchmarks.table import Bar, Row
from benchmarks.timing import Spent, cpu_seconds
from sim.present.export.formats import format_names

MOST_SECONDS, MOST_BYTES = 20.0, 500e6  # of processors; of memory, and of disk
_BAR = Bar("<= 20 CPU s, 500 MB", low=1.0)


def export_rows(result: Path) -> list[Row]:
    """Return a line for each format and one for all of them."""
    return [*(_row(result, (name,)) for name in format_names()), _row(result, format_names(), _BAR)]


def _row(result: Path, formats: tuple[str, ...], bar: Bar | None = None) -> Row:
    """Return CPU time, memory of the command, and the size of its files."""
    with tempfile.TemporaryDirectory() as folder:
        arguments = ["run.py", "export", str(result), "--to", ",".join(formats), "--out", folder]
        before = cpu_seconds()
        wall, peak = watched([sys.executable, *arguments], ROOT)
        cpu = cpu_seconds() - before
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
    is_met = cpu <= MOST_SECONDS and max(peak, size) <= MOST_BYTES
    what = f"export {result.name} --to {','.join(formats)}: {size / 1e6:,.1f} MB of files"
    return Row(what, time=str(Spent(wall, cpu)), peak=f"{peak / 1e6:,.0f}").against(bar, float(is_met))
