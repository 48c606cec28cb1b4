"""Every rule says what it returns, from where, and shows it; every parameter and lever is used."""

import ast
import inspect
import re
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from sim.engines import make_engine
from sim.model.columns import CITY_DTYPE
from sim.model.levers import DEFAULT_LEVERS, LEVERS
from sim.model.measures import COLUMNS, Special
from sim.model.outcomes import OUTCOMES
from sim.model.rules import (
    budget,
    clearance,
    consent,
    deployment,
    funding,
    law,
    leak,
    operation,
    procurement,
    protest,
    publication,
    warrant,
    watchlist,
)
from sim.model.schedule import CITIZEN_PROCESSES, SCHEDULE
from sim.model.state import Levers
from sim.numbers.draws import Process
from sim.scenario.registry import registered_parameters
from tests.model.rules_of import MODEL_FOLDER, rule_modules, rules_of
from tests.worlds import BUSY, EFFECTIVE_WITH, far_from_default, policy, six_cities

RULES = {f"{module}.{name}": rule for module, found in rule_modules().items() for name, rule in rules_of(found).items()}
PUBLIC = {name: rule for name, rule in RULES.items() if not name.split(".")[1].startswith("_")}
SOURCES = {path.relative_to(MODEL_FOLDER): ast.parse(path.read_text("utf-8")) for path in MODEL_FOLDER.rglob("*.py")}


def test_there_are_rules_at_all() -> None:
    assert len(PUBLIC) > 30


@pytest.mark.parametrize("name", PUBLIC)
def test_a_rule_says_what_it_returns_its_source_and_an_example(name: str) -> None:
    doc = inspect.getdoc(PUBLIC[name]) or ""
    summary = doc.splitlines()[0]
    assert re.match(r"(Return|Tell) ", summary), "one sentence that begins with what the rule returns"
    assert summary.endswith((".", "]."))
    assert doc.splitlines()[1:2] == [""], "the sentence ends on the first line"
    assert "Source:" in doc or "ssumption" in doc
    assert "Examples\n--------\n>>> " in doc


@pytest.mark.parametrize("name", RULES)
def test_a_rule_is_annotated_and_short(name: str) -> None:
    signature = inspect.signature(RULES[name])
    assert signature.return_annotation is not inspect.Signature.empty
    assert all(p.annotation is not inspect.Parameter.empty for p in signature.parameters.values())
    assert len(inspect.getsource(RULES[name]).splitlines()) <= 50


@pytest.mark.parametrize("module", rule_modules())
def test_rules_import_only_rule_and_other_rules(module: str) -> None:
    for node in ast.walk(SOURCES[Path("rules") / f"{module}.py"]):
        assert not isinstance(node, ast.Import), "import names from sim.numbers"
        if isinstance(node, ast.ImportFrom):
            assert str(node.module).startswith(("sim.numbers.", "sim.model.rules."))


@pytest.mark.parametrize("name", RULES)
def test_a_rule_draws_nothing_and_loops_over_nobody(name: str) -> None:
    tree = ast.parse(inspect.getsource(RULES[name]))
    assert not any(isinstance(node, ast.For | ast.While | ast.Global | ast.Nonlocal) for node in ast.walk(tree))


@cache
def attributes_read() -> set[str]:
    """Return every name that some file of the model reads as an attribute, `p.watchlist_size`, or by a word."""
    found = set()
    for tree in SOURCES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
                found.add(node.attr)
    return found


@cache
def read_of_parameters() -> set[str]:
    """Return what the model and the engines read of parameters: from `p`, `parameters`, or a row of them."""
    found = set()
    for folder in (MODEL_FOLDER, MODEL_FOLDER.parent / "engines"):
        for path in folder.rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Attribute):
                    owner = ast.unparse(node.value)
                    if owner == "p" or "parameters" in owner:
                        found.add(node.attr)
    return found


@pytest.mark.parametrize("parameter", registered_parameters(), ids=lambda parameter: parameter.name)
def test_a_parameter_is_read_and_described(parameter) -> None:
    assert parameter.name in read_of_parameters(), "no file of the model reads it: a dead parameter"
    assert parameter.unit
    assert parameter.meaning
    assert parameter.source
    assert parameter.confidence in ("low", "medium", "high")
    assert parameter.low < parameter.high or parameter.source.startswith("definition")


def test_levers_are_the_same_in_the_list_and_in_the_tuple() -> None:
    assert tuple(lever.name for lever in LEVERS) == Levers._fields
    for lever, default in zip(LEVERS, DEFAULT_LEVERS, strict=True):
        assert lever.low <= default <= lever.high
        assert lever.unit
        assert lever.meaning
        assert lever.cost


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.name)
def test_a_lever_is_read_and_changes_outcomes(lever) -> None:
    assert lever.name in attributes_read()
    made = six_cities(n_months=36, people_per_agent=500, **(BUSY | {"contract_months": 12.0}))
    around = EFFECTIVE_WITH.get(lever.name, {})
    engine = make_engine("compiled")
    one = engine.run(made, policy(made, **around), 3)
    other = engine.run(made, policy(made, **(around | {lever.name: far_from_default(lever.name)})), 3)
    assert not np.array_equal(one.country, other.country, equal_nan=True)


