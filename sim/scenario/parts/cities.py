"""The cities of a world, from a CSV file that anyone can write."""

import hashlib
import re
import zlib
from collections import Counter
from typing import NamedTuple

import numpy as np

from sim.model.columns import IDENTITY_DTYPE
from sim.model.state import Rows, Stage
from sim.scenario.parts.cityfields import Fields, Unusual
from sim.scenario.registry import registered_parameters
from sim.scenario.text.csvtable import Line, Table, read_csv
from sim.scenario.text.files import Source
from sim.scenario.text.problems import Place, Problems, did_you_mean, fail
from sim.scenario.text.scalars import shorten

MAX_CITIES = 2_000
STAGES = {stage.name.lower(): stage for stage in Stage if stage is not Stage.SUSPENDED}

_REQUIRED = ("name_en", "region_en", "iso_3166_2", "federal_district", "lat", "lon")
POPULATION = ("pop_2020_rosstat", "population", "pop_2021_census")  # the first that is filled counts
_FROM_PARAMETERS = (
    "budget_rub_per_resident_year",
    "regional_topup_share",
    "cameras_per_1000_start",
    "cameras_per_1000_target",
    "support_start_share",
    "clearance_share",
    "camera_cost_rub",
)
_KNOWN = (
    *_REQUIRED,
    *POPULATION,
    *_FROM_PARAMETERS,
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


class CityEntry(NamedTuple):
    """One city as its line in the file says."""

    name: str
    name_local: str
    region: str
    iso: str
    district: str
    latitude: float  # [degrees]
    longitude: float  # [degrees]
    population: int  # [persons]
    leader: bool
    stage: Stage
    numbers: tuple[float, ...]  # as _FROM_PARAMETERS; NaN means: drawn from the parameters
    note: str
    places: dict[str, Place]  # by column

    @property
    def place(self) -> Place:
        """Where the city is named."""
        return self.places["name_en"]

    @property
    def label(self) -> str:
        """What tells the city from all others: region code and name."""
        return f"{self.iso}/{self.name}"

    @property
    def code(self) -> int:
        """Return a stable number, independent of which other cities there are."""
        return zlib.crc32(self.label.encode())


class CityTable(NamedTuple):
    """The cities of a world, sorted by code."""

    cities: tuple[CityEntry, ...]
    rows: Rows  # (n_cities,) of IDENTITY_DTYPE
    region_names: tuple[str, ...]
    sha256: str  # of the file's text with LF line ends

    @property
    def names(self) -> tuple[str, ...]:
        """Names for people; a name that two cities share says its region too."""
        times = Counter(city.name for city in self.cities)
        return tuple(c.name if times[c.name] == 1 else f"{c.name} ({c.iso})" for c in self.cities)


def read_cities(source: Source, include_flagged: bool, place: Place, problems: Problems) -> CityTable | None:
    """Read the cities, or note what is wrong and return nothing.

    `place` is where the scenario names the file.

    Raises
    ------
    ScenarioError: the file is not a table.
    """
    table = read_csv(source, _KNOWN, MAX_CITIES, problems)
    if not _check_header(table, problems):
        return None
    rows = _without_sums(table.rows, problems)
    if len(rows) > MAX_CITIES:
        raise fail(Place(source.shown), "", f"lists {len(rows)} cities; at most {MAX_CITIES} are possible")
    unusual = Unusual()
    found = [_city(row, problems, unusual) for row in rows]
    unusual.tell(problems)
    cities = [city for city in found if city is not None]
    if not include_flagged:
        cities = _leave_out_flagged(cities, place, problems)
    if not cities and None not in found:
        problems.add(Place(source.shown), "", "lists no city" + (" that is not flagged" if found else ""))
    cities.sort(key=lambda city: city.code)
    _check_unique(cities, problems)
    if not cities:
        return None
    return _table(tuple(cities), hashlib.sha256(table.text.encode()).hexdigest())


def _check_header(table: Table, problems: Problems) -> bool:
    """Note what is wrong with the columns; return whether rows can be read."""
    given = set(table.names)
    missing = [name for name in _REQUIRED if name not in given]
    missing += [] if given & set(POPULATION) else ["population"]
    if not given & set(_KNOWN):
        found = ", ".join(shorten(name) for name in table.names[:6])
        needed = f"it needs {', '.join(missing)}; the shipped data/template-cities.csv is one to copy"
        problems.add(table.header, "", f"has no column of a cities file, but: {found}; {needed}")
        return False
    if missing:
        are = "is a column" if len(missing) == 1 else "are columns"
        problems.add(table.header, ", ".join(missing), f"{are} that every cities file needs")
    for name in table.names:
        if name not in _KNOWN:
            meant = _ALIASES.get(name.casefold())
            hint = f"write {meant}" if meant else did_you_mean(name, _KNOWN, at_most=30)
            problems.add(table.header, shorten(name), f"is not a known column; {hint}")
    return not missing


def _without_sums(rows: list[Line], problems: Problems) -> list[Line]:
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


def _city(row: Line, problems: Problems, unusual: Unusual) -> CityEntry | None:
    reader = Fields(row, problems, unusual)
    limits = {parameter.name: parameter for parameter in registered_parameters()}
    city = CityEntry(
        name=reader.text("name_en"),
        name_local=row.fields.get("name_ru", ""),
        region=reader.text("region_en"),
        iso=reader.text("iso_3166_2", r"[A-Za-z0-9-]{1,16}"),
        district=reader.text("federal_district"),
        latitude=_degrees(reader, "lat", 90.0),
        longitude=_degrees(reader, "lon", 180.0),
        population=_population(reader),
        leader=bool(reader.choice("leader", {"": 0, "0": 0, "1": 1})),
        stage=Stage(reader.choice("fr_stage_start", {"": 0, **STAGES})),
        numbers=tuple(reader.number(n, limits[n].hard_low, limits[n].hard_high) for n in _FROM_PARAMETERS),
        note=row.fields.get("status_note", ""),
        places=row.places,
    )
    return city if reader.sound else None


def _degrees(reader: Fields, name: str, limit: float) -> float:
    reader.text(name)
    return reader.number(name, -limit, limit, hint=". Are latitude and longitude swapped?" if name == "lat" else "")


def _population(reader: Fields) -> int:
    filled = [name for name in POPULATION if reader.row.fields.get(name)]
    if not filled:
        reader.wrong("name_en", "has no population")
        return 0
    written = reader.row.fields[filled[0]]
    number = reader.number(filled[0], 1, 1e9, whole=True)
    if re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", written):
        whole = written.replace(".", "")
        reader.wrong(filled[0], f"'{written}' can be {number:g} or {whole}; write {whole} if that is meant")
    elif number == number and not number.is_integer():
        reader.wrong(filled[0], f"must be a whole number of residents. In thousands? Then write {number * 1000:.0f}")
    return int(number) if reader.sound else 0


def _leave_out_flagged(cities: list[CityEntry], place: Place, problems: Problems) -> list[CityEntry]:
    flagged = [city for city in cities if city.note]
    if flagged:
        names = ", ".join(city.name for city in flagged[:6]) + (", ..." if len(flagged) > 6 else "")
        notes = "; ".join(sorted({city.note for city in flagged})[:3])
        why = f"{len(flagged)} cities are left out, since status_note flags them ({notes}): {names}."
        problems.warn(place, "cities", f"{why} 'include_flagged: true' keeps them")
    return [city for city in cities if not city.note]


def _check_unique(cities: list[CityEntry], problems: Problems) -> None:
    for one, other in zip(cities, cities[1:], strict=False):
        if one.code == other.code:
            message = f"'{other.label}' cannot be told from '{one.label}' in line {one.place.line}; rename one"
            problems.add(other.place, "name_en", message)


def _table(cities: tuple[CityEntry, ...], sha256: str) -> CityTable:
    regions = sorted({city.region for city in cities})
    districts = sorted({city.district for city in cities})
    rows = np.zeros(len(cities), IDENTITY_DTYPE).view(np.recarray)
    for row, city in zip(rows, cities, strict=True):
        row.code, row.population, row.leader, row.fr_stage_start = city.code, city.population, city.leader, city.stage
        row.region, row.federal_district = regions.index(city.region), districts.index(city.district)
        row.latitude, row.longitude = city.latitude, city.longitude
        for name, value in zip(_FROM_PARAMETERS, city.numbers, strict=True):
            row[name] = value
    return CityTable(cities, rows, tuple(regions), sha256)


NO_CITIES = _table((), "")
