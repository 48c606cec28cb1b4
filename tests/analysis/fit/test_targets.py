"""Published figures: all there, well formed, and read off a run as their words say."""

from math import inf, isnan, nan

import numpy as np
import pytest

from sim.analysis.fit.figures import MEASURES, RECORDED, WATCHED, Paths, Span, cities_of
from sim.analysis.fit.space import fitted_parameters
from sim.analysis.fit.targets import Target, all_targets, read_target
from sim.engines.recording import RunResult
from sim.experiments.problems import UsageError
from sim.model.outcomes import CITY_OUTCOMES, OUTCOME_NAMES
from sim.model.state import Stage
from sim.scenario.registry import registered_parameters
from tests.worlds import busy_world

FIGURES = [
    *("T01", "T02", "T03", "T05", "T06", "T08", "T09", "T10", "T12", "T13", "T14"),
    *("T17", "T18", "T19", "T20", "T22", "T23", "T25"),
]
ROW = {
    "id": "T00", "target": "T00", "use": "cal", "measure": "last", "outcome": "offences", "place": "country",
    "first": "", "last": "2016-12", "low": "1", "high": "2", "unit": "offences", "says": "words", "source": "S00",
}  # fmt: skip


def target(low=-inf, high=inf, figure="T00", **fields) -> Target:
    made = read_target(ROW | {"target": figure})
    return made._replace(low=low, high=high, **fields)


def test_every_published_figure_has_a_row_and_the_use_that_it_may_have():
    assert list(dict.fromkeys(t.target for t in all_targets())) == FIGURES
    uses = {t.id: t.use for t in all_targets()}
    assert {figure: uses[figure] for figure in ("T09", "T17", "T18a", "T18b", "T18c")} == dict.fromkeys(
        ("T09", "T17", "T18a", "T18b", "T18c"), "input"
    )
    assert {use for name, use in uses.items() if name[:3] in ("T10", "T22", "T25")} == {"val"}
    assert uses["T02d"] == uses["T03a"] == "cal"
    assert {uses[name] for name in ("T02e", "T02f", "T03b", "T03c", "T03d")} == {"val"}


@pytest.mark.parametrize("change", [
    {"low": "3"}, {"low": "", "high": ""}, {"use": "maybe"}, {"says": ""}, {"outcome": "cameras"},
    {"measure": "guess"}, {"measure": "fine_over_price"}, {"last": "2016"},
])  # fmt: skip
def test_a_wrong_row_is_refused(change):
    with pytest.raises(ValueError, match=r"T00|month"):
        read_target(ROW | change)


def test_fitted_parameters_are_weakly_known_and_move_a_target_that_is_fitted():
    known = {parameter.name: parameter for parameter in registered_parameters()}
    figures = {t.target for t in all_targets() if t.use == "cal"}
    names = [fitted.parameter for fitted in fitted_parameters()]
    assert len(set(names)) == len(names) >= 12
    for fitted in fitted_parameters():
        assert known[fitted.parameter].confidence in ("low", "medium"), fitted
        assert set(fitted.targets.split()) <= figures, fitted
        assert fitted.why


@pytest.mark.parametrize(("low", "high", "value", "far"), [
    (90.0, 110.0, 100.0, 0.0), (90.0, 110.0, 90.0, 1.0), (90.0, 110.0, 120.0, 2.0), (90.0, 110.0, 500.0, 3.0),
    (90.0, 110.0, nan, 3.0), (10.0, inf, 11.0, 0.0), (10.0, inf, 5.0, 1.5), (-inf, -0.001, 0.0, 1.001),
    (0.0, 0.0, 0.0, 0.0), (0.0, 0.0, 1.0, 2.0),
])  # fmt: skip
def test_distance_counts_half_widths(low, high, value, far):
    assert target(low, high).distance(value) == pytest.approx(far)
    assert target(low, high).holds(value) == (far <= 1.0)


@pytest.fixture
def paths() -> Paths:
    """Five years of three made-up cities; everything is zero until a test says otherwise."""
    made = busy_world(n_months=60)
    n = len(made.city_names)
    return Paths(
        made,
        RunResult(np.zeros((60, len(OUTCOME_NAMES))), np.zeros((60, n, len(RECORDED))), np.zeros((0, 0), np.uint8)),
    )


