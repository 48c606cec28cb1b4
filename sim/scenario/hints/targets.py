"""A `where` that chooses nothing: every city; or by a rule only one."""

from collections.abc import Iterator
from typing import NamedTuple

from sim.scenario.hints.checked import Checked, Hint
from sim.scenario.parts.forms import Where
from sim.scenario.parts.where import select
from sim.scenario.text.problems import Problems
from sim.scenario.text.tree import Node, join

_BY_SIZE = ("population_below", "population_above")


class _Target(NamedTuple):
    """A mapping that holds a `where`."""

    node: Node
    path: str


def targets(checked: Checked) -> Iterator[Hint]:
    """Say which `where` matches every city, and which limit of size leaves only one."""
    table = checked.parts.setting.table
    if len(table.cities) < 2:
        return
    for target in _targets(checked):
        where = target.node.deepest("where")
        form = Where.model_validate(where.plain())
        chosen = select(form, target.node, target.path, table, Problems())
        if chosen.all():
            message = f"matches every one of the {len(chosen)} cities; leave it out, or choose some"
            yield Hint(where.place, join(target.path, "where"), message)
        elif chosen.sum() == 1 and any(where.child(key) for key in _BY_SIZE) and where.child("cities") is None:
            name = table.names[int(chosen.argmax())]
            message = f"matches one city only, {name}, of {len(chosen)}; write 'cities: [{name}]' if that is meant"
            yield Hint(where.place, join(target.path, "where"), message)


def _targets(checked: Checked) -> Iterator[_Target]:
    places = [("events", checked.under("events"))]
    places += [(join("arms", name), checked.under("arms", name)) for name in checked.arms]
    for path, nodes in places:
        for index, node in nodes.items():
            where = node.child("where")
            if where is not None and where.entries():
                yield _Target(node, join(path, index))
