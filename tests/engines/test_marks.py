"""Marks of citizens: what happened to whom, outside the state, the same from all engines."""

import numpy as np
import pytest

from sim.engines import Recording, make_engine
from sim.engines.recording import FOUND, LEAKED, PROTESTED, STOPPED
from sim.model.outcomes import OUTCOME_NAMES
from sim.model.state import Stage, World
from tests.worlds import BUSY, busy_world, city, policy, restless, world

SEED = 2


def one_by_one(n_months: int = 10) -> World:
    cities = [city("Big", 1_500, Stage.OPERATING, cameras_per_1000_start=10.0), city("Small", 300)]
    often = BUSY | {"sought_inflow_per_100k_year": 20_000.0, "alert_capacity_per_100k_day": 1000.0}
    return restless(world(cities, n_months=n_months, people_per_agent=1, **often))


def test_all_engines_mark_the_same_citizens() -> None:
    made = one_by_one()
    engines = [make_engine(name, 2, Recording(marks=True)) for name in ("compiled", "reference", "web")]
    runs = [engine.run(made, policy(made), SEED) for engine in engines]
    np.testing.assert_array_equal(runs[0].marks, runs[1].marks)
    np.testing.assert_array_equal(runs[0].marks, runs[2].marks)
    assert runs[0].marks.shape == (10, 1_800)


def test_marks_add_up_to_what_the_country_counts() -> None:
    made = one_by_one(24)
    run = make_engine("compiled", 1, Recording(marks=True)).run(made, policy(made), SEED)
    counted = {
        FOUND: ("detections",), STOPPED: ("stops_wrongful",), LEAKED: ("people_leaked",),
        PROTESTED: ("protest_participants", "protest_solo_acts"),
    }  # fmt: skip
    for mark, outcomes in counted.items():
        marked = ((run.marks & mark) > 0).sum(axis=1)
        total = sum(run.country[:, OUTCOME_NAMES.index(outcome)] for outcome in outcomes)
        np.testing.assert_array_equal(marked, total)
        assert marked.sum() > 0


def test_marks_change_no_outcome_and_are_off_by_default() -> None:
    made = one_by_one()
    plain = make_engine("compiled").run(made, policy(made), SEED)
    marked = make_engine("compiled", 1, Recording(marks=True)).run(made, policy(made), SEED)
    np.testing.assert_array_equal(plain.country, marked.country)
    assert plain.marks.size == 0
    assert marked.marks.any()


def test_a_branch_keeps_the_marks_of_its_past() -> None:
    made = one_by_one()
    engine = make_engine("compiled", 1, Recording(marks=True))
    trunk = engine.start(made, policy(made), SEED)
    trunk.advance(6)
    branch = trunk.branch(policy(made))
    branch.advance(made.n_months)
    np.testing.assert_array_equal(branch.result().marks, engine.run(made, policy(made), SEED).marks)


def test_marks_of_cohorts_are_refused() -> None:
    made = busy_world(n_months=2, people_per_agent=500)
    with pytest.raises(ValueError, match="one resident a citizen"):
        make_engine("compiled", 1, Recording(marks=True)).run(made, policy(made), SEED)


def test_columns_of_cities_are_recorded_as_asked_for() -> None:
    made = busy_world(n_months=6, people_per_agent=500)
    wide, plain = (
        make_engine("compiled", 1, Recording(columns)).run(made, policy(made), SEED)
        for columns in (("detections", "spend_city_rub", "sought"), ("detections",))
    )
    np.testing.assert_array_equal(wide.cities[:, :, :1], plain.cities)
    spent = wide.country[:, OUTCOME_NAMES.index("spend_city_rub")]
    np.testing.assert_allclose(wide.cities[:, :, 1].sum(axis=1), spent, rtol=1e-12)
    with pytest.raises(ValueError, match="region"):
        make_engine("compiled", 1, Recording(("region",))).run(made, policy(made), SEED)


def test_a_run_does_not_go_on_with_another_record() -> None:
    made = busy_world(n_months=6, people_per_agent=500)
    course = make_engine("compiled", 1, Recording(("detections",))).start(made, policy(made), SEED)
    course.advance(3)
    with pytest.raises(ValueError, match=r"recorded .*detections.* cannot go on with .*offences"):
        make_engine("compiled", 1, Recording(("offences",))).resume(made, policy(made), course.checkpoint())


@pytest.mark.parametrize("wrong", ["lawsuits", "detektions"])
def test_what_cities_do_not_have_is_told_beside_what_they_have(wrong: str) -> None:
    made = busy_world(n_months=2, people_per_agent=500)
    with pytest.raises(ValueError, match=f"cannot record '{wrong}' of cities; what can be recorded: .*detections"):
        make_engine("compiled", 1, Recording((wrong,))).run(made, policy(made), SEED)
