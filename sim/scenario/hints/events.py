"""Events that change nothing, or are written twice."""

from collections.abc import Iterator

from sim.scenario.hints.checked import Checked, Hint, line_of
from sim.scenario.text.problems import Place
from sim.scenario.text.tree import join


def idle_events(checked: Checked) -> Iterator[Hint]:
    """Say which factors of events are 1, and which events stand there twice, and so multiply twice."""
    seen: dict[str, Place] = {}
    for index, node in checked.under("events").items():
        path = join("events", index)
        for factor, value in node.deepest("multiply").entries().items():
            if value.value == 1:
                yield Hint(value.place, f"{path}.multiply.{factor}", "never in force: multiplying by 1 changes nothing")
        content = repr(sorted((key, repr(part)) for key, part in node.plain().items()))
        if content in seen:
            so = ", so it multiplies twice" if "multiply" in node.entries() else ""
            yield Hint(node.place, path, f"is the same event as in {line_of(seen[content], node.place)}{so}; keep one")
        seen.setdefault(content, node.place)
