"""docs/mutants.csv lists the faults in rules that no worked case notices: each still possible, each with a reason."""

import pytest

from docs.tables import DOCS, ROOT, read_csv

SURVIVORS = read_csv(DOCS / "mutants.csv")
KINDS_OF_REASON = ("equivalent", "beyond the hard limits", "within rounding", "outside rules")


@pytest.mark.parametrize("row", SURVIVORS, ids=[f"{row['module']}-{row['line']}" for row in SURVIVORS])
def test_a_survivor_changes_a_line_that_is_there_and_has_a_reason(row: dict[str, str]) -> None:
    lines = (ROOT / "sim" / "model" / "rules" / f"{row['module']}.py").read_text(encoding="utf-8").splitlines()
    before, _, _ = row["change"].partition(" -> ")
    assert before == lines[int(row["line"]) - 1].strip(), "stale; run: python -m tests.mutation --write"
    assert row["reason"].partition(":")[0] in KINDS_OF_REASON
