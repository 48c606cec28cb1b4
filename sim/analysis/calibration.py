"""Fit weakly known parameters to published figures: sets that fit about equally well, never one best point.

Waves of draws, as in history matching (Vernon, Goldstein & Bower 2010) and population Monte Carlo for
approximate Bayesian computation (Beaumont et al. 2009), without weights: the first wave fills the ranges, each
later one draws around the sets kept so far. The kept sets are plausible ones; they are no posterior distribution.
"""

import csv
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.targets import Target
from sim.scenario.registry import Parameter

Vectors = NDArray[np.float64]
Evaluate = Callable[[list[dict[str, float]]], Sequence[Vectors]]  # sets -> targets, (n_seeds, n_targets) each

_DESIGN_SEED = 20200101
_LOG_FROM = 10.0  # a range of a decade or more is drawn evenly in the logarithm
_FAR_WEIGHT = 0.1  # of the distance from a target beside the fact that it is missed
_KERNEL = 0.5  # width of the move of a parameter, relative to the spread of all kept sets
_EXCHANGED = 0.3  # share of the parameters that change from a kept set to a draw around it


class Fitted(NamedTuple):
    """A parameter that is fitted: which targets it moves, and why it is chosen."""

    parameter: str
    targets: str
    why: str


class Options(NamedTuple):
    """How much is tried and how much is kept."""

    n_draws: int = 400  # parameter sets tried in all
    n_waves: int = 4
    n_keep: int = 30


class Space(NamedTuple):
    """The ranges in which parameters are drawn."""

    names: tuple[str, ...]
    low: Vectors
    high: Vectors
    log: NDArray[np.bool_]
    start: Vectors  # (n_parameters,) the scenario's own values, as shares of the ranges

    def values(self, shares: Vectors) -> dict[str, float]:
        """Return the parameters at a point of the unit cube."""
        safe_low, safe_high = np.where(self.log, self.low, 1.0), np.where(self.log, self.high, 1.0)
        logarithmic = np.exp(np.log(safe_low) + shares * (np.log(safe_high) - np.log(safe_low)))
        linear = self.low + shares * (self.high - self.low)
        inside = np.clip(np.where(self.log, logarithmic, linear), self.low, self.high)
        return dict(zip(self.names, inside.tolist(), strict=True))


class Trial(NamedTuple):
    """A parameter set that was tried."""

    wave: int
    draw: int
    shares: Vectors
    values: dict[str, float]
    distance: float
    met: int  # targets whose median over seeds lies inside the tolerance


class Fit(NamedTuple):
    """Every trial, and those kept, in the order in which they were drawn."""

    trials: tuple[Trial, ...]
    kept: tuple[Trial, ...]


@cache
def fitted_parameters() -> tuple[Fitted, ...]:
    """Return the parameters that are fitted, with the reason for each (sim/data/fitted.csv)."""
    text = files("sim").joinpath("data", "fitted.csv").read_text(encoding="utf-8")
    return tuple(Fitted(**row) for row in csv.DictReader(text.splitlines()))


def space_of(parameters: Sequence[Parameter], names: Sequence[str]) -> Space:
    """Return the space of some parameters within their plausible ranges."""
    by_name = {parameter.name: parameter for parameter in parameters}
    chosen = [by_name[name] for name in names]
    low, high = (np.array([getattr(p, key) for p in chosen], dtype=np.float64) for key in ("low", "high"))
    log = (low > 0.0) & (high >= _LOG_FROM * np.where(low > 0.0, low, np.inf))
    value = np.clip([p.value for p in chosen], low, high)
    width = np.where(high > low, high - low, 1.0)
    start = (value - low) / width
    start[log] = (np.log(value[log]) - np.log(low[log])) / (np.log(high[log]) - np.log(low[log]))
    return Space(tuple(names), low, high, log, start)


def distance(targets: Sequence[Target], runs: Vectors) -> float:
    """Return how badly runs of a set fit: the share of targets and runs outside their tolerance, and how far.

    A target counts as met when at least half of the runs lie inside its tolerance, so that is what a set is judged
    by; how far values are from the middle of a tolerance adds a tenth, so that sets which miss can come nearer.
    Luck counts against a set: one that hits a target in every run is nearer than one that hits it now and then.

    Parameters
    ----------
    targets
        The targets fitted.
    runs
        Their values, shape (n_seeds, n_targets).
    """
    costs = [
        (not target.holds(value)) + _FAR_WEIGHT * target.distance(value)
        for target, values in zip(targets, runs.T.tolist(), strict=True)
        for value in values
    ]
    return sum(costs) / len(costs)


def count_met(targets: Sequence[Target], runs: Vectors) -> int:
    """Return the targets whose median over seeds lies inside the tolerance."""
    return sum(target.holds(float(np.median(values))) for target, values in zip(targets, runs.T, strict=True))


def fit(space: Space, targets: Sequence[Target], evaluate: Evaluate, options: Options) -> Fit:
    """Try sets in waves and keep the nearest; the same arguments give the same sets, bit for bit.

    Only the targets that are passed are looked at: whoever calls leaves out those held for validation.
    """
    trials: list[Trial] = []
    for wave in range(options.n_waves):
        n = options.n_draws // options.n_waves + (wave < options.n_draws % options.n_waves)
        if n == 0:
            continue
        rng = np.random.Generator(np.random.Philox([_DESIGN_SEED, wave]))
        kept = nearest(trials, options.n_keep)
        points = _around(np.array([trial.shares for trial in kept]), n, rng) if kept else _everywhere(space, n, rng)
        sets = [space.values(point) for point in points]
        for point, values, runs in zip(points, sets, evaluate(sets), strict=True):
            trial = Trial(wave, len(trials), point, values, distance(targets, runs), count_met(targets, runs))
            trials.append(trial)
    return Fit(tuple(trials), nearest(trials, options.n_keep))


def nearest(trials: Sequence[Trial], n: int) -> tuple[Trial, ...]:
    """Return the n trials with the least distance, in the order in which they were drawn."""
    best = sorted(trials, key=lambda trial: (trial.distance, trial.draw))[:n]
    return tuple(sorted(best, key=lambda trial: trial.draw))


def _everywhere(space: Space, n: int, rng: np.random.Generator) -> Vectors:
    """Fill the ranges by a Latin hypercube; the scenario's own values come first."""
    from scipy.stats.qmc import LatinHypercube  # where it is used: 1 s

    points: Vectors = LatinHypercube(len(space.names), rng=rng).random(n)
    points[0] = space.start
    return points


def _around(kept: Vectors, n: int, rng: np.random.Generator) -> Vectors:
    """Draw around kept sets: a few parameters of one are exchanged for another's, moved by the spread of all.

    Most targets depend on a few parameters each, so that a set which fits some of them well can take over what
    makes another fit others (crossover of Storn & Price 1997). What falls outside the ranges is reflected.
    """
    shape = (n, kept.shape[1])
    own, other = kept[rng.integers(len(kept), size=(2, n))]
    moved = other + _KERNEL * (kept.std(axis=0) + 0.01) * rng.standard_normal(shape)
    folded = np.abs(np.where(rng.random(shape) < _EXCHANGED, moved, own)) % 2.0
    reflected: Vectors = np.where(folded > 1.0, 2.0 - folded, folded)
    return reflected
