"""The JSON Schema of scenario files, generated from the forms, the registry, the levers and the policies.

Editors use it for completion and hints; the program itself checks more (dates, cities, conflicts).
"""

from dataclasses import fields
from typing import Any

from pydantic import BaseModel

from sim.model.columns import FACTORS
from sim.model.levers import LEVERS, Lever
from sim.model.outcomes import OUTCOME_NAMES
from sim.model.policies import ADAPTIVE_POLICIES
from sim.scenario.parts import forms
from sim.scenario.practices import Practice, published_practices
from sim.scenario.registry import Parameter, registered_parameters

_MONTH = {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$", "description": "year and month, such as 2021-01"}
SLUG = {"type": "string", "pattern": "^[a-z0-9][a-z0-9_-]{0,63}$"}
_MONTH_KEYS = ("from", "to", "start", "end", "tested")


def scenario_schema() -> dict[str, Any]:
    """Return the schema (draft-07)."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Scenario of the surveillance roll-out simulator",
        "type": "object",
        "additionalProperties": False,
        "required": ["format", "name", "title"],
        "properties": {
            "format": {"const": 1},
            "name": SLUG,
            "title": {"type": "string", "minLength": 1, "maxLength": 200},
            "description": {"type": "string"},
            "look_for": {"type": "string", "maxLength": 2000, "description": "what to look for in the results"},
            "question": _question(),
            "extends": {"type": "string", "description": "one parent file; maps merge, lists replace"},
            "period": form_schema(forms.Period),
            "people_per_agent": {"type": "integer", "minimum": 1},
            "cities": form_schema(forms.CityFile),
            "suppliers": {"type": "object", "additionalProperties": form_schema(forms.SupplierForm)},
            "parameters": mapping_schema({p.name: _parameter(p) for p in registered_parameters()}),
            "levers": mapping_schema({lever.name: lever_schema(lever) for lever in LEVERS}),
            "events": {"type": "array", "items": _event()},
            "baseline": SLUG,
            "arms": {"type": "object", "additionalProperties": _arm()},
            "labels": _labels(),
        },
    }


def _arm() -> dict[str, Any]:
    words = "a list of entries, [] for none; null leaves an inherited arm out"
    return {"description": words, "type": ["array", "null"], "items": {"anyOf": _entries()}}


def _question() -> dict[str, Any]:
    question = form_schema(forms.QuestionForm)
    question["properties"] = {"outcome": {"enum": list(OUTCOME_NAMES)}, "policy": SLUG}
    return question


def _labels() -> dict[str, Any]:
    form = form_schema(forms.LabelsForm)
    labels: dict[str, Any] = form["properties"]["labels"]
    return {"description": form["description"], **labels}


def mapping_schema(properties: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a mapping with these keys and no others."""
    return {"type": "object", "additionalProperties": False, "properties": properties}


def form_schema(form: type[BaseModel]) -> dict[str, Any]:
    """Return a form's schema, without pydantic's titles, nulls and references."""
    made = form.model_json_schema(by_alias=True)
    schema = _plain(made, made.get("$defs", {}))
    for key in _MONTH_KEYS:
        if key in schema.get("properties", {}):
            schema["properties"][key] = _MONTH
    assert isinstance(schema, dict)
    return schema


def _plain(node: Any, definitions: dict[str, Any]) -> Any:
    if isinstance(node, list):
        return [_plain(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return _plain(definitions[node["$ref"].rsplit("/", 1)[1]], definitions)
    plain = {key: _plain(value, definitions) for key, value in _without_noise(node).items()}
    if plain.get("type") == "array" and plain.get("items") == {"type": "string"}:
        return {"anyOf": [{"type": "string"}, plain]}  # one word needs no list
    return plain


def _without_noise(node: dict[str, Any]) -> dict[str, Any]:
    """Return a schema without titles, defaults and the choice of null; a property of such a name is a mapping."""
    choices = [choice for choice in node.get("anyOf", []) if choice != {"type": "null"}]
    if len(choices) == 1:
        node = {key: value for key, value in (node | choices[0]).items() if key != "anyOf"}
    dropped = ("title", "default")
    return {k: v for k, v in node.items() if k != "$defs" and (k not in dropped or isinstance(v, dict))}


def _parameter(parameter: Parameter) -> dict[str, Any]:
    number, words = parameter_number(parameter), parameter_words(parameter)
    form = form_schema(forms.ParameterForm)
    form["properties"]["value"] = number
    form["properties"]["unit"] = {"const": parameter.unit}
    return {"description": f"{words}; {parameter.value:g} if not given", "anyOf": [number, form]}


def parameter_number(parameter: Parameter) -> dict[str, Any]:
    """Return the schema of a value of a parameter."""
    return {"type": "number", "minimum": parameter.hard_low, "maximum": parameter.hard_high}


def parameter_words(parameter: Parameter) -> str:
    """Return what editors say of a parameter."""
    return f"{parameter.meaning} [{parameter.unit}]; plausible {parameter.low:g} to {parameter.high:g}"


def lever_schema(lever: Lever) -> dict[str, Any]:
    """Return the schema of a value of a lever."""
    words = {"description": f"{lever.meaning} [{lever.unit}]; costs: {lever.cost}"}
    if lever.kind == "switch":
        return {"type": "boolean", **words}
    if lever.kind == "choice":
        return {"enum": list(lever.choices), **words}
    return {"type": "number", "minimum": lever.low, "maximum": lever.high, **words}


def _event() -> dict[str, Any]:
    form = form_schema(forms.EventForm)
    factor = {"type": "number", "minimum": 0, "maximum": 1e6}
    form["properties"]["multiply"] = {**mapping_schema(dict.fromkeys(FACTORS, factor)), "minProperties": 1}
    form["properties"]["practice"] = {"enum": list(published_practices()), "description": _practices()}
    form["properties"]["name"] = SLUG
    form["anyOf"] = [{"required": ["multiply"]}, {"required": ["practice"]}]
    return form


def _practices() -> str:
    """Return what editors say of practices."""
    words = "; ".join(_practice_words(practice) for practice in published_practices().values())
    return f"what control rooms are known to hold; {words}"


def _practice_words(practice: Practice) -> str:
    return f"{practice.name}: {practice.meaning}, {practice.value:g} {practice.unit}, seen since {practice.since}"


def _entries() -> list[dict[str, Any]]:
    """Return the kinds of entry that an arm may have."""
    entries = [form_schema(forms.UseEntry)]
    for lever in LEVERS:
        form = form_schema(forms.LeverEntry)
        form["properties"] |= {"lever": {"const": lever.name}, "value": lever_schema(lever)}
        if lever.kind != "number":
            del form["properties"]["ramp_months"]
        entries.append(form)
    for name, policy in ADAPTIVE_POLICIES.items():
        form = form_schema(forms.AdaptiveEntry)
        options = {field.name: {"type": "number"} for field in fields(policy)}
        form["properties"] |= {"adaptive": {"const": name}, "options": mapping_schema(options)}
        entries.append(form)
    return entries
