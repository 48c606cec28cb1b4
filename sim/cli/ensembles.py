"""Ensembles that a command is given: read, and what is unusual about their file told."""

from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.console import tell

if TYPE_CHECKING:
    from sim.scenario.ensemble import Ensemble
    from sim.scenario.scenario import Scenario


def read_told(path: Path, scenario: "Scenario") -> "Ensemble":
    """Read an ensemble; warnings about its file go to stderr.

    Raises
    ------
    ScenarioError: with every mistake of the file.
    """
    from sim.scenario.ensemble import read_ensemble

    ensemble = read_ensemble(path, scenario)
    for warning in ensemble.warnings:
        tell(f"warning: {warning}")
    return ensemble
