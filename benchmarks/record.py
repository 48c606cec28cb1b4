"""Writing the table down: RESULTS.md."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from benchmarks.machine import machine
from benchmarks.table import Row, as_markdown

RESULTS = Path(__file__).parent / "RESULTS.md"
HOW = """\
## How each figure was made

- Engines by size: the classroom's city (`scenarios/classroom/one-city.yaml`) grown to that many residents, from ten
  million on several cities of a million; one agent for each resident, face recognition in operation from the first
  month, breaches in nearly every month and protest in each, so that all five citizen processes have work. The clock
  runs while citizens act, not while people are set up, code is compiled or cities act. Each case is a process of
  its own; cases take turns, five rounds after a month that does not count, and the median round counts. Larger
  sizes of Mesa and of the reference engine are left out: a month of theirs takes too long.
- Peak MB: the most memory that the process held, Python, numpy and compiled code included.
- Of memory limit: bytes of the columns that the five processes read and write, times the rate, over the bandwidth of
  plain copies measured in the same run on as many threads. Below a million citizens columns fit in the cache.
- Slope: least squares of log time on log citizens over all sizes.
- Whole runs: seed 0, baseline; median of three after one that compiles or loads; people are set up inside the clock.
- Commands: whole processes, start-up of Python included; median of three, compilation once.

[README.md](README.md) tells how to read each line.
"""


def results(rows: Sequence[Row], busy: str) -> str:
    """Return the text of RESULTS.md."""
    kind = "\n".join(f"- {name}: {value}" for name, value in machine().items())
    command = "`.venv/bin/python -m benchmarks --record`"
    return (
        f"# Speed, as measured\n\n{date.today().isoformat()}, written by {command}.\n\n"
        f"{kind}\n- load before it began: {busy}\n\n{as_markdown(rows)}\n\n{HOW}"
    )


def record(rows: Sequence[Row], busy: str, path: Path = RESULTS) -> None:
    """Rewrite RESULTS.md."""
    path.write_text(results(rows, busy), encoding="utf-8")
