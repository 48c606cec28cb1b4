"""Cities that nothing couples leave one another alone, to the bit."""

import numpy as np
import pytest

from sim.model.initial import initial_state
from sim.model.state import Policy, World
from tests.engines.lively import SEED, lively, run
from tests.engines.watching import watched_run
from tests.worlds import (
    DECOUPLED,
    policy,
    rearranged,
)


def test_the_order_of_cities_does_not_matter_where_they_are_alone() -> None:
    made = lively(**DECOUPLED)
    order = [3, 0, 5, 1, 4, 2]
    other = run(rearranged(made, order), policy(made))
    base = run(made, policy(made))
    np.testing.assert_array_equal(base.cities[:, order], other.cities)
    np.testing.assert_array_equal(base.country, other.country)


def test_the_order_of_cities_changes_no_decision_where_they_are_coupled() -> None:
    """Sums over other cities round differently by order; the builder sorts cities, so users never see it."""
    made = lively()
    order = [3, 0, 5, 1, 4, 2]
    other = run(rearranged(made, order), policy(made))
    base = run(made, policy(made))
    np.testing.assert_allclose(base.cities[:, order], other.cities, rtol=1e-12)
    np.testing.assert_allclose(base.country, other.country, rtol=1e-12)


@pytest.mark.parametrize("left_out", range(6))
def test_leaving_out_a_city_renumbers_nobody(left_out: int) -> None:
    made = lively(**DECOUPLED)
    others = [i for i in range(6) if i != left_out]
    fewer = rearranged(made, others)
    np.testing.assert_array_equal(run(made, policy(made)).cities[:, others], run(fewer, policy(fewer)).cities)


def test_leaving_out_a_city_keeps_its_citizens_traits() -> None:
    made = lively()
    fewer = rearranged(made, [0, 1, 3, 4, 5])
    all_cities, some = initial_state(made, SEED), initial_state(fewer, SEED)
    for new, old in enumerate([0, 1, 3, 4, 5]):
        one, other = all_cities.cities[old], some.cities[new]
        for column, column_of_fewer in zip(all_cities.citizens, some.citizens, strict=True):
            np.testing.assert_array_equal(
                column[one.first_citizen : one.first_citizen + one.n_citizens],
                column_of_fewer[other.first_citizen : other.first_citizen + other.n_citizens],
            )


STRONG = {"retention_days": 2.0, "contract_fpir": 1e-9, "audit_share": 1.0, "existing_fr_permitted": False}


def reached(made: World, name: str, start: int) -> Policy:
    arm = policy(made, "one city")
    for lever, value in STRONG.items():
        arm.levers[lever][start:, made.city_names.index(name)] = value
    return arm


def test_a_policy_in_one_city_leaves_the_others_alone_where_nothing_couples_them() -> None:
    made = lively(**DECOUPLED)
    base, arm = run(made, policy(made)), run(made, reached(made, "Aleph", 8))
    there = made.city_names.index("Aleph")
    elsewhere = [i for i in range(6) if i != there]
    np.testing.assert_array_equal(base.cities[:, elsewhere], arm.cities[:, elsewhere])
    assert not np.array_equal(base.cities[8:, there], arm.cities[8:, there])


def coupled_quantities(made: World, arm: Policy) -> np.ndarray:
    """Return, by month, all that one city can learn of others."""
    noted: list[list[float]] = []

    def look(state, index: int) -> None:
        nation = [float(state.nation[name]) for name in state.nation.dtype.names]
        suppliers = [float(x) for name in state.suppliers.dtype.names for x in state.suppliers[name]]
        displaced = [float(x) for x in state.cities.displaced_out]
        noted.append([*nation, *suppliers, *displaced, *(state.cities.cameras_recognising > 0)])

    watched_run(made, arm, SEED, look)
    return np.array(noted)


def test_a_policy_in_one_city_reaches_others_only_through_what_couples_them() -> None:
    made = lively(displaced_share=0.5)
    arm = reached(made, "Aleph", 8)
    elsewhere = [i for i in range(6) if made.city_names[i] != "Aleph"]
    base, other = run(made, policy(made)), run(made, arm)
    moved = (coupled_quantities(made, policy(made)) != coupled_quantities(made, arm)).any(axis=1)
    first = int(moved.argmax())
    assert moved.any()
    assert first >= 8
    np.testing.assert_array_equal(base.cities[:first, elsewhere], other.cities[:first, elsewhere])
    assert not np.array_equal(base.cities[first:, elsewhere], other.cities[first:, elsewhere])
