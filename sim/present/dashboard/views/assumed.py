"""What was assumed: what each policy sets, parameters with range and source, limits, where the result comes from."""

from dash import dcc, html

from sim.experiments.store.describe import SCENARIO
from sim.experiments.store.reader import Results
from sim.present.chosen import levers_sentence, settings_sentence
from sim.present.citation import citation
from sim.present.dashboard import parts
from sim.present.dashboard.address import Asked
from sim.present.dashboard.shelf import Item, Shelf
from sim.present.dashboard.view import Shown, chosen_item
from sim.present.report.assumptions import n_weak, parameter_rows, parameters_header, policy_rows
from sim.present.report.limits import limits_text
from sim.present.words.language import words

PATH, ORDER, KEYS, IS_KEPT = "/assumed", 20, ("experiment",), True
_TEXT_COLUMNS = 5


def show(shelf: Shelf, asked: Asked) -> Shown:
    """Show what an experiment stands on."""
    item, notes = chosen_item(shelf, asked)
    if item is None or item.results is None:
        title, told = words().say("dashboard.view.assumed"), parts.told([*asked.notes, *notes])
        nothing = html.P(words().say("dashboard.assumed.nothing"), className="alone")
        return Shown(title, [html.H1(title), *told, nothing])
    results = item.results
    title = words().say("dashboard.assumed.title", title=results.title)
    sections = [_policies(results), _parameters(results), _limits(), _made(results), _scenario(item)]
    return Shown(title, [html.H1(title), *parts.told([*asked.notes, *notes]), *_warnings(results), *sections], item)


def _warnings(results: Results) -> parts.Parts:
    listed = html.Ul([html.Li(one) for one in results.record.warnings])
    return (
        [parts.section("warnings", words().say("dashboard.assumed.warnings"), listed)]
        if results.record.warnings
        else []
    )


def _policies(results: Results) -> html.Section:
    said = [html.P(text) for text in (settings_sentence(results), levers_sentence(results)) if text]
    header = [words().say(f"table.{column}") for column in ("policy", "sets")]
    table = parts.table(words().say("report.policies"), header, policy_rows(results), text_columns=2)
    return parts.section("policies", words().say("dashboard.assumed.policies"), *said, table)


def _parameters(results: Results) -> html.Section:
    """Parameters that the scenario sets itself in sight, all of them on demand."""
    rows, own = parameter_rows(results), results.record.parameters
    changed = [row for row in rows if row[0] in own]
    weak, n = n_weak()
    note = words().say("report.weak", weak=weak, n=n, mark=words().say("report.mark"))
    heading = words().say("dashboard.assumed.changed")
    seen = _table(heading, changed) if changed else html.P(words().say("dashboard.assumed.unchanged"))
    every = words().say("dashboard.assumed.all", n=len(rows))
    return parts.section("parameters", heading, seen, parts.note(note), parts.folded(every, _table(every, rows)))


def _table(caption: str, rows: list[tuple[str, ...]]) -> html.Div:
    return parts.table(caption, parameters_header(), rows, _TEXT_COLUMNS)


def _limits() -> html.Section:
    text = limits_text().partition("\n")[2].replace("\n## ", "\n### ")  # its title is the heading here
    return parts.section("limits", words().say("report.limits"), dcc.Markdown(text))


def _made(results: Results) -> html.Section:
    record = results.record
    lines = [
        (words().say("dashboard.assumed.version"), record.model_version),
        (words().say("dashboard.assumed.identity"), record.identity),
        (words().say("dashboard.assumed.engine"), record.engine),
        (words().say("dashboard.assumed.people"), f"{record.people_per_agent:,}"),
    ]
    heading = words().say("dashboard.assumed.made")
    return parts.section("made", heading, parts.definitions(lines), html.P(citation(results)))


def _scenario(item: Item) -> html.Section:
    heading = words().say("dashboard.assumed.yaml")
    text = (item.folder / SCENARIO).read_text(encoding="utf-8")
    return parts.section("scenario", heading, parts.copied("scenario-text", heading, text))
