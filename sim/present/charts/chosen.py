"""Pictures of some policies and outcomes alone, for a reader who tells of one rule."""

from collections.abc import Collection, Sequence
from itertools import chain
from pathlib import Path

from sim.experiments.problems import UsageError
from sim.experiments.store.reader import Results
from sim.present.charts.data import Chart
from sim.present.charts.figures import charts_of, drawing
from sim.present.charts.looks import looks
from sim.present.charts.paths import bands
from sim.present.sentences import HEADLINE_OUTCOMES
from sim.scenario.text.problems import did_you_mean

_KINDS = ("svg", "png", "pdf")


def chosen_charts(results: Results, arms: Sequence[str] = (), outcomes: Sequence[str] = ()) -> tuple[Chart, ...]:
    """Return the charts of some policies and headline outcomes, all unless named; an arm looks as beside all others.

    Raises
    ------
    UsageError
        There is no such policy or headline outcome, or nothing to draw.
    """
    known = {outcome.name: outcome for outcome in HEADLINE_OUTCOMES}
    _refuse_unknown(results, arms, outcomes)
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


def _refuse_unknown(results: Results, arms: Sequence[str], outcomes: Sequence[str]) -> None:
    known = [outcome.name for outcome in HEADLINE_OUTCOMES]
    policies = results.policies
    no_arms = [arm for arm in arms if arm not in policies]
    no_outcomes = [name for name in outcomes if name not in known]
    if no_arms or no_outcomes:
        raise UsageError("\n".join([
            *(f"--arms {arm}: is not compared with the baseline; {did_you_mean(arm, policies)}" for arm in no_arms),
            *(f"--outcomes {one}: is not a headline outcome; {did_you_mean(one, known)}" for one in no_outcomes),
        ]))  # fmt: skip


def _of_policies(results: Results, arms: Collection[str]) -> Results:
    """Return the results as if these policies alone had been compared; readings still hold beside all of them."""
    rows = {key: row for key, row in results.comparison.items() if key[0] in arms}
    return results._replace(comparison=rows, by_point=tuple(one for one in results.by_point if one.row.policy in arms))
