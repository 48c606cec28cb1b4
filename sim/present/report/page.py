"""The frame of the report: one HTML page that carries everything and asks the network for nothing."""

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html import escape
from string import Template

from sim.present.report.charts import Look
from sim.present.report.style import SCRIPT, STYLE

_PAGE = Template("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="$policy">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title</title>
<style>$style</style>
</head>
<body>
<a class="skip" href="#answer">Skip to the answer</a>
$body
<script>$plotly</script>
<script>$script</script>
</body>
</html>
""")


def page(title: str, body: str, plotly: str) -> str:
    """Put the page together; only the two scripts named by their hash may run.

    Parameters
    ----------
    title
        Any text; it is escaped here.
    body
        HTML that is already escaped.
    plotly
        Source of plotly.js.
    """
    policy = (
        f"default-src 'none'; script-src {_hash(plotly)} {_hash(SCRIPT)}; style-src 'unsafe-inline'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    return _PAGE.substitute(policy=policy, title=escape(title), style=STYLE, body=body, plotly=plotly, script=SCRIPT)


def _hash(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def section(ident: str, heading: str, *parts: str) -> str:
    """A landmark with a heading; `heading` is escaped, the parts are HTML."""
    inside = "\n".join(part for part in parts if part)
    head = f'<h2 id="{ident}-h">{escape(heading)}</h2>'
    return f'<section id="{ident}" aria-labelledby="{ident}-h">{head}\n{inside}</section>'


def paragraph(text: str, kind: str = "") -> str:
    """A paragraph of plain text."""
    return f"<p{f' class={kind!r}' if kind else ''}>{escape(text)}</p>"


def definitions(lines: Iterable[tuple[str, str]]) -> str:
    """Headings with a sentence each."""
    inside = "".join(f"<dt>{escape(head)}</dt><dd>{escape(text)}</dd>" for head, text in lines)
    return f'<dl class="answer">{inside}</dl>'


def bullets(texts: Iterable[str], kind: str = "") -> str:
    """A list of plain texts."""
    inside = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return f'<div class="{kind}"><ul>{inside}</ul></div>'


def folded(summary: str, html: str) -> str:
    """Something to open on demand."""
    return f"<details><summary>{escape(summary)}</summary>{html}</details>"


def chart(ident: str, caption: str, note: str, spoken: str, figure_json: str, data_table: str) -> str:
    """A chart with its caption, a sentence for who cannot see it, and its numbers as a table."""
    safe = figure_json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return (
        f'<figure><figcaption id="{ident}-c">{escape(caption)}<span>{escape(note)}</span></figcaption>\n'
        f'<div class="chart" id="{ident}" role="img" aria-label="{escape(spoken)}"></div>\n'
        f'<script type="application/json" id="{ident}-data">{safe}</script>\n'
        f"{folded('The numbers of this chart', data_table)}</figure>"
    )


def chooser(looks: dict[str, Look], shown: frozenset[str]) -> str:
    """Checkboxes that show or hide a policy in every chart over time; they are also the legend."""
    labels = "\n".join(_choice(arm, look, arm in shown) for arm, look in looks.items())
    return f"<fieldset><legend>Policies shown in the charts below</legend>{labels}</fieldset>"


_DASHES = {
    "solid": "", "dash": "8 4", "dot": "2 3", "dashdot": "8 3 2 3", "longdash": "12 4",
    "longdashdot": "12 3 2 3",
}  # fmt: skip


def _choice(arm: str, look: Look, checked: bool) -> str:
    line = (
        f'<svg width="34" height="10" aria-hidden="true"><line x1="0" y1="5" x2="34" y2="5" '
        f'stroke="{look.colour}" stroke-width="3" stroke-dasharray="{_DASHES[look.dash]}"/></svg>'
    )
    name = escape(arm)
    on = " checked" if checked else ""
    return f'<label><input type="checkbox" name="policy" value="{name}"{on}>{line}{name}</label>'
