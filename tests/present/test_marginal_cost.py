"""What each solved offence that a policy adds costs, and whom: said only where all three differences are clear."""

from pathlib import Path

import pytest

from sim.present.folder import Difference, Experiment
from sim.present.sentences import _marginal_cost


def experiment(solved: float, half: float, city_rub: float, federal_rub: float) -> Experiment:
    def row(outcome: str, difference: float, width: float) -> Difference:
        return Difference(outcome, "subsidy", difference, difference - width, difference + width, 100.0, 20, 0.5)

    rows = [
        row("clearances_incremental", solved, half),
        row("spend_city_rub", city_rub, abs(city_rub) / 10),
        row("spend_federal_rub", federal_rub, abs(federal_rub) / 10),
    ]
    differences = {("subsidy", row.outcome): row for row in rows}
    return Experiment(Path(), {}, differences, 20, ("2016-01", "2030-12"))


def test_spending_is_divided_by_the_offences_solved_more() -> None:
    ((heading, text),) = _marginal_cost(experiment(50.0, 5.0, 100e6, 250e6), "subsidy")
    assert "each solved offence" in heading
    assert text.startswith("2.00 M roubles from cities and 5.00 M from the federation")


@pytest.mark.parametrize(("solved", "half"), [(50.0, 60.0), (-50.0, 5.0), (0.0, 0.0)])
def test_nothing_is_said_where_solved_offences_do_not_clearly_rise(solved: float, half: float) -> None:
    assert _marginal_cost(experiment(solved, half, 100e6, 250e6), "subsidy") == []
