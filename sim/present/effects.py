"""Whom a clear difference helps or hurts, and where it says neither.

A change of solved offences that is no larger, in per cent, than that of offences is neither a gain nor a loss: a
larger share of them is not solved.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from sim.experiments.store.schema import ComparisonRow
from sim.model.outcomes import Outcome
from sim.present.changes import relative

Effect = Literal["gain", "harm", "neither"]
Rows = Sequence[tuple[Outcome, ComparisonRow]]
_SOLVED = "clearances_total"


def clear_rows(rows: Rows) -> Rows:
    """Return the rows of which a direction is claimed."""
    return [(outcome, row) for outcome, row in rows if row.reading in ("more", "less")]


def rows_with(rows: Rows, effect: Effect) -> Rows:
    """Return the clear rows of one policy that have an effect."""
    hollow = hollow_solving(rows)
    return [
        (outcome, row)
        for outcome, row in clear_rows(rows)
        if ("neither" if hollow and outcome.name == _SOLVED else effect_of(outcome, row)) == effect
    ]


def effect_of(outcome: Outcome, row: ComparisonRow) -> Effect:
    """Tell whether a clear difference is a gain or a harm to whom the outcome concerns, or neither."""
    if outcome.better is None:
        return "neither"
    return "gain" if outcome.better == row.reading else "harm"


def solving_beside_offences(rows: Rows) -> bool:
    """Tell whether solved offences and offences clearly change in the same direction."""
    solved, offences = _solved_and_offences(clear_rows(rows))
    return solved is not None and offences is not None and solved.reading == offences.reading


def hollow_solving(rows: Rows) -> bool:
    """Tell whether solved offences change in the direction of offences, and no more than these in per cent."""
    solved, offences = _solved_and_offences(clear_rows(rows))
    if solved is None or offences is None or solved.reading != offences.reading:
        return False
    return abs(relative(solved) or 0.0) <= abs(relative(offences) or 0.0)


def _solved_and_offences(rows: Rows) -> tuple[ComparisonRow | None, ComparisonRow | None]:
    found: Mapping[str, ComparisonRow] = {outcome.name: row for outcome, row in rows}
    return found.get(_SOLVED), found.get("offences")
