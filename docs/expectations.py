"""Compare what was expected of each arm with what was found: `python docs/expectations.py RESULT`.

Reads expectations.csv (written before the first run), explanations.csv (one without an outcome is a note
on its arm) and a result folder; writes expectations.md. Exit code 1: an arm is missing, or a disagreement
has no explanation.
"""

import csv
import json
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from sim.analysis.window import comparison_window  # noqa: E402
from sim.experiments.problems import UsageError  # noqa: E402
from sim.experiments.store.record import Record, read_record  # noqa: E402
from sim.model.outcomes import HEADLINES  # noqa: E402

DOCS = ROOT / "docs"
MARKS = {"agrees": "yes", "disagrees": "**no**", "open": "-"}
Key = tuple[str, str]  # arm, outcome
Row = dict[str, str]


class Verdict(NamedTuple):
    """One expectation beside what was found."""

    arm: str
    lever: str
    outcome: str
    expected: str
    reason: str
    found: str  # more, less, none, undefined
    difference: str
    mark: str  # agrees, disagrees, open (no direction was predicted)


def main(arguments: list[str]) -> int:
    """Write expectations.md from a result folder."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        sys.stderr.write("usage: python docs/expectations.py RESULT\n")
        return 2
    folder = Path(arguments[0])
    try:
        record = read_record(folder)
        found = {(row["policy"], row["outcome"]): row for row in read_csv(folder / "comparison.csv")}
    except (UsageError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    expected = read_csv(DOCS / "expectations.csv")
    explanations = {
        (row["arm"], row["outcome"]): row["explanation"].strip() for row in read_csv(DOCS / "explanations.csv")
    }
    verdicts = [judge(row, found[key(row)]) for row in expected if key(row) in found]
    (DOCS / "expectations.md").write_text(document(record, settings(folder), verdicts, explanations), encoding="utf-8")
    problems = find_problems(expected, found, verdicts, explanations)
    sys.stderr.writelines(f"{problem}\n" for problem in problems)
    return 1 if problems else 0


def read_csv(path: Path) -> list[Row]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def key(row: Row) -> Key:
    """Return arm and outcome of an expectation."""
    return row["arm"], row["outcome"]


def reading(row: Row) -> str:
    """Return what a row of comparison.csv says: more, less, none, or undefined without an interval."""
    if not row["lo95"] or not row["hi95"]:
        return "undefined"
    if float(row["lo95"]) > 0.0:
        return "more"
    return "less" if float(row["hi95"]) < 0.0 else "none"


def judge(expectation: Row, row: Row) -> Verdict:
    """Return an expectation with what was found, and whether they agree."""
    found = reading(row)
    if expectation["expected"] == "either" and found != "undefined":
        mark = "open"
    else:
        mark = "agrees" if found == expectation["expected"] else "disagrees"
    return Verdict(found=found, difference=difference(row), mark=mark, **expectation)


def difference(row: Row) -> str:
    """Return the difference with its interval, and the baseline beside it."""
    if reading(row) == "undefined":
        return ""
    middle, low, high, baseline = (
        f"{float(row[name]):.4g}" if row[name] else "undefined"
        for name in ("difference", "lo95", "hi95", "baseline_mean")
    )
    return f"{middle} ({low} to {high}); baseline {baseline}"


def settings(folder: Path) -> list[str]:
    """Return the `--set KEY=VALUE` words of the command that made a folder: they change its world."""
    path = folder / "provenance.json"
    words = json.loads(path.read_text(encoding="utf-8")).get("command", []) if path.exists() else []
    pairs = zip(words, [*words[1:], ""], strict=True)
    return [f"{word} {value}" if word == "--set" else word for word, value in pairs if word.startswith("--set")]


def find_problems(
    expected: list[Row], found: dict[Key, Row], verdicts: list[Verdict], explanations: dict[Key, str]
) -> list[str]:
    """Return every reason why the document is not finished."""
    missing = sorted({row["arm"] for row in expected if key(row) not in found})
    problems = [f"the result lacks arm {arm!r}, or an outcome of it" for arm in missing]
    disagreeing = {(v.arm, v.outcome): v for v in verdicts if v.mark == "disagrees"}
    for (arm, outcome), v in disagreeing.items():
        if not explanations.get((arm, outcome)):
            problems.append(f"no explanation in docs/explanations.csv: {arm},{outcome} ({v.expected}, found {v.found})")
    judged = {(v.arm, v.outcome) for v in verdicts}
    for arm, outcome in explanations:
        if not outcome and arm in {row["arm"] for row in expected}:
            continue  # a note
        if (arm, outcome) not in disagreeing and (arm, outcome) in judged:
            problems.append(f"explained, but nothing disagrees: {arm},{outcome}")
        elif (arm, outcome) not in {key(row) for row in expected}:
            problems.append(f"explained, but never expected: {arm},{outcome}")
    return problems


def document(record: Record, options: list[str], verdicts: list[Verdict], explanations: dict[Key, str]) -> str:
    """Return expectations.md."""
    arms = list(dict.fromkeys(v.arm for v in verdicts))
    parts = [
        "# Expected and found",
        origin(record, options, arms),
        "A result is *more* or *less* when its 95 % interval (paired Student t over seeds) excludes 0, else *none*;\n"
        "*either* predicted no direction and is not counted. At 95 %, about one *none* in twenty is missed by luck\n"
        "where a path exists; without any path the difference is exactly 0.",
        summary(verdicts),
        matrix(verdicts, arms),
        *(section(arm, [v for v in verdicts if v.arm == arm], explanations) for arm in arms),
    ]
    return "\n\n".join(parts) + "\n"


def origin(record: Record, options: list[str], arms: list[str]) -> str:
    """Say where the numbers come from, so that anyone can make them again."""
    seeds = sorted({record.arms[arm]["seeds"] for arm in [record.baseline, *arms]})
    window = comparison_window(record)
    command = " ".join(
        [
            f"python run.py simulate scenarios/{record.name}.yaml --seeds {seeds[-1]}",
            f"--people-per-agent {record.people_per_agent}",
            *options,
        ]
    )
    return (
        "Made by `python docs/expectations.py RESULT`; do not edit. The expectations (`docs/expectations.csv`) were\n"
        "written before the first run of these levers and stay as they were; what they got wrong is explained.\n\n"
        f"The numbers come from\n\n    {command}\n\n"
        f"with {' or '.join(map(str, seeds))} seeds an arm, against `{record.baseline}`, over"
        f" {window.first} to {window.last};\nmodel version `{record.model_version}`, engine {record.engine}."
    )


def summary(verdicts: list[Verdict]) -> str:
    """Count agreements."""
    marks = Counter(v.mark for v in verdicts)
    predicted = marks["agrees"] + marks["disagrees"]
    return (
        f"**{marks['agrees']} of {predicted} predictions agree**; {marks['disagrees']} do not;"
        f" {marks['open']} predicted no direction."
    )


def table(header: list[str], rows: list[list[str]]) -> str:
    """Return a Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "/") for cell in line) + " |" for line in lines)


