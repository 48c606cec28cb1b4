"""The answer in plain sentences: whether a policy acted, who gains, who pays, who is harmed, what stays unclear.

The words are templates in words/; here is which of them are said, and in what order.
"""

from collections.abc import Sequence
from typing import NamedTuple

from sim.analysis.compare.acting import Acting, acting_policies
from sim.analysis.compare.adopters import Recognising, adopters, recognising_cities
from sim.experiments.store.reader import Results
from sim.experiments.store.schema import MIN_PAIRS, ComparisonRow
from sim.model.outcomes import OUTCOMES, Outcome
from sim.present.acted import acting_sentence, claims_nothing, lasting_sentence, short_lasting
from sim.present.changes import amount, carried_by_few, change, label, relative
from sim.present.numbers import is_money
from sim.present.telling import Telling, telling
from sim.present.words.language import words

LIMITS = words().say("limits")
OUTCOME_OF: dict[str, Outcome] = {outcome.name: outcome for outcome in OUTCOMES}
HEADLINE_OUTCOMES: tuple[Outcome, ...] = tuple(outcome for outcome in OUTCOMES if outcome.headline)
MARKET = {"cost_per_incremental_clearance_rub": "cost", "supplier_hhi": "suppliers"}
NAMED_CITIES = 6
_COST_OF_SOLVING = ("clearances_incremental", "spend_city_rub", "spend_federal_rub")

Line = tuple[str, str]  # a heading and a sentence
Rows = Sequence[tuple[Outcome, ComparisonRow]]


class Answer(NamedTuple):
    """What one policy does, compared with the baseline.

    Attributes:
        policy: the arm.
        lines: a heading and a sentence for each thing that is said.
        finding: what comes first, in one plain sentence with its doubt.
    """

    policy: str
    lines: tuple[Line, ...]
    finding: str

    def text(self) -> str:
        """The answer as one paragraph."""
        return " ".join(f"{heading}: {sentence}" for heading, sentence in self.lines)


def uncertainty(results: Results) -> str:
    """What the intervals hold and what they do not."""
    pointwise = words().say("uncertainty.pointwise")
    if not results.varied:
        return f"{words().say('uncertainty.luck')} {pointwise}"
    n_sets = len(results.record.world["ensemble"]["sets"])
    return f"{words().say('uncertainty.parameters', n=len(results.varied), n_sets=n_sets)} {pointwise}"


def nothing_compared(results: Results) -> str:
    """What is said where only a baseline was run, and what to add."""
    return words().say("nothing.compared", baseline=results.baseline)


def answers(results: Results) -> tuple[Answer, ...]:
    """One answer for each policy that is compared with the baseline."""
    recognising = recognising_cities(results.folder)
    acting = acting_policies(results.folder, results.baseline)
    return tuple(_answer(results, policy, acting.get(policy), recognising) for policy in results.policies)


def _answer(results: Results, policy: str, acting: Acting | None, recognising: Recognising) -> Answer:
    """Say first whether a policy acted, then what holds of the headline outcomes."""
    tell, rows = telling(results, policy), results.rows_of(policy, HEADLINE_OUTCOMES)
    acted = acting_sentence(tell, acting) if acting else ""
    if acting and claims_nothing(acting):
        return Answer(policy, ((words().say("heading.acting"), acted),), acted)
    n_pairs = max((row.n_pairs for _, row in rows), default=0)
    if n_pairs < MIN_PAIRS:
        nothing = tell.say("no_claim.too_few", n=n_pairs, least=MIN_PAIRS)
        return Answer(policy, ((words().say("heading.no_claim"), nothing),), nothing)
    lasted = lasting_sentence(tell, acting, results.arms.get(policy), results.record.months[1]) if acting else ""
    first = [("acting", acted), ("lasting", lasted)]
    lines = [(words().say(f"heading.{name}"), sentence) for name, sentence in first if sentence]
    lines += _sides(tell, rows) + _market(tell, results) + _lists(tell, rows) + _cities(tell, recognising)
    before = acted.rstrip(".") or (short_lasting(tell, acting) if acting and lasted else "")
    return Answer(policy, tuple(lines), _finding(tell, rows, n_pairs, before))


def _finding(tell: Telling, rows: Rows, n_pairs: int, before: str) -> str:
    """Return the largest gain and the largest harm, by their ratio to the baseline, in one sentence."""
    clear = _clear(rows)
    largest = [max(side, key=_size) for name in ("gain", "harm") if (side := _of(clear, name))]
    largest = largest or [max(clear, key=_size)] if clear else []
    if not largest:
        nothing = tell.say("finding.none", n=n_pairs)
        return f"{before}. {nothing}" if before else nothing
    clauses = [change(*one) for one in largest]
    both = words().say("finding.both", gain=clauses[0], harm=clauses[1]) if len(clauses) > 1 else clauses[0]
    if before:
        return tell.say("finding.after", before=before, n=n_pairs, clauses=both)
    return tell.say("finding.lead", n=n_pairs, clauses=both)


