"""Print one table of times on this machine, with ratios taken in the same run.

Bars are goals for the cores of a laptop, not assertions: machines are noisy.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.against import against_rows
from benchmarks.arms import arm_rows
from benchmarks.dashboard import dashboard_rows
from benchmarks.estimates import estimate_rows
from benchmarks.exports import export_rows
from benchmarks.machine import load
from benchmarks.page.rows import bit_rows, page_rows
from benchmarks.programs import everyone_row, program_rows
from benchmarks.record import record
from benchmarks.runs import profile_rows, run_rows
from benchmarks.sizes import size_rows
from benchmarks.table import Row, as_text
from benchmarks.web import web_rows
from benchmarks.worlds import world_of
from sim.scenario.shipped import resolve_scenario_path


def parse() -> argparse.Namespace:
    """Return what the user asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--profile", action="store_true", help="the processes of a national run instead")
    parser.add_argument("--arms", action="store_true", help="what arms could share in one pass over citizens instead")
    parser.add_argument("--record", action="store_true", help="also rewrite benchmarks/RESULTS.md")
    parser.add_argument("--estimates", action="store_true", help="what --dry-run says beside what was taken instead")
    parser.add_argument("--exports", type=Path, metavar="RESULT", help="a stored result in other formats instead")
    parser.add_argument("--web", type=int, metavar="SEEDS", help="the web engine beside the compiled one instead")
    parser.add_argument("--page", type=int, metavar="SEEDS", help="the live page in real browsers instead")
    parser.add_argument("--browsers", nargs="+", default=[], metavar="NAME", help="only chromium, firefox or webkit")
    parser.add_argument(
        "--worlds", type=int, default=0, metavar="N", help="with --page: bits of so many generated worlds"
    )
    parser.add_argument("--scenarios", nargs="+", metavar="NAME", help="with --page: bits of these alone, and no times")
    parser.add_argument("--people-per-agent", type=int, metavar="N", help="of scenarios whose bits are compared")
    parser.add_argument("--dashboard", type=Path, metavar="DIR", help="the dashboard of a folder of results instead")
    parser.add_argument("--requests", type=int, default=20_000, metavar="N", help="with --dashboard: for its memory")
    parser.add_argument("--against", type=Path, metavar="CHECKOUT", help="runs beside those of another version instead")
    parser.add_argument("--everyone", action="store_true", help="also one agent for each of 75.6 million residents")
    return parser.parse_args()


def main() -> None:
    """Measure, print, and with `--record` write down."""
    asked, busy = parse(), load()
    instead = _asked_instead(asked)
    rows = list(instead() if instead else _usual_rows(asked.everyone))
    print(as_text([*rows, Row("load before it began", ratio=busy)]))
    if asked.record and instead is None:
        record(rows, busy)


def _asked_instead(asked: argparse.Namespace) -> Callable[[], Iterable[Row]] | None:
    """Return what measures something else than the usual rows, if that is asked for: the first of these."""
    kinds: dict[str, Callable[[Any], Iterable[Row]]] = {
        "profile": lambda _: profile_rows(*world_of("russia")),
        "arms": lambda _: arm_rows(),
        "estimates": lambda _: estimate_rows(),
        "exports": lambda folder: export_rows(folder.resolve()),
        "web": lambda seeds: map(_as_it_comes, web_rows(seeds, asked.people_per_agent)),
        "page": lambda _: map(_as_it_comes, _page_rows(asked)),
        "dashboard": lambda folder: map(_as_it_comes, dashboard_rows(folder.resolve(), asked.requests)),
        "against": lambda folder: against_rows(folder.resolve(), asked.everyone),
    }
    for kind, rows in kinds.items():
        given = getattr(asked, kind)
        if given is not None and given is not False:
            return partial(rows, given)
    return None


def _usual_rows(everyone: bool) -> list[Row]:
    return [*size_rows(), *run_rows(), *program_rows(), *([everyone_row()] if everyone else [])]


def _page_rows(asked: argparse.Namespace) -> Iterator[Row]:
    """Return all lines about the live page, or only those about the scenarios that are named."""
    if not asked.scenarios:
        return page_rows(asked.page, asked.people_per_agent, asked.browsers, asked.worlds)
    files = [resolve_scenario_path(name) for name in asked.scenarios]
    return bit_rows(files, asked.page, asked.people_per_agent, asked.browsers)


def _as_it_comes(row: Row) -> Row:
    """Tell a line before the table is whole, which takes minutes."""
    print("  ".join(filter(None, row)), file=sys.stderr, flush=True)
    return row


if __name__ == "__main__":
    main()
