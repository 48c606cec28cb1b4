"""Every number of the evidence is accounted for: in the model under a name that exists, or left out with a reason."""

import pytest

from docs.generators.parameters import find_problems
from docs.tables import DOCS, read_csv
from sim.model.levers import LEVER_NAMES
from sim.model.outcomes import OUTCOME_NAMES
from sim.scenario.registry import registered_parameters

ROWS = read_csv(DOCS / "evidence-parameters.csv")


def problems_with(symbol: str = "", **changes: str) -> list[str]:
    """Return what the generator says of the rows once one of them is changed."""
    return find_problems([row | changes if row["symbol"] == symbol else row for row in ROWS])


def test_the_rows_are_those_of_the_evidence_and_name_what_there_is() -> None:
    assert len(ROWS) == 120
    assert problems_with() == []


def test_parameters_levers_and_outcomes_are_named_as_they_are() -> None:
    known = {
        "parameter": {one.name for one in registered_parameters()},
        "lever": set(LEVER_NAMES),
        "outcome": set(OUTCOME_NAMES),
    }
    for row in ROWS:
        if row["went"] in known:
            assert set(row["names"].split()) <= known[row["went"]], row["symbol"]
        else:
            assert row["went"] in ("scenario", "left out"), row["symbol"]
        assert row["went"] != "left out" or (row["names"] == "" and len(row["why"]) > 40), row["symbol"]


def test_no_parameter_lever_or_column_stands_for_two_numbers() -> None:
    used = [name for row in ROWS if row["went"] == "parameter" for name in row["names"].split()]
    used += [row["names"] for row in ROWS if row["went"] not in ("parameter", "left out")]
    assert len(used) == len(set(used))


@pytest.mark.parametrize(
    ("symbol", "column", "value", "problem"),
    [
        ("d_c", "names", "no_such", "d_c: there is no parameter 'no_such'"),
        ("R", "names", "no_such", "R: there is no lever 'no_such'"),
        ("y_c", "names", "no_such", "y_c: there is no outcome 'no_such'"),
        ("m_mask", "names", "masks.no_such", "m_mask: there is no scenario 'masks.no_such'"),
        ("b_MOW", "names", "Nowhere.leader", "b_MOW: there is no scenario 'Nowhere.leader'"),
        ("kappa", "why", "", "kappa: say why in the column why: left out"),
        ("omega", "why", "", "omega: say why in the column why: value and range"),
        ("omega", "why", "`no_such`", "omega: the model has no `no_such`"),
        ("d_c", "value", "0.2", "d_c: docs/domain.md says"),
    ],
)
def test_what_is_wrong_with_a_row_is_found(symbol: str, column: str, value: str, problem: str) -> None:
    found = problems_with(symbol, **{column: value})
    assert found[0].startswith(problem)


def test_a_missing_row_is_found() -> None:
    found = find_problems(ROWS[:-1])
    assert found == [f"{ROWS[-1]['symbol']}: docs/domain.md has it, the table has not"]
