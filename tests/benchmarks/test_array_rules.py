"""The numpy peer restates the rules: element by element it says what they say."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import array_rules
from benchmarks.vectorised_numpy import Neighbourhoods
from sim.model.rules import chilling, detection, leak, opinion, protest
from sim.model.rules.network import DEGREE, RING, degree, peer

SHARE, SEARCHES = st.floats(0.0, 1.0, width=32), st.floats(0.0, 1000.0, width=32)
SHOCK, DAYS, COUNT = st.floats(-1.0, 0.0, width=32), st.floats(0.0, 365.0), st.integers(0, 20)
# What is one number for all citizens, by rule.
OTHERS: dict[str, tuple[st.SearchStrategy[float], ...]] = {
    "detection_probability": (SHARE,),
    "false_alert_probability": (st.floats(0.0, 1e-3),),
    "leaked_probability": (DAYS, SHARE, COUNT),
}


@pytest.mark.parametrize(
    ("module", "name"),
    [(detection, "detection_probability"), (detection, "false_alert_probability"), (leak, "leaked_probability")],
)
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_probabilities(module: object, name: str, data: st.DataObject) -> None:
    searches = np.array(data.draw(st.lists(SEARCHES, min_size=1, max_size=20)), np.float32)
    others = [data.draw(strategy) for strategy in OTHERS[name]]
    agree(getattr(array_rules, name)(searches, *others), getattr(module, name), searches, *others)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(SHARE, SHARE), min_size=1, max_size=20), SHARE, SHARE, SHARE)
def test_support(citizens: list[tuple[float, float]], city_mean: float, stubbornness: float, city_share: float) -> None:
    peer_mean, anchor = np.array(citizens, np.float32).T
    agree(
        array_rules.support_next(peer_mean, city_mean, anchor, stubbornness, city_share),
        lambda mean, own: opinion.support_next(mean, city_mean, own, stubbornness, city_share),
        peer_mean, anchor,
    )  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(st.booleans(), min_size=1, max_size=20), st.integers(0, 500), st.floats(0.0, 100.0))
def test_touched(stopped: list[bool], city_stops: int, ties: float) -> None:
    agree(
        array_rules.touched_share(np.array(stopped), city_stops, 1000, ties),
        lambda own: opinion.touched_share(int(own), 1, city_stops, 1000, ties),
        np.array(stopped),
    )


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(SHOCK, SHARE, SHARE), min_size=1, max_size=20), SHARE, SHOCK)
def test_shocks(citizens: list[tuple[float, float, float]], remembered: float, push: float) -> None:
    shock, touched, support = np.array(citizens, np.float32).T
    agree(
        array_rules.shock_next(shock, remembered, touched, push),
        lambda own, share: opinion.shock_next(own, remembered, share, push),
        shock, touched,
    )  # fmt: skip
    agree(
        array_rules.expressed_support(support, shock, push),
        lambda own, own_shock: opinion.expressed_support(own, own_shock, push),
        support, shock,
    )  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(SHARE, SHARE, SHARE), min_size=1, max_size=20), SHARE, SHARE, st.floats(0.01, 1.0))
def test_protest(citizens: list[tuple[float, float, float]], city: float, size: float, spread: float) -> None:
    hardship, support, risk = np.array(citizens).T
    agree(
        array_rules.cohort_trust(city, support, size, spread),
        lambda own: chilling.cohort_trust(city, own, size, spread), support,
    )  # fmt: skip
    agree(array_rules.chilled_share(city, size, support), lambda own: chilling.chilled_share(city, size, own), support)
    agree(
        array_rules.grievance(hardship, city, support, size, 0.1),
        lambda own, opinion: protest.grievance(own, city, opinion, size, 0.1), hardship, support,
    )  # fmt: skip
    agree(
        array_rules.willingness(hardship, risk, city, size, spread),
        lambda own, at_stake: protest.willingness(own, at_stake, city, size, spread), hardship, risk,
    )  # fmt: skip
    agree(
        array_rules.joining_probability(city, hardship, support),
        lambda willing, chilled: protest.joining_probability(city, willing, chilled), hardship, support,
    )  # fmt: skip
    agree(
        array_rules.solo_probability(city, size, hardship, support, risk),
        lambda alone, willing, chilled: protest.solo_probability(city, size, alone, willing, chilled),
        hardship, support, risk,
    )  # fmt: skip


@pytest.mark.parametrize(("n_cells", "size"), [(1, 1), (1, 2), (2, 11), (1, 12), (3, 100)])
def test_whom_everybody_hears(n_cells: int, size: int) -> None:
    rng = np.random.default_rng(7)
    support = rng.random((n_cells, size), np.float32)
    steps = rng.integers(1, max(size, 2), (DEGREE - RING, n_cells, size))
    near = Neighbourhoods(n_cells, size, [(np.arange(size) + step) % size for step in steps], np.float32)
    # The position in its cell of each stored contact; the ring before them is that of the model.
    stored = [contacts % size for contacts in near.contacts]
    means = near.peer_mean(support, 0.3)
    for cell, position in np.ndindex(n_cells, size):
        ring = [peer(position, size, k, 0.0) for k in range(RING if size > DEGREE + 1 else 0)]
        peers = [*ring, *(int(contacts[cell, position]) for contacts in stored)]
        assert len(peers) == degree(size)
        assert position not in peers
        own = float(support[cell, position])
        heard = [own, *(x for x in map(float, support[cell, peers]) if opinion.hears(own, x, 0.3))]
        assert means[cell, position] == pytest.approx(sum(heard) / len(heard), rel=1e-5)
    assert array_rules.hears(support, support[:, ::-1], 0.3).tolist() == [
        [opinion.hears(float(a), float(b), 0.3) for a, b in zip(row, row[::-1], strict=True)] for row in support
    ]


def agree(got: np.ndarray, rule: Callable[..., float], *columns: object) -> None:
    """Check an array expression against the scalar rule, up to single precision."""
    of_citizens = [column for column in columns if isinstance(column, np.ndarray)]
    others = [column for column in columns if not isinstance(column, np.ndarray)]
    expected = [rule(*row, *others) for row in zip(*(column.tolist() for column in of_citizens), strict=True)]
    np.testing.assert_allclose(got, expected, rtol=1e-5, atol=2e-7)
