"""`use` between arms: in which order they can be read, and how many entries each stands for."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from sim.scenario.text.problems import Problems
from sim.scenario.text.tree import Node, join

MAX_ENTRIES = 1_000  # of one arm, with those of the arms in use
_SHOWN = 12  # arms of a circle


class Use(NamedTuple):
    """Where one arm uses another."""

    name: str  # of the arm in use
    path: str
    node: Node


def arms_in_order(names: Iterable[str], arms: Mapping[str, Node], problems: Problems) -> dict[str, int]:
    """Return the entries that each of these arms stands for, every arm after those it uses.

    Counted before anything is read, since arms in use can multiply at every step. Arms that stand for too many are
    left out; circles are cut where they close.
    """
    walk = _Walk(arms, problems)
    for name in names:
        walk.visit(name)
    return {name: n for name, n in walk.counted.items() if n is not None}


def _entries(name: str, arm: Node) -> Iterator[Use | Node]:
    """Yield each entry of an arm, one that uses another arm as such."""
    for index, child in enumerate(arm.value if isinstance(arm.value, list) else ()):
        named = child.child("use")
        if named is not None and isinstance(named.value, str):
            yield Use(named.value, join(join(join("arms", name), index), "use"), named)
        else:
            yield child


class _Visit:
    """An arm on the way from the first that was asked for, and which of its uses is being followed."""

    def __init__(self, name: str, arm: Node) -> None:
        self.name = name
        self.uses = (entry for entry in _entries(name, arm) if isinstance(entry, Use))
        self.current: Use | None = None

    def follow(self) -> Use | None:
        self.current = next(self.uses, None)
        return self.current


class _Walk:
    """Goes from arm to the arms in use, depth first; by a list, since a chain may be longer than calls may nest."""

    def __init__(self, arms: Mapping[str, Node], problems: Problems) -> None:
        self.arms, self.problems = arms, problems
        self.counted: dict[str, int | None] = {}  # None: too many

    def visit(self, first: str) -> None:
        way = {} if first in self.counted else {first: _Visit(first, self.arms[first])}
        while way:
            visit = next(reversed(way.values()))
            use = visit.follow()
            if use is None:
                del way[visit.name]
                self.counted[visit.name] = self._count(visit.name)
            elif use.name in way:
                self._note_circle(use.name, way)
            elif use.name in self.arms and use.name not in self.counted:
                way[use.name] = _Visit(use.name, self.arms[use.name])

    def _note_circle(self, name: str, way: dict[str, _Visit]) -> None:
        names = list(way)
        circle = _shown([*names[names.index(name) :], name])
        use = way[name].current
        assert use is not None
        self.problems.add(use.node.place, use.path, f"goes in a circle: {circle}")

    def _count(self, name: str) -> int | None:
        """Return the entries that an arm stands for, None where they are too many or those of an arm in use are."""
        total = 0
        for entry in _entries(name, self.arms[name]):
            more = self.counted.get(entry.name, 0) if isinstance(entry, Use) else 1
            if more is None:
                return None
            total += more
            if total > MAX_ENTRIES:
                self._note_too_many(name, entry, total)
                return None
        return total

    def _note_too_many(self, name: str, entry: Use | Node, total: int) -> None:
        place, path = (entry.node.place, entry.path) if isinstance(entry, Use) else (entry.place, join("arms", name))
        message = (
            f"brings the arm to {total:,} entries, with those of the arms in use; at most {MAX_ENTRIES:,} are "
            "possible. Use each arm once, or write fewer entries"
        )
        self.problems.add(place, path, message)


def _shown(names: list[str]) -> str:
    """Return a way from arm to arm, a long one with its beginning and its end."""
    if len(names) > _SHOWN:
        names = [*names[:3], f"{len(names) - 5:,} more", *names[-2:]]
    return " -> ".join(names)
