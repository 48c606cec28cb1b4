"""Values given on the command line in place of the file's: `--set KEY=VALUE`."""

from collections.abc import Mapping, Sequence

from sim.model.levers import LEVER_NAMES
from sim.scenario.registry import registered_parameters
from sim.scenario.text.problems import Place, Problems, ScenarioError, did_you_mean
from sim.scenario.text.scalars import shorten
from sim.scenario.text.tree import MAX_DEPTH, Node, read_tree

TOP_KEYS = (
    "format", "name", "title", "description", "look_for", "question", "extends", "period", "people_per_agent",
    "cities", "suppliers", "parameters", "levers", "events", "baseline", "arms", "labels",
)  # fmt: skip
_FIXED = ("format", "extends")


def override(tree: Node, settings: Mapping[str, str], problems: Problems) -> Node:
    """Return the tree with each setting in place of what the files say."""
    ways: dict[tuple[str, ...], str] = {}
    for key, text in settings.items():
        place = Place(f"--set {shorten(key)}")
        try:
            value = _value(key, text, place, problems)
        except ScenarioError as error:
            for problem in error.problems:
                problems.add(place, key, problem.message)
            continue
        steps = tuple(way_to(key, place, problems))
        if steps in ways:
            problems.add(place, shorten(key), f"is the same value as --set {shorten(ways[steps])}; leave one out")
        elif steps and _leads_somewhere(tree, steps, place, problems):
            ways[steps] = key
            tree = replace(tree, steps, value, place)
    return tree


def _leads_somewhere(tree: Node, steps: tuple[str, ...], place: Place, problems: Problems) -> bool:
    """Tell whether each list on a way has the entry that is named; a problem says what it has."""
    node: Node | None = tree
    for number, step in enumerate(steps):
        if node is None or not isinstance(node.value, dict | list):
            return True
        if isinstance(node.value, list) and _index(step, node.value) is None:
            problems.add(place, ".".join(steps[:number]), f"has {_entries(node.value)}; '{shorten(step)}' names none")
            return False
        node = node.child(int(step) if isinstance(node.value, list) else step)
    return True


def _index(step: str, items: list[Node]) -> int | None:
    """Return the number of an entry, counted from 0, if there is one."""
    is_number = step.isascii() and step.isdigit()
    return int(step[:9]) if is_number and int(step[:9]) < len(items) else None


def _entries(items: list[Node]) -> str:
    if len(items) < 2:
        return "one entry, number 0" if items else "no entries"
    return f"{len(items)} entries, numbers 0 to {len(items) - 1}"


def _value(key: str, text: str, place: Place, problems: Problems) -> Node:
    inner = Problems()
    value = read_tree(text or "''", place.file, inner)
    inner.raise_if_any()
    return _moved(value, place)


def _moved(node: Node, place: Place) -> Node:
    if isinstance(node.value, dict):
        return Node({key: _moved(child, place) for key, child in node.value.items()}, place, place)
    if isinstance(node.value, list):
        return Node([_moved(child, place) for child in node.value], place, place)
    return Node(node.value, place, place)


def way_to(key: str, place: Place, problems: Problems) -> list[str]:
    """Return the way to a value; a bare name is a top-level key, a parameter or a lever."""
    parameters = [parameter.name for parameter in registered_parameters()]
    first, *rest = key.split(".")[:MAX_DEPTH]
    if first in TOP_KEYS and first not in _FIXED:
        return [first, *rest]
    if not rest and first in parameters:
        return ["parameters", first]
    if not rest and first in LEVER_NAMES:
        return ["levers", first]
    words = [*(word for word in TOP_KEYS if word not in _FIXED), *parameters, *LEVER_NAMES]
    problems.add(place, shorten(key), f"is not a key that can be set; {did_you_mean(first, words)}")
    return []


def replace(node: Node, steps: Sequence[str], value: Node, place: Place) -> Node:
    """Return a node with the value at the end of a way; mappings on the way are made."""
    if not steps:
        return value
    step, *rest = steps
    if isinstance(node.value, list) and (index := _index(step, node.value)) is not None:
        items = list(node.value)
        items[index] = replace(items[index], rest, value, place)
        return Node(items, node.place, node.key_place)
    entries = dict(node.value) if isinstance(node.value, dict) else {}
    entries[step] = replace(entries.get(step, Node({}, place, place)), rest, value, place)
    where = (node.place, node.key_place) if isinstance(node.value, dict) else (place, place)
    return Node(entries, *where)
