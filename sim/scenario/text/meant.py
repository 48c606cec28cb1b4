"""What was probably meant by a value that is refused: the end of a message."""

import re

from sim.scenario.text.quantities import readings

_SCALES = {
    "k": 1e3, "thousand": 1e3, "thousands": 1e3, "тыс": 1e3, "тыс.": 1e3, "тысяч": 1e3,
    "m": 1e6, "mln": 1e6, "million": 1e6, "millions": 1e6, "млн": 1e6, "млн.": 1e6,
    "bn": 1e9, "billion": 1e9, "billions": 1e9, "млрд": 1e9, "млрд.": 1e9,
}  # fmt: skip
_PERCENT = ("%", "percent", "per cent", "pct", "процент", "процента", "процентов", "проц.")
_MONTHS = {
    word: number
    for number, words in enumerate(
        ("jan янв", "feb фев", "mar мар", "apr апр", "may май мая", "jun июн", "jul июл", "aug авг", "sep сен",
         "oct окт", "nov ноя", "dec дек"),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
_SWITCHES = {
    **dict.fromkeys(("yes", "y", "on", "1", "да", "вкл", "wahr"), "true"),
    **dict.fromkeys(("no", "n", "off", "0", "нет", "выкл"), "false"),
}


def number_hint(value: object, unit: str = "") -> str:
    """Return '; write ...' where a number was probably meant, nothing else.

    Examples
    --------
    >>> number_hint("5%", "share"), number_hint("0,05"), number_hint("30 days", "days")
    ('; write 0.05', '; write 0.05', '; write 30')
    >>> number_hint(70, "share"), number_hint("1,000"), number_hint("five")
    ('; a share is between 0 and 1: write 0.7', '; write 1000 or 1.000', '')
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _of_a_number(value, unit)
    return _of_a_text(value, unit) if isinstance(value, str) and len(value) <= 64 else ""


def _of_a_number(value: float, unit: str) -> str:
    if unit.startswith(("share", "probability")) and 1 < value <= 100:
        return f"; a {unit.split()[0]} is between 0 and 1: write {value / 100:g}"
    return ""


def _of_a_text(value: str, unit: str) -> str:
    match = re.fullmatch(r"\s*([-+\u2212]?\d[\d\s.,_'\u2019]*?)\s*([^\d\s.,_'][^\d]*?)?\s*", value)
    if match is None:
        return ""
    numbers, word = _numbers(match[1]), (match[2] or "").casefold()
    if word in _PERCENT:
        numbers = [_text(float(number) / 100) for number in numbers] if _is_share(unit) else numbers
    elif word in _SCALES:
        numbers = [_text(float(number) * _SCALES[word]) for number in numbers]
    elif not word and numbers == [match[1]]:
        return ""
    return f"; write {' or '.join(reversed(numbers))}" if numbers else ""


def _is_share(unit: str) -> bool:
    return not unit or unit.startswith(("share", "probability"))


def _numbers(digits: str) -> list[str]:
    """Return what digits with separators can mean."""
    if re.fullmatch(r"[-+]?\d+(\.\d+)?", digits):
        return [digits.removeprefix("+")]
    if re.fullmatch(r"\d{1,3}(_\d{3})+", digits):
        return [digits.replace("_", "")]
    return list(readings(digits))


def _text(number: float) -> str:
    return f"{number:.12g}" if abs(number) < 1e12 else f"{number:g}"


def month_hint(value: object) -> str:
    """Return '; write 2021-01' where a month was probably meant, nothing else.

    Examples
    --------
    >>> month_hint(2021), month_hint("01.2021"), month_hint("Jan 2021"), month_hint("2021-01-15"), month_hint("soon")
    ('; write 2021-01', '; write 2021-01', '; write 2021-01', '; write 2021-01', '')
    """
    text = str(value).strip().casefold()
    year, month = _year_and_month(text) if len(text) <= 32 else (0, 0)
    return f"; write {year:04d}-{month:02d}" if 1900 <= year <= 2200 and 1 <= month <= 12 else ""


def _year_and_month(text: str) -> tuple[int, int]:
    """Return the two numbers, zeros where there are none; a year alone begins in January."""
    if match := re.fullmatch(r"(\d{4})(?:\s*(?:г\.?|год|year))?", text):
        return int(match[1]), 1
    if match := re.fullmatch(r"(\d{4})[-./ ](\d{1,2})(?:[-./ ]\d{1,2})?(?:[t ].*)?", text):
        return int(match[1]), int(match[2])
    if match := re.fullmatch(r"(?:\d{1,2}[-./ ])?(\d{1,2})[-./ ](\d{4})", text):
        return int(match[2]), int(match[1])
    if match := re.fullmatch(r"(\d{4})(\d{2})", text):
        return int(match[1]), int(match[2])
    if match := re.fullmatch(r"(?:(\d{4})[-. ]?)?q([1-4])(?:[-. ]?(\d{4}))?", text):
        return int(match[1] or match[3] or 0), 3 * int(match[2]) - 2
    words = re.findall(r"[^\W\d_]+", text)
    years = re.findall(r"\d{4}", text)
    named = [_MONTHS[word[:3]] for word in words if word[:3] in _MONTHS]
    return (int(years[0]), named[0]) if len(named) == 1 and len(years) == 1 else (0, 0)


def switch_hint(value: object) -> str:
    """Return '; write true' or '; write false' where one was probably meant.

    Examples
    --------
    >>> switch_hint("yes"), switch_hint(0), switch_hint("perhaps")
    ('; write true', '; write false', '')
    """
    word = _SWITCHES.get(str(value).strip().casefold())
    return f"; write {word}" if word else ""
