"""What moves wrongful stops, and at what price: which parameters are called drivers, and which unpriced."""

import pytest

from docs.generators import priced, unpriced
from docs.generators.priced import Moved, moved
from docs.generators.prices import COLUMNS
from docs.tables import ROOT, read_csv
from sim.scenario.registry import registered_parameters

STILL = {"detections": (50.0, 50.0), "spend_city_rub": (1e9, 1e9)}


def a_parameter(stops: tuple[float, float], **prices: tuple[float, float]) -> Moved:
    return Moved(registered_parameters()[0], {"stops_wrongful": stops, "staff_hours": (1.0, 9.0)} | STILL | prices)


@pytest.mark.parametrize(
    ("one", "is_driver", "is_unpriced"),
    [
        (a_parameter((10.0, 29.0)), False, False),
        (a_parameter((31.0, 10.0)), True, True),  # hours follow alerts by themselves
        (a_parameter((10.0, 31.0), detections=(50.0, 56.0)), True, False),
        (a_parameter((10.0, 31.0), detections=(50.0, 54.0)), True, True),
        (a_parameter((10.0, 31.0), spend_city_rub=(2e9, 1e9)), True, False),
        (a_parameter((0.0, 1.0)), True, True),
    ],
)
def test_a_driver_moves_stops_threefold_and_is_priced_by_finds_or_money(one, is_driver, is_unpriced) -> None:
    assert (one.is_driver, one.is_unpriced) == (is_driver, is_unpriced)


def test_every_parameter_of_the_groups_stands_in_the_table_once_the_largest_first() -> None:
    found = moved()
    assert len(found) == sum(one.group in priced.GROUPS for one in registered_parameters())
    times = [one.times("stops_wrongful") for one in found]
    assert times == sorted(times, reverse=True)
    listed = [row["parameter"] for row in read_csv(ROOT / unpriced.PATH)]
    assert listed == [one.parameter.name for one in found if one.is_unpriced]


def test_a_table_of_another_range_is_told(monkeypatch) -> None:
    rows = [dict.fromkeys(COLUMNS, "1") | row for row in read_csv(ROOT / "docs" / "prices.csv")]
    rows[1] = {**rows[1], "value": "12345"}
    monkeypatch.setattr(priced, "read_csv", lambda path: rows)
    with pytest.raises(ValueError, match=f"{rows[1]['parameter']} has another range now; run: python -m docs prices"):
        moved()
