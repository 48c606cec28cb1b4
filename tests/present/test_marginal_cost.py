"""What each solved offence that a policy adds costs, and whom: said only where all three differences are clear."""

import pytest

from sim.experiments.store.reader import Results
from sim.present.sentences import answers
from sim.present.words.language import KEPT
from tests.present.conftest import Show

HEADING = "What each further offence solved only thanks to cameras costs"


def shown(show: Show, solved: float, half: float, city_rub: float, federal_rub: float) -> Results:
    def cells(difference: float, width: float) -> dict[str, float]:
        return {"difference": difference, "lo95": difference - width, "hi95": difference + width}

    return show(
        clearances_incremental=cells(solved, half),
        spend_city_rub=cells(city_rub, abs(city_rub) / 10),
        spend_federal_rub=cells(federal_rub, abs(federal_rub) / 10),
    )


def said(results: Results) -> dict[str, str]:
    return {heading: text.replace(KEPT, " ") for heading, text in answers(results)[0].lines}


def test_spending_is_divided_by_the_offences_solved_more(show: Show) -> None:
    text = said(shown(show, 50.0, 5.0, 100e6, 250e6))[HEADING]
    assert "costs cities 2.0 M roubles and costs the federation 5.0 M roubles (ratio of means" in text


def test_a_purse_that_pays_as_much_as_before_is_counted(show: Show) -> None:
    text = said(shown(show, 50.0, 5.0, 100e6, 0.0))[HEADING]
    assert "costs cities 2.0 M roubles and costs the federation nothing" in text


def test_a_purse_that_pays_less_saves(show: Show) -> None:
    text = said(shown(show, 50.0, 5.0, -100e6, 250e6))[HEADING]
    assert "saves cities 2.0 M roubles and costs the federation 5.0 M roubles" in text


@pytest.mark.parametrize(("solved", "half"), [(50.0, 60.0), (-50.0, 5.0), (0.0, 0.0)])
def test_nothing_is_said_where_solved_offences_do_not_clearly_rise(show: Show, solved: float, half: float) -> None:
    assert HEADING not in said(shown(show, solved, half, 100e6, 250e6))


def test_nothing_is_said_where_spending_is_unclear(show: Show) -> None:
    results = show(clearances_incremental={"difference": 50.0, "lo95": 45.0, "hi95": 55.0},
                   spend_city_rub={"difference": 1e6, "lo95": -1e6, "hi95": 3e6})  # fmt: skip
    assert HEADING not in said(results)
