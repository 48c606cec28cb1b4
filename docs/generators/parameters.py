"""parameters.md, from evidence-parameters.csv: every number of the evidence, and where it went.

A row is wrong that names what the model lacks, differs without saying why, or is not what docs/domain.md says.
"""

import math
import re
from collections import Counter

from docs.generated import Generated
from docs.model_names import NAME, is_known
from docs.model_numbers import LOOKED_UP, Number
from docs.tables import DOCS, Row, read_csv, table
from sim.scenario.registry import registered_parameters

PATH = "docs/parameters.md"
KINDS = {
    "parameter": "a parameter of `sim/data/parameters.csv`",
    "lever": "set by policies",
    "outcome": "comes out, and is never set",
    "scenario": "a city, supplier or dated event of `scenarios/russia.yaml` and its cities file",
    "left out": "has no place in the model, for the reason given",
}


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
    value, low, high = (_number(row[key], float(row["factor"])) for key in ("value", "low", "high"))
    return Number(value, low, high)


def _number(text: str, factor: float) -> float | None:
    found = re.match(r"-?[\d.]+(?:e-?\d+)?", text)
    return factor * float(found[0]) if found else None


def differs(row: Row) -> list[str]:
    """Return in what the model differs from the evidence: value (perhaps outside its range), range, or both."""
    found = in_model(row)
    if len(found) != 1:
        return ["value", "range"] if found else []
    there, here = evidence(row), found[0][1]
    what = []
    if _unlike(there.value, here.value):
        what.append("value, outside the range" if _is_outside(here.value, there) else "value")
    if _unlike(there.low, here.low) or _unlike(there.high, here.high):
        what.append("range")
    return what


def _is_outside(value: float | None, there: Number) -> bool:
    if value is None or there.low is None or there.high is None:
        return False
    return not there.low <= value <= there.high


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
    told = _told_by_the_evidence()
    keys = ("name", "unit", "value", "low", "high", "confidence")
    given = {row["symbol"]: tuple(row[key] for key in keys) for row in rows}
    problems = [f"{symbol}: docs/domain.md has it, the table has not" for symbol in told.keys() - given.keys()]
    problems += [f"{symbol}: docs/domain.md has no such parameter" for symbol in given.keys() - told.keys()]
    problems += [f"{s}: docs/domain.md says {told[s]}" for s in told.keys() & given.keys() if told[s] != given[s]]
    return sorted(problems) if len(rows) == len(given) else ["a symbol is there twice", *problems]


def _told_by_the_evidence() -> dict[str, tuple[str, ...]]:
    """Return name, unit, value, low, high and confidence by symbol, from section 3 of docs/domain.md."""
    text = (DOCS / "domain.md").read_text(encoding="utf-8").split("## 3. Parameters")[1].split("\n## ")[0]
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if line[:2] == "| "]
    return {line[2]: (line[1], line[4], *line[5:8], line[9]) for line in cells if line[0] in ("c", "f")}


def document(rows: list[Row]) -> str:
    """Return parameters.md."""
    counts = Counter(row["went"] for row in rows)
    core = Counter(row["went"] for row in rows if row["core"])
    parts = [
        "# Numbers of the evidence and of the model",
        "",
        "Made from `docs/evidence-parameters.csv` and the code by `python -m docs parameters`; do not edit. The left",
        "half of each row is section 3 of [domain.md](domain.md), as it was before the model was built; the right half",
        "is what the model holds now, with the plausible range where it has one. A star marks a number that the",
        "evidence calls core: to be varied. Where a value or a range differs, the last column says so and why.",
        "",
        table(
            ["went to", "which means", "numbers", "of them core"],
            [[kind, KINDS[kind], str(counts[kind]), str(core[kind])] for kind in KINDS],
        ),
        "",
    ]
    header = ["number", "in the evidence", "confidence", "went to", "in the model", "differs, and notes"]
    for group in dict.fromkeys(row["group"] for row in rows):
        lines = [_row(row) for row in rows if row["group"] == group]
        parts += [f"## {group.capitalize()}", "", table(header, lines), ""]
    return "\n".join(parts + _without_evidence(rows))


def _without_evidence(rows: list[Row]) -> list[str]:
    """Return the lines on parameters that no row of the evidence went to."""
    used = {name for row in rows if row["went"] == "parameter" for name in names(row)}
    others = [one for one in registered_parameters() if one.name not in used]
    weak = [f"`{one.name}`" for one in others if one.confidence == "low"]
    return [
        "## Parameters that the evidence has no row for",
        "",
        f"{len(others)} of the {len(registered_parameters())} parameters came with the rule that needs them.",
        "Sources and ranges are in [MODEL.md](../MODEL.md#parameters).",
        f"{len(weak)} of them are weakly founded (low confidence):",
        "",
        ", ".join(weak) + ".",
        "",
        "The rest:",
        "",
        ", ".join(f"`{one.name}`" for one in others if one.confidence != "low") + ".",
        "",
    ]


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


def make() -> Generated:
    """Return parameters.md, or what is wrong with the rows."""
    rows = read_csv(DOCS / "evidence-parameters.csv")
    problems = find_problems(rows)
    return Generated(None if problems else document(rows), tuple(problems))
