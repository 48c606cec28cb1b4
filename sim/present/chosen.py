"""What was chosen for an experiment apart from its policies: settings of the command, and levers of the start."""

from collections.abc import Mapping
from typing import Any

from sim.experiments.store.reader import Results
from sim.model.levers import LEVERS, Lever
from sim.present.words.language import words


def settings_sentence(results: Results) -> str:
    """Say in one line which values `--set` gave; nothing where there are none."""
    settings = [f"{key} = {value}" for key, value in results.record.settings.items()]
    return words().say("settings", settings="; ".join(settings)) if settings else ""


def levers_sentence(results: Results) -> str:
    """Say which levers have another value from the start than they usually have; nothing where none has."""
    start = results.record.world.get("levers", {})
    other = [lever for lever in LEVERS if lever.name in start and start[lever.name] != lever.default]
    told = [
        words().say("base_lever.one", lever=lever.name, value=_value(lever, start), usual=_plain(lever.default))
        for lever in other
    ]
    return words().say("base_lever.differs", settings="; ".join(told)) if told else ""


def _value(lever: Lever, start: Mapping[str, Any]) -> str:
    value = _plain(start[lever.name])
    return f"{value} {lever.unit}" if lever.kind == "number" else value


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.15g}" if isinstance(value, float) else str(value)
