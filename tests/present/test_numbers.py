import pytest

from sim.present.numbers import difference_scale, level, percent_of


@pytest.mark.parametrize(
    ("unit", "value", "expected"),
    [
        ("roubles of 2020", 12_345_678_901.0, "12.3 bn"),
        ("roubles of 2020", 4_500_000.0, "4.50 M"),
        ("roubles of 2020", 16_000.0, "16,000"),
        ("persons", 1_234_567.0, "1,234,567"),
        ("persons", 75_600_000.0, "75.6 M"),
        ("stops", 12.345, "12.3"),
        ("stops", 0.0, "0"),
        ("stops", 12.0, "12"),
        ("share", 0.6012, "60.1%"),
        ("share per month", 0.00123, "0.123%"),
    ],
)
def test_levels_are_written_as_people_read_them(unit: str, value: float, expected: str) -> None:
    assert level(unit, value) == expected


@pytest.mark.parametrize(
    ("unit", "numbers", "difference", "span"),
    [
        ("roubles of 2020", (-1.234e9, -2e9, -4.6e8), "-1.23 bn", "-2.00 to -0.46 bn"),
        ("share", (0.0123, -0.002, 0.0266), "+1.23 pp", "-0.20 to +2.66 pp"),
        ("look-ups", (120.0, 99.6, 140.4), "+120", "+100 to +140"),
        ("stops", (-0.0001, -0.5, 0.5), "0.000", "-0.500 to +0.500"),
    ],
)
def test_a_difference_and_its_interval_share_one_scale(
    unit: str, numbers: tuple[float, float, float], difference: str, span: str
) -> None:
    scale = difference_scale(unit, *numbers)
    assert (scale.signed(numbers[0]), scale.span(numbers[1:])) == (difference, span)


@pytest.mark.parametrize(
    ("difference", "baseline", "expected"),
    [(-25.0, 100.0, "-25.0%"), (5.0, 1.0, "+500%"), (0.001, 1000.0, "+0.00010%"), (0.0, 5.0, "0.00%"),
     (3.0, 0.0, "-"), (None, 1.0, "-"), (3.0, None, "-")],
)  # fmt: skip
def test_relative_differences_are_given_where_they_say_something(
    difference: float | None, baseline: float | None, expected: str
) -> None:
    assert percent_of(difference, baseline) == expected
