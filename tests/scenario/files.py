"""A small valid scenario to break."""

from pathlib import Path

from sim.scenario.load import load_scenario
from sim.scenario.scenario import Scenario
from sim.scenario.text.problems import Problem, ScenarioError

VALID = """\
format: 1
name: small
title: A small world
period: {start: 2020-01, end: 2021-12}
people_per_agent: 10
cities: {file: cities.csv}
suppliers:
  acme: {name: Acme, false_negative_rate: 0.4, false_match_rate: 1.0e-6}
parameters:
  corruptible_share: 0.01
levers: {retention_days: 30}
events:
  - {name: masks, from: 2020-05, to: 2020-12, multiply: {match: 0.6}}
baseline: status-quo
arms:
  status-quo: []
  short:
    - {lever: retention_days, value: 5, from: 2021-01}
  pause:
    - {adaptive: moratorium, from: 2021-01, options: {support_floor: 0.4}}
"""

CITIES = """\
name_en,name_ru,region_en,iso_3166_2,federal_district,lat,lon,population,status_note,fr_stage_start
Alpha,Альфа,North,XX-N,Upper,50.0,30.0,100000,,operating
Beta,Бета,North,XX-N,Upper,51.0,31.0,200000,,
Gamma,,South,XX-S,Lower,45.0,35.0,300000,,pilot
Delta,,South,XX-S,Lower,46.0,36.0,400000,disputed,
"""


def write(folder: Path, text: str = VALID, cities: str = CITIES) -> Path:
    """Write the scenario and its cities; return the scenario's file."""
    path = folder / "small.yaml"
    path.write_text(text, encoding="utf-8")
    (folder / "cities.csv").write_text(cities, encoding="utf-8")
    return path


def load(folder: Path, text: str = VALID, cities: str = CITIES) -> Scenario:
    return load_scenario(write(folder, text, cities))


def problems_of(path: Path) -> tuple[Problem, ...]:
    """Return the problems of a file; none if it loads."""
    try:
        load_scenario(path)
    except ScenarioError as error:
        return error.problems
    return ()


def changed(old: str, new: str, text: str = VALID) -> str:
    """Return the text with one thing in it changed."""
    assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times"
    return text.replace(old, new)


def arms(entries: str) -> str:
    """Return the valid scenario with these entries in its arm `short`."""
    return changed("    - {lever: retention_days, value: 5, from: 2021-01}\n", entries)
