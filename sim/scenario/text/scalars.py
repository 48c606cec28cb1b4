"""One meaning for each plain word: what YAML 1.1 and 1.2 read differently is refused."""

import math
import re
import unicodedata
from typing import TypeAlias

from sim.scenario.text.meant import month_hint, number_hint, switch_hint

Scalar: TypeAlias = None | bool | int | float | str

LARGEST_INTEGER = 2**53  # beyond it float64 no longer tells integers apart

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_NUMBER = re.compile(r"[-+]?((0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?")
_LIKE_A_NUMBER = re.compile(
    r"[-+]?(0[0-9_]+(\.[0-9_]*)?|0[xob][0-9a-f_]+|[0-9][0-9_]*_[0-9_.]*|[0-9]+(:[0-9]+)+(\.[0-9]*)?)", re.I
)
_LIKE_A_MONTH = re.compile(r"0[1-9]\.[0-9]{4}")
_NOT_FINITE = re.compile(r"[-+]?\.?(inf|infinity|nan)", re.I)
_WORDS: dict[str, Scalar] = {"": None, "~": None, "null": None, "true": True, "false": False}
_UNSURE_WORDS = frozenset({"y", "n", "yes", "no", "on", "off"})
_UNSAFE_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def scalar(text: str) -> Scalar:
    """Return what a word without quotes means.

    Raises
    ------
    ValueError: the word is read differently by different programs, or is not a usable number.

    Examples
    --------
    >>> scalar("1e3"), scalar("30"), scalar("2016-01"), scalar("true"), scalar("e1")
    (1000.0, 30, '2016-01', True, 'e1')
    """
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if text.lower() in _UNSURE_WORDS:
        raise ValueError(f"'{text}' is ambiguous{switch_hint(text)}, or put text into quotes")
    if _NOT_FINITE.fullmatch(text):
        raise ValueError(f"'{text}' is not a finite number; put text into quotes")
    if _LIKE_A_NUMBER.fullmatch(text):
        meant = month_hint(text) if _LIKE_A_MONTH.fullmatch(text) else number_hint(text)
        what = meant.removeprefix("; ") or "write a decimal number such as 10 or 0.1"
        raise ValueError(f"'{shorten(text)}' is ambiguous; {what}, or put text into quotes")
    if _NUMBER.fullmatch(text):
        return _number(text)
    return text


def _number(text: str) -> int | float:
    is_whole = _INTEGER.fullmatch(text) is not None and len(text) <= 20
    value = int(text) if is_whole else float(text)
    if not math.isfinite(value) or abs(value) > LARGEST_INTEGER:
        raise ValueError(f"'{shorten(text)}' is too large; numbers lie within 2^53 of zero")
    if value == 0.0 and re.search(r"[1-9]", re.split("[eE]", text)[0]):
        raise ValueError(f"'{shorten(text)}' is too small to tell from zero")
    return value if is_whole else value + 0.0  # -0.0 becomes 0.0


def check_text(text: str) -> None:
    """Refuse text that does not look like what it is.

    Raises
    ------
    ValueError: control, direction or format characters, or characters that are not composed (NFC).
    """
    for character in text if not text.isprintable() else "":  # what is printable is in none of the categories
        if unicodedata.category(character) in _UNSAFE_CATEGORIES and character != "\n":
            raise ValueError(f"has the invisible character U+{ord(character):04X}; leave it out")
    if not unicodedata.is_normalized("NFC", text):
        raise ValueError("has characters put together from parts; write them in composed form (Unicode NFC)")


def shorten(text: str, limit: int = 60) -> str:
    """Return text fit for a message: no longer than `limit`, nothing invisible."""
    visible = text.encode("unicode_escape").decode() if not text.isprintable() else text
    return visible if len(visible) <= limit else visible[: limit - 3] + "..."


def describe(value: object) -> str:
    """Return how a message names a value.

    Examples
    --------
    >>> describe(True), describe("x"), describe([1])
    ('true', "the text 'x'", 'a list')
    """
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    if isinstance(value, str):
        return f"the text '{shorten(value)}'"
    return (
        {None: "nothing", True: "true", False: "false"}[value]
        if value is None or isinstance(value, bool)
        else str(value)
    )
