"""The JSON Schema of design files, generated from the forms, the registry and the levers."""

from typing import Any

from sim.model.levers import LEVERS, Lever
from sim.scenario.designs.forms import KINDS, OWN_RANGE
from sim.scenario.registry import Parameter, registered_parameters
from sim.scenario.schema import SLUG, form_schema, lever_schema, mapping_schema, parameter_number, parameter_words


def design_schema() -> dict[str, Any]:
    """Return the schema (draft-07): one alternative for each kind of design."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Design of a sweep of the surveillance roll-out simulator",
        "oneOf": [_design(kind) for kind in KINDS],
    }


def _design(kind: str) -> dict[str, Any]:
    schema = form_schema(KINDS[kind])
    schema["properties"] |= {"format": {"const": 1}, "name": SLUG, "kind": {"const": kind}}
    carriers: list[Parameter | Lever] = [*registered_parameters(), *LEVERS]
    if kind == "list":
        values = mapping_schema({one.name: _value(one) for one in carriers})
        schema["properties"]["points"]["items"] = values
        return schema
    varied = {
        one.name: _values(one) if kind == "grid" else _range(one)
        for one in carriers
        if kind == "grid" or _is_number(one)
    }
    schema["properties"]["vary"] = {**mapping_schema(varied), "minProperties": 1}
    return schema


def _is_number(one: Parameter | Lever) -> bool:
    return isinstance(one, Parameter) or one.kind == "number"


def _value(one: Parameter | Lever) -> dict[str, Any]:
    if isinstance(one, Lever):
        return lever_schema(one)
    return {**parameter_number(one), "description": parameter_words(one)}


def _values(one: Parameter | Lever) -> dict[str, Any]:
    """Return the schema of a grid's axis: values, or steps of a range."""
    value = _value(one)
    words = value.pop("description")
    listed: dict[str, Any] = {"type": "array", "minItems": 1, "uniqueItems": True, "items": value}
    if not _is_number(one):
        return {**listed, "description": words}
    steps = {"type": "integer", "minimum": 2}
    return {"description": words, "anyOf": [listed, _ends(one, value, {"levels": steps})]}


def _range(one: Parameter | Lever) -> dict[str, Any]:
    value = _value(one)
    words = value.pop("description")
    own = [] if isinstance(one, Lever) else [{"const": OWN_RANGE}]
    return {"description": words, "anyOf": [*own, _ends(one, value, {})]}


def _ends(one: Parameter | Lever, value: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a range; a lever carries none, so that both ends are wanted."""
    ends = ["low", "high"] if isinstance(one, Lever) else []
    return {**mapping_schema({"low": value, "high": value, **more}), "required": [*ends, *more]}
