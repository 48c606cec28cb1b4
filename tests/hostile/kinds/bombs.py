"""Little text that stands for much: arms that use arms, aliases, merge keys."""

from collections.abc import Iterator

from sim.scenario.parts.uses import MAX_ENTRIES
from tests.hostile.case import SCENARIO, Case, at
from tests.scenario.files import VALID

LEAF = "  a0: [{lever: retention_days, value: 5, from: 2020-06}]\n"


def cases() -> Iterator[Case]:
    """Yield bombs and what only looks like one."""
    for width in (1, 2, 3, 5, 10, 30, 100):
        for depth in (1, 2, 3, 6, 12, 16):
            if width * depth <= 300:
                yield _bomb(width, depth)
    for length in (2, 10, 300, 1200):
        arms = "".join(f"  a{n}: [{{use: a{n - 1}}}]\n" for n in range(1, length))
        yield Case(f"chain of {length}", {SCENARIO: VALID + LEAF + arms})
        yield Case(f"chain of {length}, backwards", {SCENARIO: VALID + "".join(reversed(arms.splitlines(True))) + LEAF})
        circle = "".join(f"  a{n}: [{{use: a{(n + 1) % length}}}]\n" for n in range(length))
        yield Case(f"circle of {length}", {SCENARIO: VALID + circle}, refused=at(SCENARIO, "goes in a circle: a0 -> "))
    yield Case("arm that uses itself", {SCENARIO: VALID + "  a: [{use: a}]\n"}, refused=at(SCENARIO, "circle: a -> a"))
    for size in (2, 9, 90):
        yield Case(f"aliases of {size}", {SCENARIO: _aliases(size)}, refused=at(SCENARIO, "anchor"))
        yield Case(f"merge keys, {size}", {SCENARIO: "a: {<<: {b: 1}}\n" * size}, refused=at(SCENARIO, "merge key"))


def _bomb(width: int, depth: int) -> Case:
    arms = "".join(f"  a{n}: [{', '.join([f'{{use: a{n - 1}}}'] * width)}]\n" for n in range(1, depth + 1))
    refused = at(SCENARIO, f"at most {MAX_ENTRIES:,}") if width**depth > MAX_ENTRIES else None
    return Case(f"{depth} arms of {width} uses", {SCENARIO: VALID + LEAF + arms}, refused=refused)


def _aliases(size: int) -> str:
    names = [f"n{number}" for number in range(size)]
    lines = [
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip(names, names[1:], strict=False)
    ]
    return "n0: &n0 [x, x, x]\n" + "".join(lines)
