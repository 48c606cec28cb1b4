"""Read an experiment folder: what was asked, and the paired comparison that came out."""

import csv
from collections.abc import Mapping
from math import isfinite, nan
from pathlib import Path
from typing import Any, Literal, NamedTuple

import yaml

from sim.model.outcomes import OUTCOMES, Outcome

_NUMBERS = ("difference", "lo95", "hi95", "baseline_mean", "p_better")
Reading = Literal["more", "less", "unclear", "equal", "no interval", "undefined"]

OUTCOME_OF: dict[str, Outcome] = {outcome.name: outcome for outcome in OUTCOMES}
HEADLINE_OUTCOMES: tuple[Outcome, ...] = tuple(outcome for outcome in OUTCOMES if outcome.headline)


class Difference(NamedTuple):
    """One row of comparison.csv: a policy minus the baseline, paired by seed; nan is undefined."""

    outcome: str
    policy: str
    difference: float
    lo95: float
    hi95: float
    baseline_mean: float
    n_pairs: int
    p_better: float

    @property
    def reading(self) -> Reading:
        """What may be said: a direction only where the interval leaves out zero."""
        if not isfinite(self.difference):
            return "undefined"
        if self.n_pairs < 2 or not (isfinite(self.lo95) and isfinite(self.hi95)):
            return "no interval"
        if self.difference == self.lo95 == self.hi95 == 0.0:
            return "equal"
        if self.lo95 <= 0.0 <= self.hi95:
            return "unclear"
        return "more" if self.difference > 0.0 else "less"


class Experiment(NamedTuple):
    """An experiment folder, read."""

    folder: Path
    scenario: Mapping[str, Any]  # scenario.resolved.yaml
    differences: dict[tuple[str, str], Difference]  # by (policy, outcome)
    n_seeds: int
    months: tuple[str, str]  # first and last month simulated

    @property
    def title(self) -> str:
        """The scenario's title, or its name."""
        return str(self.scenario.get("title") or self.scenario.get("name") or "Experiment")

    @property
    def baseline(self) -> str:
        """Name of the arm that the others are compared with."""
        return str(self.scenario.get("baseline", "baseline"))

    @property
    def arms(self) -> Mapping[str, Any]:
        """Settings of each arm, by name."""
        return self.scenario.get("arms") or {}

    @property
    def policies(self) -> tuple[str, ...]:
        """Arms with a comparison, in the scenario's order; the baseline is not among them."""
        compared = {policy for policy, _ in self.differences} - {self.baseline}
        named = tuple(arm for arm in self.arms if arm in compared)
        return named + tuple(sorted(compared - set(named)))

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the scenario reader warned of."""
        return tuple(str(warning) for warning in self.scenario.get("warnings") or ())

    @property
    def window(self) -> tuple[str, str]:
        """First and last month that the comparison counts: from the first lever difference on."""
        window = self.scenario.get("window") or {}
        return str(window.get("from") or self.months[0]), str(window.get("to") or self.months[1])

    @property
    def uncertainty(self) -> str:
        """What the intervals hold, in one sentence."""
        if not self.varied:
            return "Intervals hold luck only: every run has the same parameters."
        n_sets = len(self.scenario["world"]["ensemble"]["sets"])
        return (
            f"Intervals hold luck and what is uncertain about {len(self.varied)} fitted parameters: the run of seed i "
            f"uses set i modulo {n_sets} of an ensemble, in every policy alike."
        )

    @property
    def varied(self) -> tuple[str, ...]:
        """Parameters whose values come from an ensemble."""
        ensemble = (self.scenario.get("world") or {}).get("ensemble") or {}
        return tuple(ensemble.get("parameters") or ())

    @property
    def parameters(self) -> Mapping[str, Any]:
        """Parameters of the world, by name."""
        world = self.scenario.get("world") or {}
        return world.get("parameters") or {}


def read_experiment(folder: Path) -> Experiment:
    """Read what the presentation needs, except the time paths (see paths.py).

    Raises
    ------
    FileNotFoundError
        When the folder holds no comparison or no scenario.
    """
    scenario = yaml.safe_load((folder / "scenario.resolved.yaml").read_text(encoding="utf-8"))
    with (folder / "comparison.csv").open(encoding="utf-8", newline="") as file:
        rows = [_difference(row) for row in csv.DictReader(file)]
    n_seeds, first, last = _extent(folder / "outcomes.parquet")
    by_arm = {(row.policy, row.outcome): row for row in rows}
    return Experiment(folder, scenario, by_arm, n_seeds, (first, last))


def _difference(row: Mapping[str, str]) -> Difference:
    numbers = {key: float(row[key]) if row.get(key) else nan for key in _NUMBERS}
    return Difference(outcome=row["outcome"], policy=row["policy"], n_pairs=int(row["n_pairs"] or 0), **numbers)


def _extent(parquet: Path) -> tuple[int, str, str]:
    import duckdb  # imported here: `--help` must stay quick

    with duckdb.connect() as connection:
        found = connection.execute(
            "SELECT count(DISTINCT seed), min(month), max(month) FROM read_parquet(?)", [str(parquet)]
        ).fetchone()
    n_seeds, first, last = found if found is not None else (0, "", "")
    return int(n_seeds), str(first), str(last)