def set_city(paths: Paths, name: str, city: str, values) -> None:
    paths.result.cities[:, paths.world.city_names.index(city), RECORDED.index(name)] = values


def read(paths: Paths, measure: str, outcome: str, place: str, first: int | None = None, last: int | None = None):
    start = paths.world.start_month
    months = (None if first is None else start + first, None if last is None else start + last)
    return MEASURES[measure](paths, Span(outcome, place, *months))


def test_sums_means_and_changes_over_months_and_places(paths):
    paths.result.country[:, OUTCOME_NAMES.index("supplier_hhi")] = [nan] * 6 + [1.0] * 18 + [0.5] * 36
    set_city(paths, "detained", "Aleph", np.arange(60))
    set_city(paths, "detained", "Beth", 100.0)
    assert read(paths, "sum", "detained", "Aleph", 0, 3) == 6.0
    assert read(paths, "last", "detained", "all but Aleph", None, 5) == 100.0
    assert read(paths, "last", "detained", "all but Aleph and Beth", None, 5) == 0.0
    assert read(paths, "change", "detained", "Aleph", 10, 20) == 10.0
    assert read(paths, "mean", "supplier_hhi", "country", 0, 11) == 1.0
    assert read(paths, "change_of_year", "supplier_hhi", "country", 0, 35) == -0.5


def test_a_bump_is_growth_beyond_that_of_the_years_beside_it(paths):
    index = OUTCOME_NAMES.index("regions_with_fr")
    paths.result.country[:, index] = np.cumsum([0.0] * 12 + [1.0] * 12 + [3.0] * 12 + [2.0] * 24)
    assert read(paths, "bump", "regions_with_fr", "country", 24, 35) == 12.0 * (3.0 - 1.5)
    assert isnan(read(paths, "bump", "regions_with_fr", "country", 0, 11))  # nothing is known of the year before


def test_pilots_launches_and_yields(paths):
    stage = [Stage.BUILDING] * 10 + [Stage.PILOT] * 30 + [Stage.OPERATING] * 20
    set_city(paths, "stage", "Aleph", stage)
    set_city(paths, "stage", "Beth", [Stage.NONE] * 50 + [Stage.PILOT] * 10)
    set_city(paths, "cameras_recognising", "Aleph", [0.0] * 10 + [500.0] * 30 + [5000.0] * 20)
    set_city(paths, "streams_target", "Aleph", 10_000.0)
    set_city(paths, "streams_target", "Beth", 10_000.0)
    set_city(paths, "detained", "Aleph", [0.0] * 10 + [2.0] + [1.0] * 49)
    set_city(paths, "cameras_installed", "Aleph", 600.0)
    set_city(paths, "clearances_reported", "Aleph", 1.0)
    planned = int(paths.world.parameters.pilot_months)
    assert read(paths, "launch_slip_months", "cameras_recognising", "Aleph") == 30 - planned
    assert read(paths, "launch_slip_months", "cameras_recognising", "Beth") == 10 - planned  # not launched yet
    assert isnan(read(paths, "launch_slip_months", "cameras_recognising", "Gimel"))
    assert read(paths, "cities_in_pilot", "cities_with_fr", "country", None, 55) == 1.0
    assert read(paths, "pilot_yield", "detained", "Aleph", 12, 35) == pytest.approx(1.0 / 500.0 * 1000.0 * 24.0)
    assert read(paths, "first_months_yield", "detained", "Aleph") == pytest.approx(6.0)
    assert isnan(read(paths, "first_months_yield", "detained", "Beth"))
    assert read(paths, "real_over_planned", "cameras_recognising", "country", None, 55) == 0.5
    assert read(paths, "cleared_per_camera_year", "clearances_reported", "Aleph", 0, 23) == pytest.approx(0.02)


def test_engines_record_what_targets_ask_of_cities():
    assert RECORDED == CITY_OUTCOMES + WATCHED
    assert len(set(RECORDED)) == len(RECORDED)


def test_a_city_or_month_that_a_scenario_lacks_is_told_in_words(paths):
    with pytest.raises(UsageError, match="no such city"):
        cities_of(paths.world, "all but Moscow")
    with pytest.raises(UsageError, match="2030-12 of a target"):
        MEASURES["last"](paths, Span("offences", "country", None, 2030 * 12 + 11))
