"""What was chosen for an experiment: settings of the command, levers of the start, and what each policy sets."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sim.experiments.store.reader import Results
from sim.model.levers import LEVERS, Lever
from sim.model.policies import ADAPTIVE_POLICIES
from sim.present.words.language import words

_LEVERS = {lever.name: lever for lever in LEVERS}


def settings_sentence(results: Results) -> str:
    """Say in one line which values `--set` gave; nothing where there are none."""
    settings = [f"{key} = {value}" for key, value in results.record.settings.items()]
    return words().say("settings", settings="; ".join(settings)) if settings else ""


def levers_sentence(results: Results) -> str:
    """Say which levers have another value from the start than they usually have; nothing where none has."""
    start = results.record.world.get("levers", {})
    other = [lever for lever in LEVERS if lever.name in start and start[lever.name] != lever.default]
    told = [
        words().say("base_lever.one", lever=lever.name, value=_value(lever, start), usual=_told(lever, lever.default))
        for lever in other
    ]
    return words().say("base_lever.differs", settings="; ".join(told)) if told else ""


def policy_sentence(results: Results, policy: str) -> str:
    """Say what a policy sets, in plain words, with the value that holds otherwise."""
    settings, start = results.arms.get(policy), results.record.world.get("levers", {})
    told = [_setting(one, start, results.record.months[1]) for one in settings or () if isinstance(one, Mapping)]
    return words().say("sets.policy", settings="; ".join(told) or words().say("sets.nothing"))


def _setting(setting: Mapping[str, Any], start: Mapping[str, Any], last_month: str) -> str:
    """Return one entry in words: what, since when and until when, where."""
    parts = [_months(setting, last_month)]
    if months := setting.get("ramp_months"):
        parts.append(words().say("sets.ramp", n=months))
    parts += _where(setting.get("where") or {})
    return ", ".join(filter(None, (_what(setting, start), " ".join(filter(None, parts)))))


def _months(setting: Mapping[str, Any], last_month: str) -> str:
    """Return since when an entry holds, and until when where that is before the end."""
    start, end = str(setting.get("from") or ""), str(setting.get("to") or last_month)
    if not start:
        return ""
    if end == last_month:
        return words().say("sets.from", start=words().month(start))
    return words().say("sets.span", start=words().month(start), end=words().month(end))


def _what(setting: Mapping[str, Any], start: Mapping[str, Any]) -> str:
    lever = _LEVERS.get(str(setting.get("lever")))
    if lever is not None:
        value, usual = _told(lever, setting.get("value")), _told(lever, start.get(lever.name, lever.default))
        if value == usual:
            return words().say("sets.same", meaning=lever.meaning, value=value)
        return words().say("sets.lever", meaning=lever.meaning, value=value, usual=usual)
    name, options = str(setting.get("adaptive")), setting.get("options") or {}
    if f"adaptive.{name}" not in words().keys or not options.keys() <= words().slots(f"adaptive.{name}"):
        return name if "adaptive" in setting else str(setting.get("lever") or setting.get("use"))
    own = asdict(ADAPTIVE_POLICIES[name](**options))
    return words().say(f"adaptive.{name}", **{option: plain(value) for option, value in own.items()})


def _where(where: Mapping[str, Any]) -> list[str]:
    """Return the places in words; a city's code goes."""
    cities = [str(city).rpartition("/")[2] for city in where.get("cities") or ()]
    told = [words().say("sets.cities", named=", ".join(cities))] if cities else []
    others = {key: value for key, value in where.items() if key != "cities"}
    return told + [words().say("sets.where", what=key, value=plain(value)) for key, value in others.items()]


def _value(lever: Lever, start: Mapping[str, Any]) -> str:
    value = _told(lever, start[lever.name])
    return f"{value} {lever.unit}" if lever.kind == "number" else value


def _told(lever: Lever, value: Any) -> str:
    """Return a lever's value in words; of a choice the world keeps the number."""
    return lever.choices[value] if lever.kind == "choice" and isinstance(value, int) else plain(value)


def plain(value: Any) -> str:
    """Write a value as people read it."""
    if isinstance(value, bool):
        return words().say(f"value.{'yes' if value else 'no'}")
    if isinstance(value, list | tuple):
        return ", ".join(map(plain, value))
    return f"{value:.15g}" if isinstance(value, float) else str(value)
