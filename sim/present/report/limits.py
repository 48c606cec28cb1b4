"""The page on limits and ethics: one text that travels with the program, for the report and for docs/limits.md."""

import re
from html import escape
from importlib.resources import files
from string import Template

from sim.present.report.assumptions import n_weak

_CODE = re.compile(r"`([^`]+)`")
_STRONG = re.compile(r"\*\*([^*]+)\*\*")
_EMPHASIS = re.compile(r"\*([^*]+)\*")
_KINDS = {"- ": "ul", "> ": "blockquote"}


def limits_text() -> str:
    """Return the page in Markdown, with the number of weak parameters as the registry has it."""
    text = files("sim").joinpath("data/limits.md").read_text(encoding="utf-8")
    weak, parameters = n_weak()
    return Template(text).substitute(weak=weak, parameters=parameters)


def limits_html(text: str) -> str:
    r"""Return the page in HTML, without its title; it holds no links, so nothing can lead outside.

    Only what the page uses is understood: headings, paragraphs, bullets, quotations, code and emphasis.

    Examples
    --------
    >>> print(limits_html("# Title\n\n## Part\n\nA **word**\nand `code`.\n\n- one\n  line\n- two\n"))
    <h3>Part</h3>
    <p>A <strong>word</strong> and <code>code</code>.</p>
    <ul><li>one line</li><li>two</li></ul>
    """
    blocks = [block for block in re.split(r"\n\s*\n", text.strip()) if not block.startswith("# ")]
    return "\n".join(_block(block) for block in blocks)


def _block(block: str) -> str:
    if block.startswith("## "):
        return f"<h3>{_inline(block[3:])}</h3>"
    kind = _KINDS.get(block[:2])
    if kind == "blockquote":
        return f"<blockquote><p>{_inline(re.sub(r'^> ', '', block, flags=re.MULTILINE))}</p></blockquote>"
    if kind == "ul":
        items = re.split(r"^- ", block, flags=re.MULTILINE)[1:]
        return f"<ul>{''.join(f'<li>{_inline(item)}</li>' for item in items)}</ul>"
    return f"<p>{_inline(block)}</p>"


def _inline(text: str) -> str:
    html = escape(" ".join(text.split()), quote=False)
    html = _CODE.sub(r"<code>\1</code>", html)
    return _EMPHASIS.sub(r"<em>\1</em>", _STRONG.sub(r"<strong>\1</strong>", html))
