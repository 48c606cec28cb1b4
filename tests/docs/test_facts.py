"""Every published fact has a place in the model, or a reason why it has none."""

import pytest

from docs.generators import facts
from docs.tables import DOCS, read_csv

PUBLISHED = ("id", "quantity", "value", "unit", "date", "place", "paraphrase", "model_variable", "role")
ROWS = read_csv(DOCS / "facts.csv")


def test_all_forty_facts_have_a_use_and_names_that_exist() -> None:
    assert facts.find_problems(ROWS) == []


def test_every_fact_keeps_what_was_published() -> None:
    assert len(ROWS) == 40
    for row in ROWS:
        assert all(row[column] for column in PUBLISHED), row["id"]


def test_facts_that_mislead_are_set_aside_with_a_reason() -> None:
    by_id = {row["id"]: row for row in ROWS}
    for number in ("S13", "S27"):
        assert by_id[number]["use"] == "set aside"
        assert "not used as it stands" in by_id[number]["where"]


def test_no_fact_is_still_to_come() -> None:
    assert "still to come" not in facts.USES
    assert not [row["id"] for row in ROWS if row["use"] == "still to come" or "waits for" in row["where"]]


def test_a_fact_in_use_names_something_of_the_model() -> None:
    for row in ROWS:
        if row["use"] != "set aside":
            assert "`" in row["where"], row["id"]


@pytest.mark.parametrize(
    "name",
    [
        "no_such_parameter",
        "adoption.no_such_rule",
        "sim/model/no_such_file.py",
        "retention_days=31",
        "Moscow.leader=0",
        "Nowhere.leader=1",
    ],
)
def test_a_name_that_the_model_lacks_is_found(name: str) -> None:
    changed = [{**ROWS[0], "where": f"`{name}`"}, *ROWS[1:]]
    assert facts.find_problems(changed) == [f"S01: the model has no `{name}`"]


def test_a_missing_fact_is_found() -> None:
    assert facts.find_problems(ROWS[1:]) == ["facts.csv must hold S01 to S40, in order"]
