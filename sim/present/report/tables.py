"""HTML tables: every number that a chart shows, and everything that was assumed."""

from collections.abc import Iterable, Sequence
from html import escape

from sim.experiments.store.reader import Results
from sim.experiments.store.schema import ComparisonRow
from sim.model.outcomes import Outcome
from sim.present.changes import label
from sim.present.charts.amounts import reading_text
from sim.present.charts.data import rows_of
from sim.present.charts.paths import Band
from sim.present.numbers import difference_scale, is_money, level, level_scale, percent_of
from sim.present.words.language import words

_COLUMNS = ("outcome", "policy", "reading", "baseline", "difference", "span", "relative", "better")


def table(caption: str, header: Sequence[str], rows: Iterable[Sequence[str]], text_columns: int = 1) -> str:
    """An HTML table in a frame that scrolls sideways and that the keyboard can reach.

    The first column heads its row; columns from `text_columns` on hold numbers. Every cell is escaped.
    """
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in header)
    body = "\n".join(_row(cells, text_columns) for cells in rows)
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(caption)}">'
        f'<table class="text-{text_columns}">'  # once, and not with each of ten thousand cells
        f"<caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(cells: Sequence[str], text_columns: int) -> str:
    first, *rest = cells
    columns = "".join(
        f"<td>{escape(minus(cell) if i >= text_columns else cell)}</td>" for i, cell in enumerate(rest, start=1)
    )
    return f'<tr><th scope="row">{escape(first)}</th>{columns}</tr>'


def minus(cell: str) -> str:
    """Typeset a number: a real minus sign, which screen readers say."""
    return "–" if cell == "-" else cell.replace("-", "\N{MINUS SIGN}")


def differences(results: Results, outcomes: Iterable[Outcome], caption: str) -> str:
    """The paired comparison of some outcomes: one row for each outcome and policy."""
    return table(caption, differences_header(), difference_rows(results, outcomes), text_columns=3)


def differences_header() -> list[str]:
    """What the columns of a paired comparison are called."""
    return [words().say(f"table.{column}") for column in _COLUMNS]


def difference_rows(results: Results, outcomes: Iterable[Outcome]) -> list[Sequence[str]]:
    """The cells of a paired comparison: one row for each outcome and policy."""
    found = [(outcome, row) for outcome in outcomes for row in rows_of(results, outcome)]
    return [_difference(outcome, results.called(row.policy), row) for outcome, row in found]


def _difference(outcome: Outcome, policy: str, row: ComparisonRow) -> Sequence[str]:
    name = label(outcome)
    name = words().say("table.unit", label=name, unit=outcome.unit) if is_money(outcome.unit) else name
    if row.difference is None:
        return name, policy, reading_text(row), "-", "-", "-", "-", "-"
    scale = difference_scale(outcome.unit, row.difference, row.lo95, row.hi95)
    return (
        name, policy, reading_text(row), level(outcome.unit, row.baseline_mean), scale.signed(row.difference),
        scale.span(row.interval), percent_of(row.difference, row.baseline_mean), _better(outcome, row),
    )  # fmt: skip


def _better(outcome: Outcome, row: ComparisonRow) -> str:
    """Count the pairs in which a policy did better than the baseline; a dash where neither direction is better."""
    if row.p_better is None or row.same_sign_pairs is None or row.differing_pairs is None:
        return "-"
    along = ((row.difference or 0.0) > 0.0) == (outcome.better == "more")
    k = row.same_sign_pairs if along else row.differing_pairs - row.same_sign_pairs
    return words().say("table.tally", k=k, n=row.n_pairs)


def path(outcome: Outcome, found: dict[str, Band]) -> str:
    """Median and band of each arm, by what it is called: at each year's end, or each third month of a short run."""
    header = [words().say("table.month"), *found]
    return table(words().say("table.paths", label=label(outcome)), header, path_rows(outcome, found))


def path_rows(outcome: Outcome, found: dict[str, Band]) -> list[list[str]]:
    """The cells of that table: a row for each month that is shown."""
    months = next(iter(found.values())).months
    shown = [i for i, month in enumerate(months) if _keep(month, i, len(months))]
    return [[months[i], *(_cell(outcome, band, i) for band in found.values())] for i in shown]


def _keep(month: str, i: int, n_months: int) -> bool:
    if i == n_months - 1:
        return True
    return month.endswith("-12") if n_months > 24 else (i + 1) % 3 == 0


def _cell(outcome: Outcome, band: Band, i: int) -> str:
    low, median, high = float(band.low[i]), float(band.median[i]), float(band.high[i])
    if median != median:
        return "-"
    scale = level_scale(outcome.unit, low, median, high)
    ends = {"low": scale._replace(suffix="").plain(low), "high": scale.plain(high)}
    return words().say("table.level", median=scale.plain(median), **ends)
