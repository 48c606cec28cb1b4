"""One difference in words: who or what changes, by how much, from where to where, and how sure that is."""

from sim.experiments.store.schema import ComparisonRow
from sim.model.outcomes import Outcome
from sim.present.drivers import with_driver
from sim.present.numbers import digits_between, is_money, is_share, rough, two_digits
from sim.present.words.language import KEPT, words

# Of the level without the policy: below it a difference is called small, so that nobody reads it as large.
SMALL_PERCENT = 1.0
LARGE_PERCENT = 10.0  # from here on the levels before and after differ in two digits
PARTS = (
    (22.0, 28.0, "quarter"), (30.0, 37.0, "third"), (45.0, 52.0, "half"), (52.0, 62.0, "more_than_half"),
    (63.0, 70.0, "two_thirds"), (72.0, 78.0, "three_quarters"), (99.5, 100.0, "nearly_all"),
)  # fmt: skip


def label(outcome: Outcome) -> str:
    """Return the short name of an outcome that sentences, tables and pictures use."""
    key = f"outcome.{outcome.name}.label"
    return words().say(key) if key in words().keys else outcome.label


def named(outcome: Outcome) -> str:
    """Return the name of an outcome and what it hangs on, for a sentence on its difference."""
    return with_driver("label", outcome, label(outcome))


def change(outcome: Outcome, row: ComparisonRow) -> str:
    """Return a clear difference as a clause with a verb.

    Returns
    -------
    str
        For example "there are fewer wrongful stops after a false alert, by more than half (about 59,000 instead of
        140,000; 95% interval 74,000 to 89,000 fewer), which hangs on how strictly control rooms set recognition and on
        the time of their staff".
    """
    assert row.difference is not None
    by = _told_with_middle(outcome, row) if carried_by_few(row) else _by(outcome, row)
    slightly = words().say("slightly") if is_small(row) else ""
    side = "more" if row.difference > 0.0 else "less"
    return with_driver("clause", outcome, words().say(f"outcome.{outcome.name}.{side}", by=by, slightly=slightly))


def is_small(row: ComparisonRow) -> bool:
    """Tell whether a difference is small beside the level without the policy; beside none, none is."""
    share = relative(row)
    return share is not None and abs(share) < SMALL_PERCENT


def carried_by_few(row: ComparisonRow) -> bool:
    """Tell whether a few pairs carry the mean: the middle pair shows less than half of it, or the other sign."""
    if row.difference is None or row.median_difference is None or row.same_sign_pairs is None:
        return False
    return row.median_difference * row.difference < 0.5 * row.difference**2


def relative(row: ComparisonRow) -> float | None:
    """Return the difference in per cent of the baseline; None where there is nothing to compare it with."""
    if row.difference is None or not row.baseline_mean or row.baseline_mean <= 0.0:
        return None
    return 100.0 * row.difference / row.baseline_mean


def ratio(row: ComparisonRow) -> str:
    """Write the size of a difference in per cent of the baseline."""
    return f"{two_digits(relative(row) or 0.0)}%"


def amount(unit: str, number: float, digits: int = 2) -> str:
    """Write an amount with its unit, in two digits; a number and its unit never stand on two lines."""
    figure = _figure(unit, number, digits)
    return words().say("unit.roubles", number=figure).replace(" ", KEPT) if is_money(unit) else figure


def _figure(unit: str, number: float, digits: int = 2) -> str:
    """Write an amount without the name of its currency."""
    return KEPT.join(filter(None, rough(unit, number, digits)))


def _by(outcome: Outcome, row: ComparisonRow) -> str:
    """Return by how much: the ratio first where the baseline allows one."""
    assert row.difference is not None
    assert row.interval is not None
    span, base, unit = _span(outcome, row), row.baseline_mean or 0.0, outcome.unit
    now, percent = base + row.difference, relative(row)
    if percent is None:
        return words().say("by.from_zero", now=amount(unit, now), span=span)
    digits = digits_between(base, now, row.interval)
    levels = {"base": amount(unit, base, digits), "now": _figure(unit, now, digits), "span": span}
    if is_share(unit) or unit.startswith("index"):
        return _of_share(unit, row.difference, levels)
    if abs(percent) < LARGE_PERCENT:
        size, side = _figure(unit, row.difference), _side(outcome, row.difference)
        return words().say("by.small", percent=ratio(row), amount=size, side=side, base=amount(unit, base), span=span)
    if percent >= 100.0:
        return words().say(f"by.times.{kind(unit)}", times=two_digits(1.0 + percent / 100.0), **levels)
    if now <= 0.0:
        return words().say("by.to_zero", base=amount(unit, base), span=span)
    return words().say("by.part", part=_part(percent), **levels)


