"""What an answer says first: what the scenario asks about, and the largest gain beside the largest harm."""

from collections.abc import Sequence
from math import inf

from sim.experiments.store.schema import ComparisonRow
from sim.model.outcomes import Outcome
from sim.present.changes import SMALL_PERCENT, carried_by_few, change, is_small, named, relative
from sim.present.effects import Rows, clear_rows, rows_with
from sim.present.lists import joined
from sim.present.numbers import is_money
from sim.present.telling import Telling
from sim.present.words.language import words

One = tuple[Outcome, ComparisonRow]


def finding(tell: Telling, rows: Rows, n_pairs: int, asked: One | None = None) -> str:
    """Return the largest gain and harm, by their ratio, in one sentence that begins with what is asked about.

    Where that outcome is neither a gain nor a harm, a sentence before it tells it: a title is answered first.
    """
    told = _told_sides(rows, asked)
    if not told:
        return tell.say("finding.none", n=n_pairs)
    is_told = any(asked in own for own in told.values())
    before = _asked(tell, asked, n_pairs) if asked is not None and not is_told else ""
    if asked in told.get("harm", ()):
        told = dict(reversed(told.items()))
    clauses = _clauses(told)
    if all(is_small(row) for _, row in clear_rows([*rows, *([asked] if asked else [])])):
        clauses = words().say("finding.small", clauses=clauses)
    ((outcome, _), *_), *_ = told.values()
    return " ".join(filter(None, (before, _led(tell, outcome, n_pairs, clauses))))


def _told_sides(rows: Rows, asked: One | None) -> dict[str, Rows]:
    """Return what is told of each side that there is, or of what is neither gain nor harm where there is none."""
    sides = {"gain": rows_with(rows, "gain"), "harm": rows_with(rows, "harm")}
    found = sides if any(sides.values()) else {"neither": clear_rows(rows)}
    return {side: _told(own, asked) for side, own in found.items() if own}


def _told(side: Rows, asked: One | None) -> Rows:
    """Return what is asked about where a side has it, before its largest difference: that is never left out."""
    largest = _largest(side)
    return [asked, *(one for one in largest if one != asked)] if asked is not None and asked in side else largest


def _clauses(told: dict[str, Rows]) -> str:
    """Put both sides into one sentence; a lone one says that there is no other, and is the price of nothing."""
    said = {side: joined([change(*one) for one in own]) for side, own in told.items()}
    first, *others = said
    if others:
        return words().say(f"finding.{'both' if first == 'gain' else 'asked_harm'}", **said)
    return said[first] if first == "neither" else words().say(f"finding.{first}", clause=said[first])


def _led(tell: Telling, outcome: Outcome, n_pairs: int, clauses: str) -> str:
    lead = tell.say("finding.lead", when=tell.when(outcome), n=n_pairs)
    return words().say("finding.first", lead=lead, clauses=clauses)


def _asked(tell: Telling, asked: One, n_pairs: int) -> str:
    """Tell the outcome that is asked about where it is unclear, or neither better nor worse; nothing without pairs."""
    outcome, row = asked
    if clear_rows([asked]):
        return _led(tell, outcome, n_pairs, change(outcome, row))
    if row.reading == "undefined":
        return ""
    kind = "equal" if row.reading == "equal" else "unclear"
    return tell.say(f"asked.{kind}", when=tell.when(outcome), label=named(outcome), n=n_pairs)


def _largest(side: Rows) -> Sequence[One]:
    """Return the largest difference, and money where that is small or smaller."""
    money = [one for one in side if is_money(one[0].unit)]
    others = [one for one in side if not is_money(one[0].unit)]
    if not others:
        return money
    largest = max(others, key=_size)
    least = max([SMALL_PERCENT, *(_size(one)[1] for one in money)])
    return [largest, *money] if _size(largest) < (True, least) else [largest]


def _size(one: One) -> tuple[bool, float]:
    """Order differences: what a few pairs carry comes last, then by ratio; more than none is beyond every ratio."""
    share = relative(one[1])
    return not carried_by_few(one[1]), inf if share is None else abs(share)
