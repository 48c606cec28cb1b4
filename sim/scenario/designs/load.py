"""A design file, read and checked against a scenario, as the points that a sweep goes through."""

from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from sim.scenario.designs import forms, sampling
from sim.scenario.designs.axes import at_shares, read_axis, read_values
from sim.scenario.designs.carriers import Carrier, Value, carriers_of, find_carrier
from sim.scenario.designs.space import Vectors
from sim.scenario.parts.sections import read_section
from sim.scenario.scenario import Scenario
from sim.scenario.text.files import open_source, read_text
from sim.scenario.text.problems import Problems, did_you_mean, fail
from sim.scenario.text.scalars import describe, shorten
from sim.scenario.text.tree import MAX_BYTES, Node, join, read_tree

Point = dict[str, Value]  # every key of the design with its value


class Design(NamedTuple):
    """The points of a sweep, and where they come from."""

    name: str
    title: str
    points: tuple[Point, ...]
    about: dict[str, Any]  # kind, seed and ranges, as JSON


def read_design(path: Path, scenario: Scenario) -> Design:
    """Read a design for a scenario, whose parameters it varies within the ranges given there.

    Raises
    ------
    ScenarioError: with every problem of the file; bad syntax is reported alone.
    ModuleNotFoundError: the kind of design needs a package that is not installed.
    """
    source, problems = open_source(path), Problems()
    tree = read_tree(read_text(source, MAX_BYTES), source.shown, problems)
    if not isinstance(tree.value, dict):
        raise fail(tree.place, "", f"must be a mapping that begins with 'format: 1'; got {describe(tree.plain())}")
    design = _Reader(tree, scenario, problems).design()
    problems.raise_if_any()
    assert design is not None
    return design


class _Reader:
    """Reads the parts of a design and collects their problems."""

    def __init__(self, tree: Node, scenario: Scenario, problems: Problems) -> None:
        self.tree, self.problems = tree, problems
        self.known = carriers_of(scenario)

    def design(self) -> Design | None:
        form = self._form()
        points, varied = self._listed() if self._kind() == "list" else self._varied(form)
        if form is None or not points:
            return None
        numbers = form.model_dump(include={"kind", "seed", "trajectories", "levels"})
        about = {"name": form.name, "title": form.title, "description": form.description, **numbers, "varied": varied}
        return Design(form.name, form.title, tuple(points), about)

    def _kind(self) -> str:
        kind = self.tree.deepest("kind").value
        return kind if isinstance(kind, str) and kind in forms.KINDS else ""

    def _form(self) -> forms.DesignHead | None:
        """Return the words and numbers of the file; its kind says which there are."""
        if kind := self._kind():
            form = read_section(self.tree, forms.KINDS[kind], "", self.problems)
            return form if form is None or self._is_power(form) else None
        heads = {key: node for key, node in self.tree.entries().items() if key in forms.DesignHead.model_fields}
        if (node := heads.get("kind")) is not None and isinstance(node.value, str):
            message = f"there is no design '{shorten(node.value)}'; {did_you_mean(node.value, forms.KINDS)}"
            self.problems.add(node.place, "kind", message)
        read_section(Node(heads, self.tree.place, self.tree.key_place), forms.DesignHead, "", self.problems)
        return None

    def _is_power(self, form: forms.DesignHead) -> bool:
        """Tell whether a Sobol sequence is as long as one can be."""
        if form.kind != "sobol" or not isinstance(form, forms.SampleForm) or form.points.bit_count() == 1:
            return True
        below = 1 << (form.points.bit_length() - 1)
        message = (
            f"must be a power of two, or the sequence leaves gaps; got {form.points}; write {below} or {2 * below}"
        )
        self.problems.add(self.tree.deepest("points").place, "points", message)
        return False

    def _listed(self) -> tuple[list[Point], dict[str, Any]]:
        """Return the points that are written out; a key that one leaves out has the scenario's own value there."""
        written = self.tree.child("points")
        nodes = written.entries() if written is not None and isinstance(written.value, list) else {}
        given: list[Point] = []
        for number, node in nodes.items():
            path = join("points", number)
            found = self._carriers(node, path)
            read = {name: one.read(child, join(path, name), self.problems) for name, (one, child) in found.items()}
            given.append({name: value for name, value in read.items() if value is not None})
        names = list(dict.fromkeys(name for point in given for name in point))
        own = {name: self.known[name].own for name in names}
        points = [own | point for point in given]
        firsts: dict[tuple[Value, ...], int] = {}
        for index, (node, point) in enumerate(zip(nodes.values(), points, strict=True)):
            if (first := firsts.setdefault(tuple(point.values()), index)) < index:
                message = f"has the same values as points.{first}; leave one out"
                self.problems.add(node.place, join("points", index), message)
        return points, {name: {"values": _distinct(points, name)} for name in names}

    def _varied(self, form: forms.DesignHead | None) -> tuple[list[Point], dict[str, Any]]:
        """Return the points between ranges, or of all combinations of values."""
        node = self.tree.child("vary")
        found = self._carriers(node, "vary") if node is not None and isinstance(node.value, dict) else {}
        if self._kind() == "grid":
            return self._grid(found)
        read = [read_axis(one, child, join("vary", name), self.problems) for name, (one, child) in found.items()]
        axes = [axis for axis in read if axis is not None]
        if form is None or len(axes) < len(read) or not axes:
            return [], {}
        self.problems.raise_if_any()  # before points are drawn
        return at_shares(axes, _shares(form, len(axes))), {axis.carrier.name: axis.about for axis in axes}

    def _grid(self, found: dict[str, tuple[Carrier, Node]]) -> tuple[list[Point], dict[str, Any]]:
        values = {
            name: read_values(one, child, join("vary", name), self.problems) for name, (one, child) in found.items()
        }
        n_points = 1
        for own in values.values():
            n_points *= len(own)
        if n_points > forms.MAX_POINTS:
            message = f"makes {n_points:,} points; at most {forms.MAX_POINTS:,} are possible. Give fewer values"
            self.problems.add(self.tree.deepest("vary").place, "vary", message)
            return [], {}
        points = [dict(zip(values, chosen, strict=True)) for chosen in product(*values.values())] if values else []
        return points, {name: {"values": own} for name, own in values.items()}

    def _carriers(self, node: Node, path: str) -> dict[str, tuple[Carrier, Node]]:
        """Return what the keys of a mapping name, with the value of each."""
        entries = node.value if isinstance(node.value, dict) else {}
        found = {name: find_carrier(name, child, path, self.known, self.problems) for name, child in entries.items()}
        return {name: (one, entries[name]) for name, one in found.items() if one is not None}


def _shares(form: forms.DesignHead, n_axes: int) -> Vectors:
    """Return the points of the unit cube that a form asks for."""
    if isinstance(form, forms.MorrisForm):
        return sampling.morris(form.trajectories, n_axes, form.levels, form.seed)
    assert isinstance(form, forms.SampleForm)
    draw: Callable[[int, int, int], Vectors] = sampling.sobol if form.kind == "sobol" else sampling.latin_hypercube
    return draw(form.points, n_axes, form.seed)


def _distinct(points: list[Point], name: str) -> list[Value]:
    return list(dict.fromkeys(point[name] for point in points))
