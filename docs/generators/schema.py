"""scenarios/schema/scenario.schema.json: what editors know of scenario files."""

from docs.generated import Generated
from sim.cli.console import json_text
from sim.scenario.schema import scenario_schema

PATH = "scenarios/schema/scenario.schema.json"


def make() -> Generated:
    """Return the schema, as the command `schema` prints it."""
    return Generated(f"{json_text(scenario_schema())}\n")
