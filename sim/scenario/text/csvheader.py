"""The header of a table: names of columns as people write them, and columns that are only numbers of rows."""

import re
from collections.abc import Collection
from typing import NamedTuple

from sim.scenario.text.problems import Place, Problems, fail
from sim.scenario.text.scalars import shorten

MAX_COLUMNS = 500
_INDEX_NAMES = frozenset({"", "#", "№", "n", "no", "no.", "nr", "id", "index", "row", "№ п/п", "unnamed: 0"})
_PLAIN_UNITS = frozenset(
    {"deg", "degrees", "degree", "°", "persons", "people", "residents", "inhabitants", "чел", "чел.", "человек",
     "share", "rub", "roubles"}
)  # fmt: skip
_SCALED = re.compile(r"(?<![^\W_])(thousands?|'?000s?|k|тыс\w*|millions?|mln|млн|m|percent|%)(?![^\W_])")


class Header(NamedTuple):
    """The columns that are read."""

    names: list[str]
    kept: dict[str, int]  # number of the column by name
    n_columns: int
    place: Place


def read_header(
    cells: list[str], places: list[Place], rows: list[list[str]], known: Collection[str], problems: Problems
) -> Header:
    """Return the columns; names in other case, with spaces or a unit are the known ones, and are told.

    Raises
    ------
    ScenarioError: a column twice, too many, or one without a name that holds something.
    """
    place = places[0]
    if len(cells) > MAX_COLUMNS:
        raise fail(place, "", f"has {len(cells):,} columns; at most {MAX_COLUMNS} are possible")
    kept: dict[str, int] = {}
    for index, cell in enumerate(cells):
        values = [row[index] for row in rows if index < len(row)]
        if _is_left_out(index, cell, values, places[index], problems):
            continue
        name = _canonical(cell, known, places[index], problems)
        if name in kept:
            raise fail(place, "", f"has a column twice: {shorten(name)}")
        kept[name] = index
    return Header(list(kept), kept, len(cells), place)


def _is_left_out(index: int, cell: str, values: list[str], place: Place, problems: Problems) -> bool:
    """Return whether a column only numbers the rows, or is blank and has no name."""
    filled = [value for value in values if value]
    if cell.casefold() not in _INDEX_NAMES:
        return False
    if not cell and not filled:
        return True
    if filled and filled in ([str(n) for n in range(start, start + len(filled))] for start in (0, 1)):
        problems.warn(place, shorten(cell), f"column {index + 1} only numbers the rows and is left out")
        return True
    if not cell:
        raise fail(place, "", f"column {index + 1} has no name; name it, or leave it out")
    return False


def _canonical(cell: str, known: Collection[str], place: Place, problems: Problems) -> str:
    """Return the known name that a header means, or the header as it is."""
    if cell in known:
        return cell
    name, unit = _name_and_unit(cell.casefold())
    scaled = _SCALED.search(cell.casefold())
    if name not in known and scaled:
        name = next((word for word in known if name.startswith(word)), name)
    if name not in known:
        return cell
    if scaled or (unit and unit not in _PLAIN_UNITS):
        problems.add(place, name, f"is headed '{shorten(cell)}'; nothing is converted: write whole units as {name}")
    else:
        problems.warn(place, name, f"is headed '{shorten(cell)}' and is read as {name}")
    return name


def _name_and_unit(header: str) -> tuple[str, str]:
    """Return the name of a column as names are written, and what stands in brackets or behind a comma.

    >>> _name_and_unit("retention days (months)")
    ('retention_days', 'months')
    """
    match = re.fullmatch(r"(.*?)\s*(?:[(\[](.*)[)\]]|,\s*(.*))?", header, re.DOTALL)
    assert match is not None  # any text is one
    return re.sub(r"[\s_-]+", "_", match[1]).strip("_"), match[2] or match[3] or ""
