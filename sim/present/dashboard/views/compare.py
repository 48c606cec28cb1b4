"""Two policies of an experiment side by side: the sentences, the score, the pictures, every number."""

from typing import NamedTuple

from dash import html

from sim.experiments.store.reader import Results
from sim.model.outcomes import OUTCOMES, Outcome
from sim.present.changes import label, named
from sim.present.charts.notes import capital
from sim.present.charts.paths import band_of
from sim.present.dashboard import parts
from sim.present.dashboard.address import Asked
from sim.present.dashboard.choosing import chosen_policies, field, policy_fields
from sim.present.dashboard.drawings.dots import dots
from sim.present.dashboard.drawings.paths import n_worlds, paths, title_of
from sim.present.dashboard.forest import forest
from sim.present.dashboard.pair import Pair
from sim.present.dashboard.score import score
from sim.present.dashboard.shelf import Item, Shelf
from sim.present.dashboard.view import Shown, chosen_item
from sim.present.report.tables import difference_rows, differences_header, path_rows
from sim.present.sentences import HEADLINE_OUTCOMES, LIMITS, OUTCOME_OF, uncertainty
from sim.present.words.language import words

PATH, ORDER, KEYS, IS_KEPT = "/compare", 10, ("experiment", "baseline", "policy", "outcome"), True
_TEXT_COLUMNS = 2


class _Chosen(NamedTuple):
    """What the reader looks at, and what of the address could not be meant."""

    item: Item
    pair: Pair
    outcome: Outcome
    notes: tuple[str, ...]

    @property
    def values(self) -> dict[str, str]:
        """The address of the pair, whatever outcome is drawn."""
        return {"experiment": self.item.name, "baseline": self.pair.baseline, "policy": self.pair.policy}


def show(shelf: Shelf, asked: Asked) -> Shown:
    """Compare the two policies of the address, or the first one with the baseline."""
    item, notes = chosen_item(shelf, asked)
    results = item.results if item else None
    if item is None or results is None or results.is_sweep or len(results.arms) < 2:
        title, told = words().say("dashboard.view.compare"), parts.told([*asked.notes, *notes])
        return Shown(title, [html.H1(title), *told, html.P(_nothing(results), className="alone")])
    chosen = _chosen(shelf, item, results, asked, notes)
    pair, told = chosen.pair, parts.told([*asked.notes, *chosen.notes])
    sections = [_found(pair), score(pair), _forest(pair), _one(chosen), _sentences(pair), _table(chosen), _limits(pair)]
    return Shown(results.title, [html.H1(results.title), *told, _form(chosen, results), *sections], item)


def _nothing(results: Results | None) -> str:
    """Say why there is no pair of policies."""
    if results is None:
        return words().say("dashboard.compare.nothing")
    return words().say(f"dashboard.compare.{'sweep' if results.is_sweep else 'alone'}", title=results.title)


def _chosen(shelf: Shelf, item: Item, results: Results, asked: Asked, notes: tuple[str, ...]) -> _Chosen:
    baseline, policy, no_policies = chosen_policies(asked, results)
    pair = shelf.pair(item, baseline, policy)
    outcome, no_outcome = asked.chosen("outcome", _names(), _usual(pair))
    return _Chosen(item, pair, OUTCOME_OF[outcome], (*notes, *no_policies, *no_outcome))


def _names() -> list[str]:
    return [outcome.name for outcome in HEADLINE_OUTCOMES]


def _usual(pair: Pair) -> str:
    """Return the first headline outcome that has a better direction and clearly differs; else the first of all."""
    rows = pair.results.rows_of(pair.policy, HEADLINE_OUTCOMES)
    clear = [outcome.name for outcome, row in rows if outcome.better and row.reading in ("more", "less")]
    return next(iter(clear), HEADLINE_OUTCOMES[0].name)


def _form(chosen: _Chosen, results: Results) -> html.Form:
    outcomes = {outcome.name: capital(label(outcome)) for outcome in HEADLINE_OUTCOMES}
    fields = policy_fields(results, chosen.pair.baseline, chosen.pair.policy)
    fields.append(field("outcome", outcomes, chosen.outcome.name))
    return parts.form(PATH, fields, button=words().say("dashboard.show"), experiment=chosen.item.name)


def _found(pair: Pair) -> html.Section:
    """The finding in one sentence, and what the policy sets."""
    inside = [html.P(pair.answer.finding, className="finding"), parts.note(pair.answer.sets)]
    return parts.section("found", words().say("dashboard.compare.found"), *inside)


