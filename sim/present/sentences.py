"""The answer in plain sentences: whether a policy acted, who gains, who pays, who is harmed, what stays unclear.

The words are templates in words/; here is which of them are said, and in what order.
"""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from sim.analysis.compare.acting import Acting, acting_policies
from sim.analysis.compare.adopters import Recognising, adopters, recognising_cities
from sim.experiments.store.reader import Results
from sim.experiments.store.schema import MIN_PAIRS
from sim.model.outcomes import OUTCOMES, Outcome
from sim.present.acted import acting_sentence, claims_nothing, entries_of, first_lasting, lasting_sentence
from sim.present.changes import amount, change, ratio
from sim.present.chosen import policy_sentence
from sim.present.drivers import HANGS_ON
from sim.present.effects import Rows, clear_rows, hollow_solving, rows_with, solving_beside_offences
from sim.present.finding import finding
from sim.present.lists import Line, cities_line, joined, list_lines
from sim.present.numbers import is_money
from sim.present.practices import about_drivers, assumed_by
from sim.present.telling import Telling, telling
from sim.present.words.language import words

LIMITS = words().say("limits")
OUTCOME_OF: dict[str, Outcome] = {outcome.name: outcome for outcome in OUTCOMES}
HEADLINE_OUTCOMES: tuple[Outcome, ...] = tuple(outcome for outcome in OUTCOMES if outcome.headline)
MARKET = {"cost_per_incremental_clearance_rub": "cost", "supplier_hhi": "suppliers"}
LAW = "statutes"  # the outcome that tells whether a law is in force
SET_BY_LAW = ("retention_days", "audit_share")  # levers that a statute limits, see model/processes/regulate.py
COST_OF_SOLVING = ("clearances_incremental", "spend_city_rub", "spend_federal_rub")


class Answer(NamedTuple):
    """What one policy does, compared with the baseline.

    Attributes:
        policy: the arm, by the name that options and tables for machines have.
        lines: a heading and a sentence for each thing that is said.
        finding: what comes first, in one plain sentence with its doubt; no line repeats a sentence of it.
        sets: what the policy sets, in words.
    """

    policy: str
    lines: tuple[Line, ...]
    finding: str
    sets: str = ""

    def text(self) -> str:
        """The answer, a line for each heading."""
        return "\n".join(f"{heading}: {sentence}" for heading, sentence in self.lines)


def uncertainty(results: Results) -> str:
    """What a pair is, what the intervals hold and what they do not."""
    said = [words().say("uncertainty.pair", baseline=results.called(results.baseline))]
    if results.varied:
        n_sets = len(results.record.world["ensemble"]["sets"])
        said.append(words().say("uncertainty.parameters", n=len(results.varied), n_sets=n_sets))
    else:
        said.append(words().say("uncertainty.luck"))
    return " ".join([*said, words().say("uncertainty.pointwise")])


def nothing_compared(results: Results) -> str:
    """What is said where only a baseline was run, and what to add."""
    return words().say("nothing.compared", baseline=results.called(results.baseline))


def answers(results: Results) -> tuple[Answer, ...]:
    """One answer for each policy that is compared with the baseline."""
    recognising = recognising_cities(results.folder)
    acting = acting_policies(results.folder, results.baseline)
    told = (_answer(results, policy, acting.get(policy), recognising) for policy in results.policies)
    return tuple(answer._replace(sets=policy_sentence(results, answer.policy)) for answer in told)


def _answer(results: Results, policy: str, acting: Acting | None, recognising: Recognising) -> Answer:
    """Say first whether a policy acted, then what holds of the headline outcomes."""
    tell, rows = telling(results, policy), results.rows_of(policy, HEADLINE_OUTCOMES)
    if acting and claims_nothing(acting):
        return _alone(policy, "acting", acting_sentence(tell, acting), acting_sentence(tell, acting, "first"))
    n_pairs = max((row.n_pairs for _, row in rows), default=0)
    if n_pairs < MIN_PAIRS:
        why = tell.say("no_claim.too_few", n=n_pairs, least=MIN_PAIRS)
        return _alone(policy, "no_claim", why, tell.say("no_claim.first", n=n_pairs))
    lines, first = _before(results, tell, policy, acting) if acting else ([], "")
    lines += _law(results, tell, policy)
    market, cost = (results.rows_of(policy, [OUTCOME_OF[name] for name in own]) for own in (MARKET, COST_OF_SOLVING))
    lines += _sides(tell, rows) + hanging(results, [outcome for outcome, _ in (*rows, *market)]) + _solved(rows)
    lines += _market(tell, market, n_pairs) + _marginal_cost(tell, cost)
    lines += list_lines(tell, rows, market) + cities_line(tell, adopters(recognising, policy, results.baseline))
    asked = next((one for one in (*rows, *market) if one[0].name == results.record.question.get("outcome")), None)
    return Answer(policy, tuple(lines), " ".join(filter(None, (first, finding(tell, rows, n_pairs, asked)))))


def hanging(results: Results, outcomes: Iterable[Outcome], *, with_trial: bool = True) -> list[Line]:
    """Say what outcomes hang on, whether that was published and how to try others, a line for each such thing."""
    drivers = dict.fromkeys(HANGS_ON[outcome.name] for outcome in outcomes if outcome.name in HANGS_ON)
    if not drivers:
        return []
    about = about_drivers(assumed_by(results), results.window, with_trial=with_trial)
    return [(words().say("heading.hangs_on"), about[driver]) for driver in drivers]


