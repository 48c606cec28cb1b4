"""The validation document: every target beside the model, drawn and in words."""

import csv
from collections.abc import Mapping, Sequence
from html import escape
from math import isfinite
from pathlib import Path

from sim.analysis.fit.targets import KINDS, Use
from sim.analysis.fit.validation import BARS, Check, count
from sim.experiments.store.files import write_text

_MARKS = {True: "met", False: "**missed**"}
_ASKED: dict[Use, str] = {"cal": "two thirds", "val": "half"}

# A row of the picture: the tolerance in the middle, three half-widths of room on either side.
_ROW, _LEFT, _UNIT, _EDGE = 22, 250, 60, 3.0
_GOOD, _BAD, _BAND, _INK = "#1b6e53", "#b3261e", "#dfe7ec", "#1f2a33"


def read_reasons(path: Path) -> dict[str, str]:
    """Return the reason written down for each target that is missed."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["reason"].strip() for row in csv.DictReader(file)}


def validation_text(checks: Sequence[Check]) -> str:
    """Return the checks as a table for a terminal."""
    row = "{:<6}{:<9}{:>22}{:>12}{:>24}{:>11}  {}"
    lines = [row.format("id", "kind", "tolerance", "median", "90% interval", "width", "result")]
    for check in checks:
        span = f"{number(check.lo90)} to {number(check.hi90)}" if check.lo90 is not None else "-"
        result = _MARKS[check.met].strip("*")
        lines.append(
            row.format(
                check.target.id, check.kind, tolerance(check), number(check.median), span, number(check.width), result
            ).rstrip()
        )
    return "\n".join([*lines, "", *(sentence(checks, use) for use in BARS)]) + "\n"


def sentence(checks: Sequence[Check], use: Use) -> str:
    """Say how many targets of a use are met, and how many are asked for."""
    found = count(checks, use)
    enough = "enough" if found.share >= BARS[use] else "too few"
    met = f"{KINDS[use].capitalize()}: {found.met} of {found.counted} met ({found.share:.0%})"
    return f"{met}; {_ASKED[use]} are asked for: {enough}."


def number(value: float | None) -> str:
    """Return a number in four digits at most.

    Examples
    --------
    >>> number(0.01347), number(178000.0), number(8.72e9), number(None)
    ('0.01347', '178,000', '8.72 bn', '-')
    """
    if value is None or not isfinite(value):
        return "-"
    if abs(value) >= 1e8:
        return f"{value / 1e9:.4g} bn"
    return f"{value:,.0f}" if abs(value) >= 1000.0 else f"{value:.4g}"


def tolerance(check: Check) -> str:
    """Return the tolerance in words."""
    low, high = check.target.low, check.target.high
    if low == high:
        return f"exactly {number(low)}"
    if not isfinite(high):
        return f"at least {number(low)}"
    return f"at most {number(high)}" if not isfinite(low) else f"{number(low)} to {number(high)}"


def validation_document(
    checks: Sequence[Check], reasons: Mapping[str, str], about: str, pictures: Mapping[Use, str]
) -> str:
    """Return the validation document as Markdown.

    Parameters
    ----------
    checks
        Every target beside the model.
    reasons
        Why a target is missed, by id.
    about
        With what and how the numbers were made.
    pictures
        Path of a picture, by use.
    """
    parts = [
        "# Published figures and the model",
        about,
        "A target is *met* when the median of all runs lies inside its tolerance and at least half of the runs do.\n"
        "*Fitted* targets chose the parameters, so meeting them proves little; *held out* ones never entered the fit.\n"
        "*Input* figures set a parameter and count for nothing. Targets and sources: `sim/data/targets.csv`.",
        "\n".join(f"- {sentence(checks, use)}" for use in BARS),
    ]
    for use in KINDS:
        own = [check for check in checks if check.target.use == use]
        name = KINDS[use]
        parts.append(f"## {name.capitalize()}")
        if use in pictures:
            parts.append(f"![{name} targets: what the model says relative to each tolerance]({pictures[use]})")
        parts.append(_table(own))
    missed = [check for check in checks if check.met is False and check.target.use != "input"]
    parts.append("## Why targets are missed")
    parts.append(
        "\n".join(
            f"- `{check.target.id}` ({check.kind}): {reasons.get(check.target.id) or '*No reason written down yet.*'}"
            for check in missed
        )
        or "None is."
    )
    return "\n\n".join(parts) + "\n"


def _table(checks: Sequence[Check]) -> str:
    header = ["id", "published", "tolerance", "median", "90% interval", "width", "runs inside", "result"]
    lines = [header, ["---"] * len(header)]
    for check in checks:
        known = check.lo90 is not None
        lines.append(
            [
                f"`{check.target.id}`",
                check.target.says.replace("|", "/"),
                f"{tolerance(check)} {check.target.unit}",
                number(check.median),
                f"{number(check.lo90)} to {number(check.hi90)}" if known else "-",
                number(check.width),
                f"{check.inside:.0%}",
                _MARKS[check.met],
            ]
        )
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def validation_picture(checks: Sequence[Check], title: str) -> str:
    """Return the checks as SVG: each tolerance as a band of equal width, the model's 90% interval across it."""
    known = [check for check in checks if check.median is not None]
    width, height = _LEFT + int(2 * _EDGE * _UNIT) + 110, 58 + _ROW * len(known)
    rows = [_picture_row(check, 46 + _ROW * k) for k, check in enumerate(known)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
            f'height="{height}" font-family="sans-serif" font-size="12" fill="{_INK}" role="img">',
            f"<title>{escape(title)}</title>",
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
            f'<text x="10" y="20" font-size="14" font-weight="bold">{escape(title)}</text>',
            f'<text x="{_LEFT}" y="38">band: tolerance; dot: median; line: 90% of runs (cut at the edge)</text>',
            *rows,
            "</svg>\n",
        ]
    )


