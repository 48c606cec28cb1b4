"""Pictures as parts of a page: with identifiers of their own, and without what no eye can see."""

import re
from collections import Counter
from hashlib import sha256
from html import escape

_PLACES = re.compile(r' (?:x|y|cx|cy|r|points)="[^"]*"')
_DIGITS = re.compile(r"-?\d+\.\d{3,}")  # beyond hundredths of a point
_LINES = re.compile(r' d="(M [^"A-KN-Ya-y]*)"')  # straight ones
_STEPS = 10  # in a point: where lines end


def inline(svg: str, name: str, spoken: str) -> str:
    """Return an SVG file as a part of a page: one image with a spoken text, its identifiers its own.

    Examples
    --------
    >>> inline('<?xml?><svg width="9pt"><g id="a"><path id="b"/><use xlink:href="#b"/></g></svg>', "n", "x")
    '<svg role="img" aria-label="x"><g><path id="n-b"/><use xlink:href="#n-b"/></g></svg>'
    """
    body = re.sub(r"\s*<metadata>.*?</metadata>", "", svg[svg.index("<svg") :].strip(), flags=re.DOTALL)
    used = set(re.findall(r'(?:href="#|url\(#)([^")]+)', body))
    body = re.sub(r' id="([^"]+)"', lambda found: f' id="{name}-{found[1]}"' if found[1] in used else "", body)
    body = re.sub(r'(href="#|url\(#)', rf"\g<1>{name}-", body)
    head, rest = body.removeprefix("<svg").split(">", 1)
    head = re.sub(r' (?:width|height)="[^"]*"', "", head)
    return f'<svg role="img" aria-label="{escape(spoken)}"{head}>{_once(short(rest))}'


def short(svg: str) -> str:
    r"""Return the inside of an SVG without digits, spaces and turns that no eye can see.

    Examples
    --------
    >>> short('<path d="M 0.123 -3.99 \nL 2 1 \nL 2.04 0.9 \nz\n"/><text x="1.00001">0.0735</text>')
    '<path d="M.1-4l1.9 5 0-.1z"/><text x="1">0.0735</text>'
    """
    svg = re.sub(r">\n\s*<", "><", svg)
    svg = re.sub(r' transform="rotate\(-?0 [^"]*"', "", svg)
    return _PLACES.sub(_rounded, _LINES.sub(_relative, svg))


def _rounded(attribute: re.Match[str]) -> str:
    return _DIGITS.sub(lambda found: f"{float(found[0]):.2f}".rstrip("0").rstrip("."), attribute[0])


def _relative(found: re.Match[str]) -> str:
    """Write lines as steps from point to point; points are rounded, and not their steps, so that none drifts."""
    written: list[str] = []
    here, start, last = (0, 0), (0, 0), ""
    for command, numbers in re.findall(r"([MLz])([^MLz]*)", found[1]):
        if command == "z":
            written, here, last = [*written, "z"], start, "z"
            continue
        x, y = (round(_STEPS * float(number)) for number in numbers.split())
        to = (x, y) if command == "M" else (x - here[0], y - here[1])
        letter = "M" if command == "M" else "l"
        written.append(("" if last == letter == "l" else letter) + _pair(to, follows=last == letter == "l"))
        here, last = (x, y), letter
        start = here if command == "M" else start
    return f' d="{"".join(written)}"'


def _pair(steps: tuple[int, int], *, follows: bool) -> str:
    """Write two numbers; a minus sign parts them as well as a space."""
    x, y = (re.sub(r"^(-?)0\.", r"\1.", f"{step / _STEPS:g}") for step in steps)
    return ("" if not follows or x.startswith("-") else " ") + x + ("" if y.startswith("-") else " ") + y


def _once(svg: str) -> str:
    """Write a style that many parts have once, as a class that is named after it: pictures of a page share it."""
    counted = Counter(re.findall(r' style="([^"]*)"', svg))
    classes = {style: f"s{sha256(style.encode()).hexdigest()[:6]}" for style, n in counted.items() if n > 2}
    rules = "".join(f".{name}{{{style}}}" for style, name in classes.items())
    svg = re.sub(
        r' style="([^"]*)"', lambda found: f' class="{classes[found[1]]}"' if found[1] in classes else found[0], svg
    )
    return (f"<style>{rules}</style>" if rules else "") + svg
