"""The frame of the report: one HTML page that carries everything, runs no script and asks the network for nothing."""

from collections.abc import Iterable
from html import escape
from string import Template

from sim.present.report.style import STYLE
from sim.present.words.language import words

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
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
<a class="skip" href="#answer">$skip</a>
$body
</body>
</html>
""")


def page(title: str, body: str) -> str:
    """Put the page together; no script may run on it.

    Parameters
    ----------
    title
        Any text; it is escaped here.
    body
        HTML that is already escaped.
    """
    skip = escape(words().say("report.skip"))
    return _PAGE.substitute(skip=skip, policy=_POLICY, title=escape(title), style=STYLE, body=body)


def section(ident: str, heading: str, *parts: str) -> str:
    """A landmark with a heading; `heading` is escaped, the parts are HTML."""
    head = f'<h2 id="{ident}-h">{escape(heading)}</h2>'
    return f'<section id="{ident}" aria-labelledby="{ident}-h">{head}\n{_join(parts)}</section>'


def folded_section(ident: str, heading: str, *parts: str) -> str:
    """The same, to open on demand; its heading is what one clicks."""
    head = f'<summary><h2 id="{ident}-h">{escape(heading)}</h2></summary>'
    inside = f"<details>{head}\n{_join(parts)}</details>"
    return f'<section id="{ident}" class="folded" aria-labelledby="{ident}-h">{inside}</section>'


def _join(parts: Iterable[str]) -> str:
    return "\n".join(part for part in parts if part)


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


def picture(ident: str, svg: str, below: str) -> str:
    """A picture and what stands below it, as HTML."""
    return f'<figure id="{ident}">{svg}\n{below}</figure>'


def wide(html: str) -> str:
    """A table that needs room."""
    return f'<div class="wide">{html}</div>'
