"""Populations in thousands, agents that stand for too many, stages that a city is too small for."""

from collections.abc import Iterator
from statistics import median

from sim.model.cohorts import MIN_AGENTS
from sim.model.state import Stage
from sim.scenario.hints.checked import Checked, Hint, some
from sim.scenario.parts.cities import CityEntry
from sim.scenario.parts.citycolumns import POPULATION
from sim.scenario.text.problems import Place

TOWN = 1_000  # [persons] a city of fewer is taken for one in thousands
TYPICAL_TOWN = 5_000  # [persons] half the cities of a table with fewer: the same


def in_thousands(checked: Checked) -> Iterator[Hint]:
    """Ask whether populations stand in thousands: a table of 400, 250 and 120 residents runs, and gives zeros."""
    cities = sorted(checked.parts.setting.table.cities, key=lambda city: (city.place, city.name))
    if not cities:
        return
    small = [city for city in cities if city.population < TOWN]
    if median(city.population for city in cities) < TYPICAL_TOWN:
        small = small or cities
    if small:
        named = some([f"{city.name} ({city.population})" for city in small])
        written = f"write {small[0].population * 1000} for {small[0].population} thousand"
        message = f"{len(small)} of {len(cities)} cities are smaller than a town: {named}. In thousands? Then {written}"
        yield Hint(_population(small[0]), "population", message)


def few_agents(checked: Checked) -> Iterator[Hint]:
    """Say which cities get the smallest number of agents whatever people_per_agent says."""
    per_agent = checked.parts.people_per_agent
    cities = checked.parts.setting.table.cities
    small = [city for city in cities if MIN_AGENTS < city.population < MIN_AGENTS * per_agent]
    if small:
        largest = max(city.population for city in small)
        fit = max(min(city.population for city in small) // MIN_AGENTS, 1)
        message = (
            f"is {per_agent}, too many for {len(small)} of {len(cities)} cities (of at most {largest} residents): "
            f"results of these cities are coarse, fine for a trial, not for print; {fit} suits all"
        )
        yield Hint(checked.tree.deepest("people_per_agent").place, "people_per_agent", message)


def stages_without_cameras(checked: Checked) -> Iterator[Hint]:
    """Say which cities begin at a stage that they are too small to have a camera for."""
    usual = next(p.value for p in checked.parts.parameters if p.name == "cameras_per_1000_start")
    table = checked.parts.setting.table
    for city, row in zip(table.cities, table.rows, strict=True):
        given = float(row.cameras_per_1000_start)
        per_1000 = usual if given != given else given
        if city.stage != Stage.NONE and per_1000 * city.population < 1000.0:
            expected = per_1000 * city.population / 1000.0
            why = f"{city.population} residents at {per_1000:g} cameras per 1,000 have {expected:.2g} cameras"
            message = f"'{city.stage.name.lower()}' is impossible for {city.name}: {why}; leave the stage blank"
            yield Hint(city.places["fr_stage_start"], "fr_stage_start", message)


def _population(city: CityEntry) -> Place:
    return next(city.places[name] for name in POPULATION if name in city.places)
