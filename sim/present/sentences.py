"""The answer in plain sentences: who gains, who pays, who is harmed, and what stays unclear."""

from typing import NamedTuple

from sim.analysis.compare.adopters import Recognising, adopters, recognising_cities
from sim.experiments.store.reader import Results
from sim.experiments.store.schema import ComparisonRow
from sim.model.outcomes import OUTCOMES, Outcome
from sim.present.numbers import difference_scale, is_money, is_share, level

LIMITS = (
    "The model compares policies under stated assumptions; it is not a forecast. No causal estimate of the "
    "effect of face recognition on crime exists for these cities, and numbers of leaks, watchlists and "
    "look-ups are weakly founded: compare policies, not absolute numbers."
)

OUTCOME_OF: dict[str, Outcome] = {outcome.name: outcome for outcome in OUTCOMES}
HEADLINE_OUTCOMES: tuple[Outcome, ...] = tuple(outcome for outcome in OUTCOMES if outcome.headline)
MARKET = {"cost_per_incremental_clearance_rub": "What one more solved offence costs", "supplier_hhi": "Suppliers"}
NAMED_CITIES = 6
_COST_OF_SOLVING = ("clearances_incremental", "spend_city_rub", "spend_federal_rub")


class Answer(NamedTuple):
    """What one policy does, compared with the baseline.

    Attributes:
        policy: the arm.
        lines: a heading and a sentence for each thing that is said.
        finding: the one plain sentence that comes first, with its doubt.
    """

    policy: str
    lines: tuple[tuple[str, str], ...]
    finding: str

    def text(self) -> str:
        """The answer as one paragraph."""
        return " ".join(f"{heading}: {sentence}" for heading, sentence in self.lines)


def uncertainty(results: Results) -> str:
    """What the intervals hold, in one sentence."""
    if not results.varied:
        return "Intervals hold luck only: every run has the same parameters."
    n_sets = len(results.record.world["ensemble"]["sets"])
    return (
        f"Intervals hold luck and what is uncertain about {len(results.varied)} fitted parameters: the run of seed i "
        f"uses set i modulo {n_sets} of an ensemble, in every policy alike."
    )


def answers(results: Results) -> tuple[Answer, ...]:
    """One answer for each policy that is compared with the baseline."""
    recognising = recognising_cities(results.folder)
    return tuple(answer(results, policy, recognising) for policy in results.policies)


def answer(results: Results, policy: str, recognising: Recognising) -> Answer:
    """Say who gains, pays and is harmed, from headline outcomes whose interval leaves out zero."""
    rows = results.rows_of(policy, HEADLINE_OUTCOMES)
    if any(row.reading == "no interval" for _, row in rows):
        return Answer(policy, (("No claim is made", _no_interval(rows)),), f"No claim is made: {_no_interval(rows)}")
    clear = [(outcome, row) for outcome, row in rows if row.reading in ("more", "less")]
    lines = [
        ("Who gains", _join(_side(clear, "gain"), "no clear gain for anyone in the headline outcomes.")),
        ("Who pays", _join(_payers(clear), "no clear rise in spending.")),
        ("Who loses or is harmed", _join(_side(clear, "harm"), "no clear harm in the headline outcomes; "
                                                      "that does not prove that there is none.")),
    ]  # fmt: skip
    lines += _others(clear, rows)
    lines += _market(results, policy, recognising)
    heading, sentence = lines[0]
    return Answer(policy, tuple(lines), f"{heading}: {sentence}")


def _market(results: Results, policy: str, recognising: Recognising) -> list[tuple[str, str]]:
    """Say what one more solved offence costs, how concentrated supply is, and which cities come or stay away."""
    lines = []
    for name, heading in MARKET.items():
        row = results.comparison.get((policy, name))
        if row is not None and row.reading in ("more", "less"):
            lines.append((heading, change(OUTCOME_OF[name], row) + "."))
    lines += _marginal_cost(results, policy)
    found = adopters(recognising, policy, results.baseline)
    for cities, where in ((found.only_policy, policy), (found.only_baseline, results.baseline)):
        if cities:
            lines.append((f"Cities that recognise at the end only under {where}", _some(cities)))
    return lines


def _marginal_cost(results: Results, policy: str) -> list[tuple[str, str]]:
    """Say what the solved offences that a policy adds cost cities and the federation, where both clearly rise."""
    rows = [results.comparison.get((policy, name)) for name in _COST_OF_SOLVING]
    clear = [row for row in rows if row is not None and row.reading in ("more", "less", "equal")]
    solved, *paid = [row.difference for row in clear if row.difference is not None] or [0.0]
    if len(paid) < 2 or solved <= 0.0:
        return []
    city, federal = (level("roubles", rub / solved) for rub in paid)
    text = f"{city} roubles from cities and {federal} from the federation (ratio of means, without interval)."
    return [("What each solved offence that the policy adds costs", text)]


