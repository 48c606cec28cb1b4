"""Write parameters.md from evidence-parameters.csv: every number of the evidence, and where it went.

`--check` only tells whether a row names what the model lacks, differs without saying why, is not what
docs/domain.md says, or parameters.md is stale. Values of the model are read from the code, never typed.
"""

import math
import re
import statistics
import sys
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).parent.parent
for folder in (ROOT, ROOT / "docs"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

from facts import NAME, Row, is_known, read_csv, table  # noqa: E402

from sim.model.levers import LEVERS  # noqa: E402
from sim.model.outcomes import OUTCOME_NAMES  # noqa: E402
from sim.model.rules.learning import fall_by_calendar  # noqa: E402
from sim.scenario.registry import registered_parameters  # noqa: E402

DOCS = ROOT / "docs"
SCENARIO = ROOT / "scenarios" / "russia.yaml"
CITIES = ROOT / "scenarios" / "data" / "cities.csv"
KINDS = {
    "parameter": "a parameter of `sim/data/parameters.csv`",
    "lever": "set by policies",
    "outcome": "comes out, and is never set",
    "scenario": "a city, supplier or dated event of `scenarios/russia.yaml` and its cities file",
    "left out": "has no place in the model, for the reason given",
}
SUPPLIER = re.compile(r"(\w+)\.(tpir|fmr)_(\d{4})")


class Number(NamedTuple):
    """A value with its range and unit, as far as it has them."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""

    def text(self) -> str:
        """Return value, range and unit in words."""
        if self.value is None:
            return ""
        span = f" ({_plain(self.low)} to {_plain(self.high)})" if self.low is not None else ""
        return f"{_plain(self.value)}{span} {self.unit}".rstrip()


def _plain(number: float | None) -> str:
    if number is None:
        return ""
    return f"{number:,.0f}" if abs(number) >= 1e4 else f"{number:.4g}"


@cache
def scenario() -> dict[str, Any]:
    """Return the base scenario as it is written."""
    read: dict[str, Any] = yaml.safe_load(SCENARIO.read_text(encoding="utf-8"))
    return read


def _parameter(name: str) -> Number:
    found = next((one for one in registered_parameters() if one.name == name), None)
    if found is None:
        raise KeyError(name)
    return Number(found.value, found.low, found.high, found.unit)


def _lever(name: str) -> Number:
    found = {lever.name: lever for lever in LEVERS}[name]
    return Number(float(found.default), unit=found.unit)


def _outcome(name: str) -> Number:
    if name not in OUTCOME_NAMES:
        raise KeyError(name)
    return Number()


def _scenario(name: str) -> Number:
    """Return a number of the scenario: a count, a city's own value, an event's factor, a supplier's error rate."""
    cities, suppliers = read_csv(CITIES), scenario()["suppliers"]
    if name in cities[0]:
        return Number()
    if name in ("cities", "suppliers"):
        return Number(len(cities if name == "cities" else suppliers))
    if name == "suppliers.spread":
        rates = [math.log(one["false_negative_rate"]) for one in suppliers.values()]
        return Number(statistics.stdev(rates))
    if supplier := SUPPLIER.fullmatch(name):
        return Number(_by_calendar(suppliers[supplier[1]], supplier[2], int(supplier[3])))
    owner, _, key = name.partition(".")
    for event in scenario()["events"]:
        if event["name"] == owner:
            return Number(len(event["where"]["cities"]) if key == "cities" else event["multiply"][key])
    return Number(float({city["name_en"]: city for city in cities}[owner][key]))


def _by_calendar(supplier: dict[str, Any], rate: str, year: int) -> float:
    """Return an error rate in July of a year, by calendar time alone, without what experience adds."""
    decline = "error_decline_per_year" if rate == "tpir" else "fmr_decline_per_year"
    since = year + 0.5 - int(str(scenario()["period"]["start"])[:4])
    factor = fall_by_calendar(_parameter(decline).value, since)
    if rate == "fmr":
        return float(supplier["false_match_rate"] * factor)
    return 1.0 - float(supplier["false_negative_rate"] * factor)


LOOKED_UP: dict[str, Callable[[str], Number]] = {
    "parameter": _parameter, "lever": _lever, "outcome": _outcome, "scenario": _scenario,
}  # fmt: skip


def in_model(row: Row) -> list[tuple[str, Number]]:
    """Return the names that a row went to, with the numbers there; KeyError where there is none of that name."""
    if row["went"] == "left out":
        return []
    return [(name, LOOKED_UP[row["went"]](name)) for name in names(row)]


def names(row: Row) -> list[str]:
    """Return the names that a row gives; only those of parameters can be several."""
    return row["names"].split() if row["went"] == "parameter" else [row["names"]]


def evidence(row: Row) -> Number:
    """Return what the evidence says, in the units of the model."""
    factor = float(row["factor"])
    given = [re.match(r"-?[\d.]+(?:e-?\d+)?", row[key]) for key in ("value", "low", "high")]
    return Number(*(factor * float(found[0]) if found else None for found in given))


def differs(row: Row) -> list[str]:
    """Return in what the model differs from the evidence: value (perhaps outside its range), range, or both."""
    found = in_model(row)
    if len(found) != 1:
        return ["value", "range"] if found else []
    there, here = evidence(row), found[0][1]
    what = []
    if _unlike(there.value, here.value):
        outside = there.low is not None and not there.low <= here.value <= there.high
        what.append("value, outside the range" if outside else "value")
    if _unlike(there.low, here.low) or _unlike(there.high, here.high):
        what.append("range")
    return what


def _unlike(there: float | None, here: float | None) -> bool:
    return there is not None and here is not None and not math.isclose(there, here, rel_tol=1e-9)


def find_problems(rows: list[Row]) -> list[str]:
    """Return what is wrong with the rows: each must be the evidence's, and name what there is."""
    problems = _unlike_the_evidence(rows)
    for row in rows:
        symbol = row["symbol"]
        if row["went"] not in KINDS:
            problems.append(f"{symbol}: {row['went']!r} is none of: {', '.join(KINDS)}")
            continue
        try:
            found = differs(row)
        except (KeyError, IndexError, ValueError):
            problems.append(f"{symbol}: there is no {row['went']} {row['names']!r}")
            continue
        if not row["why"] and (found or row["went"] == "left out"):
            problems.append(f"{symbol}: say why in the column why: {' and '.join(found) or 'left out'}")
        unknown = [name for name in NAME.findall(row["why"]) if ":" not in name and not is_known(name)]
        problems += [f"{symbol}: the model has no `{name}`" for name in unknown]
    return problems


def _unlike_the_evidence(rows: list[Row]) -> list[str]:
    """Compare the rows with the tables of docs/domain.md, in any order."""
    text = (DOCS / "domain.md").read_text(encoding="utf-8").split("## 3. Parameters")[1].split("\n## ")[0]
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if line[:2] == "| "]
    told = {line[2]: (line[1], line[4], *line[5:8], line[9]) for line in cells if line[0] in ("c", "f")}
    keys = ("name", "unit", "value", "low", "high", "confidence")
    given = {row["symbol"]: tuple(row[key] for key in keys) for row in rows}
    problems = [f"{symbol}: docs/domain.md has it, the table has not" for symbol in told.keys() - given.keys()]
    problems += [f"{symbol}: docs/domain.md has no such parameter" for symbol in given.keys() - told.keys()]
    problems += [f"{s}: docs/domain.md says {told[s]}" for s in told.keys() & given.keys() if told[s] != given[s]]
    return sorted(problems) if len(rows) == len(given) else ["a symbol is there twice", *problems]


