"""A part of the tree read into its form, every mistake turned into a sentence."""

from typing import Any, TypeVar

from pydantic import ValidationError

from sim.scenario.parts.forms import Form, check_id
from sim.scenario.text.meant import month_hint, number_hint, switch_hint
from sim.scenario.text.months import MONTH_RULE
from sim.scenario.text.problems import Problems, closest_word, did_you_mean
from sim.scenario.text.scalars import describe
from sim.scenario.text.tree import Node, join

FormT = TypeVar("FormT", bound=Form)

_KINDS = {
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "string_type": "text",
    "bool_type": "true or false",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
}
_LIMITS = {
    "greater_than": ("above", "gt"),
    "greater_than_equal": ("at least", "ge"),
    "less_than": ("below", "lt"),
    "less_than_equal": ("at most", "le"),
}


def read_section(node: Node, form: type[FormT], path: str, problems: Problems, unit: str = "") -> FormT | None:
    """Read a mapping into its form, or note what is wrong and return nothing. `unit` is that of its numbers."""
    try:
        return form.model_validate(node.plain())
    except ValidationError as error:
        details = error.errors(include_url=False)
    meant = {(*detail["loc"][:-1], _meant(detail, form)) for detail in details}
    for detail in details:
        if detail["type"] != "missing" or detail["loc"] not in meant:  # a misspelt key is one mistake
            _report(node, form, path, detail, problems, unit)
    return None


def check_key(key: str, node: Node, path: str, problems: Problems) -> None:
    """Note a key that cannot be an id."""
    try:
        check_id(key)
    except ValueError as error:
        problems.add(node.key_place, join(path, key), str(error))


def _meant(detail: Any, form: type[Form]) -> str | None:
    """Return the key that an unknown key probably stands for."""
    if detail["type"] != "extra_forbidden":
        return None
    return closest_word(str(detail["loc"][-1]), _keys(form, detail["loc"][:-1]))


def _report(node: Node, form: type[Form], path: str, detail: Any, problems: Problems, unit: str) -> None:
    steps = detail["loc"]
    found = node.deepest(*steps)
    for step in steps:
        path = join(path, step)
    place = found.key_place if detail["type"] == "extra_forbidden" else found.place
    note = problems.add_absent if detail["type"] == "missing" else problems.add
    note(place, path, _sentence(detail, form) + _hint(detail, unit))


def _sentence(detail: Any, form: type[Form]) -> str:
    kind, value, context = detail["type"], detail["input"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        return f"is not a known key; {did_you_mean(str(detail['loc'][-1]), _keys(form, detail['loc'][:-1]))}"
    if kind == "missing":
        return "is missing"
    if kind == "value_error":
        return f"{context['error']}; got {describe(value)}"
    if kind in _LIMITS:
        word, limit = _LIMITS[kind]
        return f"must be {word} {context[limit]:g}; got {describe(value)}"
    if kind in ("string_too_short", "too_short"):
        return "must not be empty"
    if kind == "string_too_long":
        return f"must have at most {context['max_length']} characters"
    return f"must be {_KINDS.get(kind, 'written differently')}; got {describe(value)}"


def _hint(detail: Any, unit: str) -> str:
    """Return what was probably meant, if that can be told."""
    kind, value = detail["type"], detail["input"]
    if kind == "value_error":
        return month_hint(value) if MONTH_RULE in str(detail["ctx"]["error"]) else ""
    if kind == "bool_type":
        return switch_hint(value)
    if kind in ("float_type", "int_type"):
        return number_hint(value, unit)
    return number_hint(value, "share") if kind in _LIMITS and detail["ctx"].get("le") == 1 else ""


def _keys(form: type[Form], steps: tuple[Any, ...]) -> list[str]:
    """Return the keys allowed at a place inside a form."""
    for step in steps:
        fields = {field.alias or name: field.annotation for name, field in form.model_fields.items()}
        inner = fields.get(step)
        if isinstance(inner, type) and issubclass(inner, Form):
            form = inner
    return [field.alias or name for name, field in form.model_fields.items()]
