"""scenarios/schema/scenario.schema.json: what editors know of scenario files."""

from docs.document import Document
from sim.cli.console import json_text
from sim.scenario.schema import scenario_schema

PATH = "scenarios/schema/scenario.schema.json"


def make() -> Document:
    """Return the schema, as the command `schema` prints it."""
    return Document(f"{json_text(scenario_schema())}\n")
