"""Small valid designs to break."""

from pathlib import Path

from sim.scenario.designs.load import Design, read_design
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Scenario
from sim.scenario.shipped import resolve_scenario_path
from sim.scenario.text.problems import ScenarioError

HEAD = "format: 1\nname: small\ntitle: A small design\n"
GRID = HEAD + "kind: grid\nvary:\n  retention_days: [5, 30]\n  corruptible_share: {low: 0.01, high: 0.03, levels: 3}\n"
LIST = HEAD + "kind: list\npoints:\n  - {retention_days: 5}\n  - {corruptible_share: 0.02, consent_mode: opt_in}\n"
SOBOL = (
    HEAD + "kind: sobol\npoints: 8\nseed: 7\nvary:\n  corruptible_share: range\n  retention_days: {low: 1, high: 90}\n"
)
CUBE = SOBOL.replace("sobol", "latin_hypercube").replace("points: 8", "points: 5")
MORRIS = SOBOL.replace("sobol", "morris").replace("points: 8", "trajectories: 3")


def one_city() -> Scenario:
    return load_scenario(resolve_scenario_path("one-city"), people_per_agent=500, arms=["ban", "retention-5"])


def read(folder: Path, text: str, scenario: Scenario) -> Design:
    path = folder / "design.yaml"
    path.write_text(text, encoding="utf-8")
    return read_design(path, scenario)


def problems_of(folder: Path, text: str, scenario: Scenario) -> list[str]:
    """Return the problems of a design without its folder; none if it loads."""
    try:
        read(folder, text, scenario)
    except ScenarioError as error:
        return [str(problem).removeprefix(f"{folder}/") for problem in error.problems]
    return []
