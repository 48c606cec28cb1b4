"""What an experiment takes, told before it starts: runs, time, memory, disk; refused where it cannot fit."""

import os
import resource
from pathlib import Path
from typing import NamedTuple

from sim.experiments.design import Experiment
from sim.experiments.problems import UsageError
from sim.model.cohorts import n_agents
from sim.model.columns import FACTOR_DTYPE
from sim.model.levers import LEVER_DTYPE
from sim.model.outcomes import CITY_OUTCOMES, OUTCOMES
from sim.scenario.load import Scenario

_BYTES_PER_CITIZEN = {"compiled": 28 + 4, "reference": 2600}  # columns and stops; Mesa objects with their peers
_CITIZEN_MONTHS_PER_SECOND = {"compiled": 12e6, "reference": 20e3}  # one core; python -m benchmarks prints them
_PROCESS_BYTES = 350e6  # Python with numba and the compiled model
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
    terms: tuple[Term, ...]
    disk_bytes: float
    free_bytes: float  # that may be used

    @property
    def memory_bytes(self) -> float:
        """All processes together [bytes]."""
        return sum(term.n_bytes for term in self.terms)


def n_citizens(scenario: Scenario, people_per_agent: int) -> int:
    """Return how many citizens a run has."""
    return sum(n_agents(int(people), people_per_agent) for people in scenario.world.cities.population)


def size_of(experiment: Experiment, n_seeds: int, n_workers: int) -> Size:
    """Estimate what an experiment takes."""
    scenario, world = experiment.scenario, experiment.scenario.world
    n_runs = len(scenario.arms) * n_seeds
    workers = max(1, min(n_workers, n_runs))
    citizens = n_citizens(scenario, world.people_per_agent)
    cells = world.n_months * len(world.cities)
    outcomes = world.n_months * len(OUTCOMES) + cells * len(CITY_OUTCOMES)
    schedules = cells * (LEVER_DTYPE.itemsize * len(scenario.arms) + FACTOR_DTYPE.itemsize)
    terms = (
        Term("citizens", workers * citizens * _BYTES_PER_CITIZEN[experiment.engine]),
        Term("pairs of cities", (workers + 1) * len(world.cities) ** 2 * 20.0),
        Term("schedules of levers and events", (workers + 1) * float(schedules)),
        Term("outcomes", workers * 3 * outcomes * 8.0 * 10),
        Term("processes", (workers + 1) * _PROCESS_BYTES),
    )
    seconds = n_runs * citizens * world.n_months / _CITIZEN_MONTHS_PER_SECOND[experiment.engine] / workers
    return Size(n_runs, seconds, workers, terms, n_runs * outcomes * 2.0, free_memory() * _USABLE_SHARE)


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
    fits = int(max(0.0, room) / _BYTES_PER_CITIZEN[experiment.engine] / size.n_workers)
    people = float(experiment.scenario.world.cities.population.sum())
    raise UsageError(
        f"this needs about {_giga(size.memory_bytes)} of memory and {_giga(size.free_bytes)} may be used; most of it: "
        f"{first.name} {_giga(first.n_bytes)}, {second.name} {_giga(second.n_bytes)}. "
        f"With {size.n_workers} processes at most {fits:,} citizens fit, "
        f"such as --people-per-agent {int(people / max(1, fits)) + 1} or more; or use fewer --jobs"
    )


def _giga(n_bytes: float) -> str:
    return f"{n_bytes / 1e9:,.1f} GB"


def describe_size(size: Size) -> str:
    """Return the estimate in lines for a terminal."""
    lines = [
        f"runs    {size.n_runs} on {size.n_workers} processes",
        f"time    about {max(1, round(size.seconds)):,} s, and under a minute more where the model must be compiled",
        f"memory  about {_giga(size.memory_bytes)}; {_giga(size.free_bytes)} may be used",
        *(f"        {term.name} {_giga(term.n_bytes)}" for term in size.terms if term.n_bytes > 0.05e9),
        f"disk    about {size.disk_bytes / 1e6:,.0f} MB",
    ]
    return "\n".join(lines)
