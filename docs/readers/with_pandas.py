"""Three numbers of an export with pandas: python with_pandas.py EXPORT csv (or sqlite)."""

import sqlite3
import sys

import pandas as pd

folder, source = sys.argv[1:]


def read(name: str) -> pd.DataFrame:
    """Read a table of the export."""
    if source == "csv":
        return pd.read_csv(f"{folder}/csv/{name}.csv", parse_dates=["month"] if name.startswith("by_") else False)
    database = sqlite3.connect(f"{folder}/result.sqlite")
    return pd.read_sql(f"SELECT * FROM {name}", database, parse_dates=["month"])


policies, comparison = read("policies"), read("comparison")
is_baseline = policies["is_baseline"].astype(bool)
baseline, policy = policies.loc[is_baseline, "policy"].iloc[0], policies.loc[~is_baseline, "policy"].iloc[0]
compared = comparison.set_index(["policy", "outcome"]).loc[(policy, "stops_wrongful")]

# Sum by month: wrongful stops in the months that are compared, mean over the runs of each policy.
by_month = read("by_month")
first, last = compared["window"].split(" to ")
in_window = by_month["month"].between(f"{first}-01", f"{last}-01")
sums = by_month[in_window].groupby(["policy", "seed"])["stops_wrongful"].sum()
print("stops_baseline", sums[baseline].mean())

# Runs with one seed have the same luck: the difference is taken pair by pair.
print("stops_difference", (sums[policy] - sums[baseline]).mean())
print("stops_lo95", compared["lo95"])
print("stops_hi95", compared["hi95"])

# A city in December of the last year: cameras that recognise faces, mean over the runs of the baseline.
by_city = read("by_city")
city = read("cities")["name"].iloc[0]
december = by_city["month"] == f"{by_city['year'].max()}-12-01"
there = by_city[december & (by_city["city"] == city) & (by_city["policy"] == baseline)]
print("city_recognising", there["cameras_recognising"].mean())
