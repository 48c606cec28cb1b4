"""What an answer tells first: the largest gain beside the largest harm, in one sentence."""

import re

import pytest

from tests.present.conftest import Show
from tests.present.told import ALL_UNCLEAR, CLEAR, answered

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
        assert "as a price, cameras find fewer wanted people" in finding
        assert ("cities spend more" in finding) == told, share