def _of_share(unit: str, difference: float, levels: dict[str, str]) -> str:
    """Return a difference of shares in percentage points; levels that read alike are told once."""
    size = _distance(unit, difference)
    if levels["base"] == levels["now"]:
        return words().say("by.points_alone", amount=size, base=levels["base"], span=levels["span"])
    return words().say("by.points", amount=size, **levels)


def _told_with_middle(outcome: Outcome, row: ComparisonRow) -> str:
    """Return the mean as everywhere, then that a few pairs make up most of it and what the middle pair shows."""
    assert row.difference is not None
    assert row.median_difference is not None
    ends = (row.median_lo95 or 0.0, row.median_hi95 or 0.0)
    told = {"mean": _by(outcome, row), "tally": _tally(outcome, row), "interval": _ends(outcome, row.difference, ends)}
    if not row.median_difference:
        return words().say("by.middle_none", **told)
    median = f"{_distance(outcome.unit, row.median_difference)} {_side(outcome, row.median_difference)}"
    few = words().say(f"few.{'leaks' if outcome.name == 'people_leaked' else 'pairs'}")
    return words().say("by.few", few=few, median=median, **told)


def _tally(outcome: Outcome, row: ComparisonRow) -> str:
    """Count the pairs that differ as the mean does, in the other direction, and not at all."""
    assert row.difference is not None
    along = row.same_sign_pairs or 0
    differing = along if row.differing_pairs is None else row.differing_pairs
    counts = {
        _side(outcome, row.difference): along,
        _side(outcome, -row.difference): differing - along,
        words().say("side.same"): row.n_pairs - differing if row.differing_pairs is not None else 0,
    }
    counted = {what: k for what, k in counts.items() if k > 0}
    if len(counted) == 1:
        return words().say("tally.all", what=next(iter(counted)), n=row.n_pairs)
    parts = ", ".join(words().say("tally.one", what=what, k=k) for what, k in counted.items())
    return words().say("tally.some", parts=parts, n=row.n_pairs)


def _part(percent: float) -> str:
    """Return a share of the baseline in words where there is a short one; rises are told in per cent."""
    name = next((name for low, high, name in PARTS if percent < 0.0 and low <= -percent < high), None)
    return f"{two_digits(percent)}%" if name is None else words().say(f"part.{name}")


def kind(unit: str) -> str:
    """Tell what is counted from what is measured: fewer stops, but less money."""
    return "amount" if is_share(unit) or is_money(unit) or unit.startswith("index") else "count"


def _side(outcome: Outcome, difference: float) -> str:
    return words().say(f"side.{kind(outcome.unit)}_{'more' if difference > 0.0 else 'less'}")


def _distance(unit: str, difference: float) -> str:
    """Write the size of a difference; that of shares is in percentage points."""
    if is_share(unit):
        return words().say("unit.points", number=two_digits(100.0 * difference)).replace(" ", KEPT, 1)
    return amount(unit, difference)


def _span(outcome: Outcome, row: ComparisonRow) -> str:
    """Return the interval of this outcome alone."""
    assert row.interval is not None
    if row.lo95 == row.hi95:
        return words().say("span.same")
    ends = _ends(outcome, row.difference or 0.0, row.interval)
    return words().say("span.beyond" if _is_beyond(row) else "span.interval", ends=ends)


def _is_beyond(row: ComparisonRow) -> bool:
    """Tell whether an interval holds decreases larger than the baseline's mean, which is as uncertain."""
    return (row.baseline_mean or 0.0) > 0.0 and row.lo95 is not None and -row.lo95 > (row.baseline_mean or 0.0)


def _ends(outcome: Outcome, difference: float, ends: tuple[float, float]) -> str:
    """Write the ends of an interval, nearer end first, each with its direction where they have two."""
    near, far = sorted(ends, reverse=difference < 0.0)
    low, high = _range(outcome.unit, near, far)
    if near * far < 0.0:
        other, side = _side(outcome, near), _side(outcome, far)
        return words().say("span.both_ways", low=low, other=other, high=high, side=side)
    return words().say("span.one_way", low=low, high=high, side=_side(outcome, difference))


def _range(unit: str, near: float, far: float) -> tuple[str, str]:
    """Write two ends; the word that belongs to both is said once."""
    ends = _distance(unit, near), _distance(unit, far)
    (low, *word), (_, *same) = (end.split(KEPT, 1) for end in ends)
    return (low, ends[1]) if word == same and near * far >= 0.0 else ends
