"""The result tables: every column with its type, unit and meaning, said once.

A table's rows are a class here. Its fields make the file's header, what datapackage.json and
README.txt say of it, the JSON of commands, and what the reader expects.
"""

from collections.abc import Mapping
from datetime import date
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, NewType, get_args, get_origin, get_type_hints

COUNTRY = "country"  # the place of what is counted for all cities together

Month = NewType("Month", str)  # YYYY-MM
Reading = Literal["more", "less", "equal", "unclear", "too few", "no interval", "undefined"]
LEVEL = 0.05  # rate of false alarms that a reading of more or less may hold, of all questions of a file together
MIN_PAIRS = 6  # that differ: with fewer, no pattern of signs is rarer than LEVEL (2 / 2**5 is 0.0625)

_TYPES: dict[Any, str] = {
    str: "string", int: "integer", float: "number", bool: "boolean", date: "date", Month: "yearmonth",
}  # fmt: skip


class OutcomeRow(NamedTuple):
    """One outcome in one month of one run."""

    scenario: Annotated[str, "name of the scenario"]
    policy: Annotated[str, "arm of the scenario"]
    point: Annotated[int, "number of the point of a sweep; 0 where nothing is swept"]
    seed: Annotated[int, "number of the run, the same random draws in every policy"]
    month: Annotated[Month, "month as YYYY-MM"]
    date: Annotated[date, "first day of the month"]
    place: Annotated[str, "country, or a city as cities.csv names it"]
    outcome: Annotated[str, "name in outcomes.csv"]
    value: Annotated[float | None, "in the unit of the outcome; empty where undefined"]


class SummaryRow(NamedTuple):
    """One outcome under one policy, over seeds; None is undefined."""

    policy: Annotated[str, "arm of the scenario"]
    outcome: Annotated[str, "name in outcomes.csv"]
    mean: Annotated[float | None, "mean over seeds, in the unit of the outcome"]
    lo95: Annotated[float | None, "lower end of the 95% interval (Student's t over seeds)"]
    hi95: Annotated[float | None, "upper end of it"]


