"""The columns of a cities file: those that it needs, those that it may have, and rows that are no cities."""

import re

from sim.scenario.text.csvtable import Line, Table
from sim.scenario.text.problems import Problems, did_you_mean
from sim.scenario.text.scalars import shorten

_REQUIRED = ("name_en", "region_en", "iso_3166_2", "federal_district", "lat", "lon")
POPULATION = ("pop_2020_rosstat", "population", "pop_2021_census")  # the first that is filled counts
FROM_PARAMETERS = (
    "budget_rub_per_resident_year",
    "regional_topup_share",
    "cameras_per_1000_start",
    "cameras_per_1000_target",
    "support_start_share",
    "clearance_share",
    "camera_cost_rub",
)
KNOWN = (
    *_REQUIRED,
    *POPULATION,
    *FROM_PARAMETERS,
    "name_ru",
    "coord_source",
    "status_note",
    "leader",
    "fr_stage_start",
)
_ALIASES = {
    "latitude": "lat", "широта": "lat", "longitude": "lon", "long": "lon", "lng": "lon", "долгота": "lon",
    "city": "name_en", "name": "name_en", "town": "name_en", "город": "name_ru", "region": "region_en",
    "iso": "iso_3166_2", "district": "federal_district", "население": "population", "residents": "population",
    "pop": "population", "inhabitants": "population", "stage": "fr_stage_start",
}  # fmt: skip
_SUM = re.compile(r"(grand )?total( .*)?|sum|all cities|country total|итого( .*)?|всего( .*)?|сумма|gesamt|summe")


def check_columns(table: Table, problems: Problems) -> bool:
    """Note what is wrong with the columns; return whether rows can be read."""
    given = set(table.names)
    missing = [name for name in _REQUIRED if name not in given]
    missing += [] if given & set(POPULATION) else ["population"]
    if not given & set(KNOWN):
        found = ", ".join(shorten(name) for name in table.names[:6])
        needed = f"it needs {', '.join(missing)}; the shipped data/template-cities.csv is one to copy"
        problems.add(table.header, "", f"has no column of a cities file, but: {found}; {needed}")
        return False
    if missing:
        are = "is a column" if len(missing) == 1 else "are columns"
        problems.add(table.header, ", ".join(missing), f"{are} that every cities file needs")
    for name in table.names:
        if name not in KNOWN:
            meant = _ALIASES.get(name.casefold())
            hint = f"write {meant}" if meant else did_you_mean(name, KNOWN, at_most=30)
            problems.add(table.header, shorten(name), f"is not a known column; {hint}")
    return not missing


def without_sums(rows: list[Line], problems: Problems) -> list[Line]:
    """Return the rows that are places: a sum has no coordinates."""
    kept = []
    for row in rows:
        words = [value.casefold().rstrip(":. ") for value in list(row.fields.values())[:4]]
        word = next((word for word in words if _SUM.fullmatch(word)), None)
        if word is None or row.fields["lat"] or row.fields["lon"]:
            kept.append(row)
        else:
            problems.warn(row.places["name_en"], "", f"'{shorten(word)}' is a row of sums, and is left out")
    return kept
