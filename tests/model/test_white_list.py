"""A white list of people who were stopped wrongly: who is on it, what it spares, and what it costs."""

import numpy as np
import pytest

from sim.engines import make_engine
from sim.engines.month import now_at
from sim.model.initial import initial_state
from sim.model.outcomes import OUTCOME_NAMES
from sim.model.processes.burden import people_of, relief_share
from sim.model.processes.operate import operate
from sim.model.state import Row, Stage, State
from tests.engines.watching import watched_run
from tests.model.busy import busy
from tests.model.towns import CLASSES, Town
from tests.worlds import city, policy, world

AMPLE = {"alert_capacity_per_100k_day": 1e5}  # staff never is what limits alerts


def test_nobody_on_a_full_white_list_is_stopped_again() -> None:
    made = busy(36, **(AMPLE | {"held_fpir": 1e-2}))
    stopped, listed = [], []

    def look(state: State, index: int) -> None:
        stopped.append([state.cities[f"stopped_{k}"].copy() for k in CLASSES])
        listed.append([state.cities[f"whitelisted_{k}"].copy() for k in CLASSES])

    run = watched_run(made, policy(made, whitelist_share=1.0), 1, look)
    totals = dict(zip(OUTCOME_NAMES, np.nansum(run.country, axis=0), strict=True))
    np.testing.assert_array_equal(stopped, listed)
    assert totals["stops_repeated"] == 0
    assert totals["stops_wrongful"] == np.sum(stopped[-1]) > 1_000
    free_run = make_engine("compiled").run(made, policy(made), 1)
    assert np.nansum(free_run.country[:, OUTCOME_NAMES.index("stops_repeated")]) > 100


def test_a_white_list_of_everybody_leaves_no_false_alert() -> None:
    town = Town(1_000, whitelist_share=1.0)
    for k, people in zip(CLASSES, people_of(town.row), strict=True):
        town.row[f"stopped_{k}"] = town.row[f"whitelisted_{k}"] = people
    assert relief_share(town.row, town.made.parameters) == 1.0
    assert town.stop(0).stops_repeated == 0


def test_a_white_list_ends_with_its_rule() -> None:
    town = Town(1_000, whitelist_share=1.0)
    assert town.stop(300).whitelist_entries == 300
    town.listing(0.0)
    assert town.stop(400).stops_repeated > 0
    assert town.column("whitelisted") == [0, 0, 0, 0]
    town.listing(1.0)
    assert town.stop(100).whitelist_entries == 100


def operated(entries: int, **changes: float) -> Row:
    """Return a large city after its control room has set the threshold in a month after entries on the white list."""
    made = world([city("Big", 1_000_000, Stage.OPERATING, cameras_per_1000_start=5.0)], n_months=1,
                 people_per_agent=50_000, **changes)  # fmt: skip
    state = initial_state(made, 1)
    state.factors[:], state.levers.whitelist_share = made.factors[0], 1.0
    state.cities.cameras_recognising = state.cities.recognising_entrance = 2_000
    state.cities.whitelist_entries = entries
    operate(state, now_at(made, policy(made, whitelist_share=1.0), 1, 0, state))
    return state.cities[0]


def test_entries_on_the_white_list_take_staff_time_of_the_next_month() -> None:
    short = {"alert_capacity_per_100k_day": 0.5, "held_fpir": 1e-2}
    thresholds = [float(operated(entries, **short).fpir_operating) for entries in (0, 50, 100, 200)]
    assert all(later < 0.99 * earlier for earlier, later in zip(thresholds[:-1], thresholds[1:], strict=True))
    ample = [float(operated(entries, **AMPLE).fpir_operating) for entries in (0, 200)]
    assert ample[0] == ample[1]


def test_the_white_lists_work_is_counted_in_a_run() -> None:
    """Where staff are short, a white list costs alerts: entries of a month are what the next has less time for."""
    few_sought = {
        "sought_inflow_per_100k_year": 20.0,
        "function_creep_hazard_per_year": 0.0,
        "staff_money_exponent": 0.0,
    }
    made = busy(24, alert_capacity_per_100k_day=20.0, held_fpir=1e-2, **few_sought)
    entries = []
    watched_run(made, policy(made, whitelist_share=1.0), 1,
                lambda state, index: entries.append(int(state.cities.whitelist_entries.sum())))  # fmt: skip
    alerts = {}
    for share in (0.0, 1.0):
        run = make_engine("compiled").run(made, policy(made, whitelist_share=share), 1)
        alerts[share] = float(np.nansum(run.country[:, OUTCOME_NAMES.index("alerts_false")]))
    assert sum(entries) > 20
    assert alerts[1.0] < alerts[0.0]


def alerts_and_repeats(whitelist_share: float, **changes: float) -> tuple[float, float]:
    """Return false alerts and repeated stops where entries take no time."""
    few_sought = {
        "sought_inflow_per_100k_year": 20.0,
        "function_creep_hazard_per_year": 0.0,
        "staff_money_exponent": 0.0,
    }
    made = busy(48, held_fpir=1e-2, whitelist_time_share=0.0, **(few_sought | changes))
    run = make_engine("compiled").run(made, policy(made, whitelist_share=whitelist_share), 1)
    totals = dict(zip(OUTCOME_NAMES, np.nansum(run.country, axis=0), strict=True))
    return float(totals["alerts_false"]), float(totals["stops_repeated"])


@pytest.mark.parametrize(
    "changes", [AMPLE, {"alert_capacity_per_100k_day": 20.0}], ids=["held by practice", "as strict as staff needed"]
)
def test_a_white_list_spares_alerts_where_rooms_keep_their_thresholds(changes: dict[str, float]) -> None:
    (usual, repeats), (listed, listed_repeats) = (alerts_and_repeats(share, **changes) for share in (0.0, 1.0))
    assert listed < 0.85 * usual
    assert listed_repeats == 0 < repeats


def test_rooms_that_fill_the_time_that_a_white_list_spares_stop_others_instead() -> None:
    """Where practice sets the threshold the list spares alerts all the same; where staff do, others raise them."""
    (ample, _), (ample_listed, _) = (
        alerts_and_repeats(share, loosening_share_per_month=1.0, **AMPLE) for share in (0.0, 1.0)
    )
    assert ample_listed < 0.8 * ample
    filling = {"alert_capacity_per_100k_day": 20.0, "loosening_share_per_month": 1.0}
    (short, repeats), (short_listed, listed_repeats) = (alerts_and_repeats(share, **filling) for share in (0.0, 1.0))
    assert short_listed == pytest.approx(short, rel=0.03)
    assert listed_repeats == 0 < repeats
