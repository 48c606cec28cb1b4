"""Pictures of some policies and outcomes alone, for a reader who tells of one rule."""

from collections.abc import Collection, Iterator, Sequence
from itertools import chain
from pathlib import Path

from sim.experiments.problems import UsageError
from sim.experiments.store.reader import Results
from sim.present.charts.data import Chart
from sim.present.charts.figures import HEADLINES, charts_of, drawing
from sim.present.charts.looks import looks
from sim.present.charts.paths import bands
from sim.scenario.text.problems import did_you_mean

_KINDS = ("svg", "png", "pdf")


def chosen_charts(results: Results, arms: Sequence[str] = (), outcomes: Sequence[str] = ()) -> tuple[Chart, ...]:
    """Return the charts of some policies and headline outcomes, all unless named; an arm looks as beside all others.

    Raises
    ------
    UsageError
        There is no such policy or headline outcome, or nothing to draw.
    """
    known = {outcome.name: outcome for outcome in HEADLINES}
    problems = [*_unknown("--arms", arms, results.policies), *_unknown("--outcomes", outcomes, known)]
    if problems:
        raise UsageError("\n".join(problems))
    every = looks((results.baseline, *results.policies))
    shown = {arm: look for arm, look in every.items() if not arms or arm in (results.baseline, *arms)}
    wanted = [known[name] for name in outcomes or known]
    found = {} if results.is_sweep else bands(results.folder, wanted)
    kinds = charts_of(_of_policies(results, shown), wanted, shown, found)
    charts = tuple(chart for chart in chain(*(kind.values() for kind in kinds)) if chart is not None)
    if not charts:
        raise UsageError("there is nothing to draw: these policies change nothing in these outcomes")
    return charts


def write_charts(folder: Path, charts: Sequence[Chart]) -> list[Path]:
    """Write charts as SVG, PNG and PDF into a folder of the reader's own, and return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [(folder / f"{chart.name}.{kind}", chart) for chart in charts for kind in _KINDS]
    for path, chart in files:
        drawing().write_chart(path, chart)
    return [path for path, _ in files]


def _unknown(option: str, names: Sequence[str], known: Collection[str]) -> Iterator[str]:
    for name in names:
        if name not in known:
            yield f"{option} {name}: is not in this result; {did_you_mean(name, known)}"


def _of_policies(results: Results, arms: Collection[str]) -> Results:
    """Return the results as if these policies alone had been compared; readings still hold beside all of them."""
    rows = {key: row for key, row in results.comparison.items() if key[0] in arms}
    return results._replace(comparison=rows, by_point=tuple(one for one in results.by_point if one.row.policy in arms))
