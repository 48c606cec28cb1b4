"""YAML text as a tree that remembers where each value was written.

The parser's events are walked here, without PyYAML's composer: anchors, merge keys, tags
and depth never become objects. The C parser is not used; it crashes on deep nesting.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml

from sim.scenario.text.problems import Place, Problems, fail
from sim.scenario.text.scalars import Scalar, check_text, scalar, shorten
from sim.scenario.text.syntax import odd_space, sentence_of
from sim.scenario.text.torn import MAX_KEY, NumberWithCommas

MAX_BYTES = 256 * 1024
MAX_EVENTS = 20_000
MAX_DEPTH = 12
MAX_SCALAR = 4096
_ODD_LINE_END = re.compile("[\x85\u2028\u2029]")

Value: TypeAlias = "Scalar | dict[str, Node] | list[Node]"
Key: TypeAlias = str | int


@dataclass(frozen=True)
class Node:
    """A value, where it was written, and where its key was."""

    value: Value
    place: Place
    key_place: Place

    def plain(self) -> Any:
        """Return the value without places."""
        if isinstance(self.value, dict):
            return {key: child.plain() for key, child in self.value.items()}
        if isinstance(self.value, list):
            return [child.plain() for child in self.value]
        return self.value

    def child(self, step: Key) -> "Node | None":
        """Return the value under a key or number, if there is one."""
        if isinstance(self.value, dict):
            return self.value.get(str(step))
        if isinstance(self.value, list) and isinstance(step, int) and step < len(self.value):
            return self.value[step]
        return None

    def deepest(self, *steps: Key) -> "Node":
        """Return the deepest value on the way that exists."""
        node = self
        for step in steps:
            found = node.child(step)
            if found is None:
                return node
            node = found
        return node

    def entries(self) -> dict[str, "Node"]:
        """Return the children by key, or by number as text; none for a scalar."""
        if isinstance(self.value, dict):
            return self.value
        if isinstance(self.value, list):
            return {str(index): child for index, child in enumerate(self.value)}
        return {}


def read_tree(text: str, file: str, problems: Problems) -> Node:
    """Read one YAML document.

    Raises
    ------
    ScenarioError: bad syntax, or a document beyond the limits. Lesser problems are collected.
    """
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise fail(Place(file, 1, 1), "", f"is larger than the {MAX_BYTES // 1024} kB that a scenario may have")
    if odd := _ODD_LINE_END.search(text):
        message = f"has the line end U+{ord(odd[0]):04X}, which not every program reads as one; use plain ones"
        raise fail(_position(text, file, odd.start()), "", message)
    walker = _Walker(text, file, problems)
    try:
        return walker.document()
    except yaml.MarkedYAMLError as error:
        place, sentence = sentence_of(error, text)
        raise fail(Place(file, *place), "", f"is not valid YAML: {sentence}") from None
    except yaml.reader.ReaderError as error:
        raise fail(_position(text, file, error.position), "", "has a character that YAML forbids") from None
    except (ValueError, OverflowError):  # PyYAML turns escapes and directives into numbers unchecked
        raise fail(walker.last, "", "is not valid YAML: a number or escape out of range") from None


def _position(text: str, file: str, position: int) -> Place:
    before = text[:position]
    return Place(file, before.count("\n") + 1, position - before.rfind("\n"))


class _Walker:
    """Builds nodes from parser events."""

    def __init__(self, text: str, file: str, problems: Problems) -> None:
        self.file = file
        self.problems = problems
        self.last = Place(file, 1, 1)
        self._events = self._limited(text)

    def place(self, mark: Any) -> Place:
        return Place(self.file, mark.line + 1, mark.column + 1) if mark else self.last

    def _limited(self, text: str) -> Iterator[Any]:
        for index, event in enumerate(yaml.parse(text, Loader=yaml.SafeLoader)):
            self.last = self.place(event.start_mark)
            if index >= MAX_EVENTS:
                raise fail(self.last, "", f"has more than {MAX_EVENTS} parts, which no scenario needs")
            yield event

    def document(self) -> Node:
        next(self._events)  # start of the stream
        event = next(self._events)
        if isinstance(event, yaml.StreamEndEvent):
            raise fail(self.last, "", "is empty; a scenario begins with 'format: 1'")
        if event.version or event.tags:
            raise fail(self.last, "", "has a % directive; leave it out")
        node = self._node(next(self._events), self.last, "", 1)
        next(self._events)  # end of the document
        if not isinstance(next(self._events), yaml.StreamEndEvent):
            raise fail(self.last, "", "holds a second document ('---'); one file is one scenario")
        return node

    def _node(self, event: Any, key_place: Place, path: str, depth: int) -> Node:
        place = self.place(event.start_mark)
        self._refuse_references(event, place, path)
        if depth > MAX_DEPTH:
            raise fail(place, path, f"is nested deeper than {MAX_DEPTH} levels")
        if isinstance(event, yaml.ScalarEvent):
            return Node(self._scalar(event, place, path), place, key_place)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(self._items(path, depth), place, key_place)
        return Node(self._mapping(path, depth), place, key_place)

    def _refuse_references(self, event: Any, place: Place, path: str) -> None:
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise fail(place, path, "uses an anchor (&) or alias (*); write the value out, or use 'extends'")
        if event.tag is not None:
            raise fail(place, path, "uses a tag (!); write the plain value")

    def _scalar(self, event: Any, place: Place, path: str) -> Scalar:
        if len(event.value.encode("utf-8", "replace")) > MAX_SCALAR:
            self.problems.add_and_mute(place, path, f"is longer than the {MAX_SCALAR} bytes that one value may have")
            return ""
        try:
            value = scalar(event.value) if event.style is None else event.value
            if isinstance(value, str):
                check_text(value)
        except ValueError as error:
            self.problems.add_and_mute(place, path, str(error))
            return str(event.value)
        return value

    def _items(self, path: str, depth: int) -> list[Node]:
        items: list[Node] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, self.last, join(path, len(items)), depth + 1))
        return items

    def _mapping(self, path: str, depth: int) -> dict[str, Node]:
        entries: dict[str, Node] = {}
        number = NumberWithCommas()
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            place = self.place(event.start_mark)
            if number.goes_on(event):
                self._node(next(self._events), place, path, depth + 1)
                continue
            number.tell(self.problems)
            key = self._key(event, place, path)
            value = next(self._events)
            node = self._node(value, place, join(path, key), depth + 1)
            number = NumberWithCommas(value, node.place, join(path, key))
            if key in entries:
                first = entries[key].key_place.line
                self.problems.add_and_mute(place, join(path, key), f"is written twice, first in line {first}; keep one")
            else:
                entries[key] = node
        number.tell(self.problems)
        return entries

    def _key(self, event: Any, place: Place, path: str) -> str:
        self._refuse_references(event, place, path)
        if not isinstance(event, yaml.ScalarEvent):
            raise fail(place, path, "has a list or mapping as a key; keys are words")
        if len(event.value) > MAX_KEY:
            raise fail(place, path, f"has a key longer than {MAX_KEY} characters")
        if event.value == "<<":
            raise fail(place, path, "uses a merge key (<<); write the values out, or use 'extends'")
        if space := odd_space(event.value):
            self.problems.add_and_mute(place, join(path, event.value), space)
        elif not isinstance(self._scalar(event, place, join(path, event.value)), str):
            message = f"has the key {shorten(event.value) or 'nothing'}, which is not a word; put it into quotes"
            self.problems.add_and_mute(place, path, message)
        return str(event.value)


def join(path: str, step: Key) -> str:
    """Return the path one step further down.

    Examples
    --------
    >>> join("events", 0)
    'events.0'
    """
    return f"{path}.{shorten(str(step))}" if path else shorten(str(step))


def merge(parent: Node, child: Node) -> Node:
    """Lay a child over its parent: maps merge, everything else is replaced."""
    if not (isinstance(parent.value, dict) and isinstance(child.value, dict)):
        return child
    merged = dict(parent.value)
    for key, node in child.value.items():
        merged[key] = merge(merged[key], node) if key in merged else node
    return Node(merged, child.place, child.key_place)
