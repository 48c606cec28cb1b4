"""What an answer tells first: the largest gain beside the largest harm, in one sentence."""

import re

import pytest

from tests.present.conftest import Show
from tests.present.told import ALL_UNCLEAR, CLEAR, EQUAL, answered

pytestmark = pytest.mark.usefixtures("acted")


def test_the_finding_is_the_largest_gain_beside_the_largest_harm(show: Show) -> None:
    harm = {"difference": -30.0, "lo95": -40.0, "hi95": -20.0, "baseline_mean": 100.0}
    small = {"difference": -1.0, "lo95": -2.0, "hi95": -0.5, "baseline_mean": 100.0}
    finding = answered(
        show(**ALL_UNCLEAR | {"stops_wrongful": CLEAR, "detections": harm, "lookups_illicit": small})
    ).finding
    assert re.fullmatch(
        r"In the model, .* over 20 simulated pairs, there are fewer wrongful stops .*, while, as a price, cameras find "
        r"fewer wanted people.*\.",
        finding,
    )
    assert "look-ups" not in finding


def test_money_stands_beside_a_harm_that_is_small_or_smaller(show: Show) -> None:
    two_percent = {"difference": 2.0, "lo95": 1.0, "hi95": 3.0, "baseline_mean": 100.0}
    for share, told in ((0.1, True), (2.0, True), (40.0, False)):
        harm = {name: size * -share / 2.0 for name, size in two_percent.items()} | {"baseline_mean": 100.0}
        harm["lo95"], harm["hi95"] = sorted((harm["lo95"], harm["hi95"]))
        money = two_percent | {"difference": 2.5}
        finding = answered(show(**ALL_UNCLEAR | {"detections": harm, "spend_city_rub": money})).finding
        assert re.search(r"cameras find (slightly )?fewer wanted people.*; that is worse, and no outcome", finding)
        assert ("cities spend more" in finding) == told, share


def by_percent(percent: float) -> dict[str, float]:
    """Return a clear difference of so many per cent."""
    low, high = sorted((0.9 * percent, 1.1 * percent))
    return {"difference": percent, "lo95": low, "hi95": high, "baseline_mean": 100.0}


@pytest.mark.parametrize(("percent", "told"), [(-0.02, "slightly fewer"), (-0.99, "slightly fewer"), (-1.0, "fewer")])
def test_a_small_difference_is_not_told_like_a_large_one(show: Show, percent: float, told: str) -> None:
    rows = {"stops_wrongful": by_percent(-40.0), "detections": by_percent(percent)}
    answer = answered(show(**ALL_UNCLEAR | rows))
    assert "there are fewer wrongful stops after a false alert, by 40%" in answer.finding
    assert f"as a price, cameras find {told} wanted people, by" in answer.finding
    assert f"for the police, cameras find {told} wanted people, by" in answer.text()
    assert "every clear difference" not in answer.finding


def test_where_every_clear_difference_is_small_that_comes_first(show: Show) -> None:
    rows = {"stops_wrongful": by_percent(0.15), "detections": by_percent(0.04)}
    finding = answered(show(**ALL_UNCLEAR | rows)).finding
    assert "pairs, every clear difference is small: cameras find slightly more wanted people, by 0.04%" in finding
    assert "while, as a price, there are slightly more wrongful stops after a false alert, by 0.15%" in finding


def test_a_large_difference_in_what_is_asked_about_is_not_called_small(show: Show) -> None:
    results = show(**ALL_UNCLEAR | {"stops_wrongful": by_percent(0.15), "supplier_hhi": by_percent(5.0)})
    question = {"outcome": "supplier_hhi", "policy": "retention-5"}
    finding = answered(results._replace(record=results.record._replace(question=question))).finding
    assert "supply is more concentrated" in finding
    assert "every clear difference" not in finding
    assert "every clear difference" in answered(results).finding


def test_a_rise_from_none_is_not_small(show: Show) -> None:
    rise = {"difference": 3.0, "lo95": 2.0, "hi95": 4.0, "baseline_mean": 0.0}
    assert "slightly" not in answered(show(**ALL_UNCLEAR | {"stops_wrongful": rise})).finding


def test_a_harm_without_a_gain_is_the_price_of_nothing(show: Show) -> None:
    finding = answered(show(**ALL_UNCLEAR | {"stops_wrongful": by_percent(40.0)})).finding
    assert "price" not in finding
    assert finding.endswith("; that is worse, and no outcome that is compared here is clearly better.")


TWO = {"lookups_illicit": by_percent(-40.0), "stops_wrongful": by_percent(-2.0), "detections": by_percent(-20.0)}


@pytest.mark.parametrize(
    ("outcome", "rows", "told"),
    [
        ("stops_wrongful", TWO, r"pairs, there are fewer wrongful stops .*, and there are fewer illicit .*, while, "),
        ("detections", TWO, r"pairs, cameras find fewer .*, while, in return, there are fewer illicit look-ups .*"),
        ("cameras_recognising", TWO | {"cameras_recognising": by_percent(-3.0)},
         r"In the model, in June 2022 and .* pairs, fewer cameras recognise faces, by 3\.0% .* illicit look-ups .*"),
        ("people_leaked", TWO, r"In the model, .* there is no clear difference in people with data leaked .*"),
        ("people_leaked", TWO | {"people_leaked": EQUAL}, r".* there is no difference at all in people with data .*"),
        ("supplier_hhi", TWO | {"supplier_hhi": by_percent(-4.0)}, r"In the model, .* pairs, supply is less .*"),
    ],
)  # fmt: skip
def test_what_a_scenario_asks_about_comes_first(
    show: Show, outcome: str, rows: dict[str, dict[str, float]], told: str
) -> None:
    results = show(**ALL_UNCLEAR | rows)
    question = {"outcome": outcome, "policy": "retention-5"}
    asked = answered(results._replace(record=results.record._replace(question=question))).finding
    assert re.search(told, asked), asked
    assert asked != answered(results).finding