def _size(one: tuple[Outcome, ComparisonRow]) -> tuple[bool, float]:
    """Order differences for the first sentence: what a few pairs carry comes last, then by the ratio."""
    return not carried_by_few(one[1]), abs(relative(one[1]) or 0.0)


def _clear(rows: Rows) -> Rows:
    return [(outcome, row) for outcome, row in rows if row.reading in ("more", "less")]


def _effect(outcome: Outcome, row: ComparisonRow) -> str:
    if outcome.better is None:
        return "neither"
    return "gain" if outcome.better == row.reading else "harm"


def _of(clear: Rows, effect: str) -> Rows:
    return [(outcome, row) for outcome, row in clear if _effect(outcome, row) == effect]


def _sides(tell: Telling, rows: Rows) -> list[Line]:
    """Say who gains (savings among it), who pays, who is harmed otherwise, and what changes without being either."""
    clear = _clear(rows)
    worse = _of(clear, "harm")
    sides = {
        "gain": _of(clear, "gain"),
        "pay": [(outcome, row) for outcome, row in worse if is_money(outcome.unit)],
        "harm": [(outcome, row) for outcome, row in worse if not is_money(outcome.unit)],
    }
    lines = [
        (words().say(f"heading.{side}"), _by_stakeholder(tell, found) if found else tell.say(f"no.{side}"))
        for side, found in sides.items()
    ]
    neither = [change(outcome, row) for outcome, row in _of(clear, "neither")]
    return lines + ([(words().say("heading.neither"), _led(tell, neither))] if neither else [])


def _by_stakeholder(tell: Telling, found: Rows) -> str:
    clauses: dict[str, list[str]] = {}
    for outcome, row in found:
        clauses.setdefault(outcome.stakeholder, []).append(change(outcome, row))
    named = {words().say(f"stakeholder.{stakeholder}"): _and(own) for stakeholder, own in clauses.items()}
    return _led(tell, [words().say("for", stakeholder=name, clauses=own) for name, own in named.items()])


def _led(tell: Telling, clauses: Sequence[str]) -> str:
    """Put the model, the years and the baseline before clauses."""
    return tell.say("lead", clauses="; ".join(clauses))


def _and(clauses: Sequence[str]) -> str:
    *before, last = clauses
    return words().say("and", first=", ".join(before), second=last) if before else last


def _market(tell: Telling, results: Results) -> list[Line]:
    """Say what solving an offence costs, how concentrated supply is, and what each offence more costs whom."""
    lines = []
    for name, heading in MARKET.items():
        row = results.comparison.get((tell.policy, name))
        if row is not None and row.reading in ("more", "less"):
            lines.append((words().say(f"heading.{heading}"), _led(tell, [change(OUTCOME_OF[name], row)])))
    return lines + _marginal_cost(tell, results)


def _marginal_cost(tell: Telling, results: Results) -> list[Line]:
    """Say what the solved offences that a policy adds cost cities and the federation, where both clearly rise."""
    rows = [results.comparison.get((tell.policy, name)) for name in _COST_OF_SOLVING]
    clear = [row for row in rows if row is not None and row.reading in ("more", "less", "equal")]
    solved, *paid = [row.difference for row in clear if row.difference is not None] or [0.0]
    if len(paid) < 2 or solved <= 0.0:
        return []
    city, federal = (amount("roubles", rub / solved) for rub in paid)
    return [(words().say("heading.marginal"), tell.say("marginal", city=city, federal=federal))]


def _lists(tell: Telling, rows: Rows) -> list[Line]:
    """Name the outcomes that cannot be told apart, and those that are the same."""
    names: dict[str, list[str]] = {}
    for outcome, row in rows:
        names.setdefault(_kind(row), []).append(label(outcome))
    slots: dict[str, dict[str, object]] = {"too_few": {"least": MIN_PAIRS}}
    return [
        (words().say(f"heading.{kind}"), tell.say(f"list.{kind}", labels=", ".join(names[kind]), **slots.get(kind, {})))
        for kind in ("unclear", "too_few", "equal", "zero", "undefined")
        if kind in names
    ]


def _kind(row: ComparisonRow) -> str:
    if row.reading == "equal" and not row.baseline_mean:
        return "zero"
    return row.reading.replace(" ", "_")


def _cities(tell: Telling, recognising: Recognising) -> list[Line]:
    """Name cities that recognise at the end under one of the two alone."""
    found = adopters(recognising, tell.policy, tell.baseline)
    sides = {"only_policy": found.only_policy, "only_baseline": found.only_baseline}
    return [(tell.say(f"heading.{side}"), _some(cities)) for side, cities in sides.items() if cities]


def _some(cities: tuple[str, ...]) -> str:
    """Count cities and name a few."""
    named = ", ".join(cities[:NAMED_CITIES])
    if len(cities) > NAMED_CITIES:
        named = words().say("cities.more", named=named, n=len(cities) - NAMED_CITIES)
    return words().say("cities.count", n=len(cities), named=named)
