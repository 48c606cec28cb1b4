"""What was assumed: the policies in words, and every parameter with its range and confidence."""

from collections.abc import Mapping
from typing import Any

from sim.experiments.store.reader import Results
from sim.model.levers import LEVERS
from sim.present.report.tables import table
from sim.scenario.registry import Parameter, registered_parameters

_UNITS = {lever.name: lever.unit for lever in LEVERS}


def parameters_table(results: Results) -> str:
    """Every parameter: value, unit, range, confidence, source; weak ones carry the word "weak"."""
    values, own = results.record.world["parameters"], results.record.parameters
    known = {parameter.name: parameter for parameter in registered_parameters() if parameter.name in values}
    rows = [_parameter(one, {"value": values[name]} | own.get(name, {})) for name, one in known.items()]
    # What a folder of another version has besides: the registry of this one says nothing of it.
    rows += [(name, "unknown", "", "", "", _plain(values[name]), "") for name in sorted(set(values) - set(known))]
    header = ("parameter", "confidence", "meaning", "source", "unit", "value", "range")
    return table("Parameters of this scenario", header, rows, text_columns=5)


def n_weak() -> tuple[int, int]:
    """Number of weakly founded parameters, and of all."""
    confidence = [parameter.confidence for parameter in registered_parameters()]
    return confidence.count("low"), len(confidence)


def _parameter(registered: Parameter, own: Mapping[str, Any]) -> tuple[str, ...]:
    """Return a row: what the scenario says goes before what the registry says."""
    used = registered._replace(**own)
    changed = " (set by the scenario)" if used.value != registered.value else ""
    weak = "low: weak" if used.confidence == "low" else used.confidence
    span = f"{_plain(used.low)} to {_plain(used.high)}"
    return used.name, weak, used.meaning, used.source + changed, used.unit, _plain(used.value), span


def policies_table(results: Results) -> str:
    """What each arm sets, where and when."""
    rows = [
        (f"{arm} (baseline)" if arm == results.baseline else arm, settings_text(settings))
        for arm, settings in results.arms.items()
    ]
    return table("Policies compared", ("policy", "what it sets"), rows, text_columns=2)


def settings_text(settings: Any) -> str:
    """Return what an arm sets, in words."""
    if isinstance(settings, Mapping):
        about = [str(settings[key]) for key in ("title", "description") if settings.get(key)]
        inner: Any = next((settings[key] for key in ("settings", "entries", "policy") if key in settings), [])
        return ". ".join([*about, settings_text(inner)])
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
        return f"{value:.15g}"
    return ", ".join(str(item) for item in value) if isinstance(value, list) else str(value)
