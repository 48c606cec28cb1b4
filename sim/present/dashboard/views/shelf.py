"""The shelf: every stored experiment, what it asks, and whether its files can be trusted."""

import shlex

from dash import html

from sim.experiments.store.reader import Results
from sim.present.dashboard import parts
from sim.present.dashboard.address import Asked
from sim.present.dashboard.shelf import Item, Shelf
from sim.present.dashboard.view import Shown
from sim.present.words.language import words

PATH, ORDER, KEYS, IS_KEPT = "/", 0, (), True


def show(shelf: Shelf, asked: Asked) -> Shown:
    """Show every experiment, the last one made first."""
    items, title = shelf.items(), words().say("dashboard.shelf.title")
    listed = html.Ul([html.Li(_card(item, shelf.is_for_here)) for item in items], className="shelf")
    content = listed if items else html.P(words().say("dashboard.shelf.empty"), className="alone")
    return Shown(title, [html.H1(title), *parts.told(asked.notes), content])


def _card(item: Item, is_for_here: bool) -> html.Article:
    if item.is_archive:
        return _archive(item, is_for_here)
    if item.results is None:
        trouble = words().say("dashboard.shelf.trouble", trouble=item.trouble)
        return html.Article([html.H2(item.name), html.P(trouble, className="trouble")])
    results = item.results
    inside = [html.H2(_title(item, results)), *map(html.P, _about(results)), html.P(_state(item), className="note")]
    return html.Article([*inside, _links(item, results)])


def _archive(item: Item, is_for_here: bool) -> html.Article:
    """An archive by its name; what it holds is not known until somebody opens it."""
    check, path = ("check", str(item.folder)) if is_for_here else ("check_there", item.name)
    links = [
        parts.to(words().say(f"dashboard.shelf.{label}"), path, experiment=item.name)
        for label, path in (("open", "/compare"), ("open_assumed", "/assumed"))
    ]
    about = html.P(words().say("dashboard.shelf.archive"), className="note")
    code = html.Code(words().say("dashboard.shelf.command", path=shlex.quote(path)))
    command = html.P([words().say(f"dashboard.shelf.{check}"), " ", code])
    return html.Article([html.H2(item.name), about, command, html.P(links, className="links")])


def _title(item: Item, results: Results) -> parts.Parts:
    view = "/assumed" if results.is_sweep or not results.policies else "/compare"
    return [parts.to(results.title, view, experiment=item.name)]


def _about(results: Results) -> list[str]:
    record = results.record
    first, last = record.months
    runs = words().say("dashboard.shelf.runs", n=results.n_seeds)
    policies = ", ".join(results.called(arm) for arm in results.arms if arm != results.baseline)
    said = [words().say("dashboard.shelf.policies", policies=policies, baseline=results.called(results.baseline))]
    if results.is_sweep:
        said.append(words().say("dashboard.shelf.sweep", n=len(record.points)))
    people = f"{record.people_per_agent:,}"
    about = words().say(
        "dashboard.shelf.about", first=first, last=last, runs=runs, people=people, version=record.model_version
    )
    return [*said, about]


def _state(item: Item) -> str:
    made = words().say("dashboard.shelf.made", made=item.made[:10]) if item.made else ""
    kept = words().say("dashboard.shelf.whole") if item.is_current else words().say("dashboard.shelf.older")
    return f"{made} {kept}".strip()


def _links(item: Item, results: Results) -> html.P:
    links: parts.Parts = []
    if results.policies and not results.is_sweep:
        links.append(parts.to(words().say("dashboard.view.compare"), "/compare", experiment=item.name))
    links.append(parts.to(words().say("dashboard.view.assumed"), "/assumed", experiment=item.name))
    if (item.folder / "report.html").is_file():
        links.append(html.A(words().say("dashboard.shelf.report"), href=f"/file/{item.name}/report.html"))
    links.append(parts.download(words().say("dashboard.shelf.scenario"), f"/file/{item.name}/scenario.resolved.yaml"))
    return html.P(links, className="links")