def _alone(policy: str, name: str, sentence: str, finding: str) -> Answer:
    return Answer(policy, ((words().say(f"heading.{name}"), sentence),), finding)


def _before(results: Results, tell: Telling, policy: str, acting: Acting) -> tuple[list[Line], str]:
    """Say whether a policy acted in all pairs and lasted: at length, and in short for the first sentence."""
    about = tell, acting, results.arms.get(policy), results.record.months[1]
    said = {"acting": acting_sentence(tell, acting), "lasting": lasting_sentence(*about)}
    lines = [(words().say(f"heading.{name}"), sentence) for name, sentence in said.items() if sentence]
    return lines, acting_sentence(tell, acting, "first") or first_lasting(*about)


def _law(results: Results, tell: Telling, policy: str) -> list[Line]:
    """Say in how many pairs a law does some of what a policy sets, under the baseline too."""
    is_alike = any(one.get("lever") in SET_BY_LAW for one in entries_of(results.arms.get(policy)))
    found = results.rows_of(policy, [OUTCOME_OF[LAW]]) if is_alike else []
    return [
        (words().say("heading.law"), tell.say("law", k=round(row.baseline_mean * row.n_pairs), n=row.n_pairs))
        for _, row in found
        if row.baseline_mean
    ]


def _sides(tell: Telling, rows: Rows) -> list[Line]:
    """Say who gains (savings among it), who pays, who is harmed otherwise, and what changes without being either."""
    worse = rows_with(rows, "harm")
    sides = {
        "gain": rows_with(rows, "gain"),
        "pay": [(outcome, row) for outcome, row in worse if is_money(outcome.unit)],
        "harm": [(outcome, row) for outcome, row in worse if not is_money(outcome.unit)],
    }
    lines = [
        (words().say(f"heading.{side}"), _by_stakeholder(tell, found) if found else _nobody(tell, side, rows))
        for side, found in sides.items()
    ]
    neither = rows_with(rows, "neither")
    return lines + ([(words().say("heading.neither"), _by_months(tell, neither))] if neither else [])


def _nobody(tell: Telling, side: str, rows: Rows) -> str:
    """Say that a side is empty; spending that is the same in every pair is told as that."""
    if side == "pay" and all(row.reading == "equal" for outcome, row in rows if is_money(outcome.unit)):
        return tell.say("no.pay_same")
    return tell.say(f"no.{side}")


def _by_stakeholder(tell: Telling, found: Rows) -> str:
    clauses: dict[str, list[str]] = {}
    for outcome, row in found:
        clauses.setdefault(outcome.stakeholder, []).append(change(outcome, row))
    named = {words().say(f"stakeholder.{stakeholder}"): joined(own) for stakeholder, own in clauses.items()}
    return tell.led(found[0][0], [words().say("for", stakeholder=name, clauses=own) for name, own in named.items()])


def _by_months(tell: Telling, found: Rows) -> str:
    """Tell what is counted over the same months in one sentence."""
    ordered = sorted(found, key=lambda one: one[0].over_time)
    groups = [list(group) for _, group in groupby(ordered, key=lambda one: one[0].over_time)]
    return " ".join(tell.led(group[0][0], [change(*one) for one in group]) for group in groups)


def _solved(rows: Rows) -> list[Line]:
    """Say how the two counts of solved offences relate, and when a change of the larger one is not a gain or loss."""
    found = {outcome.name: row for outcome, row in clear_rows(rows)}
    said = [words().say("solved.relate")] if "clearances_incremental" in found else []
    if solving_beside_offences(rows):
        solved, offences = found["clearances_total"], found["offences"]
        if hollow_solving(rows):
            shares = {"offences": ratio(offences), "solved": ratio(solved)}
            said.append(words().say(f"solved.hollow.{solved.reading}", **shares))
        elif solved.reading == "more":
            said.append(words().say("solved.beside", offences=ratio(offences)))
    return [(words().say("heading.solved"), " ".join(said))] if said else []


def _market(tell: Telling, rows: Rows, n_pairs: int) -> list[Line]:
    """Say what solving an offence costs and how concentrated supply is, and in how many pairs neither can be said."""
    return [
        (
            words().say(f"heading.{MARKET[outcome.name]}"),
            tell.led(outcome, [change(outcome, row)]) + _left_out(n_pairs - row.n_pairs, n_pairs),
        )
        for outcome, row in clear_rows(rows)
    ]


def _left_out(n_without: int, n_pairs: int) -> str:
    return f" {words().say('left_out', n=n_without, all=n_pairs)}" if n_without else ""


def _marginal_cost(tell: Telling, rows: Rows) -> list[Line]:
    """Say what a further offence that only cameras solve costs or saves either purse, where all three are clear."""
    clear = [row for _, row in rows if row.reading in ("more", "less", "equal")]
    solved, *paid = [row.difference for row in clear if row.difference is not None] or [0.0]
    if len(paid) < 2 or solved <= 0.0:
        return []
    city, federal = (_pays(name, rub / solved) for name, rub in zip(("city", "federal"), paid, strict=True))
    return [(words().say("heading.marginal"), tell.say("marginal.lead", city=city, federal=federal))]


def _pays(name: str, rub: float) -> str:
    """Return what one more solved offence costs a purse, or saves it."""
    purse = words().say(f"purse.{name}")
    if not rub:
        return words().say("marginal.same", purse=purse)
    return words().say(f"marginal.{'more' if rub > 0.0 else 'less'}", purse=purse, amount=amount("roubles", rub))
