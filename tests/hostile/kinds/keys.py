"""Keys twice, unknown, missing, or not words."""

import random
from collections.abc import Iterator

from sim.scenario.overrides import TOP_KEYS
from tests.hostile.case import SCENARIO, Case, at
from tests.scenario.files import VALID

ODD_KEYS = [
    "1",
    "1.5",
    "true",
    "~",
    "''",
    "no",
    "2020-01",
    "[a, b]",
    "{a: b}",
    "<<",
    "&a b",
    "!t b",
    "k" * 65,
    "a\u00a0b",
    "a\u202eb",
]


LINES = VALID.splitlines(keepends=True)
LISTS = ("suppliers:", "parameters:", "events:", "arms:")  # whose entries stand below


def cases() -> Iterator[Case]:
    """Yield each line of a scenario twice, left out and misspelt; odd keys in each part."""
    yield from _twice_or_left_out()
    yield from _misspelt()
    yield from _odd()
    many = "".join(f"q{number}: 1\n" for number in range(3_000))
    yield Case("3,000 unknown keys", {SCENARIO: VALID + many}, refused=at(SCENARIO, "is not a known key"))


def _twice_or_left_out() -> Iterator[Case]:
    for number, line in enumerate(LINES):
        if line.startswith((" ", "-")) or line.strip() in LISTS:
            continue
        key = line.strip().split(":")[0]
        yield Case(f"{key} twice", {SCENARIO: VALID + line}, refused=at(SCENARIO, "written twice"))
        if key != "levers":
            without = "".join(LINES[:number] + LINES[number + 1 :])
            yield Case(f"{key} left out", {SCENARIO: without}, refused=at(SCENARIO, f"{key}: is missing"))


def _misspelt() -> Iterator[Case]:
    rng = random.Random(2)
    for key in TOP_KEYS:
        place = rng.randrange(len(key))
        wrong = key[:place] + "q" + key[place + 1 :]
        yield Case(f"{wrong} for {key}", {SCENARIO: VALID + f"{wrong}: 1\n"}, refused=at(SCENARIO, f"mean {key}?"))
    text = "".join(line for line in LINES if not line.startswith("levers"))
    yield Case("levers empty", {SCENARIO: text + "levers:\n"}, refused=at(SCENARIO, "must be a mapping"))


def _odd() -> Iterator[Case]:
    for odd in ODD_KEYS:
        yield Case(f"key {odd[:20]!r}", {SCENARIO: VALID + f"{odd}: 1\n"}, refused=at(SCENARIO))
        if odd != "2020-01":  # a good name for an arm
            yield Case(f"arm {odd[:20]!r}", {SCENARIO: VALID + f"  {odd}: []\n"}, refused=at(SCENARIO))