def _some(cities: tuple[str, ...]) -> str:
    """Count cities and name a few; a city counts where it recognises in at least half of the runs."""
    named = ", ".join(cities[:NAMED_CITIES])
    more = f" and {len(cities) - NAMED_CITIES} more" if len(cities) > NAMED_CITIES else ""
    return f"{len(cities)}: {named}{more} (in at least half of the runs)."


def change(outcome: Outcome, row: ComparisonRow) -> str:
    """A clear difference in words, with its interval and the baseline.

    Returns
    -------
    str
        For example "120 fewer illicit look-ups (95 % interval 100 to 140 fewer; baseline 500)".
    """
    assert row.difference is not None
    assert row.interval is not None
    scale = difference_scale(outcome.unit, row.difference, *row.interval)
    near, far = sorted(map(abs, row.interval))
    word = _word(outcome, row.difference > 0)
    size, unit = scale.plain(abs(row.difference)), " roubles" if is_money(outcome.unit) else ""
    span = f"{scale._replace(suffix='').plain(near)} to {scale.plain(far)} {word}"
    amount, count = f"{outcome.label} {size}{unit} {word}", f"{size} {word} {outcome.label}"
    named = amount if _is_amount(outcome) else count
    baseline = level(outcome.unit, row.baseline_mean)
    interval = "the same in every run" if row.lo95 == row.hi95 else f"95 % interval {span}"
    text = f"{named} ({interval}; baseline {baseline})"
    return text.replace(" pp", " percentage points")


def _is_amount(outcome: Outcome) -> bool:
    """Whether an outcome is an amount (higher, lower) rather than a count (more, fewer)."""
    return is_share(outcome.unit) or is_money(outcome.unit) or outcome.unit.startswith("index")


def _word(outcome: Outcome, up: bool) -> str:
    if _is_amount(outcome):
        return "higher" if up else "lower"
    return "more" if up else "fewer"


def _effect(outcome: Outcome, row: ComparisonRow) -> str:
    if outcome.better is None:
        return "neither"
    return "gain" if outcome.better == row.reading else "harm"


def _side(clear: list[tuple[Outcome, ComparisonRow]], effect: str) -> list[str]:
    """Clear gains (savings among them) or harms of everyone but those who pay, one part for each stakeholder."""
    stakeholders: dict[str, list[str]] = {}
    for outcome, row in clear:
        if (effect == "gain" or not is_money(outcome.unit)) and _effect(outcome, row) == effect:
            stakeholders.setdefault(outcome.stakeholder, []).append(change(outcome, row))
    return [f"{stakeholder}, by {' and '.join(parts)}" for stakeholder, parts in stakeholders.items()]


def _payers(clear: list[tuple[Outcome, ComparisonRow]]) -> list[str]:
    paid = [(outcome, row) for outcome, row in clear if is_money(outcome.unit) and _effect(outcome, row) == "harm"]
    return [f"{outcome.stakeholder}: {change(outcome, row)}" for outcome, row in paid]


def _others(
    clear: list[tuple[Outcome, ComparisonRow]], rows: list[tuple[Outcome, ComparisonRow]]
) -> list[tuple[str, str]]:
    """What changes without being better or worse, and what cannot be told apart."""
    changed = [change(outcome, row) for outcome, row in clear if _effect(outcome, row) == "neither"]
    lines = [("Also different", _join(changed, ""))] if changed else []
    kinds = (
        ("No clear difference", "unclear", "the 95 % interval includes 0"),
        ("Exactly equal in every run", "equal", ""),
        ("Undefined", "undefined", "no run gave a value"),
    )
    for heading, reading, why in kinds:
        labels = [outcome.label for outcome, row in rows if row.reading == reading]
        if labels:
            lines.append((heading, ", ".join(labels) + (f" ({why})." if why else ".")))
    return lines


def _no_interval(rows: list[tuple[Outcome, ComparisonRow]]) -> str:
    n_pairs = min(row.n_pairs for _, row in rows if row.reading == "no interval")
    return (
        f"an interval needs at least two seeds, and here {n_pairs} can be compared. The differences are what "
        "happened to come out; run more seeds before reading anything into them."
    )


def _join(parts: list[str], otherwise: str) -> str:
    return "; ".join(parts) + "." if parts else otherwise
