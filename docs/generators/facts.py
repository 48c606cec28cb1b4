"""facts.md, from facts.csv: every published fact, and where it lives in the model or why it does not.

Names in backticks in the column `where` are checked: see docs/model_names.py.
"""

from collections import Counter

from docs.generated import Generated
from docs.model_names import NAME, is_known
from docs.tables import DOCS, Row, read_csv, table

PATH = "docs/facts.md"
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
            "Made from `docs/facts.csv` by `python -m docs facts`; do not edit. S.. are facts of the source article",
            "(on face recognition in Russian cities), T.. are targets of calibration and validation. A name in `code`",
            "is one of the model and is tested to exist. Three uses set a number: parameter, initial condition, event.",
            "",
            table(["use", "a fact that", "facts"], [[use, USES[use], str(counts[use])] for use in USES]),
            "",
            table(["fact", "what is published", "use", "where, or why not", "caution"], list(map(_row, facts))),
            "",
        ]
    )


def _row(fact: Row) -> list[str]:
    value = " ".join(text for text in (fact["value"], fact["unit"]) if text != "-")
    published = ", ".join(text for text in (fact["place"], fact["date"]) if text != "-")
    what = f"{fact['quantity']}: {value} ({published}). {fact['paraphrase']}".replace(":  (", " (")
    return [fact["id"], what, fact["use"], fact["where"], fact["caution"]]


def make() -> Generated:
    """Return facts.md, and every name in `where` that the model lacks."""
    facts = read_csv(DOCS / "facts.csv")
    return Generated(document(facts), tuple(find_problems(facts)))
