"""Rows of records as plain objects."""

from types import SimpleNamespace

from sim.model.state import Row


def plain(row: Row) -> SimpleNamespace:
    """Return a row with plain numbers: fields of a record take longer to read."""
    return SimpleNamespace(**dict(zip(row.dtype.names, row.item(), strict=True)))