def _sentences(pair: Pair) -> html.Section:
    """Whom the policy concerns, in the sentences of the terminal and the report."""
    inside = [parts.definitions(pair.answer.lines), parts.note(uncertainty(pair.results))]
    return parts.section("who", words().say("report.who"), *inside)


def _called(pair: Pair) -> dict[str, str]:
    return {"policy": pair.results.called(pair.policy), "baseline": pair.results.called(pair.baseline)}


def _forest(pair: Pair) -> html.Section:
    found = forest(pair)
    title = words().say("dashboard.compare.forest_title", **_called(pair))
    labels = ", ".join(map(label, found.left_out))
    notes = [words().say("dashboard.compare.forest_note")]
    notes += [words().say("dashboard.compare.left_out", labels=labels)] if labels else []
    drawn = parts.captioned("forest", title, found.drawn, parts.note(" ".join(notes)))
    return parts.section("differences", words().say("dashboard.compare.forest"), drawn)


def _one(chosen: _Chosen) -> html.Section:
    """One outcome: its pairs and its course over months."""
    heading = words().say("dashboard.compare.one", label=named(chosen.outcome))
    return parts.section("one", heading, html.Div([_dots(chosen), _paths(chosen)], className="beside"))


def _dots(chosen: _Chosen) -> html.Figure:
    pair, name = chosen.pair, capital(named(chosen.outcome))
    found = dots(pair, chosen.outcome)
    note = words().say("dashboard.compare.pairs_note", policy=pair.results.called(pair.policy))
    spoken = words().say("dashboard.compare.spoken", title=name, text=found.text.rstrip("."))
    below = [parts.unit(found.axis), parts.note(note), _files(chosen, "difference")]
    return parts.picture("pairs", found.figure, found.text, spoken, *below)


def _paths(chosen: _Chosen) -> html.Figure:
    pair, title = chosen.pair, title_of(chosen.outcome)
    month = words().month(pair.results.window[0])
    note = words().say("dashboard.compare.paths_note", n=n_worlds(pair, chosen.outcome), month=month)
    below = [parts.note(note), parts.folded(words().say("report.picture"), _path_table(chosen)), _files(chosen, "path")]
    return parts.picture("paths", paths(pair, chosen.outcome), title, title, *below)


def _path_table(chosen: _Chosen) -> html.Div:
    """The numbers of that picture, as the report has them."""
    pair, outcome = chosen.pair, chosen.outcome
    courses = pair.courses(outcome)
    found = {pair.results.called(arm): band_of(courses[arm]) for arm in (pair.baseline, pair.policy)}
    caption = words().say("table.paths", label=label(outcome))
    return parts.table(caption, [words().say("table.month"), *found], path_rows(outcome, found))


def _files(chosen: _Chosen, kind: str) -> html.P:
    """The picture as a file that stands alone: the report's own, of these two policies."""
    name = f"{kind}-{chosen.outcome.name}"
    links = [
        parts.download(words().say(f"dashboard.compare.{suffix}"), f"/picture/{name}.{suffix}", **chosen.values)
        for suffix in ("svg", "png")
    ]
    return html.P(links, className="links")


def _table(chosen: _Chosen) -> html.Section:
    """Every outcome; the policy, which a row of the report names, is the same in all of them here."""
    caption = words().say("dashboard.compare.table_caption", **_called(chosen.pair))
    header, *rows = (
        [cells[0], *cells[2:]] for cells in (differences_header(), *difference_rows(chosen.pair.results, OUTCOMES))
    )
    about = parts.note(words().say("report.about_numbers"))
    csv = parts.download(words().say("dashboard.compare.csv"), "/table.csv", **chosen.values)
    links, opened = html.P([csv], className="links"), words().say("dashboard.compare.open", n=len(rows))
    table = parts.folded(opened, about, parts.table(caption, header, rows, _TEXT_COLUMNS))
    return parts.section("table", words().say("dashboard.compare.table"), table, links)


def _limits(pair: Pair) -> html.P:
    first, last = pair.results.window
    runs, simulation = words().say("runs", n=pair.results.n_seeds), words().say("simulation")
    baseline = pair.results.called(pair.baseline)
    facts = words().say("report.facts", simulation=simulation, runs=runs, baseline=baseline, first=first, last=last)
    return parts.note(f"{facts} {LIMITS}")
