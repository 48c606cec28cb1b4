"""How many people an agent stands for: the form has chosen what the file has, whatever the address says."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sim.present.dashboard.address import asked
from sim.present.dashboard.content import Contents
from sim.present.dashboard.draft import KEYS, read_draft
from sim.present.dashboard.shelf import Shelf


def options_of(node: Any, name: str) -> Iterator[dict[str, Any]]:
    """Yield what a list of a view offers."""
    if isinstance(node, list):
        for one in node:
            yield from options_of(one, name)
    elif isinstance(node, dict):
        props = node["props"]
        is_it = node["type"] == "Select" and props["name"] == name
        yield from (one["props"] for one in props["children"]) if is_it else options_of(props.get("children"), name)


@pytest.mark.parametrize(("scenario", "people", "chosen"), [
    ("one-city", "1", ""), ("one-city", "7", ""), ("one-city", "100000", ""), ("one-city", "10", "10"),
    ("russia", "7", ""), ("russia", "1000", ""), ("russia", "10000", "10000"),
])  # fmt: skip
def test_the_form_chooses_what_the_file_has(scenario: str, people: str, chosen: str, tmp_path: Path) -> None:
    shelf, search = Shelf(tmp_path), f"?scenario={scenario}&people={people}"
    draft = read_draft(shelf, asked(search, KEYS))
    options = options_of(Contents(shelf).at("/edit", search).parts, "people")
    assert [option["value"] for option in options if option["selected"]] == [chosen]
    assert draft.people == (chosen or draft.usual_people)
