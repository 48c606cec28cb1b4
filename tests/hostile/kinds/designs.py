"""Designs of sweeps as nobody should write them."""

from collections.abc import Iterator

from sim.scenario.text.tree import MAX_DEPTH
from tests.hostile.case import SCENARIO, Case, at, of

DESIGN = "design.yaml"
SWEEP = ("sweep", SCENARIO, DESIGN, "--dry-run", "--seeds", "2")
HEAD = "format: 1\nname: d\ntitle: D\n"
LIST, GRID, SOBOL = (f"{HEAD}kind: {kind}\n" for kind in ("list", "grid", "sobol"))
VALUES = ("nan", ".inf", "1e400", "-1", "3", "yes", "0x1", "1_0", "5%", "[]", "{}", "[[0.1]]", "''", "~", "0" * 5000)


def cases() -> Iterator[Case]:
    """Yield designs that are large, nested or wrong, and a few that are right."""
    for value in VALUES:
        yield _refused(f"value {value[:9]}", f"{GRID}vary: {{findable_share: [0.1, {value}]}}\n")
        yield _refused(f"end {value[:9]}", f"{SOBOL}points: 2\nseed: 1\nvary: {{findable_share: {{low: {value}}}}}\n")
        yield _refused(f"points {value[:9]}", f"{SOBOL}points: {value}\nseed: 1\nvary: {{findable_share: range}}\n")
    for count in (0, 3, 65_537, 2**31, 2**60):
        text = f"{SOBOL}points: {count}\nseed: 1\nvary: {{findable_share: range}}\n"
        yield Case(f"{count} points", {DESIGN: text}, SWEEP, at(DESIGN, "points"))
    names = ("findable_share", "corruptible_share", "clearance_share", "retention_days", "audit_share", "warrant_share")
    axes = ", ".join(f"{name}: {{low: 0.46, high: 0.5, levels: 1000}}" for name in names)
    yield Case("a grid without end", {DESIGN: f"{GRID}vary: {{{axes}}}\n"}, SWEEP, at(DESIGN, "at most 65,536"))
    yield Case("no values", {DESIGN: f"{GRID}vary: {{}}\n"}, SWEEP, at(DESIGN, "must not be empty"))
    yield Case("no points", {DESIGN: f"{LIST}points: []\n"}, SWEEP, at(DESIGN, "must not be empty"))
    yield Case("points of nothing", {DESIGN: f"{LIST}points: [1, [], x]\n"}, SWEEP, at(DESIGN, "must be a mapping"))
    yield Case("too many points", {DESIGN: f"{LIST}points: [{'{}, ' * 15_000}]\n"}, SWEEP, at(DESIGN, "20000 parts"))
    deep = "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)
    yield Case("deep", {DESIGN: f"{GRID}vary: {{findable_share: {deep}}}\n"}, SWEEP, at(DESIGN, "nested deeper"))
    yield Case("an alias", {DESIGN: f"{GRID}vary: {{findable_share: &a [*a]}}\n"}, SWEEP, at(DESIGN, "anchor"))
    yield Case("nothing", {DESIGN: ""}, SWEEP, of(DESIGN, "is empty"))
    yield Case("bytes", {DESIGN: bytes(range(256))}, SWEEP, of(DESIGN))
    yield Case("a scenario", {}, ("sweep", SCENARIO, SCENARIO, "--dry-run"), of(SCENARIO, "kind"))
    yield Case("no file", {}, ("sweep", SCENARIO, "no/such.yaml", "--dry-run"), "is not a design file")
    many = ", ".join(f"{{findable_share: {number / 4000:.5f}}}" for number in range(300))
    for name, text in {
        "a long list": f"{LIST}points: [{many}]\n",
        "a large grid": f"{GRID}vary: {{findable_share: {{low: 0, high: 1, levels: 300}}}}\n",
        "words and switches": f"{GRID}vary: {{consent_mode: [none, opt_in], new_fr_permitted: [true, false]}}\n",
    }.items():
        yield Case(name, {DESIGN: text}, SWEEP)


def _refused(name: str, text: str) -> Case:
    return Case(name, {DESIGN: text}, SWEEP, of(DESIGN))
