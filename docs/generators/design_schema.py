"""scenarios/schema/design.schema.json: what editors know of the designs of sweeps."""

from docs.generated import Generated
from sim.cli.console import json_text
from sim.scenario.designs.schema import design_schema

PATH = "scenarios/schema/design.schema.json"


def make() -> Generated:
    """Return the schema, as the command `schema design` prints it."""
    return Generated(f"{json_text(design_schema())}\n")
