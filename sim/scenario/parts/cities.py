"""The cities of a world, from a CSV file that anyone can write."""

import hashlib
import re
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.columns import IDENTITY_DTYPE
from sim.model.state import Rows, Stage
from sim.scenario.parts.citycolumns import FROM_PARAMETERS, KNOWN, POPULATION, check_columns, without_sums
from sim.scenario.parts.cityfields import Fields, Unusual
from sim.scenario.registry import Parameter, registered_parameters
from sim.scenario.text.csvtable import Line, read_csv
from sim.scenario.text.files import Source
from sim.scenario.text.problems import Place, Problems

STAGES = {stage.name.lower(): stage for stage in Stage if stage is not Stage.SUSPENDED}

_ATTRIBUTES = {  # of a city, by column
    "code": "code", "population": "population", "leader": "leader", "fr_stage_start": "stage",
    "latitude": "latitude", "longitude": "longitude",
}  # fmt: skip
_RESERVED = "country"  # the place of national rows in result tables


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
    numbers: tuple[float, ...]  # as FROM_PARAMETERS; NaN means: drawn from the parameters
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


@dataclass(frozen=True, eq=False)
class CityTable:
    """The cities of a world, sorted by code."""

    cities: tuple[CityEntry, ...]
    rows: Rows  # (n_cities,) of IDENTITY_DTYPE
    region_names: tuple[str, ...]
    text: str  # of the file, with LF line ends

    @cached_property
    def sha256(self) -> str:
        """What tells one file's text from another's."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names for people; a name that two cities share says its region too."""
        times = Counter(city.name for city in self.cities)
        return tuple(c.name if times[c.name] == 1 else f"{c.name} ({c.iso})" for c in self.cities)

    @cached_property
    def by_label(self) -> tuple[NDArray[np.intp], NDArray[np.object_]]:
        """The rows in the order of their labels, and the labels."""
        labels = [city.label for city in self.cities]
        order = sorted(range(len(labels)), key=labels.__getitem__)
        return np.array(order, np.intp), np.array([labels[row] for row in order], np.object_)

    @cached_property
    def _rows_by_word(self) -> dict[str, dict[str, list[int]]]:
        return {}

    def rows_by_word(self, kind: str, words_of: Callable[[CityEntry], tuple[str, ...]]) -> dict[str, list[int]]:
        """Return the rows of the cities that each word of a kind means; worked out once a kind."""
        if kind not in self._rows_by_word:
            index = self._rows_by_word.setdefault(kind, {})
            for row, city in enumerate(self.cities):
                for word in filter(None, dict.fromkeys(words_of(city))):
                    index.setdefault(word, []).append(row)
        return self._rows_by_word[kind]


def read_cities(source: Source, include_flagged: bool, place: Place, problems: Problems) -> CityTable | None:
    """Read the cities, or note what is wrong and return nothing.

    `place` is where the scenario names the file.

    Raises
    ------
    ScenarioError: the file is not a table.
    """
    table = read_csv(source, KNOWN, problems)
    if not check_columns(table, problems):
        return None
    unusual = Unusual()
    found = [_city(row, problems, unusual) for row in without_sums(table.rows, problems)]
    unusual.tell(problems)
    cities = [city for city in found if city is not None]
    if not include_flagged:
        cities = _leave_out_flagged(cities, place, problems)
    if not cities and None not in found:
        problems.add(Place(source.shown), "", "lists no city" + (" that is not flagged" if found else ""))
    cities.sort(key=lambda city: city.code)
    _check_names(cities, problems)
    if not cities:
        return None
    return _table(tuple(cities), table.text)


def _city(row: Line, problems: Problems, unusual: Unusual) -> CityEntry | None:
    reader, limits = Fields(row, problems, unusual), _limits()
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
        numbers=tuple(reader.number(n, limits[n].hard_low, limits[n].hard_high) for n in FROM_PARAMETERS),
        note=row.fields.get("status_note", ""),
        places=row.places,
    )
    return city if reader.sound else None


@cache
def _limits() -> dict[str, Parameter]:
    """Return the parameters that a city may have its own value of, for their limits."""
    return {parameter.name: parameter for parameter in registered_parameters() if parameter.name in FROM_PARAMETERS}


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


def _check_names(cities: list[CityEntry], problems: Problems) -> None:
    for one, other in zip(cities, cities[1:], strict=False):
        if one.code == other.code:
            message = f"'{other.label}' cannot be told from '{one.label}' in line {one.place.line}; rename one"
            problems.add(other.place, "name_en", message)
    for city in cities:
        if city.name.strip().casefold() == _RESERVED:
            problems.add(city.place, "name_en", f"'{city.name}' is what results call all cities together; rename it")


def _table(cities: tuple[CityEntry, ...], text: str) -> CityTable:
    rows = np.zeros(len(cities), IDENTITY_DTYPE).view(np.recarray)
    for column, attribute in _ATTRIBUTES.items():
        rows[column] = [getattr(city, attribute) for city in cities]
    for number, name in enumerate(FROM_PARAMETERS):
        rows[name] = [city.numbers[number] for city in cities]
    rows.region, region_names = _numbered([city.region for city in cities])
    rows.federal_district, _ = _numbered([city.district for city in cities])
    return CityTable(cities, rows, region_names, text)


def _numbered(words: Sequence[str]) -> tuple[list[int], tuple[str, ...]]:
    """Return the number of each word among all in alphabetical order, and these."""
    names = tuple(sorted(set(words)))
    numbers = {name: number for number, name in enumerate(names)}
    return [numbers[word] for word in words], names


NO_CITIES = _table((), "")
