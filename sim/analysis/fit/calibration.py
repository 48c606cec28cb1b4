"""Fit weakly known parameters to published figures: sets that fit about equally well, never one best point.

Waves of draws, as in history matching (Vernon, Goldstein & Bower 2010) and population Monte Carlo for
approximate Bayesian computation (Beaumont et al. 2009), without weights: the first wave fills the ranges, each
later one draws around the sets kept so far. The kept sets are plausible ones; they are no posterior distribution.

Within a wave sets race (Maron & Moore 1997): every set is run with a few seeds, and the nearest third with all.
Each wave has seeds of its own, with which the sets kept so far run again: a set that owes its place to the luck of
a few seeds loses it as more are added. At the end sets that differ from one another are run with new seeds, which
alone judge which of them are kept.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import inf
from typing import NamedTuple

import numpy as np

from sim.analysis.fit.space import Space, Vectors
from sim.analysis.fit.targets import Target
from sim.analysis.fit.validation import INSIDE, check

Evaluate = Callable[[list[dict[str, float]], range], Sequence[Vectors]]  # sets, seeds -> (n_seeds, n_targets) each

_DESIGN_SEED = 20200101
_FAR_WEIGHT = 0.1  # of the distance from a target beside the chance that it is missed
_MOST_RUNS = 24  # that count: sets of earlier waves have more, and would look better than new ones for that alone
_KERNEL = 0.5  # width of the move of a parameter, relative to the spread of all kept sets
_LEAST_MOVE = 0.05  # of the range, beside it: sets that have come close together can still leave their place
_EXCHANGED = 0.15  # share of the parameters that change from a kept set to a draw around it
_LOOK_SEEDS = 3  # of the first look at a set
_STAYING = 3  # one set in so many is run with the other seeds
_FINALISTS = 3  # sets in the last race for one that is kept
_AS_PLAUSIBLE = 0.05  # distance beyond the least at which a set still counts as one that fits about equally well


class FitOptions(NamedTuple):
    """How much is tried and how much is kept."""

    n_draws: int = 480  # parameter sets tried in all
    n_waves: int = 8
    n_keep: int = 12
    n_seeds: int = 12  # runs in a wave of a set that stays in its race

    def wave_sizes(self) -> list[int]:
        """Return the sets that are new in each wave."""
        return [self.n_draws // self.n_waves + (wave < self.n_draws % self.n_waves) for wave in range(self.n_waves)]

    def n_staying(self) -> int:
        """Return the sets that stay in the race of the wave in which they are new."""
        return sum(_n_staying(n, self.n_seeds) for n in self.wave_sizes())

    def n_runs(self) -> int:
        """Return the runs of all waves and of the last race."""
        look = min(_LOOK_SEEDS, self.n_seeds)
        runs, stayed = 0, 0
        for n in self.wave_sizes():
            runs += n * look + _n_staying(n, self.n_seeds) * (self.n_seeds - look)
            runs += min(self.n_keep, stayed) * self.n_seeds
            stayed += _n_staying(n, self.n_seeds)
        return runs + (1 + min(_FINALISTS * self.n_keep, stayed)) * len(self.new_seeds())

    def seeds(self, wave: int) -> range:
        """Return the seeds of a wave."""
        return range(wave * self.n_seeds, (wave + 1) * self.n_seeds)

    def new_seeds(self) -> range:
        """Return the seeds of the last race."""
        first = self.n_waves * self.n_seeds
        return range(first, first + 3 * self.n_seeds)


class Trial(NamedTuple):
    """A parameter set that was tried."""

    wave: int  # in which it was new
    draw: int
    shares: Vectors
    values: dict[str, float]
    runs: Vectors  # (n_runs, n_targets), of every wave in which it ran, or of the last race
    distance: float = inf
    met: int = 0  # targets met over its runs, as validation.check says
    stayed: bool = False  # after the first look


class Fit(NamedTuple):
    """Every trial; and of the last race the scenario's own values and the sets kept, all as they were drawn.

    Those kept are judged by the seeds that chose them: what they meet on others, `validate-model` tells.
    """

    trials: tuple[Trial, ...]
    start: Trial
    kept: tuple[Trial, ...]


def distance(targets: Sequence[Target], runs: Vectors) -> float:
    """Return the share of targets that a set misses, as far as its runs can tell, and how far they lie from all.

    A target is met when its median and at least half of the runs lie inside its tolerance. Of the share that would
    lie inside in very many runs, k of n runs leave a beta distribution (Bayes 1763, every share equally likely
    before): its mass below a half is the chance that the target is missed. So a set is not judged by more than its
    runs can tell, and gains nothing by hitting one target ever more surely at the cost of another. More than 24
    runs count as 24 with the same share. How far values are from the middle of a tolerance adds a tenth, so that
    sets which miss can come nearer.

    Parameters
    ----------
    targets
        The targets fitted.
    runs
        Their values, shape (n_runs, n_targets).
    """
    from scipy.special import betainc  # where it is used: 0.1 s

    total = 0.0
    for target, values in zip(targets, runs.T.tolist(), strict=True):
        inside = sum(target.holds(value) for value in values) / len(values)
        far = sum(target.distance(value) for value in values) / len(values)
        n = min(len(values), _MOST_RUNS)
        total += float(betainc(inside * n + 1.0, (1.0 - inside) * n + 1.0, INSIDE)) + _FAR_WEIGHT * far
    return total / len(targets)


def count_met(targets: Sequence[Target], runs: Vectors) -> int:
    """Return the targets that are met by runs of shape (n_seeds, n_targets)."""
    return sum(check(target, values).met for target, values in zip(targets, runs.T, strict=True))


def fit(
    space: Space,
    targets: Sequence[Target],
    evaluate: Evaluate,
    options: FitOptions,
    known: Sequence[Mapping[str, float]] = (),
) -> Fit:
    """Try sets in waves and keep the nearest; the same arguments give the same sets, bit for bit.

    Only the targets that are passed are looked at: whoever calls leaves out those held for validation. Sets known
    from an earlier fit are tried in the first wave.
    """

    def run(trials: Sequence[Trial], seeds: range) -> list[Trial]:
        more = evaluate([trial.values for trial in trials], seeds) if trials else ()
        return [_judged(trial, targets, runs) for trial, runs in zip(trials, more, strict=True)]

    nothing = np.empty((0, len(targets)))
    trials: dict[int, Trial] = {}
    for wave, n in enumerate(options.wave_sizes()):
        rng = np.random.Generator(np.random.Philox([_DESIGN_SEED, wave]))
        kept = nearest(trials.values(), options.n_keep)
        points = _around(kept, n, rng) if kept else _everywhere(space, known, n, rng)
        new = [Trial(wave, len(trials) + k, point, space.values(point), nothing) for k, point in enumerate(points)]
        for trial in _race(run, new, kept, options.seeds(wave)):
            trials[trial.draw] = trial
    # The scenario's own values, the first that were drawn, run beside the others.
    finalists = spread(trials.values(), _FINALISTS * options.n_keep)
    start, *last = run([t._replace(runs=nothing) for t in (trials[0], *finalists)], options.new_seeds())
    return Fit(_in_order(trials.values()), start, nearest(last, options.n_keep))


def _race(
    run: Callable[[Sequence[Trial], range], list[Trial]], new: list[Trial], kept: Sequence[Trial], seeds: range
) -> list[Trial]:
    """Return all after their runs: kept sets get all seeds, and so does the nearest third of new ones after a look."""
    look, rest = seeds[:_LOOK_SEEDS], seeds[_LOOK_SEEDS:]
    looked = run([*new, *kept], look)
    new, kept = looked[: len(new)], looked[len(new) :]
    ranked = sorted(new, key=_rank)
    n = _n_staying(len(new), len(seeds))
    staying = [trial._replace(stayed=True) for trial in _in_order(ranked[:n])]
    return [*ranked[n:], *(run([*staying, *kept], rest) if rest else [*staying, *kept])]


def _judged(trial: Trial, targets: Sequence[Target], more: Vectors) -> Trial:
    """Return a trial after more runs."""
    runs = np.concatenate((trial.runs, more))
    return trial._replace(runs=runs, distance=distance(targets, runs), met=count_met(targets, runs))


def _n_staying(n_sets: int, n_seeds: int) -> int:
    return -(-n_sets // _STAYING) if n_seeds > _LOOK_SEEDS else n_sets


def nearest(trials: Iterable[Trial], n: int) -> tuple[Trial, ...]:
    """Return the n trials with the least distance of those that stayed, in the order in which they were drawn."""
    return _in_order(_by_distance(trials)[:n])


def spread(trials: Iterable[Trial], n: int) -> tuple[Trial, ...]:
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


def _rank(trial: Trial) -> tuple[float, int]:
    return trial.distance, trial.draw


def _by_distance(trials: Iterable[Trial]) -> list[Trial]:
    """Return those that stayed after the first look, the nearest first."""
    return sorted((trial for trial in trials if trial.stayed), key=_rank)


def _in_order(trials: Iterable[Trial]) -> tuple[Trial, ...]:
    return tuple(sorted(trials, key=lambda trial: trial.draw))


def _everywhere(space: Space, known: Sequence[Mapping[str, float]], n: int, rng: np.random.Generator) -> Vectors:
    """Fill the ranges by a Latin hypercube; the scenario's own values and known sets come first."""
    from scipy.stats.qmc import LatinHypercube  # where it is used: 1 s

    points: Vectors = LatinHypercube(len(space.names), rng=rng).random(n)
    first = [space.start, *(space.shares(values) for values in known)][:n]
    points[: len(first)] = first
    return points


def _around(trials: Sequence[Trial], n: int, rng: np.random.Generator) -> Vectors:
    """Draw around kept sets: a few parameters of one are exchanged for another's, moved by the spread of all.

    Most targets depend on a few parameters each, so that a set which fits some of them well can take over what
    makes another fit others (crossover of Storn & Price 1997). What falls outside the ranges is reflected.
    """
    kept = np.array([trial.shares for trial in trials])
    shape = (n, kept.shape[1])
    own, other = kept[rng.integers(len(kept), size=(2, n))]
    moved = other + (_KERNEL * kept.std(axis=0) + _LEAST_MOVE) * rng.standard_normal(shape)
    folded = np.abs(np.where(rng.random(shape) < _EXCHANGED, moved, own)) % 2.0
    reflected: Vectors = np.where(folded > 1.0, 2.0 - folded, folded)
    return reflected
