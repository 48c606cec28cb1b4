"""Suppliers of recognition."""

import zlib
from typing import Any, NamedTuple

import numpy as np

from sim.model.columns import SUPPLIER_IDENTITY_DTYPE
from sim.model.state import Rows
from sim.scenario.parts.forms import SupplierForm
from sim.scenario.parts.sections import check_key, read_section
from sim.scenario.text.months import format_month
from sim.scenario.text.problems import Problems
from sim.scenario.text.tree import Node, join


class SupplierTable(NamedTuple):
    """Suppliers sorted by code, and their canonical form."""

    rows: Rows  # (n_suppliers,) of SUPPLIER_IDENTITY_DTYPE
    names: tuple[str, ...]
    resolved: dict[str, dict[str, Any]]


def read_suppliers(node: Node, problems: Problems) -> SupplierTable:
    """Read all suppliers."""
    forms: dict[str, SupplierForm] = {}
    for key, child in node.entries().items():
        check_key(key, child, "suppliers", problems)
        form = read_section(child, SupplierForm, join("suppliers", key), problems)
        if form is not None:
            forms[key] = form
    return _table(dict(sorted(forms.items(), key=lambda item: zlib.crc32(item[0].encode()))))


def _table(forms: dict[str, SupplierForm]) -> SupplierTable:
    rows = np.zeros(len(forms), SUPPLIER_IDENTITY_DTYPE).view(np.recarray)
    resolved = {}
    for row, (key, form) in zip(rows, forms.items(), strict=True):
        row.code = zlib.crc32(key.encode())
        row.fnir_reference, row.fmr_reference = form.false_negative_rate, form.false_match_rate
        row.price_factor, row.reputation = form.price_factor, form.reputation
        for column, value in (
            ("worst_group_factor", form.worst_group_factor),
            ("det_slope", form.det_slope),
            ("tested_month", form.tested),
        ):
            row[column] = np.nan if value is None else value
        resolved[key] = _resolved(form)
    return SupplierTable(rows, tuple(form.name for form in forms.values()), dict(sorted(resolved.items())))


def _resolved(form: SupplierForm) -> dict[str, Any]:
    """Return a supplier as a file has it; what is not given comes from the parameters."""
    given = form.model_dump(exclude_none=True, exclude={"tested"})
    tested = {} if form.tested is None else {"tested": format_month(form.tested)}
    return {name: value if isinstance(value, str) else float(value) for name, value in given.items()} | tested