def _picture_row(check: Check, top: int) -> str:
    middle, colour = top + _ROW / 2, _GOOD if check.met else _BAD
    ends = [_position(check, value) for value in (check.lo90, check.median, check.hi90)]
    left, dot, right = (_LEFT + (_EDGE + end) * _UNIT for end in ends)
    low, high = check.target.low, check.target.high
    start = -1.0 if isfinite(low) else -_EDGE
    stop = 1.0 if isfinite(high) else _EDGE
    label = f"{check.target.id}  {tolerance(check)}"
    return (
        f'<rect x="{_LEFT + (_EDGE + start) * _UNIT:.1f}" y="{top + 3}" width="{(stop - start) * _UNIT:.1f}" '
        f'height="{_ROW - 6}" fill="{_BAND}"/>'
        f'<text x="10" y="{middle + 4}">{escape(label)}</text>'
        f'<line x1="{left:.1f}" x2="{right:.1f}" y1="{middle}" y2="{middle}" stroke="{colour}" stroke-width="3"/>'
        f'<circle cx="{dot:.1f}" cy="{middle}" r="4.5" fill="{colour}"/>'
        f'<text x="{_LEFT + 2 * _EDGE * _UNIT + 10:.0f}" y="{middle + 4}" fill="{colour}">'
        f"{number(check.median)} {'met' if check.met else 'missed'}</text>"
    )


def _position(check: Check, value: float | None) -> float:
    """Return where a value lies: -1 and 1 are the ends of the tolerance; at most 3 from the middle."""
    low, high = check.target.low, check.target.high
    value = 0.0 if value is None else value
    if isfinite(low) and isfinite(high):
        half = 0.5 * (high - low) or 1.0
        where = (value - 0.5 * (low + high)) / half
    elif isfinite(low):
        where = (value - low) / max(abs(low), 1.0) - 1.0
    else:
        where = (value - high) / max(abs(high), 1.0) + 1.0
    return max(-_EDGE, min(_EDGE, where))


def write_validation(path: Path, checks: Sequence[Check], about: str) -> None:
    """Write the document, and beside it under images/ its pictures; reasons come from misses.csv beside it."""
    pictures: dict[Use, str] = {}
    (path.parent / "images").mkdir(parents=True, exist_ok=True)
    for use in BARS:
        name = f"images/{path.stem}-{KINDS[use].replace(' ', '-')}.svg"
        title = f"{KINDS[use].capitalize()} targets and the model"
        own = [check for check in checks if check.target.use == use]
        write_text(path.parent / name, validation_picture(own, title))
        pictures[use] = name
    write_text(path, validation_document(checks, read_reasons(path.parent / "misses.csv"), about, pictures))
