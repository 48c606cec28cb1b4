"""The score of a policy beside its baseline: what is clearly better, clearly worse, and of what no direction stands."""

from dash import html

from sim.experiments.store.schema import ComparisonRow
from sim.model.outcomes import Outcome
from sim.present.changes import amount, label, named
from sim.present.charts.amounts import amounts_of_differences
from sim.present.charts.notes import capital
from sim.present.dashboard import parts
from sim.present.dashboard.pair import Pair
from sim.present.drivers import with_driver
from sim.present.effects import Effect, rows_with
from sim.present.numbers import digits_between, is_money
from sim.present.sentences import HEADLINE_OUTCOMES
from sim.present.words.language import words

_SIDES: tuple[Effect, ...] = ("gain", "harm", "neither")


def score(pair: Pair) -> html.Section:
    """A card for each clear difference, gains and harms under headings of their own."""
    rows = pair.results.rows_of(pair.policy, HEADLINE_OUTCOMES)
    clear = {side: rows_with(rows, side) for side in _SIDES}
    told = {outcome.name for side in clear.values() for outcome, _ in side}
    columns = [_column(side, [_card(*one) for one in clear[side]]) for side in _SIDES]
    rest = ", ".join(named(outcome) for outcome, _ in rows if outcome.name not in told)
    below = [parts.note(words().say("dashboard.compare.rest", labels=rest))] if rest else []
    return parts.section("score", words().say("dashboard.compare.score"), html.Div(columns, className="score"), *below)


def _column(side: Effect, cards: list[html.Li]) -> html.Div:
    head = html.H3(words().say(f"dashboard.compare.side.{side}"))
    none = html.P(words().say("dashboard.compare.none"), className="note")
    return html.Div([head, html.Ul(cards) if cards else none], className=f"side {side}")


def _card(outcome: Outcome, row: ComparisonRow) -> html.Li:
    amounts = amounts_of_differences(outcome, [row])
    span = words().say("dashboard.compare.interval", span=amounts.span(row))
    told = html.Small(f"{_levels(outcome, row)}. {with_driver('title', outcome, span)}.")
    return html.Li([html.Span(_what(outcome), className="what"), html.Strong(amounts.relative(row)), told])


def _levels(outcome: Outcome, row: ComparisonRow) -> str:
    """Return what the baseline has and what the policy has, with the digits that the difference needs."""
    assert row.difference is not None
    base = row.baseline_mean or 0.0
    now = base + row.difference
    digits = digits_between(base, now, row.interval or (row.difference, row.difference))
    ends = {"base": base, "now": now}
    return words().say(
        "dashboard.compare.levels", **{name: amount(outcome.unit, end, digits) for name, end in ends.items()}
    )


def _what(outcome: Outcome) -> str:
    """Return what an outcome is called; roubles are not read from the number."""
    name = capital(label(outcome))
    return words().say("table.unit", label=name, unit=outcome.unit) if is_money(outcome.unit) else name
