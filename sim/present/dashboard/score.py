"""The score of a policy beside its baseline: what is clearly better, clearly worse, and of what no direction stands."""

from dash import html

from sim.experiments.store.schema import ComparisonRow
from sim.model.outcomes import Outcome
from sim.present.changes import label
from sim.present.charts.amounts import amounts_of_differences
from sim.present.charts.notes import capital
from sim.present.dashboard import parts
from sim.present.dashboard.pair import Pair
from sim.present.effects import Effect, rows_with
from sim.present.numbers import difference_scale, is_money, level
from sim.present.report.tables import minus
from sim.present.sentences import HEADLINE_OUTCOMES
from sim.present.words.language import words

_SIDES: tuple[Effect, ...] = ("gain", "harm", "neither")


def score(pair: Pair) -> html.Section:
    """A card for each clear difference, gains and harms under headings of their own."""
    rows = pair.results.rows_of(pair.policy, HEADLINE_OUTCOMES)
    clear = {side: rows_with(rows, side) for side in _SIDES}
    told = {outcome.name for side in clear.values() for outcome, _ in side}
    columns = [_column(side, [_card(*one) for one in clear[side]]) for side in _SIDES]
    rest = ", ".join(label(outcome) for outcome, _ in rows if outcome.name not in told)
    below = [parts.note(words().say("dashboard.compare.rest", labels=rest))] if rest else []
    return parts.section("score", words().say("dashboard.compare.score"), html.Div(columns, className="score"), *below)


def _column(side: Effect, cards: list[html.Li]) -> html.Div:
    head = html.H3(words().say(f"dashboard.compare.side.{side}"))
    none = html.P(words().say("dashboard.compare.none"), className="note")
    return html.Div([head, html.Ul(cards) if cards else none], className=f"side {side}")


def _card(outcome: Outcome, row: ComparisonRow) -> html.Li:
    assert row.difference is not None
    base = row.baseline_mean
    now = None if base is None else base + row.difference
    levels = words().say(
        "dashboard.compare.levels", base=minus(level(outcome.unit, base)), now=minus(level(outcome.unit, now))
    )
    span = difference_scale(outcome.unit, row.difference, row.lo95, row.hi95).span(row.interval)
    return html.Li([
        html.Span(_what(outcome), className="what"),
        html.Strong(amounts_of_differences(outcome, [row]).relative(row)),
        html.Small(f"{levels}. {words().say('dashboard.compare.interval', span=minus(span))}."),
    ])  # fmt: skip


def _what(outcome: Outcome) -> str:
    """Return what an outcome is called; roubles are not read from the number."""
    name = capital(label(outcome))
    return words().say("table.unit", label=name, unit=outcome.unit) if is_money(outcome.unit) else name
