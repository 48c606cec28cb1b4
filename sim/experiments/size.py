"""What an experiment takes, told before it starts: runs, time, memory, disk; refused where it cannot fit."""

import os
import sys
from pathlib import Path
from typing import NamedTuple

import psutil

from sim.engines.choice import traits_of
from sim.experiments.costs import COMPILING, Load, Term, outcome_terms, peak_bytes, process_terms, seconds_of
from sim.experiments.design.experiment import Experiment, n_citizens
from sim.experiments.making.families import batch_size, count_families
from sim.experiments.problems import UsageError
from sim.model.columns import FACTOR_DTYPE
from sim.model.levers import LEVER_DTYPE
from sim.model.outcomes import CITY_OUTCOMES, OUTCOMES
from sim.model.state import World

_COLUMN_BYTES = 8.0  # of a lever that an arm sets, a month and city
_LISTED_RUN_BYTES = 300.0  # a run's name, policy and seed
_USABLE_SHARE = 0.6  # of free memory, so that the machine stays usable


class Size(NamedTuple):
    """What an experiment takes."""

    n_runs: int
    cpu_seconds: float  # once the model is compiled
    seconds: float  # on the wall, where nothing else runs
    n_workers: int
    threads: int  # of each worker
    terms: tuple[Term, ...]
    disk_bytes: float
    free_bytes: float  # that may be used

    @property
    def memory_bytes(self) -> float:
        """All processes together, at the highest [bytes]."""
        return peak_bytes(self.terms)

    def as_json(self) -> dict[str, float]:
        """Return the estimate as one object."""
        return {
            "runs": self.n_runs,
            "processes": self.n_workers,
            "threads": self.threads,
            "cpu_seconds": round(self.cpu_seconds, 1),
            "wall_seconds": round(self.seconds, 1),
            "memory_bytes": round(self.memory_bytes),
            "usable_memory_bytes": round(self.free_bytes),
            "disk_bytes": round(self.disk_bytes),
        }


def n_states(experiment: Experiment) -> int:
    """Return how many states of a run are alive at a time: the trunk's, and a branch's if any arm branches."""
    n_months = experiment.scenario.world.n_months
    return 2 if any(month < n_months for month in experiment.branching_months.values()) else 1


def size_of(experiment: Experiment, n_seeds: int, jobs: int, save_at: int = 0) -> Size:
    """Estimate what an experiment takes if nothing of it is stored; `save_at` as in its options."""
    world, traits = experiment.scenario.world, traits_of(experiment.engine)
    n_runs, n_months, most_arms, workers, threads = count_families(experiment, n_seeds, jobs)
    citizens = n_citizens(world)
    citizen_bytes = float(citizens * traits.bytes_per_citizen)
    states = 2 if save_at else n_states(experiment)
    outcomes = world.n_months * len(OUTCOMES) + _cells(world) * len(CITY_OUTCOMES)
    people = float(world.cities.population.sum())
    asked_months, asked_cities = _asked(experiment)
    histories = n_seeds * experiment.n_points
    load = Load(
        traits, citizens, people, len(world.cities), world.n_months, n_months, histories * asked_months,
        histories * asked_cities, len(experiment.arms), n_runs, workers, threads,
    )  # fmt: skip
    n_processes = workers + 1 if workers > 1 else 1
    scheduled = n_processes * _schedule_bytes(experiment) + workers * _table_bytes(world)
    terms = (
        Term("citizens", workers * states * citizen_bytes),
        Term("pairs of cities", n_processes * len(world.cities) ** 2 * 20.0),
        Term("schedules of levers and events", scheduled),
        *outcome_terms(load, min(n_seeds, batch_size(experiment, n_seeds)), most_arms, len(CITY_OUTCOMES)),
        Term("list of runs", n_runs * _LISTED_RUN_BYTES),
        *process_terms(load),
    )
    seconds = seconds_of(load, os.cpu_count() or 1)
    disk_bytes = n_runs * outcomes * 2.0 + (n_seeds * citizen_bytes if save_at else 0.0)
    usable = free_memory() * _USABLE_SHARE
    return Size(n_runs, seconds.cpu, seconds.wall, workers, threads, terms, disk_bytes, usable)


