"""The checked parts of a scenario, put together as the world that engines run."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.state import World
from sim.scenario.parts.events import Events
from sim.scenario.parts.schedule import Setting
from sim.scenario.parts.suppliers import SupplierTable
from sim.scenario.registry import Parameter, parameter_record
from sim.scenario.text.months import format_month

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG


class Parts(NamedTuple):
    """All that determines a world."""

    people_per_agent: int
    setting: Setting
    suppliers: SupplierTable
    parameters: tuple[Parameter, ...]
    events: Events


def make_world(parts: Parts) -> World:
    """Put the checked parts together; nothing in a world changes any more."""
    table, factors, suppliers = parts.setting.table, parts.events.factors, parts.suppliers
    distances = distances_km(table.rows.latitude, table.rows.longitude)
    for array in (table.rows, suppliers.rows, factors, distances):
        array.setflags(write=False)
    return World(
        start_month=parts.setting.period.start,
        n_months=parts.setting.period.end - parts.setting.period.start + 1,
        people_per_agent=parts.people_per_agent,
        parameters=parameter_record({parameter.name: parameter.value for parameter in parts.parameters}),
        cities=table.rows,
        city_names=table.names,
        region_names=table.region_names,
        distances_km=distances,
        suppliers=suppliers.rows,
        supplier_names=suppliers.names,
        factors=factors,
    )


def resolve_world(parts: Parts, *, include_flagged: bool) -> dict[str, Any]:
    """Return the canonical form of all that determines a world, and of nothing else."""
    period = parts.setting.period
    return {
        "format": 1,
        "period": {"start": format_month(period.start), "end": format_month(period.end)},
        "people_per_agent": parts.people_per_agent,
        "cities": {"sha256": parts.setting.table.sha256, "include_flagged": include_flagged},
        "suppliers": parts.suppliers.resolved,
        "parameters": {p.name: p.value + 0.0 for p in sorted(parts.parameters)},
        "levers": dict(sorted(parts.setting.start.items())),
        "events": parts.events.resolved,
    }


def distances_km(latitude: NDArray[np.float64], longitude: NDArray[np.float64]) -> NDArray[np.int32]:
    """Return great-circle distances, rounded to whole kilometres, shape (n, n).

    Examples
    --------
    >>> distances_km(np.array([55.7522, 59.8944]), np.array([37.6156, 30.2642])).tolist()
    [[0, 633], [633, 0]]
    """
    points = _on_sphere(latitude, longitude)
    result = np.zeros((len(latitude), len(latitude)), np.int32)
    for row in range(len(latitude)):
        others = slice(row + 1, None)  # the way back is as long
        result[row, others] = result[others, row] = _between_km(points.at(row), points.at(others))
    return result


def distances_from_km(
    latitude: float, longitude: float, latitudes: NDArray[np.float64], longitudes: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return great-circle distances from one point, rounded to whole kilometres, shape (n,)."""
    return _between_km(_on_sphere(latitude, longitude), _on_sphere(latitudes, longitudes))


class _Points(NamedTuple):
    """Points on the Earth [radians]; the cosine is that of the latitude."""

    latitude: Any
    longitude: Any
    cosine: Any

    def at(self, which: int | slice) -> "_Points":
        return _Points(self.latitude[which], self.longitude[which], self.cosine[which])


def _on_sphere(latitude: Any, longitude: Any) -> _Points:
    phi = np.radians(latitude)
    return _Points(phi, np.radians(longitude), np.cos(phi))


def _between_km(one: _Points, others: _Points) -> NDArray[np.float64]:
    haversine = (
        np.sin((others.latitude - one.latitude) / 2) ** 2
        + others.cosine * one.cosine * np.sin((others.longitude - one.longitude) / 2) ** 2
    )
    angle = 2 * np.arcsin(np.sqrt(np.clip(haversine, 0.0, 1.0)))
    distances: NDArray[np.float64] = np.rint(EARTH_RADIUS_KM * angle)
    return distances
