"""Dated events: what no one in the model chooses: what it multiplies, and what control rooms hold by practice."""

from typing import Any, NamedTuple

import numpy as np

from sim.model.columns import FACTOR_DTYPE, FACTORS
from sim.model.state import Rows
from sim.scenario.parts.cities import CityTable
from sim.scenario.parts.forms import EventForm, Period
from sim.scenario.parts.period import span_of
from sim.scenario.parts.sections import read_section
from sim.scenario.parts.where import labels, select
from sim.scenario.practices import published_practices
from sim.scenario.text.months import format_month
from sim.scenario.text.problems import Problems, did_you_mean
from sim.scenario.text.tree import Node, join


class Events(NamedTuple):
    """What events multiply, and their canonical form."""

    factors: Rows  # (n_months, n_cities) of FACTOR_DTYPE
    resolved: list[dict[str, Any]]


def read_events(nodes: Node, period: Period, table: CityTable, problems: Problems) -> Events:
    """Read all events; those that overlap multiply, and of practices that overlap the stricter holds."""
    shape = (period.end - period.start + 1, len(table.cities))
    # Filled as plain numbers, since records are filled one by one.
    columns = np.ones((*shape, len(FACTOR_DTYPE.fields or ())))
    factors = columns.view(FACTOR_DTYPE).reshape(shape).view(np.recarray)
    resolved = []
    for index, node in enumerate(nodes.entries().values()):
        path = join("events", index)
        form = read_section(node, EventForm, path, problems)
        if form is not None and _is_known(form, node, path, problems):
            resolved += _apply(form, node, path, period, table, factors, problems)
    return Events(factors, resolved)


def _is_known(form: EventForm, node: Node, path: str, problems: Problems) -> bool:
    """Tell whether an event does something, and names what there is."""
    deeds, practices = form.multiply or {}, published_practices()
    unknown = [name for name in deeds if name not in FACTORS]
    for name in unknown:
        place = node.deepest("multiply", name).key_place
        message = f"is not a factor; {did_you_mean(name, FACTORS)}"
        problems.add(place, join(join(path, "multiply"), name), message)
    is_none = form.multiply is None and form.practice is None
    if is_none:
        problems.add_absent(node.place, join(path, "multiply"), "is missing; an event has this, or 'practice', or both")
    is_strange = form.practice is not None and form.practice not in practices
    if is_strange:
        message = f"is not a practice; {did_you_mean(str(form.practice), tuple(practices))}"
        problems.add(node.deepest("practice").place, join(path, "practice"), message)
    return not (unknown or is_none or is_strange)


def _apply(
    form: EventForm, node: Node, path: str, period: Period, table: CityTable, factors: Rows, problems: Problems
) -> list[dict[str, Any]]:
    chosen = select(form.where, node, path, table, problems)
    span = span_of(form.first, form.last, period, node, path, problems, late_is_wrong=False)
    if span is None:
        return []
    for name, factor in (form.multiply or {}).items():
        factors[name][span.months] *= np.where(chosen, factor, 1.0)
    if form.practice is not None:
        practice = published_practices()[form.practice]
        column = factors[f"held_{practice.holds}"][span.months]
        np.minimum(column, np.where(chosen, practice.value, 1.0), out=column)
    return [
        {
            "name": form.name,
            "from": format_month(max(form.first, period.start)),
            "to": format_month(period.start + span.last),
            **_deed(form),
            "where": labels(chosen, table),
        }
    ]


def _deed(form: EventForm) -> dict[str, Any]:
    """Return what an event does, as a file has it."""
    deed: dict[str, Any] = {}
    if form.multiply is not None:
        deed["multiply"] = {name: float(form.multiply[name]) for name in sorted(form.multiply)}
    if form.practice is not None:
        deed["practice"] = form.practice
    return deed
