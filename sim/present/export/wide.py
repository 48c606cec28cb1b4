"""Tables made from outcomes.parquet: outcomes as columns, by month and by city, and what many runs say together."""

from collections.abc import Sequence

from sim.analysis.compare.interval import student_quantiles
from sim.experiments.store.parquet import quoted, rows_of
from sim.experiments.store.reader import Results
from sim.experiments.store.schema import COUNTRY, VALUES, DictionaryRow, Field
from sim.present.export.places import ON_THE_PLANE
from sim.present.export.table import ExportTable, asked, identifier
from sim.present.words.language import words

RECOGNISING = "cameras_recognising"
PERCENTILES = {"p05": 0.05, "median": 0.5, "p95": 0.95}
POLICY = Field("policy", "string", "arm of the scenario")
POINT = Field("point", "integer", "number of the point of the sweep, as in points")
SEED = Field("seed", "integer", "number of the run, the same random draws in every policy")
MONTH = Field("month", "date", "first day of the month")
YEAR = Field("year", "year", "calendar year")
ABOUT_CITY = (
    Field("city", "string", "name of the city"),
    Field("region", "string", "region"),
    Field("latitude", "number", "[degrees]"),
    Field("longitude", "number", "[degrees]"),
    *ON_THE_PLANE,
    Field("population", "integer", "residents"),
)
ABOUT_OUTCOME = (
    Field("outcome", "string", "name, as in dictionary"),
    Field("label", "string", "the outcome in words"),
    Field("unit", "string", "unit of its values"),
)
N_RUNS = Field("n_runs", "integer", "runs in which the outcome is defined")
SPREAD = (
    N_RUNS,
    Field("mean", "number", "mean over runs"),
    Field("p05", "number", "a twentieth of the runs has less"),
    Field("median", "number", "half of the runs has less"),
    Field("p95", "number", "a twentieth of the runs has more"),
)
_DIFFERENCE = (
    Field("n_pairs", "integer", "pairs of runs with the same seed in which both are defined"),
    Field("baseline_mean", "number", "mean over the runs of the baseline in those pairs"),
    Field("difference", "number", "policy minus baseline, mean over pairs"),
    Field("lo95", "number", "lower end of its 95% interval (Student's t over pairs), of this month alone"),
    Field("hi95", "number", "upper end of it"),
)
_BY_CITY = """
    SELECT {keys}, values.month, year(values.month) AS year, place AS city, {about_city},
        {outcomes}
    FROM (PIVOT (SELECT {keys}, month, place, outcome, value FROM ({values}) WHERE place <> {country})
          ON outcome IN ({pivoted}) USING first(value) GROUP BY {keys}, month, place) AS values
    JOIN cities ON cities.name = place ORDER BY {keys}, month, city
"""
_BY_MONTH = """
    SELECT {keys}, month, year(month) AS year, {outcomes}
    FROM (PIVOT (SELECT {keys}, month, outcome, value FROM ({values}) WHERE place = {country})
          ON outcome IN ({pivoted}) USING first(value) GROUP BY {keys}, month) ORDER BY {keys}, month
"""
_CITIES_BY_YEAR = """
    SELECT {groups}, year, city, {about_city}, count(*) AS n_runs,
        avg(CAST({recognising} > 0 AS INTEGER)) AS recognising_share, {means}
    FROM by_city WHERE month(month) = 12 GROUP BY ALL ORDER BY {groups}, year, city
"""
_MONTHLY = """
    SELECT {groups}, month, outcome, label, unit, count(value) AS n_runs, avg(value) AS mean, {percentiles}
    FROM (SELECT * FROM ({values}) WHERE place = {country} ORDER BY {groups}, month, outcome, seed)
    JOIN dictionary USING (outcome)
    GROUP BY {groups}, month, outcome, label, unit ORDER BY {groups}, month, outcome
"""
_MONTHLY_DIFFERENCES = """
    WITH own AS (SELECT * FROM ({values}) WHERE place = {country} AND value IS NOT NULL),
    apart AS (
        SELECT {one_groups}, one.month, outcome, count(*) AS n_pairs, avg(base.value) AS baseline_mean,
            avg(one.value - base.value) AS difference, stddev_samp(one.value - base.value) / sqrt(count(*)) AS error
        FROM own AS one JOIN own AS base USING ({joined}month, seed, outcome)
        WHERE base.policy = {baseline} AND one.policy <> {baseline} GROUP BY {one_groups}, one.month, outcome
    )
    SELECT {groups}, month, outcome, label, unit, n_pairs, baseline_mean, difference,
        difference - error * t AS lo95, difference + error * t AS hi95
    FROM apart JOIN dictionary USING (outcome) LEFT JOIN unnest({students}) WITH ORDINALITY AS students(t, n)
        ON students.n = n_pairs - 1
    ORDER BY {groups}, month, outcome
"""


