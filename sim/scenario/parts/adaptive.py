"""Adaptive policies by name, with their options checked by the fields of their class."""

from dataclasses import fields
from typing import Any, NamedTuple, get_type_hints

from sim.model.policies import ADAPTIVE_POLICIES
from sim.model.state import AdaptivePolicy
from sim.scenario.parts.forms import AdaptiveEntry
from sim.scenario.text.problems import Problems, did_you_mean
from sim.scenario.text.scalars import describe
from sim.scenario.text.tree import Node, join

_KINDS: dict[type, str] = {float: "a number", int: "a whole number", bool: "true or false", str: "text"}


class ConfiguredPolicy(NamedTuple):
    """An adaptive policy and all its options, defaults included."""

    decide: AdaptivePolicy
    options: dict[str, Any]


def read_adaptive(form: AdaptiveEntry, node: Node, path: str, problems: Problems) -> ConfiguredPolicy | None:
    """Make the policy, or note what is wrong and return nothing."""
    if form.adaptive not in ADAPTIVE_POLICIES:
        message = f"'{form.adaptive}' is not an adaptive policy; {did_you_mean(form.adaptive, ADAPTIVE_POLICIES)}"
        problems.add(node.deepest("adaptive").place, join(path, "adaptive"), message)
        return None
    policy = ADAPTIVE_POLICIES[form.adaptive]
    options = _options(policy, form.options, node, join(path, "options"), problems)
    if options is None:
        return None
    try:
        made = policy(**options)
    except ValueError as error:  # a policy may check its options itself
        problems.add(node.deepest("options").place, join(path, "options"), str(error))
        return None
    return ConfiguredPolicy(made, {field.name: getattr(made, field.name) for field in fields(policy)})


def _options(
    policy: type[Any], given: dict[str, Any], node: Node, path: str, problems: Problems
) -> dict[str, Any] | None:
    kinds = get_type_hints(policy)
    names = [field.name for field in fields(policy)]
    checked: dict[str, Any] = {}
    for name, value in given.items():
        found = node.deepest("options", name)
        if name not in names:
            problems.add(found.key_place, join(path, name), f"is not an option; {did_you_mean(name, names)}")
        elif not _fits(value, kinds[name]):
            kind = _KINDS.get(kinds[name], "of another kind")
            problems.add(found.place, join(path, name), f"must be {kind}; got {describe(value)}")
        else:
            checked[name] = float(value) if kinds[name] is float else value
    return checked if len(checked) == len(given) else None


def _fits(value: object, kind: type) -> bool:
    if kind is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return type(value) is kind
