"""The dashboard as a web application: one page whose content follows from its address."""

from html import escape
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from flask import Flask

from sim.experiments.queueing.queue import Queue
from sim.present.dashboard import parts
from sim.present.dashboard.acts import add_acts
from sim.present.dashboard.address import Asked
from sim.present.dashboard.content import Contents
from sim.present.dashboard.files import add_files
from sim.present.dashboard.guard import Access, guard, page_policy
from sim.present.dashboard.live import add_live
from sim.present.dashboard.shelf import Shelf
from sim.present.dashboard.view import View, views
from sim.present.words.language import words

_PAGE = """<!doctype html>
<html lang="en">
<head>{%metas%}<title>{%title%}</title>{%favicon%}{%css%}</head>
<body>
<noscript>NO_SCRIPT</noscript>
{%app_entry%}
{%config%}{%scripts%}{%renderer%}
</body>
</html>"""
_METAS = [{"name": "viewport", "content": "width=device-width, initial-scale=1"}]


def make_app(shelf: Shelf, access: Access, queue: Queue) -> Dash:
    """Return the application, guarded; nothing of it comes from or goes to another computer."""
    server: Any = Flask("dashboard")
    app = Dash(
        __name__, server=server, title=words().say("dashboard.name"), update_title="", meta_tags=_METAS,
        index_string=_PAGE.replace("NO_SCRIPT", escape(words().say("dashboard.no_script"))), serve_locally=True,
        include_pages_meta=False, add_log_handler=False, enable_mcp=False, suppress_callback_exceptions=True,
    )  # fmt: skip
    app.layout = _frame()
    _follow_address(app, shelf)
    add_files(server, shelf)
    add_live(server, shelf)
    guard(server, access, page_policy(list(app.csp_hashes())))
    add_acts(app, server, shelf, queue, access.may_run)
    return app


def _frame() -> html.Div:
    """What every view stands in."""
    name = words().say("dashboard.name")
    skip = html.A(words().say("dashboard.skip"), href="#content", className="skip")
    head = html.Header(
        [
            dcc.Link(name, href="/", className="name"),
            html.Nav(id="views", **parts.aria(label=words().say("dashboard.views"))),
        ]
    )
    waiting = html.P(words().say("dashboard.loading"))
    main = html.Main(waiting, id="content", tabIndex=-1)
    return html.Div([
        dcc.Location(id="address"), dcc.Store(id="title"), skip, head, main,
        html.Footer(html.P(words().say("dashboard.offline"))),
    ])  # fmt: skip


def _follow_address(app: Dash, shelf: Shelf) -> None:
    """Show what the address asks for whenever it changes, and name the window after it."""
    contents = Contents(shelf)

    @app.callback(
        Output("views", "children"), Output("content", "children"), Output("title", "data"),
        Input("address", "pathname"), Input("address", "search"),
    )  # fmt: skip
    def follow(path: Any, search: Any) -> tuple[parts.Parts, parts.Parts, str]:
        content = contents.at(str(path or "/"), str(search or ""))
        return _links(content.view, content.asked), content.parts, content.title

    named: Any = app.clientside_callback  # Dash leaves it without types
    named(ClientsideFunction("rollout", "named"), Output("content", "lang"), Input("title", "data"))


def _links(current: View, found: Asked) -> parts.Parts:
    """A link to each view, which takes along what the views share."""
    return [_link(view, found, view.name == current.name) for view in views()]


def _link(view: View, found: Asked, is_current: bool) -> html.Span:
    values = {key: value for key, value in found.values.items() if key in view.keys}
    to = parts.to(words().say(f"dashboard.view.{view.name}"), view.path, **values)
    return html.Span(
        to, className="current" if is_current else "", **(parts.aria(current="page") if is_current else {})
    )
