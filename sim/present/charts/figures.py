"""The pictures of an experiment: which there are, which comes first, and their files."""

import logging
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from sim.experiments.store.files import write_text
from sim.experiments.store.reader import Results
from sim.model.outcomes import Outcome
from sim.present.charts.data import Chart, DifferenceChart, PathChart, difference_chart, path_chart, rows_of
from sim.present.charts.looks import Look, looks
from sim.present.charts.paths import Band, bands
from sim.present.charts.reach import reach_chart
from sim.present.sentences import HEADLINE_OUTCOMES

_OWN = ("difference-*", "path-*")
N_FIRST = 3  # arms on the first screen, in the scenario's order


class Pictures(NamedTuple):
    """Every chart of an experiment, with what its table needs."""

    differences: dict[str, DifferenceChart]  # by outcome
    paths: dict[str, PathChart]
    bands: dict[tuple[str, str], Band]  # by (policy, outcome)
    left_out: tuple[Outcome, ...]  # headline outcomes without any difference to draw
    svg: dict[str, str]  # every chart, drawn, by its name

    @property
    def charts(self) -> tuple[Chart, ...]:
        """All charts, in the order of the outcomes."""
        return *self.differences.values(), *self.paths.values()


def pictures(results: Results) -> Pictures:
    """Draw the charts of the headline outcomes; one that would show zeros alone is left out."""
    found = {} if results.is_sweep else bands(results.folder, HEADLINE_OUTCOMES)
    differences, paths = charts_of(results, HEADLINE_OUTCOMES, looks((results.baseline, *results.policies)), found)
    rows = () if results.is_sweep else HEADLINE_OUTCOMES
    left_out = tuple(outcome for outcome in rows if rows_of(results, outcome) and differences[outcome.name] is None)
    return _drawn(differences, paths, found, left_out)


def charts_of(
    results: Results, outcomes: Sequence[Outcome], look: dict[str, Look], found: dict[tuple[str, str], Band]
) -> tuple[dict[str, DifferenceChart | None], dict[str, PathChart | None]]:
    """Return the charts of differences and those over time, by outcome."""
    if results.is_sweep:
        return {outcome.name: reach_chart(results, outcome, look) for outcome in outcomes}, {}
    differences = {outcome.name: difference_chart(results, outcome, look) for outcome in outcomes}
    return differences, {outcome.name: path_chart(results, outcome, found, look) for outcome in outcomes}


def _drawn(
    differences: Mapping[str, DifferenceChart | None],
    paths: Mapping[str, PathChart | None],
    found: dict[tuple[str, str], Band],
    left_out: tuple[Outcome, ...],
) -> Pictures:
    """Draw those charts that there are."""
    shown = {name: chart for name, chart in differences.items() if chart is not None}
    lines = {name: chart for name, chart in paths.items() if chart is not None}
    charts: list[Chart] = [*shown.values(), *lines.values()]
    drawn = {chart.name: drawing().svg_text(chart) for chart in charts}
    return Pictures(shown, lines, found, left_out, drawn)


def first_picture(results: Results, found: Pictures) -> Chart | None:
    """The picture of the first screen, by a rule that does not ask who looks good.

    Of the headline outcomes that have a better direction, it is the one in which most policies of the first screen
    differ clearly from the baseline; of equals, the first of the table. Without any comparison it is the first chart
    over time.
    """
    shown = results.policies[:N_FIRST]

    def n_clear(outcome: Outcome) -> int:
        rows = [row for row in rows_of(results, outcome) if row.policy in shown]
        return sum(row.reading in ("more", "less") for row in rows)

    candidates = [outcome for outcome in HEADLINE_OUTCOMES if outcome.better and outcome.name in found.differences]
    if candidates:
        return found.differences[max(candidates, key=n_clear).name]
    return next(iter(found.charts), None)


def write_figures(folder: Path, found: Pictures, more: Sequence[str] = ()) -> None:
    """Write every chart as SVG and in `more` kinds (png, pdf); take away those that are no longer true."""
    charts = {chart.name: chart for chart in found.charts}
    write_pictures(folder, _OWN, found.svg, more, lambda path, name: drawing().write_chart(path, charts[name]))


def write_pictures(
    folder: Path, own: Sequence[str], svg: Mapping[str, str], more: Sequence[str], write: Callable[[Path, str], None]
) -> None:
    """Write pictures as SVG and, by `write`, in more kinds; take away those whose names are like `own` and not here."""
    folder.mkdir(exist_ok=True)
    kept = {f"{name}.{kind}" for name in svg for kind in ("svg", *more)}
    for old in (path for pattern in own for path in folder.glob(pattern)):
        if old.name not in kept:
            old.unlink()
    for name, text in svg.items():
        write_text(folder / f"{name}.svg", text)
        for kind in more:
            write(folder / f"{name}.{kind}", name)


def drawing(module: str = "sim.present.charts.draw") -> ModuleType:
    """A module that draws, imported on use: matplotlib takes long, and says on stderr where it keeps its fonts."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    return import_module(module)
