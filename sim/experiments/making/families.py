"""Which missing runs are made together, from one history, and in which batches they are stored."""

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby, product
from typing import NamedTuple

from sim.engines.choice import traits_of
from sim.experiments.design.experiment import Arm, Experiment, n_citizens
from sim.experiments.design.identity import run_identity
from sim.experiments.design.run import Run

# Of each arm half a second on one core, and three where seeds are so many that batches may be larger. A part takes 5 ms
# to begin, so that runs written alone, or few together, take longer to store.
_BATCH_CITIZEN_MONTHS, _LARGER_CITIZEN_MONTHS = 70e6, 400e6
_CITY_AS_CITIZENS = 1_900  # what a month of a city takes beside that of its citizens
_MOST_RUNS_IN_BATCH = 10  # so that few seeds still fill several cores
_FEWEST_BATCHES = 100  # that are left where they are larger
_MOST_RUNS_OF_MANY = 64  # in such a batch: a worker holds all of its runs, and loses them when it is lost
_THREADS_FROM = 2e6  # [citizens] two states of a run and more would not fit beside each other
_THREADS_PAY_FROM = 0.5e6  # [citizens] below, one thread is as fast


class Family(NamedTuple):
    """Runs of one point that one worker makes: each seed's baseline is lived once, and arms branch from it."""

    runs: tuple[Run, ...]  # by seed, then in the order of the arms
    saves: tuple[Run, ...] = ()  # the baseline of seeds whose state is to be stored on the way

    @property
    def first(self) -> Run:
        """The run that stands for the family."""
        return (self.runs or self.saves)[0]

    @property
    def point(self) -> int:
        """The point of a sweep at which its runs are."""
        return self.first.point


class Portion(NamedTuple):
    """The share of an experiment that one command makes, where several make it apart."""

    number: int  # from 1
    of: int


class Share(NamedTuple):
    """How families are made on the cores of one machine; it changes no result."""

    families: list[Family]
    n_workers: int
    threads: int


def missing_families(
    experiment: Experiment, n_seeds: int, finished: Collection[str], saved_seeds: Collection[int] = ()
) -> list[Family]:
    """Return families of every run that is not finished.

    Seeds are cut at multiples of a size that depends on no stored run, so that the families are the same
    wherever an earlier command was interrupted. All points of a sweep come first with the first seeds, so that
    one that is stopped knows something of each.
    """
    return _families(experiment, n_seeds, batch_size(experiment, n_seeds), finished, saved_seeds)


def _families(
    experiment: Experiment, n_seeds: int, size: int, finished: Collection[str] = (), saved_seeds: Collection[int] = ()
) -> list[Family]:
    """Return families of so many seeds each."""
    families: list[Family] = []
    planned = set(finished)
    for start, point in product(range(0, n_seeds, size), range(experiment.n_points)):
        seeds = range(start, min(start + size, n_seeds))
        runs: list[Run] = []
        for run in (_run(arm, seed, point) for seed in seeds for arm in experiment.arms_at(point)):
            if run.identity not in planned:
                planned.add(run.identity)
                runs.append(run)
        saves = tuple(_run(experiment.arms_at(point)[0], seed, point) for seed in seeds if seed in saved_seeds)
        if runs or saves:
            families.append(Family(tuple(runs), saves))
    return families


class Count(NamedTuple):
    """What the families of an experiment come to, counted without a list of them."""

    n_runs: int
    n_months: int  # lived
    most_arms: int  # of a family
    n_workers: int
    threads: int