def wide_tables(results: Results, dictionary: Sequence[DictionaryRow]) -> tuple[ExportTable, ...]:
    """Return the tables that are made from outcomes.parquet."""
    groups = (POLICY, POINT) if results.is_sweep else (POLICY,)
    names = ", ".join(field.name for field in groups)
    filled = {
        "values": _values(results, dictionary),
        "country": quoted(COUNTRY),
        "about_city": ", ".join(field.name for field in ABOUT_CITY[1:]),
        "keys": f"{names}, seed",
        "groups": names,
        "one_groups": names.replace("policy", "one.policy"),
        "joined": "point, " * results.is_sweep,
        "baseline": quoted(results.baseline),
        "recognising": RECOGNISING,
        "students": str(student_quantiles(results.n_seeds)[: max(1, results.n_seeds)].tolist()),
        "percentiles": ", ".join(f"quantile_cont(value, {at}) AS {name}" for name, at in PERCENTILES.items()),
    }
    country = [_column(row) for row in dictionary]
    by_city = [row for row in dictionary if row.by_city]
    cities = [_column(row) for row in by_city]
    means = ", ".join(f"avg({identifier(field.name)}) AS {identifier(field.name)}" for field in cities)
    return (
        asked("by_month", words().say("export.table.by_month"),
              (*groups, SEED, MONTH, YEAR, *country), _BY_MONTH.format(**filled, **_columns(country))),
        asked("by_city", words().say("export.table.by_city"),
              (*groups, SEED, MONTH, YEAR, *ABOUT_CITY, *cities), _BY_CITY.format(**filled, **_columns(cities)),
              needs=("cities",)),
        asked("cities_by_year", words().say("export.table.cities_by_year"),
              (*groups, _OF_DECEMBER, *ABOUT_CITY, *_OVER_RUNS, *map(_in_december, by_city)),
              _CITIES_BY_YEAR.format(**filled, means=means), needs=("by_city",)),
        asked("monthly", words().say("export.table.monthly"),
              (*groups, MONTH, *ABOUT_OUTCOME, *SPREAD), _MONTHLY.format(**filled), needs=("dictionary",)),
        asked("monthly_differences", words().say("export.table.monthly_differences"),
              (*groups, MONTH, *ABOUT_OUTCOME, *_DIFFERENCE), _MONTHLY_DIFFERENCES.format(**filled),
              needs=("dictionary",)),
    )  # fmt: skip


_OF_DECEMBER = Field("year", "year", "calendar year; all that changes is told for December of the year")
_OVER_RUNS = (
    Field("n_runs", "integer", "runs that are counted"),
    Field("recognising_share", "number",
          "share of these runs in which cameras of the city recognise faces in December of the year"),
)  # fmt: skip


def _values(results: Results, dictionary: Sequence[DictionaryRow]) -> str:
    """Return the query of all values, with the date as the month."""
    known = ", ".join(quoted(row.outcome) for row in dictionary)
    keys = "policy, point, seed" if results.is_sweep else "policy, seed"
    rows = rows_of(results.folder / VALUES.file)
    return f"SELECT {keys}, date AS month, place, outcome, value FROM {rows} WHERE outcome IN ({known})"


def _column(row: DictionaryRow) -> Field:
    return Field(row.outcome, "number", f"{row.label} [{row.unit}]: {row.definition}")


def _in_december(row: DictionaryRow) -> Field:
    """Return the column of an outcome in a table that has one month of each year."""
    when = "at the end of December of the year" if row.over_time == "last" else "in December of the year alone"
    return Field(row.outcome, "number", f"{row.label} [{row.unit}] {when}, mean over runs: {row.definition}")


def _columns(fields: Sequence[Field]) -> dict[str, str]:
    return {
        "outcomes": ", ".join(identifier(field.name) for field in fields),
        "pivoted": ", ".join(quoted(field.name) for field in fields),
    }
