"""Months as text and as numbers: year * 12 + month - 1."""

import re

FIRST_YEAR, LAST_YEAR = 1900, 2200
MONTH_RULE = "must be a month as YYYY-MM"


def parse_month(text: object) -> int:
    """Return the number of a month written as YYYY-MM.

    Raises
    ------
    ValueError: it is written differently.

    Examples
    --------
    >>> parse_month("2016-01") == 2016 * 12
    True
    """
    match = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", text, re.ASCII) if isinstance(text, str) else None
    if match is None or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        raise ValueError(f"{MONTH_RULE}, such as 2021-01")
    return int(match[1]) * 12 + int(match[2]) - 1


def format_month(month: int) -> str:
    """Return a month as YYYY-MM.

    Examples
    --------
    >>> format_month(parse_month("2030-12"))
    '2030-12'
    """
    return f"{month // 12:04d}-{month % 12 + 1:02d}"