def count_families(experiment: Experiment, n_seeds: int, jobs: int) -> Count:
    """Count the runs, months and processes of an experiment of which nothing is stored.

    Seeds are alike, and so are points: one seed stands for each batch, and once there is a batch for every process
    the rest is multiplication.
    """
    size = batch_size(experiment, n_seeds)
    some = experiment._replace(points=experiment.points[:jobs])
    last = min(n_seeds, size * -(-jobs // some.n_points))
    in_batch = [min(size, n_seeds - start) for start in range(0, last, size)]
    listed = _families(some, len(in_batch), 1)
    one = listed[0]
    families, workers, threads = share_out(some, listed, jobs)
    n_runs = sum(in_batch[family.first.seed] * len(family.runs) for family in families)
    n_months = sum(in_batch[family.first.seed] * months_to_live(some, family) for family in families)
    more = n_seeds * experiment.n_points - sum(in_batch) * some.n_points
    n_runs += more * len(one.runs)
    n_months += more * months_to_live(some, one)
    most_arms = max(len({run.policy for run in family.runs}) for family in families)
    return Count(n_runs, n_months, most_arms, workers, threads)


def _run(arm: Arm, seed: int, point: int) -> Run:
    return Run(run_identity(arm.identity, seed), arm.name, seed, point)


def batch_size(experiment: Experiment, n_seeds: int) -> int:
    """Return how many seeds of this world go together, of so many; to store runs together takes less time."""
    world = experiment.scenario.world
    few = min(_BATCH_CITIZEN_MONTHS / (n_citizens(world) * world.n_months), _MOST_RUNS_IN_BATCH)
    weight = (n_citizens(world) + len(world.cities) * _CITY_AS_CITIZENS) * world.n_months
    many = min(_LARGER_CITIZEN_MONTHS / weight, n_seeds // _FEWEST_BATCHES, _MOST_RUNS_OF_MANY)
    return int(max(few, many, 1))


def halves(family: Family) -> tuple[Family, Family]:
    """Split a family of at least two runs: between arms, so that batches stay whole, or else between seeds."""
    policies = list(dict.fromkeys(run.policy for run in family.runs))
    if len(policies) > 1:
        kept = policies[: len(policies) // 2]
        first = tuple(run for run in family.runs if run.policy in kept)
    else:
        first = family.runs[: len(family.runs) // 2]
    return Family(first, family.saves), Family(tuple(run for run in family.runs if run not in first))


def without(family: Family, stored: Collection[str]) -> Family:
    """Return the family without runs that are stored."""
    return family._replace(runs=tuple(run for run in family.runs if run.identity not in stored))


def by_seed(runs: Iterable[Run]) -> dict[int, list[Run]]:
    """Return the runs of each seed."""
    ordered = sorted(runs, key=lambda run: run.seed)
    return {seed: list(group) for seed, group in groupby(ordered, key=lambda run: run.seed)}


def share_out(experiment: Experiment, families: Sequence[Family], jobs: int) -> Share:
    """Use threads within one run at a time where runs are large, and a process for each family otherwise.

    With fewer families than processes, families are split between arms and live their history twice.
    """
    citizens = n_citizens(experiment.scenario.world) if traits_of(experiment.engine).uses_threads else 0
    if citizens >= _THREADS_FROM or (len(families) == 1 and citizens >= _THREADS_PAY_FROM):
        return Share(list(families), 1, jobs)
    shared = split(families, jobs)
    return Share(shared, max(1, min(jobs, len(shared))), 1)


def split(families: Sequence[Family], jobs: int) -> list[Family]:
    """Return families for so many processes, split between arms where there are fewer."""
    shared = list(families)
    while shared and len(shared) < jobs:
        largest = max(shared, key=_n_arms)
        if _n_arms(largest) < 2:
            break
        place = shared.index(largest)
        shared[place : place + 1] = halves(largest)
    return shared


def portion_of(families: Sequence[Family], portion: Portion) -> list[Family]:
    """Return the families of one share; all shares together are all families, and no run is in two."""
    return split(families, portion.of)[portion.number - 1 :: portion.of]


def _n_arms(family: Family) -> int:
    return len({run.policy for run in family.runs})


def months_to_live(experiment: Experiment, family: Family, save_at: int = 0) -> int:
    """Return how many months are lived for a family: shared history once, then each arm's own."""
    branching, n_months = experiment.branching_at(family.point), experiment.scenario.world.n_months
    trunks = dict.fromkeys((run.seed for run in family.saves), save_at)
    own = 0
    for run in family.runs:
        trunks[run.seed] = max(trunks.get(run.seed, 0), branching[run.policy])
        own += n_months - branching[run.policy]
    return own + sum(trunks.values())
