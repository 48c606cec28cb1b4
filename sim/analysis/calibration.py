"""Fit weakly known parameters to published figures: sets that fit about equally well, never one best point.

Waves of draws, as in history matching (Vernon, Goldstein & Bower 2010) and population Monte Carlo for
approximate Bayesian computation (Beaumont et al. 2009), without weights: the first wave fills the ranges, each
later one draws around the sets kept so far. The kept sets are plausible ones; they are no posterior distribution.

Within a wave sets race (Maron & Moore 1997): every set is run with a few seeds, and the nearest third with all. A set
that owes its place to the luck of a few seeds loses it on the others. At the end sets that differ from one another
are run with new seeds, which judge anew which of them are kept.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from sim.analysis.space import Space, Vectors
from sim.analysis.targets import Target
from sim.analysis.validation import check

Evaluate = Callable[[list[dict[str, float]], range], Sequence[Vectors]]  # sets, seeds -> (n_seeds, n_targets) each

_DESIGN_SEED = 20200101
_FAR_WEIGHT = 0.1  # of the distance from a target beside the fact that it is missed
_KERNEL = 0.5  # width of the move of a parameter, relative to the spread of all kept sets
_EXCHANGED = 0.3  # share of the parameters that change from a kept set to a draw around it
_LOOK_SEEDS = 3  # of the first look at a set
_STAYING = 3  # one set in so many is run with the other seeds
_FINALISTS = 3  # sets in the last race for one that is kept
_AS_PLAUSIBLE = 0.05  # distance beyond the least at which a set still counts as one that fits about equally well


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
        finalists = min(_FINALISTS * self.n_keep, self.n_staying())
        waves = self.n_draws * look + self.n_staying() * (self.n_seeds - look)
        return waves + (1 + finalists) * len(self.new_seeds())

    def new_seeds(self) -> range:
        """Return the seeds of the last race."""
        return range(self.n_seeds, 4 * self.n_seeds)


class Trial(NamedTuple):
    """A parameter set that was tried."""

    wave: int
    draw: int
    shares: Vectors
    values: dict[str, float]
    distance: float
    met: int  # targets met over its runs, as validation.check says
    n_runs: int


class Fit(NamedTuple):
    """Every trial; and of the last race the scenario's own values and those kept, in the order they were drawn."""

    trials: tuple[Trial, ...]
    start: Trial
    kept: tuple[Trial, ...]


def distance(targets: Sequence[Target], runs: Vectors) -> float:
    """Return how badly runs of a set fit: the share of targets and runs outside their tolerance, and how far.

    A target is met only when at least half of the runs lie inside its tolerance, so that is what a set is judged by;
    how far values are from the middle of a tolerance adds a tenth, so that sets which miss can come nearer.
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
    """Return the targets that are met by runs of shape (n_seeds, n_targets)."""
    return sum(check(target, values).met for target, values in zip(targets, runs.T, strict=True))


def fit(space: Space, targets: Sequence[Target], evaluate: Evaluate, options: Options) -> Fit:
    """Try sets in waves and keep the nearest; the same arguments give the same sets, bit for bit.

    Only the targets that are passed are looked at: whoever calls leaves out those held for validation.
    """
    trials: list[Trial] = []
    for wave, n in enumerate(options.wave_sizes()):
        rng = np.random.Generator(np.random.Philox([_DESIGN_SEED, wave]))
        kept = nearest(trials, options.n_keep)
        points = _around(np.array([trial.shares for trial in kept]), n, rng) if kept else _everywhere(space, n, rng)
        sets = [space.values(point) for point in points]
        for point, values, runs in zip(points, sets, _race(targets, evaluate, sets, options.n_seeds), strict=True):
            near, met = distance(targets, runs), count_met(targets, runs)
            trials.append(Trial(wave, len(trials), point, values, near, met, len(runs)))
    return _last_race(trials, targets, evaluate, options)


def _last_race(
    trials: Sequence[Trial], targets: Sequence[Target], evaluate: Evaluate, options: Options
) -> Fit:
    """Keep the nearest of sets that differ, judged by new seeds; the scenario's own values run beside them."""
    runners = (trials[0], *spread(trials, _FINALISTS * options.n_keep))
    judged = []
    for trial, runs in zip(runners, evaluate([t.values for t in runners], options.new_seeds()), strict=True):
        near, met = distance(targets, runs), count_met(targets, runs)
        judged.append(trial._replace(distance=near, met=met, n_runs=len(runs)))
    return Fit(tuple(trials), judged[0], nearest(judged[1:], options.n_keep))


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
    return _in_order(_by_distance(trials)[:n])


def spread(trials: Sequence[Trial], n: int) -> tuple[Trial, ...]:
    """Return n trials that fit about equally well and differ most, in the order in which they were drawn.

    Later waves lie close together, more closely than targets require. So the nearest trial comes first and then,
    again and again, the one farthest from all chosen, of those within a small distance of the nearest.
    """
    ranked = _by_distance(trials)
    plausible = [t for k, t in enumerate(ranked) if k < n or t.distance <= ranked[0].distance + _AS_PLAUSIBLE]
    points = np.array([trial.shares for trial in plausible])
    chosen = [0]
    gap = np.full(len(plausible), np.inf)
    while len(chosen) < min(n, len(plausible)):
        gap = np.minimum(gap, ((points - points[chosen[-1]]) ** 2).sum(axis=1))
        gap[chosen[-1]] = -1.0
        chosen.append(int(gap.argmax()))
    return _in_order([plausible[k] for k in chosen])


def _by_distance(trials: Sequence[Trial]) -> list[Trial]:
    """Return those that were run with every seed, the nearest first."""
    n_runs = max((trial.n_runs for trial in trials), default=0)
    return sorted((t for t in trials if t.n_runs == n_runs), key=lambda trial: (trial.distance, trial.draw))


def _in_order(trials: Sequence[Trial]) -> tuple[Trial, ...]:
    return tuple(sorted(trials, key=lambda trial: trial.draw))


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
