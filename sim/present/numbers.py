"""Numbers as people read them: thousands separators, millions, percentage points."""

from decimal import Decimal
from math import isfinite
from typing import NamedTuple


class Scale(NamedTuple):
    """How the numbers of one row are written: `value * factor`, rounded, with a suffix."""

    factor: float
    decimals: int
    suffix: str

    def plain(self, value: float) -> str:
        """Write a number without a plus sign.

        >>> Scale(1e-9, 2, " bn").plain(-1_234_000_000.0)
        '-1.23 bn'
        """
        return f"{self._rounded(value):,.{self.decimals}f}{self.suffix}"

    def signed(self, value: float) -> str:
        """Write a difference: a plus or a minus, and neither for what rounds to zero.

        >>> Scale(1.0, 0, "").signed(12_345.4)
        '+12,345'
        """
        rounded = self._rounded(value)
        sign = "+" if rounded > 0 else ""
        return f"{sign}{rounded:,.{self.decimals}f}{self.suffix}"

    def span(self, interval: tuple[float, float] | None) -> str:
        """Write an interval with its suffix once; a dash where there is none.

        >>> Scale(1e-6, 1, " M").span((-2e6, 5e5))
        '-2.0 to +0.5 M'
        """
        if interval is None:
            return "-"
        low, high = interval
        return f"{self._replace(suffix='').signed(low)} to {self.signed(high)}"

    def _rounded(self, value: float) -> float:
        return round(value * self.factor, self.decimals) + 0.0  # + 0.0 turns -0.0 into 0.0


def is_share(unit: str) -> bool:
    """Whether a unit is a share of 1, which people read in per cent."""
    return unit.split(" ")[0] == "share"


def is_money(unit: str) -> bool:
    """Whether a unit is roubles (whatever follows: "of 2020", "per ...")."""
    return unit.split(" ")[0] == "roubles"


def level_scale(unit: str, *values: float | None) -> Scale:
    """Scale for amounts such as a baseline mean: 60.1%, 12.3 bn, 1,235."""
    return _scale(unit, "%", values, floor_decimals=is_share(unit))


def difference_scale(unit: str, *values: float | None) -> Scale:
    """Scale for differences and their interval; shares become percentage points (pp)."""
    return _scale(unit, " pp", values, floor_decimals=is_share(unit))


def level(unit: str, value: float | None) -> str:
    """One amount on its own scale; a dash where it is undefined.

    >>> level("roubles of 2020", 12_345_000_000.0), level("share", 0.6012), level("stops", 1234.6)
    ('12.3 bn', '60.1%', '1,235')
    """
    return "-" if value is None else level_scale(unit, value).plain(value)


def percent_of(difference: float | None, baseline: float | None) -> str:
    """A difference relative to its baseline, or a dash where that says nothing.

    >>> percent_of(-25.0, 100.0), percent_of(3.0, 0.0)
    ('-25.0%', '-')
    """
    if difference is None or baseline is None or baseline <= 0.0:
        return "-"
    relative = 100.0 * difference / baseline
    if 0.0 < abs(relative) < 0.01:
        return Scale(1.0, 1 - magnitude(relative), "%").signed(relative)
    return Scale(1.0, 0 if abs(relative) >= 100 else 1 if abs(relative) >= 1 else 2, "%").signed(relative)


def two_digits(number: float) -> str:
    """Write a number with the two digits that a sentence can carry, and no minus sign.

    >>> two_digits(140_549.0), two_digits(-88.2), two_digits(4.89), two_digits(0.0704), two_digits(0.0)
    ('140,000', '88', '4.9', '0.07', '0')
    """
    return in_digits(number, 2)


def in_digits(number: float, digits: int) -> str:
    """Write a number with some digits that count, and no minus sign.

    >>> in_digits(28_724.0, 3), in_digits(1.0, 3), in_digits(0.6, 3)
    ('28,700', '1.00', '0.6')
    """
    size = abs(number)
    if size == 0.0:
        return "0"
    rounded = rounded_to(size, digits)
    decimals = max(digits - 1 - magnitude(rounded), 0)
    text = f"{rounded:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if rounded < 1.0 else text


def rounded_to(number: float, digits: int) -> float:
    """Round to some digits that count."""
    return round(number, digits - 1 - magnitude(number)) if number else 0.0


def magnitude(number: float) -> int:
    """Return the power of ten of a number's first digit that counts, as the number is written.

    A logarithm differs in its last bit between machines, and so just below a power of ten.

    >>> magnitude(1000.0), magnitude(-999.9), magnitude(0.002)
    (3, 2, -3)
    """
    return Decimal(repr(float(number))).adjusted()


def digits_between(base: float, now: float, span: tuple[float, float]) -> int:
    """Return how many digits two levels need: three where two hide or distort the difference between them.

    Two are enough where the difference of the rounded levels is within 5% of the true one and inside its interval.

    >>> digits_between(140_549.0, 59_284.0, (74_000.0, 89_000.0))
    2
    >>> digits_between(29_051.0, 25_491.0, (3_400.0, 3_700.0))
    3
    """
    near, far = sorted(map(abs, span))
    shown, true = abs(rounded_to(now, 2) - rounded_to(base, 2)), abs(now - base)
    return 2 if abs(shown - true) <= 0.05 * true and near <= shown <= far or near == far and shown == true else 3


def rough(unit: str, number: float, digits: int = 2) -> tuple[str, str]:
    """Write an amount for a sentence, in two digits unless more are asked: the number, and the word that belongs to it.

    A whole number below a million stays whole.

    >>> rough("roubles of 2020", 4.89e9), rough("share", 0.589), rough("persons", 600_424.5), rough("persons", 2e6)
    (('4.9', 'bn'), ('59%', ''), ('600,000', ''), ('2.0', 'M'))
    >>> rough("cities", 1.0), rough("cities", 1.04)
    (('1', ''), ('1.0', ''))
    """
    if is_share(unit):
        return f"{in_digits(100.0 * number, digits)}%", ""
    size = rounded_to(abs(number), digits)
    factor, suffix = (1e-9, "bn") if size >= 1e9 else (1e-6, "M") if size >= 1e6 else (1.0, "")
    if factor == 1.0 and float(number).is_integer():
        return f"{size:,.0f}", ""
    return in_digits(number * factor, digits), suffix


def _scale(unit: str, share_suffix: str, values: tuple[float | None, ...], *, floor_decimals: bool) -> Scale:
    known = [value for value in values if value is not None and isfinite(value)]
    largest = max(map(abs, known), default=0.0)
    factor, suffix = _step(unit, share_suffix, largest)
    whole = factor == 1.0 and all(value == int(value) for value in known)
    decimals = 0 if whole else _decimals(largest * factor)
    return Scale(factor, max(decimals, 1) if floor_decimals else decimals, suffix)


def _step(unit: str, share_suffix: str, largest: float) -> tuple[float, str]:
    if is_share(unit):
        return 100.0, share_suffix
    if largest >= 1e9:
        return 1e-9, " bn"
    if largest >= (1e6 if is_money(unit) else 1e7):
        return 1e-6, " M"
    return 1.0, ""


def _decimals(largest: float) -> int:
    """Three figures that count; no decimals from 100 on, at most four."""
    if largest == 0.0:
        return 0
    return min(max(2 - magnitude(largest), 0), 4)
