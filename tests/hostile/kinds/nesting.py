"""Brackets, dashes and maps inside each other, closed and not closed."""

from collections.abc import Iterator

from tests.hostile.case import SCENARIO, Case, at, of
from tests.scenario.files import VALID

OPENERS = {
    "lists": ("[", "]"),
    "maps": ("{a: ", "}"),
    "dashes": ("- ", ""),
    "keys": ("? ", ""),
    "both": ("[{a: ", "}]"),
}


def cases() -> Iterator[Case]:
    """Yield text nested to many depths, alone and as a value of a scenario."""
    for name, (opener, closer) in OPENERS.items():
        for depth in (13, 50, 900, 5_000, 40_000):
            text = opener * depth + "x" + closer * depth
            for where, content in (("alone", text), ("as description", VALID + f"description: {text}\n")):
                if where == "alone" or closer:
                    yield Case(f"{depth} {name} {where}", {SCENARIO: content}, refused=of(SCENARIO))
            if closer:
                yield Case(f"{depth} open {name}", {SCENARIO: opener * depth}, refused=at(SCENARIO))
    for indent in (13, 100, 600):
        text = "".join(f"{' ' * depth}k:\n" for depth in range(indent))
        yield Case(f"{indent} indents", {SCENARIO: text}, refused=at(SCENARIO, "deeper|not valid|larger"))
