"""The JSON Schema that editors read is what the program generates, and every file names it."""

import json
from pathlib import Path

import pytest

from sim.scenario.load import load_scenario
from sim.scenario.schema import scenario_schema
from sim.scenario.shipped import shipped_files
from sim.scenario.text.files import shipped_root


def test_the_schema_file_is_what_the_program_generates() -> None:
    stored = json.loads((shipped_root() / "schema" / "scenario.schema.json").read_text())
    assert stored == scenario_schema(), "run: python run.py schema > scenarios/schema/scenario.schema.json"


@pytest.mark.parametrize("path", shipped_files(), ids=lambda path: path.stem)
def test_every_shipped_file_loads_and_names_its_schema(path: Path) -> None:
    load_scenario(path)
    first = path.read_text().splitlines()[0]
    schema = path.parent / first.removeprefix("# yaml-language-server: $schema=")
    assert schema.resolve() == (shipped_root() / "schema" / "scenario.schema.json").resolve()
