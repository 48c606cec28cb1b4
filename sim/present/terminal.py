"""The paired comparison as plain text, for a terminal of 100 columns and for reading aloud."""

from textwrap import fill

from sim.experiments.store.reader import Results
from sim.experiments.store.schema import MIN_PAIRS, ComparisonRow
from sim.model.outcomes import Outcome
from sim.present.arms import titled
from sim.present.changes import label
from sim.present.chosen import levers_sentence, settings_sentence
from sim.present.numbers import difference_scale, is_money, level
from sim.present.sentences import HEADLINE_OUTCOMES, LIMITS, Answer, answers, nothing_compared, uncertainty
from sim.present.sweep import Told, about, header, swept, told_of, values_text
from sim.present.words.language import KEPT, words

WIDTH = 100
_ROW = "{:<36} {:>12} {:>12} {:>24}  {}"
_REACH = "{:<36} {:>19} {:>19}  {}"
PLAIN = str.maketrans({KEPT: " ", "\N{LEFT DOUBLE QUOTATION MARK}": '"', "\N{RIGHT DOUBLE QUOTATION MARK}": '"'})


def comparison_text(results: Results) -> str:
    """Text of an experiment's comparison: table and answer for each policy, warnings, limits.

    Returns
    -------
    str
        Lines of at most 100 columns, ending in a newline.
    """
    blocks = [_heading(results)]
    blocks += [_policy(results, answer) for answer in answers(results)] or [_wrap(nothing_compared(results))]
    if results.record.look_for:
        blocks.append(_wrap(words().say("look_for", text=results.record.look_for)))
    blocks += [_wrap(words().say("table.warning", warning=warning)) for warning in results.record.warnings]
    blocks.append(_wrap(words().say("table.limits", limits=LIMITS)))
    return "\n\n".join(blocks) + "\n"


def sweep_text(results: Results) -> str:
    """Text of a sweep: how far each difference reaches over its points, at which of them, warnings, limits."""
    told, chosen = told_of(results), settings_sentence(results)
    blocks = ["\n".join(map(_wrap, (swept(results), *filter(None, [chosen]), *about(results))))]
    blocks += [_reach(results, one) for one in told] or [_wrap(nothing_compared(results))]
    if named := sorted({point for one in told for point in one.named}):
        lines = [_wrap(words().say("sweep.point", point=n, values=values_text(results, n))) for n in named]
        blocks.append("\n".join([words().say("sweep.where"), *lines]))
    blocks += [_wrap(words().say("table.warning", warning=warning)) for warning in results.record.warnings]
    blocks += [_wrap(words().say("sweep.rows")), _wrap(words().say("table.limits", limits=LIMITS))]
    return "\n\n".join(blocks) + "\n"


def _reach(results: Results, told: Told) -> str:
    title = _wrap(
        words().say("table.title", policy=told.title, baseline=titled(results.baseline, results.record.labels))
    )
    rows = [_REACH.format(*cells) for cells in (header(), *told.rows)]
    lines = [_wrap(words().say("sweep.line", head=head, names=names)) for head, names in told.lines]
    return "\n".join([title, _wrap(told.pairs), *rows, "", *lines])


def _heading(results: Results) -> str:
    first, last = results.window
    shared = {"baseline": results.called(results.baseline), "first": first, "last": last, "least": MIN_PAIRS}
    about = words().say("table.about", n=results.n_seeds, **shared)
    chosen = (settings_sentence(results), levers_sentence(results))
    lines = (results.title, *filter(None, chosen), about, uncertainty(results))
    return "\n".join(_wrap(line) for line in lines)


def _policy(results: Results, answer: Answer) -> str:
    rows = [_row(outcome, row) for outcome, row in results.rows_of(answer.policy, HEADLINE_OUTCOMES)]
    columns = ("outcome", "baseline", "difference", "interval", "reading")
    header = _ROW.format(*(words().say(f"table.{column}") for column in columns))
    policy, baseline = (titled(arm, results.record.labels) for arm in (answer.policy, results.baseline))
    title = _wrap(words().say("table.title", policy=policy, baseline=baseline))
    answered = [_wrap(f"{head}: {text}") for head, text in answer.lines]
    return "\n".join([title, _wrap(answer.finding), _wrap(answer.sets), header, *rows, "", *answered])


def _row(outcome: Outcome, row: ComparisonRow) -> str:
    name = words().say("table.roubles", label=label(outcome)) if is_money(outcome.unit) else label(outcome)
    if row.difference is None:
        return _ROW.format(name, "-", "-", "-", row.reading)
    scale = difference_scale(outcome.unit, row.difference, row.lo95, row.hi95)
    span = "-" if row.reading == "equal" else scale.span(row.interval)
    baseline = level(outcome.unit, row.baseline_mean)
    return _ROW.format(name, baseline, scale.signed(row.difference), span, f"{row.reading}{_star(row)}")


def _star(row: ComparisonRow) -> str:
    """Mark what the interval of this row alone would call different, and all rows together do not."""
    if row.reading != "unclear" or row.interval is None:
        return ""
    low, high = row.interval
    return "*" if low > 0.0 or high < 0.0 else ""


def _wrap(text: str) -> str:
    """Break lines at plain spaces; a number and its unit stay on one."""
    lines = fill(text, WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
    return lines.translate(PLAIN)
