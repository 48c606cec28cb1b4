"""Tables of cities that are large, ragged, or hold what no city has."""

from collections.abc import Iterator

from tests.hostile.case import TABLE, Case, at, of
from tests.scenario.files import CITIES, changed

HEADER, FIRST, *_ = CITIES.splitlines()
FIELDS = [
    "nan",
    "inf",
    "-inf",
    "1e400",
    "0x10",
    "1_0",
    "010",
    "-91",
    "5%",
    "--",
    "\u0663",
    "true",
    "x" * 5_000,
    '"',
    "\u202e5",
    "='x'",
    "",
]


def cases() -> Iterator[Case]:
    """Yield tables beyond each limit, and each odd field where a number is wanted."""
    for n_rows in (2_001, 20_000, 200_000):
        rows = "".join(f"C{n},,R,X,D,1,1,1000,,\n" for n in range(n_rows))
        yield Case(f"{n_rows} rows", {TABLE: f"{HEADER}\n{rows}"}, refused=of(TABLE, "at most 2,000|larger than"))
    for n_columns in (501, 5_000, 100_000):
        header = ",".join(f"c{n}" for n in range(n_columns))
        yield Case(f"{n_columns} columns", {TABLE: f"{header}\n"}, refused=at(TABLE, "are possible"))
    for n_bytes in (16_001, 200_000, 900_000, 1_100_000, 20_000_000):
        long = CITIES.replace("Alpha", "x" * n_bytes)
        yield Case(f"field of {n_bytes}", {TABLE: long}, refused=of(TABLE, "are possible|larger than"))
        yield Case(f"{n_bytes} blank lines", {TABLE: "\n" * n_bytes}, refused=of(TABLE, "no header|larger than"))
        yield Case(f"{n_bytes} commas", {TABLE: "," * n_bytes}, refused=of(TABLE, "are possible|larger than"))
        yield Case(f"{n_bytes} quotes", {TABLE: '"' * n_bytes}, refused=of(TABLE, "are possible|larger than"))
    for field in FIELDS:
        for old, name in (("50.0,30.0", "lat"), ("100000,,operating", "population")):
            text = CITIES.replace(old, field + old[old.index(",") :])
            yield Case(f"{name} {field[:20]!r}", {TABLE: text}, refused=at(TABLE))
    for name, old, new in (
        ("city twice", "Beta,Бета", "Alpha,Альфа"),
        ("open quote", "Beta", '"Beta'),
        ("short row", ",,pilot", ",pilot"),
        ("long row", ",,pilot", ",,pilot,1,2"),
        ("column twice", "lat,lon", "lat,lat"),
        ("no lat", "lat,lon", "x,lon"),
        ("unknown stage", "pilot", "pilots"),
        ("no name", "Beta,Бета", ",Бета"),
        ("no region", "South,XX-S,Lower,45", ",XX-S,Lower,45"),
    ):
        yield Case(name, {TABLE: changed(old, new, CITIES)}, refused=at(TABLE))
    for name, text in (("empty", ""), ("header", HEADER), ("spaces", " \n \n"), ("row without header", FIRST)):
        yield Case(name, {TABLE: text}, refused=of(TABLE))
