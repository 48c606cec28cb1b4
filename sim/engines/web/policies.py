"""Adaptive policies as rows of numbers, and the compiled function that lays them over a month's levers."""

from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.engines.problems import EngineError
from sim.model.levers import DEFAULT_LEVERS, LEVER_DTYPE, LEVER_NAMES
from sim.model.policies import ADAPTIVE_POLICIES
from sim.model.policies.while_holds import WhileHolds
from sim.model.processes.govern import national_figures
from sim.model.state import Adaptive, Figures, Observation, Row, Rows, State
from sim.numbers.compiler import kernel, unrolled

_KINDS: tuple[type[WhileHolds], ...] = tuple(ADAPTIVE_POLICIES.values())
_OPTIONS = sorted({field.name for kind in _KINDS for field in fields(kind)})
ENTRY_DTYPE = np.dtype(
    [("kind", "i8"), ("first", "i8"), ("last", "i8"), *((option, "f8") for option in _OPTIONS)]  # by kind: its place
)


class Entries(NamedTuple):
    """Adaptive policies of an arm, in the order in which they decide."""

    rows: Rows  # (n_entries,) of ENTRY_DTYPE
    target: NDArray[np.bool_]  # (n_entries, n_cities)
    is_set: NDArray[np.bool_]  # (n_entries, n_levers) which levers the policy sets
    levers: Rows  # (n_entries,) of LEVER_DTYPE, what it sets them to


def entries_of(adaptive: Sequence[Adaptive], n_cities: int) -> Entries:
    """Return adaptive policies as rows.

    Raises
    ------
    EngineError: one is not among those that are compiled.
    """
    n = len(adaptive)
    rows, levers = np.zeros(n, ENTRY_DTYPE).view(np.recarray), np.zeros(n, LEVER_DTYPE).view(np.recarray)
    levers[:] = tuple(DEFAULT_LEVERS)
    is_set = np.zeros((n, len(LEVER_NAMES)), bool)
    target = np.zeros((n, n_cities), bool)
    for k, entry in enumerate(adaptive):
        policy = _known(entry.decide)
        rows[k].kind, rows[k].first, rows[k].last = _KINDS.index(type(policy)), entry.first, entry.last
        for field in fields(policy):
            rows[k][field.name] = getattr(policy, field.name)
        for name, value in policy.sets.items():
            levers[k][name] = value
            is_set[k, LEVER_NAMES.index(name)] = True
        target[k] = entry.target
    return Entries(rows, target, is_set, levers)


def _known(decide: object) -> WhileHolds:
    if type(decide) in _KINDS:
        assert isinstance(decide, WhileHolds)
        return decide
    name = getattr(decide, "__qualname__", type(decide).__qualname__)
    raise EngineError(
        f"the web engine cannot run the adaptive policy {name}: it runs only those compiled into it "
        f"({', '.join(sorted(ADAPTIVE_POLICIES))}); the compiled and the reference engine run any"
    )


def _choice_of(kinds: Sequence[type[WhileHolds]], number: int = 0) -> Any:
    """Return what asks the condition of the kind that a row names."""
    if not kinds:
        return _never
    asked, others = kernel(kinds[0].holds), _choice_of(kinds[1:], number + 1)

    @kernel
    def holds(entry: Row, observed: Observation) -> bool:
        return asked(entry, observed) if entry.kind == number else others(entry, observed)

    return holds


@kernel
def _never(entry: Row, observed: Observation) -> bool:
    return False


_holds: Callable[[Row, Observation], bool] = _choice_of(_KINDS)


@kernel
def adapt(levers: Rows, entries: Entries, index: int, state: State) -> None:
    """Lay the policies in force over this month's levers, shape (n_cities,), from last month's published figures."""
    published = state.published
    for k in range(entries.rows.shape[0]):
        entry = entries.rows[k]
        if entry.first <= index <= entry.last:
            national = national_figures(published)
            for i in range(published.shape[0]):
                if entries.target[k, i]:
                    has_statute = state.nation.statute_in_force
                    if _holds(entry, _observation(published[i], national, index - entry.first, has_statute)):
                        _set(levers[i], entries.levers[k], entries.is_set[k])


@kernel
def _observation(city: Row, national: Figures, months_in_force: int, has_statute: bool) -> Observation:
    return Observation(
        city.population, city.support_mean, city.cameras_recognising, city.detections, city.stops_wrongful,
        city.leak_events_public, city.clearances_reported, national, months_in_force, bool(has_statute),
    )  # fmt: skip


@kernel
def _set(levers: Row, given: Row, is_set: NDArray[np.bool_]) -> None:
    k = 0
    for lever in unrolled(LEVER_NAMES):  # noqa: SIM113, which `enumerate` cannot be in compiled code
        if is_set[k]:
            levers[lever] = given[lever]
        k += 1  # noqa: SIM113
