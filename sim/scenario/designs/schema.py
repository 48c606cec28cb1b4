"""The JSON Schema of design files, generated from the forms, the registry and the levers."""

from collections.abc import Callable
from typing import Any

from sim.model.levers import LEVERS, Lever
from sim.scenario.designs.forms import KINDS, OWN_RANGE
from sim.scenario.registry import Parameter, registered_parameters
from sim.scenario.schema import SLUG, form_schema, lever_schema, mapping_schema, parameter_number, parameter_words

_Carrier = Parameter | Lever


def design_schema() -> dict[str, Any]:
    """Return the schema (draft-07): one alternative for each kind of design."""
    carriers: list[_Carrier] = [*registered_parameters(), *LEVERS]
    numbers = [one for one in carriers if isinstance(one, Parameter) or one.kind == "number"]
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Design of a sweep of the surveillance roll-out simulator",
        "oneOf": [_design(kind) for kind in KINDS],
        "definitions": {
            "value": {one.name: _value(one) for one in carriers},
            "list": _mapping(carriers, _reference),
            "grid": {**_mapping(carriers, lambda one: _values(one, one in numbers)), "minProperties": 1},
            "ranges": {**_mapping(numbers, _range), "minProperties": 1},
        },
    }


def _design(kind: str) -> dict[str, Any]:
    schema = form_schema(KINDS[kind])
    schema["properties"] |= {"format": {"const": 1}, "name": SLUG, "kind": {"const": kind}}
    if kind == "list":
        schema["properties"]["points"]["items"] = {"$ref": "#/definitions/list"}
    else:
        schema["properties"]["vary"] = {"$ref": f"#/definitions/{'grid' if kind == 'grid' else 'ranges'}"}
    return schema


def _mapping(carriers: list[_Carrier], schema: Callable[[_Carrier], dict[str, Any]]) -> dict[str, Any]:
    return mapping_schema({one.name: schema(one) for one in carriers})


def _value(one: _Carrier) -> dict[str, Any]:
    if isinstance(one, Lever):
        return lever_schema(one)
    return {**parameter_number(one), "description": parameter_words(one)}


def _reference(one: _Carrier) -> dict[str, Any]:
    return {"$ref": f"#/definitions/value/{one.name}"}


def _values(one: _Carrier, is_number: bool) -> dict[str, Any]:
    """Return the schema of a grid's axis: values, or steps of a range."""
    listed: dict[str, Any] = {"type": "array", "minItems": 1, "uniqueItems": True, "items": _reference(one)}
    return {"anyOf": [listed, _ends(one, levels={"type": "integer", "minimum": 2})]} if is_number else listed


def _range(one: _Carrier) -> dict[str, Any]:
    return _ends(one) if isinstance(one, Lever) else {"anyOf": [{"const": OWN_RANGE}, _ends(one)]}


def _ends(one: _Carrier, **more: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a range; a lever carries none, so that both ends are wanted."""
    ends = ["low", "high"] if isinstance(one, Lever) else []
    return {**mapping_schema({"low": _reference(one), "high": _reference(one), **more}), "required": [*ends, *more]}
