"""What a page is made of: a scenario file, or the scenario of a stored experiment."""

from pathlib import Path

from sim.experiments.problems import UsageError
from sim.experiments.store.again import scenario_of
from sim.experiments.store.latest import LATEST, find_result
from sim.experiments.store.reader import open_record
from sim.experiments.store.record import Record
from sim.model.cohorts import n_agents
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Scenario
from sim.scenario.shipped import resolve_scenario_path
from sim.scenario.text.problems import ScenarioError

_MOST_AGENTS = 30_000
_FOR_A_COUNTRY = 10_000  # [persons per agent]


def scenario_meant(text: str, people_per_agent: int | None = None) -> Scenario:
    """Return the scenario that a user means: a file, a shipped name, or an experiment folder.

    Where it has more agents than a browser moves while somebody waits, an agent stands for more people unless they are
    given.

    Raises
    ------
    ScenarioError
        The scenario has mistakes, or there is none.
    UsageError
        The folder's scenario varies parameters, or cannot be read again.
    """
    if Path(text).name == LATEST or Path(text).is_dir():
        return _of_result(find_result(Path(text)), people_per_agent)
    path = resolve_scenario_path(text)
    scenario = load_scenario(path, people_per_agent=people_per_agent)
    if people_per_agent is None and _n_agents(scenario) > _MOST_AGENTS:
        return load_scenario(path, people_per_agent=_FOR_A_COUNTRY)
    return scenario


def _n_agents(scenario: Scenario) -> int:
    world = scenario.world
    return sum(n_agents(people, world.people_per_agent) for people in world.cities.population.tolist())


def _of_result(folder: Path, people_per_agent: int | None) -> Scenario:
    """Return the scenario of an experiment: the shipped one where it still is that, else as the folder tells it."""
    record = open_record(folder)
    if record.points:
        raise UsageError(
            f"{folder} holds a sweep of {len(record.points)} points, and a page shows one; name its scenario"
        )
    if "ensemble" in record.world:
        raise UsageError(f"{folder} varies parameters with an ensemble, which a page cannot do; name its scenario")
    per_agent = people_per_agent or record.people_per_agent
    shipped = _shipped(record, per_agent)
    return shipped if shipped and _is_of(record, shipped) else scenario_of(folder, record, per_agent)


def _shipped(record: Record, people_per_agent: int) -> Scenario | None:
    arms = [arm for arm in record.arms if arm != record.baseline]
    try:
        path = resolve_scenario_path(record.name)
        return load_scenario(path, people_per_agent=people_per_agent, arms=arms, settings=record.settings)
    except ScenarioError:
        return None


def _is_of(record: Record, scenario: Scenario) -> bool:
    stored = {arm: about["definition"] for arm, about in record.arms.items()}
    is_same_world = {**scenario.resolved_world, "people_per_agent": record.people_per_agent} == record.world
    return is_same_world and stored == {arm: scenario.resolved_arms.get(arm) for arm in stored}
