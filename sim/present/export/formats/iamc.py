"""IAMC: the long format of the scenario community, with years as columns, as pyam reads it.

A variable without an ending is the mean over runs, `|5.0th Percentile` and so on are percentiles over runs. Flows are
added up over a calendar year and have `/yr` in their unit. Cities have what stands at the end of a year.
"""

from collections.abc import Sequence
from pathlib import Path

from sim.experiments.store.parquet import quoted
from sim.experiments.store.reader import Results
from sim.experiments.store.schema import COUNTRY, Field
from sim.present.citation import PROGRAM
from sim.present.export.source import Source
from sim.present.export.table import identifier
from sim.present.export.text import Dialect, write_table
from sim.present.export.wide import PERCENTILES
from sim.present.export.written import Written
from sim.present.words.language import words

_INDEX = ("Model", "Scenario", "Region", "Variable", "Unit")  # as the format has them
_MEANING = ("Variable", "Unit", "Outcome", "Over a year", "Definition")
_NAMED = """
    SELECT *, upper(label[1]) || label[2:] AS variable, unit || CASE over_time WHEN 'sum' THEN '/yr' ELSE '' END AS per
    FROM dictionary
"""
_LONG = """
    WITH named AS ({named}), statistics AS (
        UNPIVOT (SELECT {groups}, year, outcome, {statistics} FROM yearly) ON {statistics} INTO NAME what VALUE value
    ), by_outcome AS (
        UNPIVOT (SELECT {groups}, year, city, {columns} FROM cities_by_year) ON {columns} INTO NAME outcome VALUE value
    )
    SELECT {scenario} AS scenario, {country} AS region,
        variable || CASE what {endings} ELSE '' END AS variable, per, year, value
    FROM statistics JOIN named USING (outcome)
    UNION ALL SELECT {scenario}, city, variable, per, year, value FROM by_outcome JOIN named USING (outcome)
    UNION ALL SELECT {scenario}, city, {share}, 'share', year, recognising_share FROM cities_by_year
"""


def write(source: Source, folder: Path, dialect: Dialect) -> Sequence[Written]:
    """Write the data, and what its variables mean."""
    years = _years(source.results)
    of_a_year = words().say("export.iamc.year")
    columns = (*_index(), *(Field(year, "number", of_a_year) for year in years))
    files = (
        Written("iamc.csv", words().say("export.file.iamc"), columns),
        Written("iamc_variables.csv", words().say("export.file.iamc_variables"), _meaning()),
    )
    for name in ("yearly", "cities_by_year", "dictionary"):
        source.ask(name)
    for file, query in zip(files, (_data(source.results, years, source), _meanings()), strict=True):
        write_table(source.connection, f"({query})", file.columns, folder / file.path)
    return files


def _years(results: Results) -> list[str]:
    first, last = (int(month[:4]) for month in results.record.months)
    return [str(year) for year in range(first, last + 1)]


def _data(results: Results, years: Sequence[str], source: Source) -> str:
    """Return the query of the data: a row for each variable in each place, a column for each year."""
    point = " || ', point ' || point" * results.is_sweep
    long = _LONG.format(
        named=_NAMED,
        groups="policy, point" if results.is_sweep else "policy",
        scenario=f"{quoted(results.record.name + ': ')} || policy{point}",
        country=quoted(COUNTRY),
        share=quoted(words().say("export.iamc.share")),
        columns=", ".join(map(identifier, _stocks(source))),
        statistics=", ".join(("mean", *PERCENTILES)),
        endings=" ".join(f"WHEN '{name}' THEN '|{100 * at:.1f}th Percentile'" for name, at in PERCENTILES.items()),
    )
    values = ", ".join(f"any_value(value) FILTER (year = {year}) AS {identifier(year)}" for year in years)
    model = quoted(f"{PROGRAM} {results.record.model_version}")
    return f"""
        SELECT * FROM (
            SELECT {model} AS "Model", scenario AS "Scenario", region AS "Region", variable AS "Variable",
                per AS "Unit", {values}
            FROM ({long}) GROUP BY ALL
        ) ORDER BY "Scenario", "Region" <> {quoted(COUNTRY)}, "Region", "Variable"
    """


def _stocks(source: Source) -> list[str]:
    """Return the outcomes of cities that stand at the end of a year; flows are kept of December alone."""
    known = {column.name for column in source.tables["cities_by_year"].columns}
    rows = source.connection.execute("SELECT outcome FROM dictionary WHERE over_time = 'last' AND by_city").fetchall()
    return [outcome for (outcome,) in rows if outcome in known]


def _index() -> tuple[Field, ...]:
    """Return the columns before the years, with what each holds."""
    return tuple(Field(name, "string", words().say(f"export.iamc.{_key(name)}")) for name in _INDEX)


def _meaning() -> tuple[Field, ...]:
    """Return the columns of the file that explains the other."""
    return tuple(Field(name, "string", words().say(f"export.iamc_variables.{_key(name)}")) for name in _MEANING)


def _key(name: str) -> str:
    return name.lower().replace(" ", "_")


def _meanings() -> str:
    """Return the query of what variables mean."""
    share, counted = (quoted(words().say(f"export.iamc.{key}")) for key in ("share", "share_counted"))
    return f"""
        SELECT variable AS "Variable", per AS "Unit", outcome AS "Outcome", over_time AS "Over a year",
            definition AS "Definition"
        FROM ({_NAMED}) UNION ALL SELECT {share}, 'share', 'cameras_recognising', 'last', {counted}
    """
