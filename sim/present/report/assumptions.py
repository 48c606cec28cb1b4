"""What was assumed: the policies in words, and every parameter with its range and confidence."""

from collections.abc import Mapping
from typing import Any

from sim.experiments.store.reader import Results
from sim.model.levers import LEVERS
from sim.present.arms import titled
from sim.present.chosen import plain
from sim.present.report.tables import table
from sim.present.words.language import words
from sim.scenario.registry import Parameter, registered_parameters

_COLUMNS = ("name", "confidence", "meaning", "source", "unit", "value", "range")
_UNITS = {lever.name: lever.unit for lever in LEVERS}


def parameters_table(results: Results) -> str:
    """Every parameter: value, unit, range, confidence, source; weak ones carry the word "weak"."""
    return table(words().say("report.parameters"), parameters_header(), parameter_rows(results), text_columns=5)


def parameters_header() -> list[str]:
    """What the columns of parameters are called."""
    return [words().say(f"parameter.{column}") for column in _COLUMNS]


def parameter_rows(results: Results) -> list[tuple[str, ...]]:
    """A row for each parameter, in the registry's order."""
    values, own = results.record.world["parameters"], results.record.parameters
    known = {parameter.name: parameter for parameter in registered_parameters() if parameter.name in values}
    rows = [_parameter(one, {"value": values[name]} | own.get(name, {})) for name, one in known.items()]
    # What a folder of another version has besides: the registry of this one says nothing of it.
    unknown = words().say("parameter.unknown")
    return rows + [(name, unknown, "", "", "", plain(values[name]), "") for name in sorted(set(values) - set(known))]


def n_weak() -> tuple[int, int]:
    """Number of weakly founded parameters, and of all."""
    confidence = [parameter.confidence for parameter in registered_parameters()]
    return confidence.count("low"), len(confidence)


def _parameter(registered: Parameter, own: Mapping[str, Any]) -> tuple[str, ...]:
    """Return a row: what the scenario says goes before what the registry says."""
    used = registered._replace(**own)
    changed = used.value != registered.value
    source = words().say("parameter.changed", source=used.source) if changed else used.source
    weak = words().say("report.mark") if used.confidence == "low" else used.confidence
    span = words().say("parameter.span", low=plain(used.low), high=plain(used.high))
    return used.name, weak, used.meaning, source, used.unit, plain(used.value), span


def policies_table(results: Results) -> str:
    """What each arm sets, where and when."""
    header = [words().say(f"table.{column}") for column in ("policy", "sets")]
    return table(words().say("report.policies"), header, policy_rows(results), text_columns=2)


def policy_rows(results: Results) -> list[tuple[str, str]]:
    """A row for each arm, with what it sets."""
    labels, baseline = results.record.labels, results.baseline
    return [(titled(arm, labels, baseline), settings_text(settings)) for arm, settings in results.arms.items()]


def settings_text(settings: Any) -> str:
    """Return what an arm sets, in words."""
    if isinstance(settings, Mapping):
        about = [str(settings[key]) for key in ("title", "description") if settings.get(key)]
        inner: Any = next((settings[key] for key in ("settings", "entries", "policy") if key in settings), [])
        return ". ".join([*about, settings_text(inner)])
    if not settings:
        return words().say("setting.nothing")
    return "; ".join(_setting(one) for one in settings)


def _setting(setting: Any) -> str:
    if not isinstance(setting, Mapping):
        return str(setting)
    parts = [_what(setting)]
    parts += [words().say(f"setting.{key}", month=setting[key]) for key in ("from", "to") if setting.get(key)]
    if months := setting.get("ramp_months"):
        parts.append(words().say("sets.ramp", n=months))
    if where := setting.get("where"):
        places = (words().say("setting.place", what=key, value=plain(value)) for key, value in where.items())
        parts.append(words().say("setting.where", places=", ".join(places)))
    return " ".join(parts)


def _what(setting: Mapping[str, Any]) -> str:
    if "lever" in setting:
        unit = _UNITS.get(str(setting["lever"]), "").replace("switch", "")
        value = f"{plain(setting.get('value'))} {unit}".rstrip()
        return words().say("setting.lever", lever=setting["lever"], value=value)
    options = setting.get("options") or {}
    inside = ", ".join(words().say("setting.option", name=key, value=plain(one)) for key, one in options.items())
    name = setting.get("adaptive") or setting.get("use") or ""
    what = words().say(f"setting.{'adaptive' if 'adaptive' in setting else 'use'}", name=name)
    return words().say("setting.inside", what=what, inside=inside) if inside else what
