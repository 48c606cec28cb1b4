"""The text of a table, whatever program saved it; what is not text is named for what it is."""

import re
from io import BytesIO
from typing import NamedTuple

from sim.scenario.text.files import Source, not_utf8, read_bytes
from sim.scenario.text.problems import Place, fail

_SAVE = "open it in a spreadsheet program and save it as 'CSV UTF-8'"
_BEGINNINGS = (
    (b"\xd0\xcf\x11\xe0", f"is an old Excel workbook (.xls), not text; {_SAVE}"),
    (b"PAR1", "is a Parquet file, not text; write it as CSV"),
    (b"%PDF", "is a PDF, not text; tables of it have to be typed or exported as CSV"),
    (b"\x1f\x8b", "is compressed (gzip); unpack it first"),
)
_MARKUP = (
    (r"<\?xml[^>]*\?>\s*(<\?mso-application[^>]*>\s*)?<(\w+:)?workbook", f"is an Excel workbook as XML; {_SAVE}"),
    (r"<(!doctype html|html|head|body|table|div|meta|style)\b", f"is a web page (HTML), not a table of text; {_SAVE}"),
    (r"<\?xml|<!doctype", f"is XML, not a table of text; {_SAVE}"),
    (r"[{\[]\s*[\"{\[\]}]", "is JSON, not a table of text; write it as CSV"),
)
_SIGNS = "«»„“”‘’–—…№°§\u00a0"  # that a Russian table may hold beside letters


class Decoded(NamedTuple):
    """The text of a table, with line ends as LF, and what was unusual about it."""

    text: str
    remarks: list[str]


def read_table_text(source: Source, limit: int) -> Decoded:
    """Return the text of a file that a spreadsheet program may have saved.

    Raises
    ------
    ScenarioError: unreadable, larger than `limit` bytes, not text, or text of an encoding that cannot be told.
    """
    data = read_bytes(source, limit)
    if what := _other_kind(data):
        raise fail(Place(source.shown), "", what)
    text, remark = _decode(source, data)
    if what := _markup(text):
        raise fail(Place(source.shown), "", what)
    return Decoded(text.replace("\r\n", "\n").replace("\r", "\n"), [remark] if remark else [])


def _other_kind(data: bytes) -> str:
    """Return what is to be said of a file that is not text; nothing if it may be."""
    if data.startswith(b"PK\x03\x04"):
        return _archive(data)
    return next((what for beginning, what in _BEGINNINGS if data.startswith(beginning)), "")


def _archive(data: bytes) -> str:
    import zipfile  # slow to import, and rarely needed

    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        names = []
    if any(name.startswith("xl/") for name in names):
        return f"is an Excel workbook (.xlsx), not text, whatever its name says; {_SAVE}"
    if "content.xml" in names:
        return f"is an OpenDocument spreadsheet (.ods), not text, whatever its name says; {_SAVE}"
    return "is a ZIP archive, not text; unpack it first"


def _markup(text: str) -> str:
    beginning = text[:1000].lstrip().lower()
    return next((what for pattern, what in _MARKUP if re.match(pattern, beginning)), "")


def _decode(source: Source, data: bytes) -> tuple[str, str]:
    """Return the text and a remark about its encoding; nothing to remark about UTF-8."""
    encoding = _utf16(data)
    try:
        return (data.decode(encoding), "is UTF-16 text and is read as such") if encoding else (_utf8(data), "")
    except UnicodeDecodeError as error:
        if not encoding and (found := _cyrillic(data)):
            word = next(word for word in re.findall(r"\w+", found) if not word.isascii())
            return found, f"is not UTF-8 but Windows-1251 text, and is read as such: '{word}'"
        raise not_utf8(source, data, error) from None


def _utf8(data: bytes) -> str:
    return data.decode("utf-8-sig")


def _utf16(data: bytes) -> str:
    """Return the name of the encoding if the data are UTF-16, with or without a mark at the beginning."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    even, odd = data[:400:2], data[1:400:2]
    if odd and odd.count(0) > 0.8 * len(odd) and not even.count(0):
        return "utf-16-le"
    return "utf-16-be" if even and even.count(0) > 0.8 * len(even) and not odd.count(0) else ""


def _cyrillic(data: bytes) -> str:
    """Return the text as Windows-1251 if that gives whole Russian words and nothing else; else nothing.

    Text of another encoding gives words of mixed letters or mixed case instead.
    """
    try:
        text = data.decode("cp1251")
    except UnicodeDecodeError:
        return ""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if not word.isascii()]
    strange = {character for character in text if not character.isascii() and not character.isalpha()} - set(_SIGNS)
    sound = all(re.fullmatch("[А-ЯЁа-яё]+", word) and word in _cases(word) for word in words)
    return text if words and sound and not strange else ""


def _cases(word: str) -> tuple[str, str, str]:
    return word.lower(), word.upper(), word.capitalize()
