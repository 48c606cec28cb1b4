"""Fit weakly known parameters to published figures: sets that fit about equally well, never one best point.

Waves of draws, as in history matching (Vernon, Goldstein & Bower 2010) and population Monte Carlo for
approximate Bayesian computation (Beaumont et al. 2009), without weights: the first wave fills the ranges, each
later one draws around the sets kept so far. The kept sets are plausible ones; they are no posterior distribution.

Within a wave sets race (Maron & Moore 1997): every set is run with a few seeds, and the nearest third with all. A set
that owes its place to the luck of a few seeds loses it on the others.
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
Evaluate = Callable[[list[dict[str, float]], range], Sequence[Vectors]]  # sets, seeds -> (n_seeds, n_targets) each

_DESIGN_SEED = 20200101
_LOG_FROM = 10.0  # a range of a decade or more is drawn evenly in the logarithm
_FAR_WEIGHT = 0.1  # of the distance from a target beside the fact that it is missed
_KERNEL = 0.5  # width of the move of a parameter, relative to the spread of all kept sets
_EXCHANGED = 0.3  # share of the parameters that change from a kept set to a draw around it
_LOOK_SEEDS = 3  # of the first look at a set
_STAYING = 3  # one set in so many is run with the other seeds


class Fitted(NamedTuple):
    """A parameter that is fitted: which targets it moves, and why it is chosen."""

    parameter: str
    targets: str
    why: str


class Options(NamedTuple):
    """How much is tried and how much is kept."""

    n_draws: int = 480  # parameter sets tried in all
    n_waves: int = 8
    n_keep: int = 12
    n_seeds: int = 12  # runs of a set that stays in the race

    def wave_sizes(self) -> list[int]:
        """Return the sets tried in each wave."""
        return [
            self.n_draws // self.n_waves + (wave < self.n_draws % self.n_waves) for wave in range(self.n_waves)
        ]

    def n_staying(self) -> int:
        """Return the sets that are run with every seed."""
        return sum(_n_staying(n, self.n_seeds) for n in self.wave_sizes())

    def n_runs(self) -> int:
        """Return the runs of all waves."""
        look = min(_LOOK_SEEDS, self.n_seeds)
        return self.n_draws * look + self.n_staying() * (self.n_seeds - look)


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
    n_runs: int


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
    for wave, n in enumerate(options.wave_sizes()):
        rng = np.random.Generator(np.random.Philox([_DESIGN_SEED, wave]))
        kept = nearest(trials, options.n_keep)
        points = _around(np.array([trial.shares for trial in kept]), n, rng) if kept else _everywhere(space, n, rng)
        sets = [space.values(point) for point in points[:n]]
        for point, values, runs in zip(points, sets, _race(targets, evaluate, sets, options.n_seeds), strict=True):
            near, met = distance(targets, runs), count_met(targets, runs)
            trials.append(Trial(wave, len(trials), point, values, near, met, len(runs)))
    return Fit(tuple(trials), nearest(trials, options.n_keep))


def _race(
    targets: Sequence[Target], evaluate: Evaluate, sets: list[dict[str, float]], n_seeds: int
) -> list[Vectors]:
    """Return the runs of each set: the nearest third after a first look get all seeds."""
    look = min(_LOOK_SEEDS, n_seeds)
    if look == n_seeds:
        return list(evaluate(sets, range(n_seeds)))
    runs = list(evaluate(sets, range(look)))
    order = sorted(range(len(sets)), key=lambda k: (distance(targets, runs[k]), k))
    staying = sorted(order[: _n_staying(len(sets), n_seeds)])
    for k, more in zip(staying, evaluate([sets[k] for k in staying], range(look, n_seeds)), strict=True):
        runs[k] = np.concatenate((runs[k], more))
    return runs


def _n_staying(n_sets: int, n_seeds: int) -> int:
    return -(-n_sets // _STAYING) if n_seeds > _LOOK_SEEDS else n_sets


def nearest(trials: Sequence[Trial], n: int) -> tuple[Trial, ...]:
    """Return the n trials with the least distance of those that stayed, in the order in which they were drawn."""
    n_runs = max((trial.n_runs for trial in trials), default=0)
    stayed = [trial for trial in trials if trial.n_runs == n_runs]
    best = sorted(stayed, key=lambda trial: (trial.distance, trial.draw))[:n]
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
