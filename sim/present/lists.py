"""What is listed rather than told: outcomes without a clear difference, and cities that differ."""

from collections.abc import Sequence

from sim.analysis.compare.adopters import Adopters
from sim.experiments.store.schema import MIN_PAIRS, ComparisonRow
from sim.model.outcomes import Outcome
from sim.present.changes import label
from sim.present.drivers import with_driver
from sim.present.effects import Rows
from sim.present.telling import Telling
from sim.present.words.language import words

NAMED_CITIES = 6

Line = tuple[str, str]  # a heading and a sentence


def joined(clauses: Sequence[str]) -> str:
    """Put clauses into one, with a word before the last."""
    *before, last = clauses
    return words().say("and", first=", ".join(before), second=last) if before else last


def list_lines(tell: Telling, rows: Rows, market: Rows) -> list[Line]:
    """Name the outcomes that cannot be told apart, the market's among them, and those that are the same."""
    names: dict[str, list[str]] = {}
    untold = [(outcome, row) for outcome, row in market if row.reading not in ("more", "less")]
    for outcome, row in (*rows, *untold):
        names.setdefault(_kind(row), []).append(_named(outcome))
    slots: dict[str, dict[str, object]] = {"too_few": {"least": MIN_PAIRS}}
    return [
        (words().say(f"heading.{kind}"), tell.say(f"list.{kind}", labels=", ".join(names[kind]), **slots.get(kind, {})))
        for kind in ("unclear", "too_few", "equal", "zero", "undefined")
        if kind in names
    ]


def _named(outcome: Outcome) -> str:
    """Return the name of an outcome and what it hangs on; that of the last month says so."""
    name = words().say("list.last", label=label(outcome)) if outcome.over_time == "last" else label(outcome)
    return with_driver("label", outcome, name)


def _kind(row: ComparisonRow) -> str:
    if row.reading == "equal" and not row.baseline_mean:
        return "zero"
    return row.reading.replace(" ", "_")


def cities_line(tell: Telling, found: Adopters) -> list[Line]:
    """Say which cities recognise in most runs of one of the two arms alone, and that this is another count."""
    sides = [(found.only_policy, tell.policy, tell.baseline), (found.only_baseline, tell.baseline, tell.policy)]
    said = [
        words().say("cities.only", n=len(cities), here=here, there=there, named=some(cities))
        for cities, here, there in sides
        if cities
    ]
    return [(words().say("heading.cities"), " ".join([*said, words().say("cities.majority")]))] if said else []


def some(cities: tuple[str, ...]) -> str:
    """Name cities; of many only the first ones, and how many more there are."""
    named = ", ".join(cities[:NAMED_CITIES])
    if len(cities) > NAMED_CITIES:
        return words().say("cities.more", named=named, n=len(cities) - NAMED_CITIES)
    return named
