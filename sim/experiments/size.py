"""What an experiment takes, told before it starts: runs, time, memory, disk; refused where it cannot fit."""

import os
import resource
from pathlib import Path
from typing import NamedTuple

from sim.engines.choice import traits_of
from sim.experiments.design.experiment import Experiment, n_citizens
from sim.experiments.making.families import batch_size, count_families
from sim.experiments.problems import UsageError
from sim.model.columns import FACTOR_DTYPE
from sim.model.levers import LEVER_DTYPE
from sim.model.outcomes import CITY_OUTCOMES, OUTCOMES

_PROCESS_BYTES = 350e6  # Python with numba and the compiled model
_LISTED_RUN_BYTES = 300.0  # a run's name, policy and seed
_USABLE_SHARE = 0.6  # of free memory, so that the machine stays usable


class Term(NamedTuple):
    """One part of the memory that is needed."""

    name: str
    n_bytes: float


class Size(NamedTuple):
    """What an experiment takes."""

    n_runs: int
    seconds: float
    n_workers: int
    threads: int  # of each worker
    terms: tuple[Term, ...]
    disk_bytes: float
    free_bytes: float  # that may be used

    @property
    def memory_bytes(self) -> float:
        """All processes together [bytes]."""
        return sum(term.n_bytes for term in self.terms)


def n_states(experiment: Experiment) -> int:
    """Return how many states of a run are alive at a time: the trunk's, and a branch's if any arm branches."""
    n_months = experiment.scenario.world.n_months
    return 2 if any(month < n_months for month in experiment.branching_months.values()) else 1


def size_of(experiment: Experiment, n_seeds: int, jobs: int, save_at: int = 0) -> Size:
    """Estimate what an experiment takes if nothing of it is stored; `save_at` as in its options."""
    scenario, world, traits = experiment.scenario, experiment.scenario.world, traits_of(experiment.engine)
    n_runs, n_months, workers, threads = count_families(experiment, n_seeds, jobs)
    citizens = n_citizens(world)
    citizen_bytes = float(citizens * traits.bytes_per_citizen)
    states = 2 if save_at else n_states(experiment)
    cells = world.n_months * len(world.cities)
    outcomes = world.n_months * len(OUTCOMES) + cells * len(CITY_OUTCOMES)
    schedules = cells * (LEVER_DTYPE.itemsize * len(scenario.arms) + FACTOR_DTYPE.itemsize)
    terms = (
        Term("citizens", workers * states * citizen_bytes),
        Term("pairs of cities", (workers + 1) * len(world.cities) ** 2 * 20.0),
        Term("schedules of levers and events", (workers + 1) * float(schedules)),
        Term("outcomes", workers * 3 * outcomes * 8.0 * batch_size(experiment) * len(scenario.arms)),
        Term("list of runs", n_runs * _LISTED_RUN_BYTES),
        Term("processes", (workers + 1) * _PROCESS_BYTES),
    )
    seconds = n_months * citizens / traits.citizen_months_per_second / (workers * threads)
    disk_bytes = n_runs * outcomes * 2.0 + (n_seeds * citizen_bytes if save_at else 0.0)
    return Size(n_runs, seconds, workers, threads, terms, disk_bytes, free_memory() * _USABLE_SHARE)


def free_memory() -> float:
    """Return the memory that this process may still use: the least of machine, container and limits [bytes]."""
    found = [float(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))]
    meminfo = Path("/proc/meminfo")
    if meminfo.exists():
        lines = dict(line.split(":", 1) for line in meminfo.read_text().splitlines())
        found.append(float(lines["MemAvailable"].split()[0]) * 1024)
    group = Path("/sys/fs/cgroup/memory.max")
    if group.exists() and (text := group.read_text().strip()).isdigit():
        found.append(float(text))
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


def _giga(n_bytes: float) -> str:
    return f"{n_bytes / 1e9:,.1f} GB"


def describe_size(size: Size) -> str:
    """Return the estimate in lines for a terminal."""
    lines = [
        f"runs    {size.n_runs} on {_count(size.n_workers, 'process')} of {_count(size.threads, 'thread')}",
        f"time    about {max(1, round(size.seconds)):,} s, and under a minute more where the model must be compiled",
        f"memory  about {_giga(size.memory_bytes)}; {_giga(size.free_bytes)} may be used",
        *(f"        {term.name} {_giga(term.n_bytes)}" for term in size.terms if term.n_bytes > 0.05e9),
        f"disk    about {size.disk_bytes / 1e6:,.0f} MB",
    ]
    return "\n".join(lines)
