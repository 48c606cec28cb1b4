"""Dated events: what no one in the model chooses, and what it multiplies."""

from typing import Any, NamedTuple

import numpy as np

from sim.model.columns import FACTOR_DTYPE, FACTORS
from sim.model.state import Rows
from sim.scenario.parts.cities import CityTable
from sim.scenario.parts.forms import EventForm, Period
from sim.scenario.parts.period import span_of
from sim.scenario.parts.sections import read_section
from sim.scenario.parts.where import labels, select
from sim.scenario.text.months import format_month
from sim.scenario.text.problems import Problems, did_you_mean
from sim.scenario.text.tree import Node, join


class Events(NamedTuple):
    """What events multiply, and their canonical form."""

    factors: Rows  # (n_months, n_cities) of FACTOR_DTYPE
    resolved: list[dict[str, Any]]


def read_events(nodes: Node, period: Period, table: CityTable, problems: Problems) -> Events:
    """Read all events; those that overlap multiply."""
    shape = (period.end - period.start + 1, len(table.cities))
    columns = np.ones((*shape, len(FACTORS)))  # filled as plain numbers, since records are filled one by one
    factors = columns.view(FACTOR_DTYPE).reshape(shape).view(np.recarray)
    resolved = []
    for index, node in enumerate(nodes.entries().values()):
        path = join("events", index)
        form = read_section(node, EventForm, path, problems)
        if form is not None and _known_factors(form, node, path, problems):
            resolved += _apply(form, node, path, period, table, factors, problems)
    return Events(factors, resolved)


def _known_factors(form: EventForm, node: Node, path: str, problems: Problems) -> bool:
    unknown = [name for name in form.multiply if name not in FACTORS]
    for name in unknown:
        place = node.deepest("multiply", name).key_place
        message = f"is not a factor; {did_you_mean(name, FACTORS)}"
        problems.add(place, join(join(path, "multiply"), name), message)
    return not unknown


def _apply(
    form: EventForm, node: Node, path: str, period: Period, table: CityTable, factors: Rows, problems: Problems
) -> list[dict[str, Any]]:
    chosen = select(form.where, node, path, table, problems)
    span = span_of(form.first, form.last, period, node, path, problems, late_is_wrong=False)
    if span is None:
        return []
    for name, factor in form.multiply.items():
        factors[name][span.months] *= np.where(chosen, factor, 1.0)
    return [
        {
            "name": form.name,
            "from": format_month(max(form.first, period.start)),
            "to": format_month(period.start + span.last),
            "multiply": {name: float(form.multiply[name]) for name in sorted(form.multiply)},
            "where": labels(chosen, table),
        }
    ]
