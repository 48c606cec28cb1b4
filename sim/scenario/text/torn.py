"""Numbers that the commas of a mapping in braces tear apart."""

from typing import Any

import yaml

from sim.scenario.text.meant import number_hint
from sim.scenario.text.problems import Place, Problems
from sim.scenario.text.scalars import shorten

MAX_KEY = 64


class NumberWithCommas:
    """A number inside braces that is torn apart by its commas: `{value: 0,05}` has the key 05."""

    def __init__(self, event: Any = None, place: Place | None = None, path: str = "") -> None:
        self.place, self.path = place, path
        self.text, self.end, self.commas = "", -1, 0
        if _is_plain(event) and event.value.lstrip("-+").isdigit():
            self.text, self.end = event.value, event.end_mark.index

    def goes_on(self, event: Any) -> bool:
        """Return whether a key is the next part of the number, and take it in."""
        if not (self.text and _is_plain(event)):
            return False
        if event.start_mark.index != self.end + 1 or not event.value[:1].isdigit() or len(event.value) > MAX_KEY:
            return False
        self.text, self.end, self.commas = f"{self.text},{event.value}", event.end_mark.index, self.commas + 1
        return True

    def tell(self, problems: Problems) -> None:
        """Note the number if commas tore it apart."""
        if self.commas and self.place is not None:
            hint = number_hint(self.text) or "; write the number without commas"
            problems.add_and_mute(self.place, self.path, f"is torn apart by a comma: '{shorten(self.text)}'{hint}")


def _is_plain(event: Any) -> bool:
    return isinstance(event, yaml.ScalarEvent) and event.style is None
