"""A policy of one's own: a form that knows the unit, limits, cost and dates of levers, and the file that it makes."""

from collections.abc import Sequence
from urllib.parse import urlencode

from dash import dcc, html

from sim.model.levers import LEVERS, Lever
from sim.present.dashboard import draft, parts
from sim.present.dashboard.address import Asked
from sim.present.dashboard.draft import Draft, read_draft
from sim.present.dashboard.fields import lever_fields
from sim.present.dashboard.live import live_address, live_difference
from sim.present.dashboard.ordering import people_told, size_told
from sim.present.dashboard.queued import act
from sim.present.dashboard.shelf import Shelf
from sim.present.dashboard.view import Shown
from sim.present.explorer.levers import levers_in_sight
from sim.present.words.language import words

PATH, ORDER, KEYS, IS_KEPT = "/edit", 30, draft.KEYS, False


def show(shelf: Shelf, asked: Asked) -> Shown:
    """Show the form, what is wrong with what was filled in, and the file."""
    title = words().say("dashboard.edit.heading")
    found = read_draft(shelf, asked)
    notes = [*found.notes, *([found.troubles[""]] if "" in found.troubles else [])]
    sections = [_form(found), _try(found), _run(found), _file(found)]
    return Shown(title, [html.H1(title), *parts.told(notes), *sections])


def _form(found: Draft) -> html.Form:
    scenario = found.origin.scenario
    arms = {arm: scenario.labels.get(arm, arm) for arm in scenario.arms}
    in_sight = levers_in_sight(scenario)
    seen, others = ([lever for lever in LEVERS if (lever.name in in_sight) is wanted] for wanted in (True, False))
    is_open = found.asked.get(draft.MORE) == draft.OPEN or any(lever.name in found.levers for lever in others)
    summary = html.Summary(words().say("dashboard.edit.more", n=len(others)), id="more-levers")
    more = html.Details([summary, _levers(found, others)], open=is_open, **parts.data(key=draft.MORE))
    fields = [
        html.Div([
            parts.select("scenario", words().say("dashboard.edit.scenario"), dict(found.names), found.origin.name),
            parts.select("rule", words().say("dashboard.edit.rule"), arms, found.base),
        ], className="pickers"),
        html.P(words().say("dashboard.edit.how"), className="note"),
        _levers(found, seen), more,
        html.Div([
            _title(found),
            parts.select("pairs", words().say("dashboard.edit.pairs"), {n: n for n in draft.PAIRS}, str(found.n_pairs)),
            _people(found),
        ], className="pickers"),
        parts.note(words().say("dashboard.edit.people_note")),
    ]  # fmt: skip
    return parts.form(PATH, [html.Div(fields, className="draft")], button=words().say("dashboard.edit.check"))


def _levers(found: Draft, levers: Sequence[Lever]) -> html.Div:
    return html.Div([lever_fields(found, lever) for lever in levers], className="levers")


def _people(found: Draft) -> html.Div:
    """How many people one agent stands for, each with the time and the memory that the full run then takes."""
    scenario = found.scenario or found.origin.scenario
    usual, told = found.usual_people, people_told(scenario, found.people_choices, found.n_pairs)
    told[usual] = words().say("dashboard.edit.as_scenario", told=told[usual])
    options = {"" if people == usual else people: text for people, text in told.items()}  # of another scenario: its own
    chosen = "" if found.people == usual else found.people
    return parts.select("people", words().say("dashboard.edit.people"), options, chosen)


def _title(found: Draft) -> html.Div:
    ident = "choose-title"
    label = html.Label(words().say("dashboard.edit.title"), htmlFor=ident)
    field = dcc.Input(id=ident, name="title", type="text", value=found.asked.get("title", ""), maxLength=120,
                      placeholder=words().say("dashboard.edit.usual_title"), autoComplete="off")  # fmt: skip
    return html.Div([label, field], className="field")


def _try(found: Draft) -> html.Section:
    heading = words().say("dashboard.edit.try")
    place, address = live_difference(found), live_address(found)
    if place is None:
        return parts.section("try", heading, html.P(words().say("dashboard.edit.no_live")))
    note = parts.note(words().say("dashboard.edit.live_note"))
    link = html.A(words().say("dashboard.edit.live"), href=address, target="_blank", rel="noopener")
    return parts.section("try", heading, note, place, *([html.P(link)] if address else []))


def _run(found: Draft) -> html.Section:
    heading = words().say("dashboard.edit.run")
    if found.scenario is None:
        return parts.section("run", heading, html.P(words().say("dashboard.edit.mistakes"), className="trouble"))
    size = html.P(size_told(found.scenario, found.n_pairs))
    return parts.section("run", heading, size, act("add", found.title, search=urlencode(found.asked)))


def _file(found: Draft) -> html.Section:
    heading = words().say("dashboard.edit.file")
    beside = ", ".join(found.origin.beside)
    note = [parts.note(words().say("dashboard.edit.beside", files=beside))] if beside else []
    return parts.section("file", heading, parts.copied("draft-text", heading, found.text), *note)
