"""The cities of a world, from a CSV file that anyone can write."""

import hashlib
import re
import zlib
from collections import Counter
from typing import NamedTuple

import numpy as np

from sim.model.columns import IDENTITY_DTYPE
from sim.model.state import Rows, Stage
from sim.scenario.registry import registered_parameters
from sim.scenario.text.csvtable import MAX_BYTES, Line, read_csv
from sim.scenario.text.files import Source, read_text
from sim.scenario.text.problems import Place, Problems, did_you_mean, fail
from sim.scenario.text.scalars import scalar, shorten

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
    text = read_text(source, MAX_BYTES)
    names, rows = read_csv(source, text, problems)
    if not _check_header(source, names, problems):
        return None
    if len(rows) > MAX_CITIES:
        raise fail(Place(source.shown), "", f"lists {len(rows)} cities; at most {MAX_CITIES} are possible")
    found = [_city(row, problems) for row in rows]
    cities = [city for city in found if city is not None]
    if not include_flagged:
        cities = _leave_out_flagged(cities, place, problems)
    if not cities and None not in found:
        problems.add(Place(source.shown), "", "lists no city" + (" that is not flagged" if found else ""))
    cities.sort(key=lambda city: city.code)
    _check_unique(cities, problems)
    if not cities:
        return None
    return _table(tuple(cities), hashlib.sha256(text.encode()).hexdigest())


def _check_header(source: Source, names: list[str], problems: Problems) -> bool:
    place = Place(source.shown, 1, 1)
    for name in _REQUIRED:
        if name not in names:
            problems.add(place, name, "is a column that every cities file needs")
    if not set(POPULATION) & set(names):
        problems.add(place, "population", "is a column that every cities file needs")
    for name in names:
        if name not in _KNOWN:
            problems.add(place, shorten(name), f"is not a known column; {did_you_mean(name, _KNOWN, at_most=30)}")
    return set(_REQUIRED) <= set(names) and bool(set(POPULATION) & set(names))


class _Reader:
    """Reads the fields of one row; notes problems and remembers whether there were any."""

    def __init__(self, row: Line, problems: Problems) -> None:
        self.row, self.problems, self.sound = row, problems, True

    def wrong(self, name: str, message: str) -> None:
        self.sound = False
        self.problems.add(self.row.places[name], name, message)

    def text(self, name: str, pattern: str = r".{1,100}") -> str:
        value = self.row.fields[name]
        if not re.fullmatch(pattern, value):
            self.wrong(name, f"must be filled in properly; got '{shorten(value)}'")
        return value

    def number(self, name: str, low: float, high: float, hint: str = "") -> float:
        """Return a number; NaN for a field that is blank or not there."""
        value = self.row.fields.get(name, "")
        if not value:
            return float("nan")
        try:
            number = scalar(value)
        except ValueError:
            number = None
        if isinstance(number, bool) or not isinstance(number, int | float) or not low <= number <= high:
            self.wrong(name, f"must be a number from {low:g} to {high:g}; got '{shorten(value)}'{hint}")
            return float("nan")
        return float(number)

    def choice(self, name: str, words: dict[str, int]) -> int:
        value = self.row.fields.get(name, "").lower()
        if value not in words:
            self.wrong(name, f"is '{shorten(value)}'; {did_you_mean(value, (word for word in words if word))}")
        return words.get(value, 0)


def _city(row: Line, problems: Problems) -> CityEntry | None:
    reader = _Reader(row, problems)
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


def _degrees(reader: _Reader, name: str, limit: float) -> float:
    reader.text(name)
    return reader.number(name, -limit, limit, ". Are latitude and longitude swapped?" if name == "lat" else "")


def _population(reader: _Reader) -> int:
    filled = [name for name in POPULATION if reader.row.fields.get(name)]
    if not filled:
        reader.wrong("name_en", "has no population")
        return 0
    number = reader.number(filled[0], 1, 1e9)
    if number != number or not number.is_integer():
        if number == number:
            reader.wrong(filled[0], "must be a whole number of residents")
        return 0
    return int(number)


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
