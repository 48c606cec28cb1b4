"""What an experiment costs in processor time and memory: a short formula, its coefficients measured.

`python -m benchmarks --estimates` prints what it says beside what eight commands then took, and is where to look when a
coefficient is no longer true. A row is one place of one month of one run, as the parts under runs/ have it.
"""

from math import log
from typing import NamedTuple

from sim.engines.traits import Traits

COMPILING = "under a minute on a quiet machine, longer on a busy one"

# Processor seconds.
_DRIVER_S = 3.2  # to start, read the scenario, load compiled code
_FINISH_S = 2.0  # to write tables, comparison, pictures and report of a small experiment, and more for each arm
_FINISH_ARM_S = 0.2
_TOLD_MONTH_S = 0.12e-3  # of a run, for the country: to compare it and to draw it
_WORKER_S = 2.1  # to start a process, load compiled code and DuckDB
_MONTH_S = 20e-6  # of a run, compiled
_CITY_MONTH_S = 14e-6
_CITIZEN_MONTH_S = 18e-9  # of one resident
_WEIGHT_S = 3.5e-9  # more for each e-fold of residents that a citizen stands for: more often something happens to some
_ASKED_MONTH_S = 0.36e-3  # more in a month in which adaptive policies decide, and for each city of theirs
_ASKED_CITY_S = 23e-6
_PLAIN_MONTH_S = 9e-3  # of a run of Mesa agents
_PLAIN_CITY_MONTH_S = 4.2e-3
_MESA_S = 1.2  # to import Mesa
_MODULE_S = 1.0  # to load the module of the web engine
_MODULE_TIMES = 5.0  # a month in it, in months of the compiled engine
_STORED_ROW_S = 4.5e-6
_TABLED_ROW_S = 1.6e-6

# Memory.
_DRIVER_BYTES = 210e6  # while workers work: Python, numba, compiled code
_WORKER_BYTES = 280e6  # with DuckDB as well
_FINISH_BYTES = 320e6  # of the driver that writes tables and report, when workers have gone
_MESA_BYTES = 70e6  # or wasmtime's
_WRITTEN_ROW_BYTES = 1700.0  # of a part while it is written: in columns, put together, and in DuckDB
_KEPT_CITY_BYTES = 8.0  # a number of a city and month, until its part is written


class Load(NamedTuple):
    """How much is to be done, in numbers."""

    traits: Traits
    n_citizens: int
    n_people: float
    n_cities: int
    n_world_months: int
    n_months: int  # lived in all
    n_asked_months: int  # in which adaptive policies decide
    n_asked_cities: int  # whenever they do, added up
    n_arms: int
    n_runs: int
    n_workers: int
    threads: int  # of each worker

    @property
    def run_rows(self) -> int:
        """Rows of one run."""
        return self.n_world_months * (self.n_cities + 1)


class Seconds(NamedTuple):
    """Time of processors, and on the wall where nothing else runs [s]."""

    cpu: float
    wall: float


def seconds_of(load: Load, n_cores: int) -> Seconds:
    """Return what an experiment takes once the model is compiled."""
    rows = load.n_runs * load.run_rows
    asked = load.n_asked_months * _ASKED_MONTH_S + load.n_asked_cities * _ASKED_CITY_S
    loading = _loading_seconds(load.traits)
    shared = load.n_months * month_seconds(load) + asked + rows * _STORED_ROW_S
    alone = _DRIVER_S + loading + _FINISH_S + load.n_arms * _FINISH_ARM_S + rows * _TABLED_ROW_S
    alone += load.n_runs * load.n_world_months * _TOLD_MONTH_S
    starting = (_WORKER_S + loading) * load.n_workers if load.n_workers > 1 else 0.0
    at_once = max(1, min(n_cores, load.n_workers * load.threads))
    return Seconds(alone + starting + shared, alone + (starting + shared) / at_once)


def _is_module(traits: Traits) -> bool:
    """Tell whether months run in a module that was compiled elsewhere."""
    return "compiled" in traits.built_on


def _loading_seconds(traits: Traits) -> float:
    """Return what it takes to load an engine beside what every command loads [s]."""
    return _MODULE_S if _is_module(traits) else 0.0 if traits.is_compiled else _MESA_S


def month_seconds(load: Load) -> float:
    """Return what a month of one run takes of processors [s]."""
    if not (load.traits.is_compiled or _is_module(load.traits)):
        citizens = load.n_citizens / load.traits.citizen_months_per_second
        return citizens + load.n_cities * _PLAIN_CITY_MONTH_S + _PLAIN_MONTH_S
    residents = max(1.0, load.n_people / max(1, load.n_citizens))
    citizens = load.n_citizens * (_CITIZEN_MONTH_S + _WEIGHT_S * log(residents))
    compiled = citizens + load.n_cities * _CITY_MONTH_S + _MONTH_S
    return compiled * (_MODULE_TIMES if _is_module(load.traits) else 1.0)


class Term(NamedTuple):
    """One part of the memory that is needed."""

    name: str
    n_bytes: float


def process_terms(load: Load) -> tuple[Term, ...]:
    """Return the memory of processes before they hold anything."""
    mesa = 0.0 if load.traits.is_compiled else _MESA_BYTES
    workers = load.n_workers * (_WORKER_BYTES + mesa)
    return (Term("processes", workers + (_DRIVER_BYTES if load.n_workers > 1 else 0.0)),)


def outcome_terms(load: Load, n_batch_seeds: int, n_family_arms: int, n_city_outcomes: int) -> tuple[Term, ...]:
    """Return the memory of outcomes: kept until a part is full, and while the part is written."""
    kept = n_batch_seeds * n_family_arms * load.n_world_months * load.n_cities * n_city_outcomes * _KEPT_CITY_BYTES
    written = n_batch_seeds * load.run_rows * _WRITTEN_ROW_BYTES
    return Term("outcomes", load.n_workers * kept), Term("parts being written", load.n_workers * written)


def peak_bytes(terms: tuple[Term, ...]) -> float:
    """Return the memory of all processes together at its highest: while runs are made, or when tables are written."""
    return max(_FINISH_BYTES, sum(term.n_bytes for term in terms))
