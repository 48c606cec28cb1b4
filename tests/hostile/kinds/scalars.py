"""Values that programs read differently, numbers that no double holds, text that is not what it looks like."""

from collections.abc import Iterator

from tests.hostile.case import SCENARIO, Case, at
from tests.scenario.files import VALID, changed

NOT_NUMBERS = [
    "010", "0x1F", "0o17", "0b11", "1_000", "1:30", "12:30:45", ".inf", "-.inf", ".nan", "nan", "Infinity", "1e400",
    "-1e400", "1e-400", "9007199254740993", "1" + "0" * 30, "9" * 4000, "yes", "No", "on", "OFF", "y", "n", "true",
    "null", "~", "''", "'30'", "[30]", "{a: 30}", "thirty", "e1", "E5", "+", "-", ".", "..", "1.2.3", "1e", "e", "--1",
    "0x", "1,5", "30 days", "\u0663", "\u00b2", "2021-01", "2021-01-01", "!!int 3", "&a 3", "*a", "<<", "3e3e3",
    "1e1e1",
]  # fmt: skip
WORDS = ["e1", "e5", "e10", "1e", "e", "x1", "a-1", "b_2"]
NOT_MONTHS = [
    "2021-13", "2021-00", "2021", "202101", "21-01", "01.2020", "1.2020", "01/2020", "2020/01", "2020-1", "Jan 2020",
    "2020-01-15", "9999-01", "1899-12", "2201-01", "-2020-01", "2020\u201301", "\u0662\u0660\u0662\u0660-01", "[]",
    "{}", "~", "true", "1e3", "2020-01T00:00:00Z",
]  # fmt: skip
ODD_TEXT = {
    "control": "a\x07", "escape": "a\x1b[31m", "direction": "a\u202eb", "joiner": "a\u200bb", "mark": "\ufefftitle",
    "surrogate": "a\ud800", "private": "a\ue000", "unassigned": "a\u0378", "line separator": "a\u2028b",
    "paragraph separator": "a\u2029b", "apart": "e\u0301", "empty": "''", "long": "x" * 201, "very long": "x" * 5000,
    "list": "[a]", "map": "{a: b}", "number": "3", "nothing": "", "colon": "a: b", "no-break space first": "\u00a0a: b",
}  # fmt: skip


def cases() -> Iterator[Case]:
    """Yield each word where a number, a name, a month or text is wanted."""
    for word in NOT_NUMBERS:
        for old in ("people_per_agent: 10", "retention_days: 30"):
            text = changed(old, f"{old.split(':')[0]}: {word}")
            yield Case(f"{old} as {word[:20]!r}", {SCENARIO: text}, refused=at(SCENARIO))
    for word in NOT_MONTHS:
        text = changed("start: 2020-01", f"start: {word}")
        yield Case(
            f"month {word!r}",
            {SCENARIO: text},
            refused=at(SCENARIO, "" if word[0] in "[{~" else "2020-01|YYYY-MM|a list|ambiguous"),
        )
    for name, word in ODD_TEXT.items():
        yield Case(
            f"title: {name}",
            {SCENARIO: changed("title: A small world", f"title: {word}")},
            refused=rf"{SCENARIO}:\d+:\d+: ",
        )
        labels = f"{VALID}labels:\n  short: {word}\n"
        yield Case(f"label: {name}", {SCENARIO: labels}, refused=rf"{SCENARIO}:\d+:\d+: ")
        refused = None if name in ("empty", "long") else rf"{SCENARIO}:\d+:\d+: "
        yield Case(f"look_for: {name}", {SCENARIO: f"{VALID}look_for: {word}\n"}, refused=refused)
    for word in WORDS:
        text = changed("name: small", f"name: {word}")
        yield Case(f"name {word}", {SCENARIO: text.replace("status-quo", word)})
    for word in ("e1", "E5", "-e5", "E+1", ".e3"):
        yield Case(f"title {word}", {SCENARIO: changed("title: A small world", f"title: {word}")})
    for number in ("0", "-0", "-1", "1e999", "1e-9", "100000001", "1.0", "10.5"):
        yield Case(f"people {number}", {SCENARIO: changed("agent: 10", f"agent: {number}")}, refused=at(SCENARIO))
