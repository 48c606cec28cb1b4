"""Write facts.md from facts.csv: every published fact, and where it lives in the model or why it does not.

`--check` only tells whether a name in `where` is unknown or facts.md is stale. Names in backticks are
checked: parameters, levers, outcomes, rules (`adoption.is_affordable`), steps of the month, columns of the
cities file, events, arms and suppliers of shipped scenarios, files; `name=value` checks the value too, and
`Moscow.leader=1` that of a city.
"""

import ast
import csv
import re
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from sim.model.levers import LEVERS  # noqa: E402
from sim.model.outcomes import OUTCOME_NAMES  # noqa: E402
from sim.model.schedule import SCHEDULE  # noqa: E402

DOCS = ROOT / "docs"
USES = {
    "parameter": "sets the value of a parameter or lever",
    "initial condition": "sets how a city or supplier starts",
    "mechanism": "is a rule",
    "event": "is a dated event",
    "scenario": "is an arm to compare",
    "target": "is compared with what the model says, and sets nothing",
    "pattern": "is a qualitative pattern that the model shows",
    "check": "bounds a result from one side or in size",
    "set aside": "is not used, for the reason given",
}
NAME = re.compile(r"`([^`]+)`")
Row = dict[str, str]


def read_csv(path: Path) -> list[Row]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def values() -> dict[str, str]:
    """Return everything that has a value by name: parameters, levers, columns of cities."""
    found = {row["name"]: row["value"] for row in read_csv(ROOT / "sim" / "data" / "parameters.csv")}
    for lever in LEVERS:
        is_switch = lever.kind == "switch"
        found[lever.name] = str(bool(lever.default)).lower() if is_switch else f"{float(lever.default):g}"
    for city in read_csv(ROOT / "scenarios" / "data" / "cities.csv"):
        found.update({f"{city['name_en']}.{column}": value for column, value in city.items()})
    return found


@cache
def names() -> frozenset[str]:
    """Return every name that `where` may use, files apart."""
    found = set(values()) | set(OUTCOME_NAMES) | {step.name for step in SCHEDULE}
    found |= set(read_csv(ROOT / "scenarios" / "data" / "cities.csv")[0])
    for path in (ROOT / "sim" / "model" / "rules").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found |= {f"{path.stem}.{node.name}" for node in tree.body if isinstance(node, ast.FunctionDef)}
    for path in (ROOT / "scenarios").glob("*.yaml"):
        scenario = yaml.safe_load(path.read_text(encoding="utf-8"))
        found |= {event["name"] for event in scenario.get("events") or []}
        found |= set(scenario.get("arms") or {}) | set(scenario.get("suppliers") or {})
    return frozenset(found)


def is_known(name: str) -> bool:
    """Tell whether the model has what a name in backticks says, with the value it says."""
    if "/" in name:
        return (ROOT / name).is_file()
    key, _, value = name.partition("=")
    if not value:
        return key in names()
    return key in values() and _same(values()[key], value)


def _same(actual: str, claimed: str) -> bool:
    try:
        return float(actual) == float(claimed)
    except ValueError:
        return actual == claimed


def find_problems(facts: list[Row]) -> list[str]:
    """Return what is wrong with the facts: every one S01 to S40 once, with a known use and known names."""
    expected = [f"S{number:02d}" for number in range(1, 41)]
    problems = [] if [fact["id"] for fact in facts] == expected else ["facts.csv must hold S01 to S40, in order"]
    for fact in facts:
        if fact["use"] not in USES:
            problems.append(f"{fact['id']}: use {fact['use']!r} is none of: {', '.join(USES)}")
        if not fact["where"]:
            problems.append(f"{fact['id']}: where is empty")
        unknown = [name for name in NAME.findall(fact["where"]) if not is_known(name)]
        problems += [f"{fact['id']}: the model has no `{name}`" for name in unknown]
    return problems


def document(facts: list[Row]) -> str:
    """Return facts.md."""
    counts = Counter(fact["use"] for fact in facts)
    return "\n".join(
        [
            "# Published facts and the model",
            "",
            "Made from `docs/facts.csv` by `python docs/facts.py`; do not edit. S.. are facts of the source article",
            "(on face recognition in Russian cities), T.. are targets of calibration and validation. A name in `code`",
            "is one of the model and is tested to exist. Three uses set a number: parameter, initial condition, event.",
            "",
            *table(["use", "a fact that", "facts"], [[use, USES[use], str(counts[use])] for use in USES]),
            "",
            *table(["fact", "what is published", "use", "where, or why not", "caution"], list(map(_row, facts))),
            "",
        ]
    )


def _row(fact: Row) -> list[str]:
    value = " ".join(text for text in (fact["value"], fact["unit"]) if text != "-")
    published = ", ".join(text for text in (fact["place"], fact["date"]) if text != "-")
    what = f"{fact['quantity']}: {value} ({published}). {fact['paraphrase']}".replace(":  (", " (")
    return [fact["id"], what, fact["use"], fact["where"], fact["caution"]]


def table(header: list[str], rows: list[list[str]]) -> list[str]:
    """Return the lines of a Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return ["| " + " | ".join(cell.replace("|", "/") for cell in line) + " |" for line in lines]


def main(arguments: list[str]) -> int:
    """Write facts.md, or check it."""
    facts = read_csv(DOCS / "facts.csv")
    problems = find_problems(facts)
    path, text = DOCS / "facts.md", document(facts)
    if "--check" not in arguments:
        path.write_text(text, encoding="utf-8")
    elif not path.exists() or path.read_text(encoding="utf-8") != text:
        problems.append("docs/facts.md is stale; run: python docs/facts.py")
    sys.stderr.writelines(f"{problem}\n" for problem in problems)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