def matrix(verdicts: list[Verdict], arms: list[str]) -> str:
    """Return the whole at a glance: what was found, bold where it was not expected."""
    by_key = {(v.arm, v.outcome): v for v in verdicts}
    rows = [[outcome, *(_cell(by_key.get((arm, outcome))) for arm in arms)] for outcome in HEADLINES]
    return "Found, with what was expected in brackets where they disagree.\n\n" + table(["outcome", *arms], rows)


def _cell(verdict: Verdict | None) -> str:
    if verdict is None:
        return ""
    return f"**{verdict.found}** ({verdict.expected})" if verdict.mark == "disagrees" else verdict.found


def section(arm: str, verdicts: list[Verdict], explanations: dict[Key, str]) -> str:
    """Return one arm: every outcome, then the explanation of each disagreement."""
    rows = [[f"`{v.outcome}`", v.expected, v.found, MARKS[v.mark], v.difference, v.reason] for v in verdicts]
    header = ["outcome", "expected", "found", "agrees", "difference (95 %)", "why expected"]
    wrong = [v for v in verdicts if v.mark == "disagrees"]
    lines = [
        f"- `{v.outcome}`: expected {v.expected}, found {v.found}. "
        + (explanations.get((arm, v.outcome)) or "*Not explained yet.*")
        for v in wrong
    ]
    parts = [f"## {arm} ({verdicts[0].lever})", explanations.get((arm, "")), table(header, rows), "\n".join(lines)]
    return "\n\n".join(part for part in parts if part)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
