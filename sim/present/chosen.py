"""What was chosen for an experiment: settings of the command, levers of the start, and what each policy sets."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sim.experiments.store.reader import Results
from sim.model.levers import LEVERS, Lever
from sim.model.policies import ADAPTIVE_POLICIES
from sim.present.lists import some
from sim.present.numbers import is_share, rounded_to
from sim.present.words.language import KEPT, words

SHARE_OPTIONS = ("support_floor",)  # options of adaptive policies that are shares of 1
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
        words().say("base_lever.one", lever=lever.name, value=value, usual=usual)
        for lever in other
        for usual, value in [_beside(_told(lever, lever.default), _told(lever, start[lever.name]))]
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
    if lever is None:
        return _adaptive(setting)
    value, usual = _told(lever, setting.get("value")), _told(lever, start.get(lever.name, lever.default))
    if value == usual:
        return words().say("sets.same", meaning=meaning_of(lever), value=_joined(*value))
    told, otherwise = _beside(value, usual)
    return words().say("sets.lever", meaning=meaning_of(lever), value=told, usual=otherwise)


def meaning_of(lever: Lever) -> str:
    """Return what a lever is, for a sentence: in words of their own where the registry's mislead beside a value."""
    key = f"meaning.{lever.name}"
    return words().say(key) if key in words().keys else lever.meaning


def _adaptive(setting: Mapping[str, Any]) -> str:
    name, options = str(setting.get("adaptive")), setting.get("options") or {}
    if f"adaptive.{name}" not in words().keys or not options.keys() <= words().slots(f"adaptive.{name}"):
        return name if "adaptive" in setting else str(setting.get("lever") or setting.get("use"))
    kind = ADAPTIVE_POLICIES[name]
    own, usual = asdict(kind(**options)), asdict(kind())
    if own == usual and f"adaptive_usual.{name}" in words().keys:
        return words().say(f"adaptive_usual.{name}")
    told = {option: _percent(value) if option in SHARE_OPTIONS else plain(value) for option, value in own.items()}
    return words().say(f"adaptive.{name}", **told)


def _where(where: Mapping[str, Any]) -> list[str]:
    """Return the places in words; a city's code goes."""
    cities = [str(city).rpartition("/")[2] for city in where.get("cities") or ()]
    told = [words().say("sets.cities", named=some(tuple(cities)))] if cities else []
    others = {key: value for key, value in where.items() if key != "cities"}
    return told + [words().say("sets.where", what=key, value=plain(value)) for key, value in others.items()]


def _beside(value: tuple[str, str], usual: tuple[str, str]) -> tuple[str, str]:
    """Return two values in words; a unit that both have is said once, after the second."""
    return value[0] if value[1] == usual[1] else _joined(*value), _joined(*usual)


def _told(lever: Lever, value: Any) -> tuple[str, str]:
    """Return a lever's value in words, and its unit; of a choice the world keeps the number."""
    if isinstance(value, str) and value not in lever.choices:
        return value, ""  # a folder of results may hold anything
    if lever.kind == "switch":
        return plain(bool(value)), ""
    if lever.kind == "choice":
        return words().say(f"choice.{lever.choices[value] if isinstance(value, int) else value}"), ""
    if is_share(lever.unit):
        return _percent(value), ""
    if value == lever.default == lever.high:
        return words().say("value.no_limit"), ""
    if lever.unit.startswith("probability"):
        number = _exact(rounded_to(1.0 / value, 2))
        return words().say("value.one_in", number=number).replace(" ", KEPT), words().say("value.searches")
    return _exact(value), lever.unit


def _joined(figure: str, unit: str) -> str:
    return KEPT.join(filter(None, (figure, unit)))


def _percent(share: float) -> str:
    return words().say("value.percent", number=plain(100.0 * share))


def _exact(number: float) -> str:
    """Write a number that was chosen: all its digits, in millions from a million on."""
    factor, suffix = (1e9, "bn") if number >= 1e9 else (1e6, "M") if number >= 1e6 else (1.0, "")
    return _joined(f"{number / factor:,.15g}", suffix)


def plain(value: Any) -> str:
    """Write a value as people read it."""
    if isinstance(value, bool):
        return words().say(f"value.{'yes' if value else 'no'}")
    if isinstance(value, list | tuple):
        return ", ".join(map(plain, value))
    return f"{value:.15g}" if isinstance(value, float) else str(value)
