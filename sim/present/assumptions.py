"""What was assumed: the policies in words, and every parameter with its range and confidence."""

import csv
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from sim.model.levers import LEVERS
from sim.present.folder import Experiment
from sim.present.tables import table

_UNITS = {lever.name: lever.unit for lever in LEVERS}


def parameters_table(experiment: Experiment) -> str:
    """Every parameter: value, unit, range, confidence, source; weak ones carry the word "weak"."""
    given = experiment.parameters
    with files("sim").joinpath("data/parameters.csv").open(encoding="utf-8") as file:
        registry = list(csv.DictReader(file))
    known = {row["name"] for row in registry}
    unknown = [{"name": name} for name in sorted(set(given) - known)]
    rows = [_parameter(row, given.get(row["name"])) for row in registry + unknown]
    header = ("parameter", "confidence", "meaning", "source", "value", "range", "unit")
    return table("Parameters of this scenario", header, rows, text_columns=4)


def n_weak() -> tuple[int, int]:
    """Number of weakly founded parameters, and of all."""
    with files("sim").joinpath("data/parameters.csv").open(encoding="utf-8") as file:
        confidence = [row["confidence"] for row in csv.DictReader(file)]
    return confidence.count("low"), len(confidence)


def _parameter(row: Mapping[str, str], given: Any) -> tuple[str, ...]:
    own: Mapping[str, Any] = given if isinstance(given, Mapping) else {"value": given}
    said = {key: str(text) for key, text in own.items() if text is not None}
    value, unit = (said.get(key, row.get(key, "")) for key in ("value", "unit"))
    low, high = (said.get(key, row.get(key, "")) for key in ("low", "high"))
    confidence = row.get("confidence", "unknown")
    source = said.get("source", row.get("source", ""))
    changed = " (set by the scenario)" if "value" in said and _differs(value, row.get("value", "")) else ""
    weak = "low: weak" if confidence == "low" else confidence
    return row["name"], weak, row.get("meaning", ""), source + changed, value, f"{low} to {high}", unit


def _differs(value: str, default: str) -> bool:
    try:
        return float(value) != float(default)
    except ValueError:
        return value != default


def policies_table(experiment: Experiment) -> str:
    """What each arm sets, where and when."""
    rows = [
        (f"{arm} (baseline)" if arm == experiment.baseline else arm, _settings(settings))
        for arm, settings in experiment.arms.items()
    ]
    return table("Policies compared", ("policy", "what it sets"), rows, text_columns=2)


def _settings(settings: Any) -> str:
    if isinstance(settings, Mapping):
        about = [str(settings[key]) for key in ("title", "description") if settings.get(key)]
        inner: Any = next((settings[key] for key in ("settings", "entries", "policy") if key in settings), [])
        return ". ".join([*about, _settings(inner)])
    if not settings:
        return "nothing beyond the scenario"
    return "; ".join(_setting(one) for one in settings)


def _setting(setting: Any) -> str:
    if not isinstance(setting, Mapping):
        return str(setting)
    words = [_what(setting)]
    words += [f"{key} {setting[key]}" for key in ("from", "to") if setting.get(key) is not None]
    if setting.get("ramp_months"):
        words.append(f"over {setting['ramp_months']} months")
    if setting.get("where"):
        places = (f"{key} is {_plain(value)}" for key, value in setting["where"].items())
        words.append("where " + ", ".join(places))
    return " ".join(words)


def _what(setting: Mapping[str, Any]) -> str:
    if "lever" in setting:
        unit = _UNITS.get(str(setting["lever"]), "").replace("switch", "")
        return f"{setting['lever']} = {_plain(setting.get('value'))} {unit}".rstrip()
    options = setting.get("options") or {}
    inside = ", ".join(f"{key} {_plain(value)}" for key, value in options.items())
    name = setting.get("adaptive") or setting.get("use") or ""
    kind = "adaptive policy" if "adaptive" in setting else "as in"
    return f"{kind} {name}" + (f" ({inside})" if inside else "")


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    return ", ".join(str(item) for item in value) if isinstance(value, list) else str(value)
