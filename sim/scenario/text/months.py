"""Months as text and as numbers: year * 12 + month - 1."""

import re

FIRST_YEAR, LAST_YEAR = 1900, 2200


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
        raise ValueError(f"must be a month as YYYY-MM, such as {_meant(text) or '2021-01'}")
    return int(match[1]) * 12 + int(match[2]) - 1


def _meant(written: object) -> str | None:
    """Return the month that something probably stands for, as it should be written.

    Examples
    --------
    >>> _meant("01.2020"), _meant("2020/1"), _meant("2020-01-15"), _meant(202001), _meant("soon")
    ('2020-01', '2020-01', '2020-01', '2020-01', None)
    """
    text = str(written).strip()
    year_first = re.fullmatch(r"([0-9]{4})[-./ ]?([0-9]{1,2})([-./ ][0-9]{1,2})?", text, re.ASCII)
    month_first = re.fullmatch(r"(?:[0-9]{1,2}[-./ ])?([0-9]{1,2})[-./ ]([0-9]{4})", text, re.ASCII)
    year, month = year_first.group(1, 2) if year_first else month_first.group(2, 1) if month_first else ("0", "0")
    if not (FIRST_YEAR <= int(year) <= LAST_YEAR and 1 <= int(month) <= 12):
        return None
    return f"{year}-{int(month):02d}"


def format_month(month: int) -> str:
    """Return a month as YYYY-MM.

    Examples
    --------
    >>> format_month(parse_month("2030-12"))
    '2030-12'
    """
    return f"{month // 12:04d}-{month % 12 + 1:02d}"
