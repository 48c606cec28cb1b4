"""A policy that somebody writes: what the address says of it, as a scenario file, checked as any other is."""

import json
import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

from sim.model.levers import LEVER_NAMES
from sim.present.dashboard.address import Asked
from sim.present.dashboard.origins import Origin, origin_names, origin_of, usual_name
from sim.present.dashboard.shelf import Shelf
from sim.present.explorer.yours import yours_data
from sim.present.words.language import words
from sim.scenario.load import load_scenario
from sim.scenario.new import HEAD
from sim.scenario.scenario import Scenario
from sim.scenario.text.problems import Problem, ScenarioError

PAIRS = ("4", "10", "20", "50", "100")
PEOPLE = ("1", "10", "100", "1000", "10000", "100000")  # that one agent stands for
MORE, OPEN = "more", "open"  # what says that the levers that are folded are in sight
FROM, TO = "-from", "-to"  # behind a lever's name: when its setting begins, and which month is its last
KEYS = (
    "experiment", "scenario", "rule", "title", "pairs", "people", MORE,
    *(f"{name}{end}" for name in LEVER_NAMES for end in ("", FROM, TO)),
)  # fmt: skip
_PLACE = re.compile(r"arms\.[\w-]+\.(\d+)(?:\.(value|from|to))?")
_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{0,15})?([eE][+-]?\d{1,2})?")
_ENDS = {"value": "", "from": FROM, "to": TO}
_USUAL_PAIRS = "20"
_FEWEST_AGENTS = 20  # of a city, as of a country


class Draft(NamedTuple):
    """A policy as it was asked for."""

    origin: Origin
    names: Mapping[str, str]  # of all that could be started from
    base: str  # the policy that it changes
    asked: Mapping[str, str]
    title: str
    n_pairs: int
    people: str  # that one agent stands for
    policy: str  # name of its arm
    text: str  # of the scenario file
    scenario: Scenario | None  # None where the file has mistakes
    troubles: Mapping[str, str]  # by the field that they are about; "" for others
    notes: tuple[str, ...]  # what could not be meant

    @property
    def usual_people(self) -> str:
        """How many people one agent stands for in the scenario itself."""
        return _usual_people(self.origin)

    @property
    def people_choices(self) -> tuple[str, ...]:
        """How many people one agent may stand for, the fewest first."""
        return _people_choices(self.origin)

    @property
    def levers(self) -> tuple[str, ...]:
        """The levers that are set."""
        return _levers(self.asked)


def read_draft(shelf: Shelf, asked: Asked) -> Draft:
    """Return the policy that an address asks for.

    Raises
    ------
    ExperimentError
        What it starts from cannot be read.
    """
    names = origin_names(shelf)
    name, no_name = asked.chosen("scenario", tuple(names), usual_name(asked.values.get("experiment"), names))
    origin = origin_of(shelf, name)
    base, no_base = asked.chosen("rule", origin.scenario.arms, origin.scenario.arms[:2][-1])
    n_pairs, no_pairs = asked.chosen("pairs", PAIRS, _USUAL_PAIRS)
    people, no_people = asked.chosen("people", _people_choices(origin), _usual_people(origin))
    no_more = () if asked.values.get(MORE, OPEN) == OPEN else (words().say("dashboard.unknown.key"),)
    title = asked.values.get("title", "").strip() or words().say("dashboard.edit.usual_title")
    yours = yours_data(origin.scenario)
    policy = str(yours["name"])
    text = _file(origin, base, policy, {**asked.values, "title": title, "people": people})
    scenario, troubles = _checked(origin, text, [policy, base], asked.values)
    notes = (*asked.notes, *no_name, *no_base, *no_pairs, *no_people, *no_more)
    size = int(n_pairs), people
    return Draft(origin, names, base, asked.values, title, *size, policy, text, scenario, troubles, notes)


def _usual_people(origin: Origin) -> str:
    return str(origin.scenario.world.people_per_agent)


def _people_choices(origin: Origin) -> tuple[str, ...]:
    """Return round numbers of which a country has many, and what the scenario has itself."""
    people = float(origin.scenario.world.cities.population.sum())
    found = {one for one in PEOPLE if int(one) <= people / _FEWEST_AGENTS} | {_usual_people(origin)}
    return tuple(sorted(found, key=int))


def _levers(asked: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(name for name in LEVER_NAMES if asked.get(name))


def first_month(origin: Origin) -> str:
    """Return from when a setting holds whose beginning is not said: where policies of the scenario begin to differ."""
    scenario = origin.scenario
    starts = [entry["from"] for entries in scenario.resolved_arms.values() for entry in entries if entry.get("from")]
    return str(min(starts, default=scenario.resolved_world["period"]["start"]))


def _file(origin: Origin, base: str, policy: str, asked: Mapping[str, str]) -> str:
    """Return the text of a file that extends the scenario and adds the policy."""
    head = HEAD.format(name=policy, title=json.dumps(asked["title"], ensure_ascii=False), parent=origin.parent)
    labels = {policy: words().say("page.yours.first")}
    entries: list[dict[str, object]] = [
        {"use": base},
        *(_entry(name, asked, first_month(origin)) for name in _levers(asked)),
    ]
    arm = "".join(f"    - {_flow(entry)}\n" for entry in entries)
    return f"{head}people_per_agent: {asked['people']}\nlabels: {_flow(labels)}\narms:\n  {policy}:\n{arm}"


def _entry(name: str, asked: Mapping[str, str], usual: str) -> dict[str, object]:
    end = asked.get(f"{name}{TO}")
    dates = {"from": asked.get(f"{name}{FROM}") or usual} | ({"to": end} if end else {})
    return {"lever": name, "value": _scalar(asked[name]), **dates}


def _scalar(text: str) -> object:
    """Return a value as a file has it: what reads as a number or a switch is one, all else a text."""
    text = text.strip()
    if text in ("true", "false"):
        return text == "true"
    if not _NUMBER.fullmatch(text):
        return text
    return int(text) if text.lstrip("+-").isdigit() else float(text)


def _flow(content: Mapping[str, object]) -> str:
    text = yaml.safe_dump(dict(content), default_flow_style=True, sort_keys=False, allow_unicode=True, width=1e9)
    return str(text).strip()


def _checked(
    origin: Origin, text: str, arms: Sequence[str], asked: Mapping[str, str]
) -> tuple[Scenario | None, dict[str, str]]:
    """Read the file as a command would; return what it says, or what is wrong with it."""
    with tempfile.TemporaryDirectory(prefix="rollout-") as folder:
        path = Path(folder) / "scenario.yaml"
        for name, content in {**origin.beside, path.name: text}.items():
            (path.parent / name).write_text(content, encoding="utf-8")
        try:
            return load_scenario(path, arms=arms, settings=origin.settings), {}
        except ScenarioError as error:
            return None, _by_field(error.problems, _levers(asked))


def _by_field(problems: tuple[Problem, ...], levers: tuple[str, ...]) -> dict[str, str]:
    """Return what is wrong by the field that it is about."""
    found: dict[str, str] = {}
    for problem in problems:
        place = _PLACE.fullmatch(problem.path)
        k = int(place[1]) - 1 if place else -1  # the first entry is the policy that is changed
        field = f"{levers[k]}{_ENDS[(place and place[2]) or 'value']}" if 0 <= k < len(levers) else ""
        said = problem.message if field else ": ".join(filter(None, (problem.path, problem.message)))
        found[field] = "; ".join(filter(None, (found.get(field), said)))
    return found