def document(rows: list[Row]) -> str:
    """Return parameters.md."""
    counts = Counter(row["went"] for row in rows)
    core = Counter(row["went"] for row in rows if row["core"])
    used = {name for row in rows if row["went"] == "parameter" for name in names(row)}
    others = [one for one in registered_parameters() if one.name not in used]
    parts = [
        "# Numbers of the evidence and of the model",
        "",
        "Made from `docs/evidence-parameters.csv` and the code by `python docs/parameters.py`; do not edit. The left",
        "half of each row is section 3 of [domain.md](domain.md), as it was before the model was built; the right half",
        "is what the model holds now, with the plausible range where it has one. A star marks a number that the",
        "evidence calls core: to be varied. Where a value or a range differs, the last column says so and why.",
        "",
        *table(
            ["went to", "which means", "numbers", "of them core"],
            [[kind, KINDS[kind], str(counts[kind]), str(core[kind])] for kind in KINDS],
        ),
        "",
    ]
    for group in dict.fromkeys(row["group"] for row in rows):
        lines = [_row(row) for row in rows if row["group"] == group]
        header = ["number", "in the evidence", "confidence", "went to", "in the model", "differs, and notes"]
        parts += [f"## {group.capitalize()}", "", *table(header, lines), ""]
    parts += [
        "## Parameters that the evidence has no row for",
        "",
        f"{len(others)} of the {len(registered_parameters())} parameters came with the rule that needs them.",
        "Sources and ranges are in [MODEL.md](../MODEL.md#parameters).",
        f"{sum(one.confidence == 'low' for one in others)} of them are weakly founded (low confidence):",
        "",
        ", ".join(f"`{one.name}`" for one in others if one.confidence == "low") + ".",
        "",
        "The rest:",
        "",
        ", ".join(f"`{one.name}`" for one in others if one.confidence != "low") + ".",
        "",
    ]
    return "\n".join(parts)


def _row(row: Row) -> list[str]:
    span = f" ({row['low']} to {row['high']})" if row["low"] else ""
    there = "cities.csv" if row["value"] == "cities.csv" else f"{row['value']}{span} {row['unit']}".rstrip()
    here = in_model(row)
    notes = [f"**{' and '.join(found)}**"] if (found := differs(row)) else []
    star = "\\*" if row["core"] else ""
    went = f"{row['went']} {', '.join(f'`{name}`' for name, _ in here)}".rstrip()
    notes += [row["why"]] if row["why"] else []
    values = "; ".join(number.text() for _, number in here if number.value is not None)
    return [f"{row['symbol']}{star}: {row['name']}", there, row["confidence"], went, values, ": ".join(notes)]


def main(arguments: list[str]) -> int:
    """Write parameters.md, or check it."""
    rows = read_csv(DOCS / "evidence-parameters.csv")
    problems = find_problems(rows)
    path = DOCS / "parameters.md"
    if not problems:
        text = document(rows)
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            problems.append("docs/parameters.md is stale; run: python docs/parameters.py")
    sys.stderr.writelines(f"{problem}\n" for problem in problems)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