def _schedule_bytes(experiment: Experiment) -> float:
    """Return what the columns of the levers that arms set take, and the factors of events, in one process."""
    scenario = experiment.scenario
    n_columns = sum(len(scenario.policies.columns(arm)) for arm in scenario.arms)
    return _cells(scenario.world) * (n_columns * _COLUMN_BYTES + FACTOR_DTYPE.itemsize)


def _table_bytes(world: World) -> float:
    """Return what tables of all levers take while runs are made: the baseline's and a branch's."""
    return 2.0 * _cells(world) * LEVER_DTYPE.itemsize


def _cells(world: World) -> int:
    return world.n_months * len(world.cities)


def _asked(experiment: Experiment) -> tuple[int, int]:
    """Return in how many months of one seed adaptive policies decide, and for how many cities in all of them."""
    n_months = experiment.scenario.world.n_months
    months = cities = 0
    for arm in experiment.arms:
        for entry in experiment.scenario.policies.adaptive(arm.name):
            in_force = max(0, min(entry.last + 1, n_months) - entry.first)
            months += in_force
            cities += in_force * int(entry.target.sum())
    return months, cities


def free_memory() -> float:
    """Return the memory that this process may still use: the least of machine, container and limits [bytes]."""
    found = [float(psutil.virtual_memory().available)]
    group = Path("/sys/fs/cgroup/memory.max")
    if group.exists() and (text := group.read_text().strip()).isdigit():
        found.append(float(text))
    if sys.platform != "win32":
        import resource

        limit = resource.getrlimit(resource.RLIMIT_AS)[0]
        if limit != resource.RLIM_INFINITY:
            found.append(float(limit))
    return min(found)


def refuse_if_too_large(experiment: Experiment, size: Size) -> None:
    """Stop before anything is allocated.

    Raises
    ------
    UsageError: it does not fit; names the two largest parts and the largest population that fits.
    """
    if size.memory_bytes <= size.free_bytes:
        return
    first, second = sorted(size.terms, key=lambda term: -term.n_bytes)[:2]
    citizens = next(term for term in size.terms if term.name == "citizens")
    room = size.free_bytes - (size.memory_bytes - citizens.n_bytes)
    per_citizen = citizens.n_bytes / n_citizens(experiment.scenario.world)
    fits = int(max(0.0, room) / per_citizen)
    people = float(experiment.scenario.world.cities.population.sum())
    raise UsageError(
        f"this needs about {_giga(size.memory_bytes)} of memory and {_giga(size.free_bytes)} may be used; most of it: "
        f"{first.name} {_giga(first.n_bytes)}, {second.name} {_giga(second.n_bytes)}. "
        f"With {_count(size.n_workers, 'process')} at most {fits:,} citizens fit, "
        f"such as --people-per-agent {int(people / max(1, fits)) + 1} or more; or use fewer --jobs"
    )


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}{'es' if word.endswith('s') else 's'}"


def _time(seconds: float) -> str:
    return f"{max(1, round(seconds)):,} s"


def _giga(n_bytes: float) -> str:
    return f"{n_bytes / 1e9:,.1f} GB"


def describe_size(size: Size) -> str:
    """Return the estimate in lines for a terminal."""
    lines = [
        f"runs    {size.n_runs} on {_count(size.n_workers, 'process')} of {_count(size.threads, 'thread')}",
        f"time    about {_time(size.seconds)} on a machine that does nothing else, "
        f"{_time(size.cpu_seconds)} of processors",
        f"        and, where the model must be compiled first, {COMPILING}",
        f"memory  about {_giga(size.memory_bytes)}; {_giga(size.free_bytes)} may be used",
        *(f"        {term.name} {_giga(term.n_bytes)}" for term in size.terms if term.n_bytes > 0.05e9),
        f"disk    about {size.disk_bytes / 1e6:,.0f} MB",
    ]
    return "\n".join(lines)
