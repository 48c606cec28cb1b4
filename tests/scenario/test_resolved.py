"""The resolved world says everything that matters, and nothing that does not."""

import json
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.model.levers import LEVERS
from sim.scenario.registry import default_parameters, registered_parameters
from tests.scenario.files import CITIES, VALID, changed, load

SECOND = "  zenith: {name: Zenith, false_negative_rate: 0.5, false_match_rate: 1.0e-6}\nparameters:"
RICH = changed("match: 0.6", "match: 0.6, adoption: 2", changed("parameters:", SECOND))
PLAIN: dict[str, Any] = yaml.load(RICH, Loader=yaml.BaseLoader)  # every scalar as it is written


def text_of(value: Any) -> str:
    """Return YAML in flow style, words as they are."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {text_of(child)}" for key, child in value.items()) + "}"
    return "[" + ", ".join(map(text_of, value)) + "]" if isinstance(value, list) else str(value)


def shuffled(value: Any, draw: Any) -> Any:
    if isinstance(value, dict):
        return {key: shuffled(value[key], draw) for key in draw(st.permutations(list(value)))}
    return [shuffled(child, draw) for child in value] if isinstance(value, list) else value


def resolved(folder: Path, text: str, cities: str = CITIES) -> tuple[str, str]:
    scenario = load(folder, text, cities)
    return json.dumps(scenario.resolved_world), json.dumps(scenario.resolved_arms, sort_keys=True)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_the_order_of_keys_does_not_matter(tmp_path: Path, data: st.DataObject) -> None:
    assert resolved(tmp_path, text_of(shuffled(PLAIN, data.draw))) == resolved(tmp_path, RICH)


def test_comments_titles_and_ways_of_writing_a_number_do_not_matter(tmp_path: Path) -> None:
    expected = resolved(tmp_path, VALID)
    for old, new in (
        ("title: A small world", "title: Another  # with a comment\ndescription: words"),
        ("retention_days: 30", "retention_days: 30.0"),
        ("share: 0.01", "share: 1.0e-2"),
        ("share: 0.01", "share: {value: 0.01, source: a book, low: 0.001}"),
        ("value: 5", "value: 5.0"),
        ("value: 5, from: 2021-01", "value: 5, from: 2021-01, to: 2021-12, where: {}"),
        ("value: 5, from: 2021-01", "value: 5, from: 2021-01, where: {cities: [Beta, Gamma, Alpha]}"),
        (", options: {support_floor: 0.4}", ""),
    ):
        assert resolved(tmp_path, changed(old, new)) == expected, new
    assert resolved(tmp_path, VALID, CITIES.replace("\n", "\r\n")) == expected


def test_what_changes_the_world_changes_the_resolved_world(tmp_path: Path) -> None:
    world, arms = resolved(tmp_path, VALID)
    for old, new in (
        ("share: 0.01", "share: 0.0100001"),
        ("people_per_agent: 10", "people_per_agent: 11"),
        ("end: 2021-12", "end: 2021-11"),
        ("retention_days: 30", "retention_days: 31"),
        ("match: 0.6", "match: 0.61"),
        ("cities.csv}", "cities.csv, include_flagged: true}"),
        ("false_negative_rate: 0.4", "false_negative_rate: 0.41"),
    ):
        assert resolved(tmp_path, changed(old, new))[0] != world, new
    assert resolved(tmp_path, VALID, changed("100000", "100001", CITIES))[0] != world
    other_world, other_arms = resolved(tmp_path, changed("value: 5", "value: 6"))
    assert other_world == world
    assert other_arms != arms


def test_every_parameter_and_lever_is_in_the_resolved_world(tmp_path: Path) -> None:
    world = load(tmp_path).resolved_world
    assert set(world["parameters"]) == {parameter.name for parameter in registered_parameters()}
    assert set(world["levers"]) == {lever.name for lever in LEVERS}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(registered_parameters()), st.floats(0.0, 1.0))
def test_any_value_within_the_limits_loads(tmp_path: Path, parameter: Any, share: float) -> None:
    value = min(max(parameter.low + share * (parameter.high - parameter.low), parameter.low), parameter.high)
    text = changed("corruptible_share: 0.01", f"{parameter.name}: {value!r}")
    assert load(tmp_path, text).world.parameters[parameter.name] == value


def test_the_default_record_has_the_registry_s_values() -> None:
    record = default_parameters()
    assert all(getattr(record, parameter.name) == parameter.value for parameter in registered_parameters())
