"""Rows of every city and month as the dated changes that make them: a page of a country has no room for rows."""

from typing import Any

import numpy as np

from sim.model.state import Rows

Change = list[Any]  # month, field, value, and the cities that it holds for unless for all


def dated_changes(rows: Rows, usual: tuple[Any, ...]) -> list[Change]:
    """Return what changes from one month to the next, shape of rows (n_months, n_cities); the first is held to `usual`.

    Examples
    --------
    >>> rows = np.array([[(30.0,), (30.0,)], [(30.0,), (5.0,)], [(5.0,), (5.0,)]], [("retention_days", "f8")])
    >>> dated_changes(rows, (30.0,))
    [[1, 'retention_days', 5.0, [1]], [2, 'retention_days', 5.0, [0]]]
    """
    before = np.full((1, rows.shape[1]), np.array(usual, rows.dtype), rows.dtype)
    plain = np.concatenate([before, np.asarray(rows)])
    changes: list[Change] = []
    for name in rows.dtype.names or ():
        column = plain[name]
        for month, city in np.argwhere(column[1:] != column[:-1]).tolist():
            _add(changes, month, name, column[month + 1, city].item(), city)
    return [_for_all(change, rows.shape[1]) for change in sorted(changes, key=lambda change: change[0])]


def _add(changes: list[Change], month: int, name: str, value: Any, city: int) -> None:
    """Add a city to the change of the same month, field and value, or a change."""
    for change in reversed(changes):
        if change[0] != month or change[1] != name:
            break
        if change[2] == value:
            change[3].append(city)
            return
    changes.append([month, name, value, [city]])


def _for_all(change: Change, n_cities: int) -> Change:
    return change[:3] if len(change[3]) == n_cities else change
