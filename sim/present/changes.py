"""One difference in words: who or what changes, by how much, from where to where, and how sure that is."""

from sim.experiments.store.schema import ComparisonRow
from sim.model.outcomes import Outcome
from sim.present.numbers import is_money, is_share, rough, two_digits
from sim.present.words.language import KEPT, words

_LARGE_PERCENT = 10.0  # from here on the levels before and after differ in two digits
_PARTS = (
    (22.0, 28.0, "quarter"), (30.0, 37.0, "third"), (45.0, 52.0, "half"), (52.0, 62.0, "more_than_half"),
    (63.0, 70.0, "two_thirds"), (72.0, 78.0, "three_quarters"), (95.0, 100.0, "nearly_all"),
)  # fmt: skip


def label(outcome: Outcome) -> str:
    """Return the short name of an outcome that sentences and tables use."""
    return words().say(f"outcome.{outcome.name}.label")


def change(outcome: Outcome, row: ComparisonRow) -> str:
    """Return a clear difference as a clause with a verb.

    Returns
    -------
    str
        For example "wrongful stops after a false alert fall by more than half, from about 140,000 to 59,000
        (95% interval 74,000 to 89,000 fewer)".
    """
    assert row.difference is not None
    side = "more" if row.difference > 0.0 else "less"
    return words().say(f"outcome.{outcome.name}.{side}", by=_by(outcome, row))


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


def amount(unit: str, number: float) -> str:
    """Write an amount with its unit, in two digits; a number and its unit never stand on two lines."""
    figure = _figure(unit, number)
    return words().say("unit.roubles", number=figure).replace(" ", KEPT) if is_money(unit) else figure


def _figure(unit: str, number: float) -> str:
    """Write an amount without the name of its currency."""
    return KEPT.join(filter(None, rough(unit, number)))


def _by(outcome: Outcome, row: ComparisonRow) -> str:
    """Return by how much: the ratio first where the baseline allows one."""
    assert row.difference is not None
    assert row.interval is not None
    if carried_by_few(row):
        return _of_few(outcome, row)
    span, base, unit = _span(outcome, row), row.baseline_mean or 0.0, outcome.unit
    percent = relative(row)
    levels = {"base": _figure(unit, base), "now": amount(unit, base + row.difference), "span": span}
    if percent is None:
        return words().say("by.from_zero", now=levels["now"], span=span)
    if is_share(unit) or unit.startswith("index"):
        return _of_share(unit, row.difference, levels)
    if abs(percent) < _LARGE_PERCENT:
        number, size = f"{two_digits(percent)}%", _figure(unit, row.difference)
        return words().say("by.small", percent=number, amount=size, base=amount(unit, base), span=span)
    if percent >= 100.0:
        return words().say("by.times", times=two_digits(1.0 + percent / 100.0), **levels)
    if base + row.difference <= 0.0:
        return words().say("by.to_zero", base=amount(unit, base), span=span)
    return words().say("by.part", part=_part(percent), **levels)


def _of_share(unit: str, difference: float, levels: dict[str, str]) -> str:
    """Return a difference of shares in percentage points; levels that read alike are told once."""
    size = _distance(unit, difference)
    if levels["base"] == levels["now"]:
        return words().say("by.amount_alone", amount=size, base=levels["base"], span=levels["span"])
    return words().say("by.amount", amount=size, **levels)


def _of_few(outcome: Outcome, row: ComparisonRow) -> str:
    """Return the middle pair with its interval, nearer end first, before the mean that a few pairs carry."""
    direction = 1.0 if (row.difference or 0.0) > 0.0 else -1.0
    ends = sorted(direction * (end or 0.0) for end in (row.median_lo95, row.median_hi95))
    low, high = (_signed(outcome.unit, end) for end in ends)
    median = _signed(outcome.unit, direction * (row.median_difference or 0.0))
    mean = _distance(outcome.unit, row.difference or 0.0)
    return words().say("by.few", k=row.same_sign_pairs, n=row.n_pairs, median=median, low=low, high=high, mean=mean)


def _signed(unit: str, along: float) -> str:
    """Write a distance along the direction of the mean; one in the other direction has a minus sign."""
    return f"-{_distance(unit, along)}" if along < 0.0 else _distance(unit, along)


def _part(percent: float) -> str:
    """Return a share of the baseline in words where there is a short one; rises are told in per cent."""
    name = next((name for low, high, name in _PARTS if percent < 0.0 and low <= -percent < high), None)
    return f"{two_digits(percent)}%" if name is None else words().say(f"part.{name}")


def _distance(unit: str, difference: float) -> str:
    """Write the size of a difference; that of shares is in percentage points."""
    if is_share(unit):
        return words().say("unit.points", number=two_digits(100.0 * difference)).replace(" ", KEPT, 1)
    return amount(unit, difference)


def _span(outcome: Outcome, row: ComparisonRow) -> str:
    """Return the interval of this outcome alone; its ends share one direction, as it leaves out zero."""
    assert row.interval is not None
    near, far = sorted(map(abs, row.interval))
    if near == far:
        return words().say("span.same")
    kind = "amount" if is_share(outcome.unit) or is_money(outcome.unit) or outcome.unit.startswith("index") else "count"
    side = "more" if (row.difference or 0.0) > 0.0 else "less"
    low, high = _range(outcome.unit, near, far)
    return words().say(f"span.{kind}_{side}", low=low, high=high)


def _range(unit: str, near: float, far: float) -> tuple[str, str]:
    """Write two ends; the word that belongs to both is said once."""
    ends = _distance(unit, near), _distance(unit, far)
    (low, *word), (_, *same) = (end.split(KEPT, 1) for end in ends)
    return (low, ends[1]) if word == same else ends
