"""The space of fitted parameters: shares of the plausible ranges and back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.fit.space import fitted_parameters, space_of
from sim.scenario.registry import registered_parameters


def test_the_real_ranges_hold_and_the_first_set_is_the_scenarios_own():
    space = space_of(registered_parameters(), [fitted.parameter for fitted in fitted_parameters()])
    known = {p.name: p for p in registered_parameters()}
    for corner in (np.zeros(len(space.names)), np.ones(len(space.names))):
        for name, value in space.values(corner).items():
            assert known[name].low <= value <= known[name].high
    for name, value in space.values(space.start).items():
        assert value == pytest.approx(known[name].value)


@given(st.floats(0.0, 1.0))
def test_a_point_is_found_again_from_its_values(share):
    space = space_of(registered_parameters(), [fitted.parameter for fitted in fitted_parameters()])
    assert space.log.any()
    point = np.full(len(space.names), share)
    assert space.shares(space.values(point)) == pytest.approx(point, abs=1e-9)
    assert space.shares({}) == pytest.approx(space.start)