# What each lever does to the rule that reads it: the rule's value at the default and at another setting.
LEVER_RULES = {
    "retention_days": (lambda x: leak.leaked_probability(60.0, x, 0.01, 1), 30.0, 5.0),
    "audit_share": (lambda x: leak.caught_probability(0.01, 0.2, x), 0.0, 1.0),
    "contract_fpir": (lambda x: operation.fpir_allowed(1e-3, x, 1.0, 10.0), 1.0, 1e-6),
    "worst_group_fpir_cap": (lambda x: operation.fpir_allowed(1e-3, 1.0, x, 10.0), 1.0, 1e-6),
    "camera_mandate_per_1000": (lambda x: deployment.camera_target(100_000, 2.5, x, 0.6, 2e6, 3e3), 0.0, 4.0),
    "federal_subsidy_share": (lambda x: funding.eligible_rub(1e8, x), 0.0, 0.7),
    "subsidy_formula": (lambda x: funding.offer_rub(x, 70e6, 1e9, 100.0, 100_000, 50e6), 1, 0),
    "competitive_tender_share": (lambda x: procurement.single_bid_probability(0.6, x), 0.0, 1.0),
    "interoperability_share": (lambda x: procurement.switching_share(0.3, x), 0.0, 1.0),
    "publication_share": (lambda x: publication.reported_clearances(300, 100, x), 0.0, 1.0),
    "fr_camera_cap_share": (lambda x: deployment.capped_streams(550, 1000, x), 1.0, 0.2),
    "leak_liability_rub_per_person": (lambda x: leak.liability_rub(x, 90, 10), 0.0, 1e3),
    "warrant_share": (lambda x: warrant.searches_left_share(x, 0.05, 0.9), 0.0, 1.0),
    "consent_mode": (lambda x: consent.matchable_share(x, 0.024, 0.46), 0, 2),
    "operator_review_share": (lambda x: operation.passing_review_share(x, 0.5), 0.0, 1.0),
    "whitelist_share": (lambda x: operation.capacity_under_review(100.0, 0.0, 0.5, x * 10.0, 0.5), 0.0, 1.0),
    "watchlist_scope": (lambda x: watchlist.others_per_100k(x, 200.0, 100.0, 20.0), 3, 0),
    "watchlist_cap": (lambda x: watchlist.places_for_wanted(1e5, x, 0.0, 0.1), 1e9, 2e4),
    "assembly_fr_permitted": (lambda x: protest.identified_probability(0.03, 0.5, x), True, False),
}


@pytest.mark.parametrize("lever", LEVER_RULES)
def test_a_lever_changes_the_rule_that_reads_it(lever: str) -> None:
    rule, default, other = LEVER_RULES[lever]
    assert rule(default) != rule(other)


def test_safeguards_have_a_price() -> None:
    """No lever is free: audit takes staff, storage is paid by the day, a strict contract misses people."""
    assert budget.audit_hours_per_month(100.0, 20.0, 1.0, 5.0) > budget.audit_hours_per_month(100.0, 20.0, 0.0, 5.0)
    assert budget.storage_rub_per_camera_month(60.0, 2.6, 3e3) > budget.storage_rub_per_camera_month(5.0, 2.6, 3e3)
    assert operation.operating_fnir(1e-8, 1e5, 0.1, 1e-6, 0.15, 0.0) > operation.operating_fnir(
        1e-5, 1e5, 0.1, 1e-6, 0.15, 0.0
    )
    assert protest.compliance_rub(False, True, 80.0, 600.0) > protest.compliance_rub(True, True, 80.0, 600.0)
    assert clearance.footage_share(0.9, 0.45, 0.65, 5.0, 5.0) < clearance.footage_share(0.9, 0.45, 0.65, 30.0, 5.0)
    assert warrant.warrant_hours(100.0, 1.0, 2.0) > warrant.warrant_hours(100.0, 0.0, 2.0) == 0.0
    assert consent.registry_rub_per_month(2, 100_000, 30.0) > consent.registry_rub_per_month(0, 100_000, 30.0) == 0.0
    assert operation.capacity_under_review(100.0, 1.0, 0.5, 0.0, 0.5) < operation.capacity_under_review(
        100.0, 0.0, 0.5, 0.0, 0.5
    )
    assert operation.capacity_under_review(100.0, 0.0, 0.5, 10.0, 0.5) < operation.capacity_under_review(
        100.0, 0.0, 0.5, 0.0, 0.5
    )
    assert law.audit_out_of_liability(1e3, 1e3, 1e6, 0.1) > law.audit_out_of_liability(0.0, 1e3, 1e6, 0.1) == 0.0


def test_every_citizen_process_is_in_the_schedule_once() -> None:
    scheduled = [step.citizens for step in SCHEDULE if step.citizens is not None]
    assert sorted(scheduled) == sorted(CITIZEN_PROCESSES)
    names = [step.name for step in SCHEDULE]
    assert len(set(names)) == len(names)
    assert all(step.cities is not None or step.citizens is not None for step in SCHEDULE)


def test_every_process_number_is_used() -> None:
    assert {process.name for process in Process} <= attributes_read() | attributes_below("engines", "numbers")


def attributes_below(*packages: str) -> set[str]:
    """Return the attributes that other packages read."""
    paths = [path for package in packages for path in (MODEL_FOLDER.parent / package).rglob("*.py")]
    nodes = [node for path in paths for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    return {node.attr for node in nodes if isinstance(node, ast.Attribute)}


@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda outcome: outcome.name)
def test_an_outcome_is_described_and_read_from_somewhere(outcome) -> None:
    assert outcome.label
    assert outcome.unit
    assert outcome.stakeholder
    assert outcome.definition
    names = [o.name for o in OUTCOMES]
    assert names.count(outcome.name) == 1
    if outcome.over_time == "ratio":
        assert outcome.numerator
        assert outcome.denominator
        assert set(outcome.numerator + outcome.denominator) <= set(names[: names.index(outcome.name)])
    elif outcome.name not in Special._fields:
        assert COLUMNS.get(outcome.name, outcome.name) in (CITY_DTYPE.names or ())
