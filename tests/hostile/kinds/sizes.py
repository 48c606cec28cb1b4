"""Worlds that are written in a few lines and take much: months, cities, arms, entries, events."""

from collections.abc import Iterator

from tests.hostile.case import SCENARIO, TABLE, VALIDATE, Case, at
from tests.scenario.files import CITIES, VALID, changed

HEADER = CITIES.splitlines()[0]
CENTURY = changed("{start: 2020-01, end: 2021-12}", "{start: 1950-01, end: 2049-12}")
ENTRY = "{lever: retention_days, value: 5, from: 2020-06}"


def cases() -> Iterator[Case]:
    """Yield worlds within the limits and beyond them."""
    for n_cities, text, refused in (
        (2_000, VALID, None), (900, CENTURY, None), (500, CENTURY + _arms(30, 1), at(SCENARIO, "at most 12,000,000")),
        (2_000, VALID + _arms(100, 3), at(SCENARIO, "at most 12,000,000")), (2_000, VALID + _arms(40, 3), None),
        (2_000, CENTURY + _arms(800, 1), at(SCENARIO, "at most 12,000,000")), (200, VALID + _arms(1_500, 0), None),
        (4, CENTURY + _arms(400, 3), None), (2_000, CENTURY + _arms(1, 900), at(SCENARIO, "at most 12,000,000")),
    ):  # fmt: skip
        yield Case(f"{n_cities} cities, {len(text)} bytes", {SCENARIO: text, TABLE: _cities(n_cities)}, refused=refused)
    event = "  - {name: masks, from: 2020-05, to: 2020-12, multiply: {match: 0.6}}\n"
    for n_events, text, n_cities, refused in (
        (900, VALID, 100, None), (900, CENTURY, 2_000, at(SCENARIO, "factors of events")),
    ):  # fmt: skip
        files = {SCENARIO: changed(event, event * n_events, text), TABLE: _cities(n_cities)}
        yield Case(f"{n_events} events, {n_cities} cities", files, refused=refused)
    for n_wheres in (10, 200):
        entries = [ENTRY[:-1] + f", where: {{population_below: {1001 + 5 * n}}}}}" for n in range(n_wheres)]
        yield Case(f"{n_wheres} wheres", {SCENARIO: VALID + f"  w: [{', '.join(entries)}]\n", TABLE: _cities(2_000)})
    yield Case("1,001 entries", {SCENARIO: VALID + _arms(1, 1_001)}, refused=at(SCENARIO, "at most 1,000"))
    for end in ("2120-01", "2200-12"):
        text = changed("end: 2021-12", f"end: {end}")
        yield Case(f"until {end}", {SCENARIO: text}, refused=at(SCENARIO, "1 to 1200 months"))
    for option, value in (
        ("--seeds", "1000001"),
        ("--seeds", "1" + "0" * 12),
        ("--seeds", "9" * 5_000),
        ("--seeds", "0"),
        ("--seeds", "2.0"),
        ("--seeds", "-1"),
        ("--jobs", "1001"),
        ("--jobs", "10" * 20),
    ):
        command = ("simulate", SCENARIO, "--dry-run", option, value)
        yield Case(f"{option} {value[:20]} ({len(value)})", command=command, refused=f"argument {option}: ")
    for seeds in ("1", "1000", "1000000"):
        yield Case(f"{seeds} seeds", command=("simulate", SCENARIO, "--dry-run", "--jobs", "1000", "--seeds", seeds))
    for value in ("[" * 5_000, "&a x", "!t x", "x" * 5_000, "\x07", "a: [", "9" * 400, "no", ""):
        command = ("simulate", SCENARIO, "--dry-run", "--set", f"people_per_agent={value}")
        yield Case(f"--set of {value[:10]!r} ({len(value)})", command=command, refused="--set people_per_agent: ")
    for key in ("x", "arms.x.y.z", "a." * 2_000, "q" * 10_000, "", "format", "extends"):
        yield Case(
            f"--set {key[:20]!r}",
            command=("simulate", SCENARIO, "--dry-run", "--set", f"{key}=1"),
            refused="--set|arms",
        )
    yield Case("as it is", command=VALIDATE)


def _cities(number: int) -> str:
    return (
        HEADER
        + "\n"
        + "".join(
            f"City {n},,R{n % 80},XX-{n % 80},D{n % 8},{n % 80}.5,{n % 170},{1000 + n},,\n" for n in range(number)
        )
    )


def _arms(number: int, entries: int) -> str:
    return "".join(f"  a{n}: [{', '.join([ENTRY] * entries)}]\n" for n in range(number))
