"""What a user sees: data on stdout, all else on stderr."""

import json
import sys
from collections.abc import Sequence
from typing import Any


def json_text(value: Any) -> str:
    """Return a value as JSON for people: indented, letters of every language as they are, no NaN."""
    return json.dumps(value, indent=1, ensure_ascii=False, allow_nan=False)


def print_json(value: Any) -> None:
    """Print one JSON object on stdout; where letters cannot be written, by their numbers."""
    text = json_text(value)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, indent=1, allow_nan=False)
    print(text)


def print_table(rows: Sequence[Sequence[str]]) -> None:
    """Print rows on stdout, each column as wide as its longest text, two spaces apart."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())


def tell(text: str) -> None:
    """Print a line on stderr."""
    print(text, file=sys.stderr, flush=True)
