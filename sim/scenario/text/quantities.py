"""Numbers as people and spreadsheets write them: what they can mean, and what to write instead."""

import re

_SPACES = " \u00a0\u2009\u202f'\u2019"
_GROUPED = re.compile(rf"(\d{{1,3}}(?:[{_SPACES}]\d{{3}})+)(?:[.,](\d+))?", re.ASCII)
_COMMAS = re.compile(r"(\d{1,3}(?:,\d{3}){2,}|\d{1,3}(?:,\d{3})+(?=\.))(?:\.(\d+))?", re.ASCII)
_POINTS = re.compile(r"(\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:\.\d{3})+(?=,))(?:,(\d+))?", re.ASCII)
_DECIMAL = re.compile(r"(\d+),(\d+)", re.ASCII)


def readings(text: str) -> tuple[str, ...]:
    """Return what text that is not a number in a scenario can mean as one; nothing if it is none.

    Examples
    --------
    >>> readings("0,05"), readings("1 000 000"), readings("1.234.567,8"), readings("1,000"), readings("five")
    (('0.05',), ('1000000',), ('1234567.8',), ('1.000', '1000'), ())
    """
    text = text.strip().replace("\u2212", "-")
    sign, digits = ("-", text[1:].strip()) if text.startswith("-") else ("", text.removeprefix("+"))
    for pattern in (_GROUPED, _COMMAS, _POINTS):
        if match := pattern.fullmatch(digits):
            whole = re.sub(r"\D", "", match[1])
            return (f"{sign}{whole}.{match[2]}" if match[2] else f"{sign}{whole}",)
    if match := _DECIMAL.fullmatch(digits):
        decimal = f"{sign}{match[1]}.{match[2]}"
        is_group = len(match[2]) == 3 and len(match[1]) <= 3 and not match[1].startswith("0")
        return (decimal, f"{sign}{match[1]}{match[2]}") if is_group else (decimal,)
    return ()
