"""Every shipped file names the JSON Schema that editors read."""

from pathlib import Path

import pytest

from sim.scenario.load import load_scenario
from sim.scenario.shipped import shipped_files
from sim.scenario.text.files import shipped_root


@pytest.mark.parametrize("path", shipped_files(), ids=lambda path: path.stem)
def test_every_shipped_file_loads_and_names_its_schema(path: Path) -> None:
    load_scenario(path)
    first = path.read_text().splitlines()[0]
    schema = path.parent / first.removeprefix("# yaml-language-server: $schema=")
    assert schema.resolve() == (shipped_root() / "schema" / "scenario.schema.json").resolve()
