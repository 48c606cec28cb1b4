"""Three numbers of an export in SQL: python with_duckdb.py EXPORT duckdb (or csv)."""

import sys

import duckdb

folder, source = sys.argv[1:]
if source == "duckdb":
    database = duckdb.connect(f"{folder}/result.duckdb", read_only=True)
else:
    database = duckdb.connect()
    for name in ("policies", "cities", "by_month", "by_city", "comparison"):
        database.execute(f"CREATE VIEW {name} AS FROM read_csv('{folder}/csv/{name}.csv')")


def ask(query: str, *values: object) -> tuple[object, ...]:
    """Return the first row of a query."""
    found = database.execute(query, values).fetchone()
    if found is None:
        sys.exit(f"no rows: {query}")
    return found


(baseline,) = ask("SELECT policy FROM policies WHERE is_baseline")
(policy,) = ask("SELECT policy FROM policies WHERE NOT is_baseline")
compared = "FROM comparison WHERE policy = ? AND outcome = 'stops_wrongful'"
first, last = str(*ask(f'SELECT "window" {compared}', policy)).split(" to ")

# Sum by month: wrongful stops in the months that are compared, mean over the runs of each policy.
sums = (
    "SELECT seed, sum(stops_wrongful) AS stops FROM by_month WHERE policy = ? AND month BETWEEN ? AND ? GROUP BY seed"
)
window = (f"{first}-01", f"{last}-01")
print("stops_baseline", *ask(f"SELECT avg(stops) FROM ({sums})", baseline, *window))

# Runs with one seed have the same luck: the difference is taken pair by pair.
pairs = f"SELECT avg(one.stops - base.stops) FROM ({sums}) AS one JOIN ({sums}) AS base USING (seed)"
print("stops_difference", *ask(pairs, policy, *window, baseline, *window))
lo95, hi95 = ask(f"SELECT lo95, hi95 {compared}", policy)
print("stops_lo95", lo95)
print("stops_hi95", hi95)

# A city in December of the last year: cameras that recognise faces, mean over the runs of the baseline.
there = """
    SELECT avg(cameras_recognising) FROM by_city
    WHERE city = (SELECT name FROM cities LIMIT 1) AND policy = ?
      AND year = (SELECT max(year) FROM by_city) AND month(month) = 12
"""
print("city_recognising", *ask(there, baseline))