class ComparisonRow(NamedTuple):
    """A policy minus the baseline in one outcome; None is undefined."""

    outcome: Annotated[str, "name in outcomes.csv"]
    policy: Annotated[str, "arm that is compared with the baseline"]
    difference: Annotated[float | None, "policy minus baseline, mean over pairs of runs with the same seed"]
    lo95: Annotated[float | None, "lower end of its 95% interval (Student's t over pairs); empty with one seed"]
    hi95: Annotated[float | None, "upper end of it"]
    baseline_mean: Annotated[float | None, "mean over the runs of the baseline"]
    n_pairs: Annotated[int, "pairs of runs that are compared"]
    variance_reduction: Annotated[float | None, "how many times more unpaired runs the same interval takes"]
    p_better: Annotated[float | None, "share of pairs in which the policy does better for whom the outcome concerns "
                                      "(outcomes.csv, column better); ties count half"]  # fmt: skip
    unit: Annotated[str, "unit of the outcome"]
    label: Annotated[str, "the outcome in words"]
    reading: Annotated[Reading, "more or less where the interval leaves out 0 and adjusted_p is at most 0.05 (outcomes "
                                "without it: the interval alone), unclear where not, equal where no pair differs, "
                                "too few where fewer than 6 pairs differ"]  # fmt: skip
    window: Annotated[str, "months that count, from the first difference between policies on"]
    median_difference: Annotated[float | None, "median over pairs"]
    median_lo95: Annotated[float | None, "lower end of its 95% interval (bootstrap over pairs); empty with one seed"]
    median_hi95: Annotated[float | None, "upper end of it"]
    adjusted_p: Annotated[float | None, "p value of the difference, corrected for all outcomes that are told and all "
                                        "policies here (step-down maximum over sign flips); empty for other outcomes"
                          ] = None  # fmt: skip
    differing_pairs: Annotated[int | None, "pairs in which this outcome differs at all"] = None
    same_sign_pairs: Annotated[int | None, "pairs that differ in the direction of the mean difference"] = None
    acted_pairs: Annotated[int | None, "pairs in which the policy changed anything at all, in any month"] = None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95% interval of the difference, None without one."""
        return None if self.lo95 is None or self.hi95 is None else (self.lo95, self.hi95)


class PointColumns(NamedTuple):
    """What by_point.csv has beside the values of a point and the columns of comparison.csv."""

    point: Annotated[int, "number of the point in points.csv"]
    planned_pairs: Annotated[int, "pairs that are planned at each point; n_pairs of them are complete and counted"]


class PointRow(NamedTuple):
    """A policy minus the baseline in one outcome at one point of a sweep."""

    point: int
    planned_pairs: int
    row: ComparisonRow  # of the runs at this point alone


class DictionaryRow(NamedTuple):
    """What an outcome is."""

    outcome: Annotated[str, "name"]
    label: Annotated[str, "the outcome in words"]
    unit: Annotated[str, "unit of its values"]
    over_time: Annotated[str, "how months add up: sum, mean, last, or ratio of sums"]
    better: Annotated[str | None, "more or less: what its stakeholder wants; empty without a direction"]
    stakeholder: Annotated[str, "whom it concerns"]
    definition: Annotated[str, "what is counted"]
    numerator: Annotated[str, "outcomes that a ratio sums above the line"]
    denominator: Annotated[str, "outcomes that a ratio sums below it"]
    headline: Annotated[bool, "whether the terminal shows it"]
    by_city: Annotated[bool, "whether cities report it too"]


class CityRow(NamedTuple):
    """A city of the world."""

    code: Annotated[int, "number that stays the same whichever other cities there are"]
    name: Annotated[str, "name, as column place of outcomes.parquet has it"]
    region: Annotated[str, "region"]
    latitude: Annotated[float, "[degrees]"]
    longitude: Annotated[float, "[degrees]"]
    population: Annotated[int, "residents"]


class Field(NamedTuple):
    """A column of a table."""

    name: str
    type: str  # as the Data Package standard names it
    meaning: str


class Table(NamedTuple):
    """A result table of an experiment folder."""

    file: str
    rows: type[Any]  # a class above
    about: str


COMPARISON = Table("comparison.csv", ComparisonRow, "each policy minus the baseline, with 95% intervals: start here")
SUMMARY = Table("summary.csv", SummaryRow, "mean and 95% interval of each policy")
VALUES = Table("outcomes.parquet", OutcomeRow, "every outcome of the country by month, of cities by year (December)")
DICTIONARY = Table("outcomes.csv", DictionaryRow, "what each outcome means, its unit, and how it adds up over months")
CITIES = Table("cities.csv", CityRow, "the cities: name, region, place on the map, residents")
TABLES = (COMPARISON, SUMMARY, VALUES, DICTIONARY, CITIES)


def row_class(columns: Mapping[str, Any]) -> type[Any]:
    """Return a class of rows whose columns follow from an experiment: their annotations by name."""
    return type("Row", (), {"__annotations__": dict(columns)})


def annotations_of(rows: type[Any]) -> dict[str, Any]:
    """Return the columns of a class of rows with type and meaning, by name."""
    return get_type_hints(rows, include_extras=True)


def fields_of(rows: type[Any]) -> tuple[Field, ...]:
    """Return the columns of a class of rows, in their order."""
    hints = annotations_of(rows).items()
    return tuple(Field(name, _type(get_args(hint)[0]), get_args(hint)[1]) for name, hint in hints)


def _type(hint: Any) -> str:
    if get_origin(hint) is UnionType:  # or None
        hint = get_args(hint)[0]
    return "string" if get_origin(hint) is Literal else _TYPES[hint]


def reading_of(
    difference: float | None,
    lo95: float | None,
    hi95: float | None,
    adjusted_p: float | None = None,
    differing_pairs: int | None = None,
) -> Reading:
    """Return what may be said of a difference: a direction only where enough pairs, the interval and the correction do.

    Examples
    --------
    >>> reading_of(2.0, 1.0, 3.0), reading_of(2.0, 0.0, 4.0), reading_of(0.0, 0.0, 0.0), reading_of(2.0, None, None)
    ('more', 'unclear', 'equal', 'no interval')
    >>> reading_of(2.0, 1.0, 3.0, 0.2, 20), reading_of(2.0, 1.0, 3.0, 0.01, 20), reading_of(2.0, 1.0, 3.0, None, 5)
    ('unclear', 'more', 'too few')
    """
    if difference is None:
        return "undefined"
    if lo95 is None or hi95 is None:
        return "no interval"
    if difference == lo95 == hi95 == 0.0:
        return "equal"
    if differing_pairs is not None and differing_pairs < MIN_PAIRS:
        return "too few"
    if lo95 <= 0.0 <= hi95 or (adjusted_p is not None and adjusted_p > LEVEL):
        return "unclear"
    return "more" if difference > 0.0 else "less"
