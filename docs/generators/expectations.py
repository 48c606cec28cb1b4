"""expectations.md: what was expected of each arm beside what was found in a result folder.

Made from expectations.csv (written before the first run) and explanations.csv (one without an outcome is a note
on its arm). It is not finished while an arm is missing, or a disagreement has no explanation.
"""

import json
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from docs.generated import Generated
from docs.tables import DOCS, Row, read_csv, table
from sim.analysis.compare.window import comparison_window
from sim.experiments.problems import ExperimentError
from sim.experiments.store.reader import open_record
from sim.experiments.store.record import Record
from sim.model.outcomes import HEADLINES

PATH = "docs/expectations.md"
MARKS = {"agrees": "yes", "disagrees": "**no**", "open": "-"}
Key = tuple[str, str]  # arm, outcome


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


def make(folder: Path) -> Generated:
    """Return expectations.md for a result folder, and what keeps it from being finished."""
    try:
        record = open_record(folder)
        found = {(row["policy"], row["outcome"]): row for row in read_csv(folder / "comparison.csv")}
    except (ExperimentError, OSError) as error:
        return Generated(None, (str(error),))
    expected = read_csv(DOCS / "expectations.csv")
    explanations = {
        (row["arm"], row["outcome"]): row["explanation"].strip() for row in read_csv(DOCS / "explanations.csv")
    }
    verdicts = [judge(row, found[key(row)]) for row in expected if key(row) in found]
    problems = find_problems(expected, found, verdicts, explanations)
    return Generated(document(record, settings(folder), verdicts, explanations), tuple(problems))


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
    lacking = [f"the result lacks arm {arm!r}, or an outcome of it" for arm in missing]
    return lacking + _unexplained(verdicts, explanations) + _superfluous(expected, verdicts, explanations)


def _unexplained(verdicts: list[Verdict], explanations: dict[Key, str]) -> list[str]:
    return [
        f"no explanation in docs/explanations.csv: {v.arm},{v.outcome} ({v.expected}, found {v.found})"
        for v in verdicts
        if v.mark == "disagrees" and not explanations.get((v.arm, v.outcome))
    ]


def _superfluous(expected: list[Row], verdicts: list[Verdict], explanations: dict[Key, str]) -> list[str]:
    """Return what is wrong with explanations: one without an outcome is a note on its arm."""
    marks = {(v.arm, v.outcome): v.mark for v in verdicts}
    known = {key(row) for row in expected} | {(row["arm"], "") for row in expected}
    problems = []
    for arm, outcome in explanations:
        if marks.get((arm, outcome), "disagrees") != "disagrees":
            problems.append(f"explained, but nothing disagrees: {arm},{outcome}")
        elif (arm, outcome) not in known:
            problems.append(f"explained, but never expected: {arm},{outcome}")
    return problems


def document(record: Record, options: list[str], verdicts: list[Verdict], explanations: dict[Key, str]) -> str:
    """Return expectations.md."""
    arms = list(dict.fromkeys(v.arm for v in verdicts))
    parts = [
        "# Expected and found",
        origin(record, options, arms),
        "A result is *more* or *less* when its 95% interval (paired Student t over seeds) excludes 0, else *none*;\n"
        "*either* predicted no direction and is not counted. At 95%, about one *none* in twenty is missed by luck\n"
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
        "Made by `python -m docs expectations --result RESULT`; do not edit. The expectations\n"
        "(`docs/expectations.csv`) were written before the levers first ran. Those that changed with the model are\n"
        "marked and were written before it ran, but for a few, which say how many seeds had been seen. None is\n"
        "altered after its result; where one was wrong, the reason is given.\n\n"
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
    header = ["outcome", "expected", "found", "agrees", "difference (95%)", "why expected"]
    wrong = [v for v in verdicts if v.mark == "disagrees"]
    lines = [
        f"- `{v.outcome}`: expected {v.expected}, found {v.found}. "
        + (explanations.get((arm, v.outcome)) or "*Not explained yet.*")
        for v in wrong
    ]
    parts = [
        f"## {arm} ({verdicts[0].lever})",
        explanations.get((arm, "")),
        table(header, rows),
        "\n".join(lines),
    ]
    return "\n\n".join(part for part in parts if part)
