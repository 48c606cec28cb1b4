"""What views are made of: sections, tables, forms and pictures that a keyboard and a screen reader can use."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dash import dcc, html

from sim.present.dashboard.address import link
from sim.present.dashboard.drawings.sheet import Figure
from sim.present.report.tables import minus
from sim.present.words.language import words

Parts = list[Any]
CONFIG: Any = {
    "displayModeBar": False, "displaylogo": False, "showSendToCloud": False, "plotlyServerURL": "", "responsive": True,
}  # fmt: skip


def aria(**said: str) -> Any:
    """What a screen reader is told of a part, by name: `aria(label="Views")`."""
    return {f"aria-{name}": text for name, text in said.items()}


def data(**kept: str) -> Any:
    """What a script is told of a part, by name."""
    return {f"data-{name}": text for name, text in kept.items()}


def section(ident: str, heading: str, *parts: Any) -> html.Section:
    """A landmark with a heading."""
    head = html.H2(heading, id=f"{ident}-h")
    return html.Section([head, *parts], id=ident, **aria(labelledby=f"{ident}-h"))


def folded(summary: str, *parts: Any) -> html.Details:
    """Something to open on demand."""
    return html.Details([html.Summary(summary), *parts])


def note(text: str) -> html.P:
    """A paragraph that explains."""
    return html.P(text, className="note")


def unit(text: str) -> html.P:
    """What the axis below a picture counts; unlike a title that Plotly draws it finds room on a narrow screen."""
    return html.P(text, className="unit")


def told(notes: Iterable[str]) -> Parts:
    """What went otherwise than the address asked; nothing where nothing did."""
    said = [html.P(one) for one in notes]
    return [html.Div(said, className="told", role="status")] if said else []


def definitions(lines: Iterable[tuple[str, str]]) -> html.Dl:
    """Headings with a sentence each."""
    return html.Dl([part for head, text in lines for part in (html.Dt(head), html.Dd(text))], className="answer")


def table(caption: str, header: Sequence[str], rows: Iterable[Sequence[Any]], text_columns: int = 1) -> html.Div:
    """A table in a frame that scrolls sideways and that the keyboard can reach; it is as the report's."""
    head = [html.Th(name, scope="col", className=_kind(i, text_columns)) for i, name in enumerate(header)]
    body = [_row(cells, text_columns) for cells in rows]
    inside = html.Table([html.Caption(caption), html.Thead(html.Tr(head)), html.Tbody(body)])
    return html.Div(inside, className="scroll", role="region", tabIndex=0, **aria(label=caption))


def _row(cells: Sequence[Any], text_columns: int) -> html.Tr:
    first, *rest = cells
    written = [minus(cell) if i >= text_columns else cell for i, cell in enumerate(rest, start=1)]
    columns = [html.Td(cell, className=_kind(i, text_columns)) for i, cell in enumerate(written, start=1)]
    return html.Tr([html.Th(first, scope="row"), *columns])


def _kind(column: int, text_columns: int) -> str:
    return "number" if column >= text_columns else ""


def select(name: str, label: str, options: Mapping[str, str], chosen: str) -> html.Div:
    """A native list to choose from; in a form that `form` made it changes the address at once."""
    ident = f"choose-{name}"
    listed = [html.Option(text, value=value, selected=value == chosen) for value, text in options.items()]
    return html.Div([html.Label(label, htmlFor=ident), html.Select(listed, name=name, id=ident)], className="field")


def form(path: str, fields: Sequence[Any], *, button: str, **kept: str) -> html.Form:
    """A form whose choices become the address; `kept` goes along unseen. Without a script it is sent as any other."""
    along = [
        html.Div(html.Select([html.Option(value, value=value, selected=True)], name=name), hidden=True)
        for name, value in kept.items()
    ]
    send = html.Button(button, type="submit")
    return html.Form([*along, *fields, send], action=path, method="get", className="choices")


def picture(ident: str, figure: Figure, title: str, spoken: str, *below: Any) -> html.Figure:
    """A picture with its finding as title; a screen reader is told what it shows, and the numbers stand below it."""
    drawn = dcc.Graph(
        figure=figure, config=CONFIG, responsive=True, style={"height": f"{figure['layout']['height']}px"}
    )
    return captioned(ident, title, html.Div(drawn, role="img", **aria(label=spoken)), *below)


def captioned(ident: str, title: str, *inside: Any) -> html.Figure:
    """A picture, or what reads as one, under its finding."""
    return html.Figure([html.Figcaption(title, id=f"{ident}-t"), *inside], id=ident)


def to(text: str, path: str, **values: str) -> dcc.Link:
    """A link within the dashboard."""
    return dcc.Link(text, href=link(path, **values))


def download(text: str, path: str, **values: str) -> html.A:
    """A link to a file."""
    return html.A(text, href=link(path, **values), download="")


def player(list_ident: str, play: str, stop: str) -> html.Button:
    """A button that goes through a list from where it stands to its end, and stops when it is pressed again."""
    return html.Button(play, type="button", id=f"play-{list_ident}", className="play",
                       **data(list=list_ident, play=play, stop=stop))  # fmt: skip


def copied(ident: str, label: str, text: str) -> html.Div:
    """A text to read and to copy."""
    done: Any = {f"data-{name}": words().say(f"dashboard.copied.{name}") for name in ("done", "else")}
    inside = [
        html.Pre(text, id=ident, role="region", tabIndex=0, **aria(label=label)),
        html.Button(words().say("dashboard.copy"), type="button", className="copy", **data(copy=ident)),
        html.Span("", role="status", className="soft", **done),
    ]
    return html.Div(inside, className="copied")
