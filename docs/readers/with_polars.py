"""Three numbers of an export with polars: python with_polars.py EXPORT csv (or sqlite)."""

import sqlite3
import sys

import polars as pl

folder, source = sys.argv[1:]


def read(name: str) -> pl.DataFrame:
    """Read a table of the export; a month stays text, as 2025-12-01, which sorts as dates do."""
    if source == "csv":
        return pl.read_csv(f"{folder}/csv/{name}.csv", infer_schema_length=None)
    database = sqlite3.connect(f"{folder}/result.sqlite")
    return pl.read_database(f"SELECT * FROM {name}", database, infer_schema_length=None)


policies, comparison = read("policies"), read("comparison")
is_baseline = policies["is_baseline"].cast(pl.Boolean)
baseline, policy = policies.filter(is_baseline)["policy"][0], policies.filter(~is_baseline)["policy"][0]
compared = comparison.row(
    by_predicate=(pl.col("policy") == policy) & (pl.col("outcome") == "stops_wrongful"), named=True
)

# Sum by month: wrongful stops in the months that are compared, mean over the runs of each policy.
first, last = compared["window"].split(" to ")
in_window = pl.col("month").is_between(pl.lit(f"{first}-01"), pl.lit(f"{last}-01"))
sums = read("by_month").filter(in_window).group_by("policy", "seed").agg(pl.col("stops_wrongful").sum())
pairs = sums.pivot("policy", index="seed", values="stops_wrongful")
print("stops_baseline", pairs[baseline].mean())

# Runs with one seed have the same luck: the difference is taken pair by pair.
print("stops_difference", (pairs[policy] - pairs[baseline]).mean())
print("stops_lo95", compared["lo95"])
print("stops_hi95", compared["hi95"])

# A city in December of the last year: cameras that recognise faces, mean over the runs of the baseline.
by_city = read("by_city").sort("year")
city, december = read("cities")["name"][0], f"{by_city['year'].to_list()[-1]}-12-01"
there = by_city.filter(city=city, month=december, policy=baseline)
print("city_recognising", there["cameras_recognising"].mean())
