"""Numbers are written in the page as Python writes them, to the last character."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from sim.present import numbers
from sim.present.numbers import Scale
from tests.present.explorer.page import ask, open_module

TIES = [0.5, 1.5, 2.5, 0.125, 0.375, 2.675, 1.005, 12345.0, 1e-7, 1e-5, 9.995, 99.95, 999.5, 0.095, 1e21, 1e22, 1e300]
EDGES = [0.0, -0.0, 5e-324, 1e-300, 999.9999999999999, 0.09999999999999999, 1e9, 999999999.9, 1e6, 1e7, 123456789012.5]
UNITS = ("share", "share per month", "roubles of 2020", "persons", "index 0 to 1", "stops per 100,000 people")


def drawn(n: int) -> list[float]:
    """Return numbers of every size: halves, whole ones, ones with few decimals, any."""
    luck = random.Random(1979)
    kinds: list[Callable[[], float]] = [
        lambda: luck.randrange(10**6) / 2 ** luck.randrange(8),
        lambda: float(luck.randrange(10 ** luck.randrange(1, 15))),
        lambda: round(luck.uniform(0, 1000), luck.randrange(5)),
        lambda: luck.uniform(1, 10) * 10.0 ** luck.randrange(-12, 14),
        lambda: luck.choice([1, 2, 5, 25, 95, 995]) * 10.0 ** luck.randrange(-9, 10),
    ]
    sizes = [*TIES, *EDGES, *(luck.choice(kinds)() for _ in range(n))]
    return [size for number in sizes for size in (number, -number)]


@pytest.fixture(scope="module")
def page(browser: Any) -> Any:
    open_module(browser, "words/numbers.js")
    return browser


def test_numbers_of_every_size_are_rounded_alike(page: Any) -> None:
    values = drawn(10_000)
    found = ask(
        page,
        'const { Scale, inDigits } = modules["words/numbers.js"];'
        "return given.values.map((value) => [0, 1, 2, 4].flatMap((k) => [new Scale(1, k, '').plain(value),"
        " new Scale(1e-6, k, ' M').signed(value)]).concat([1, 2, 3].map((k) => inDigits(value, k))));",
        values=values,
    )
    for value, texts in zip(values, found, strict=True):
        scaled = [
            text for k in (0, 1, 2, 4) for text in (Scale(1.0, k, "").plain(value), Scale(1e-6, k, " M").signed(value))
        ]
        assert (value, texts) == (value, scaled + [numbers.in_digits(value, k) for k in (1, 2, 3)])


def test_amounts_of_every_unit_are_written_alike(page: Any) -> None:
    luck = random.Random(5)
    values = [value for value in drawn(3_000) if value == 0.0 or 1e-20 < abs(value) < 1e25]
    pairs = [(luck.choice(UNITS), value, luck.choice(values)) for value in values]
    found = ask(
        page,
        'const { differenceScale, digitsBetween, level, percentOf, rough } = modules["words/numbers.js"];'
        "return given.pairs.map(([unit, one, other]) => [level(unit, one), percentOf(one, other),"
        " differenceScale(unit, one, other, null).span([one, other]), rough(unit, one), rough(unit, one, 3),"
        " digitsBetween(one, other, [one / 2, other - one])]);",
        pairs=pairs,
    )
    for (unit, one, other), texts in zip(pairs, found, strict=True):
        expected = [
            numbers.level(unit, one),
            numbers.percent_of(one, other),
            numbers.difference_scale(unit, one, other, None).span((one, other)),
            list(numbers.rough(unit, one)),
            list(numbers.rough(unit, one, 3)),
            numbers.digits_between(one, other, (one / 2, other - one)),
        ]
        assert (unit, one, other, texts) == (unit, one, other, expected)


def test_what_is_undefined_is_a_dash(page: Any) -> None:
    found = ask(
        page,
        'const { Scale, level, percentOf } = modules["words/numbers.js"];'
        'return [level("stops", null), percentOf(null, 1), percentOf(1, null), percentOf(1, 0),'
        ' new Scale(1, 0, "").span(null)];',
    )
    assert found == ["-"] * 5
