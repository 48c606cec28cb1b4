"""A scenario at a point is the scenario whose file gives the values of the point."""

import numpy as np
import pytest

from sim.engines.version import canonical
from sim.experiments.design.experiment import design_experiment, design_sweep
from sim.scenario.designs.at import scenario_at
from sim.scenario.load import load_scenario
from sim.scenario.shipped import resolve_scenario_path

# A ramp begins at the value before it, and what ends gives that value back: both follow from the lever at the start.
ARMS = {
    "arms.ramp": "[{lever: retention_days, value: 5, from: 2021-01, ramp_months: 12}]",
    "arms.while": "[{lever: retention_days, value: 90, from: 2021-01, to: 2021-06}]",
    "arms.bundle": "[{use: ramp}, {lever: consent_mode, value: opt_out, from: 2022-01}]",
}


def loaded(**settings: str):
    given = ARMS | {"period.end": "2022-12"} | settings
    return load_scenario(resolve_scenario_path("one-city"), people_per_agent=500, settings=given)


@pytest.mark.parametrize(("values", "settings"), [
    ({"corruptible_share": 0.02}, {"corruptible_share": "0.02"}),
    ({"retention_days": 90.0}, {"retention_days": "90"}),
    ({"consent_mode": "opt_out", "new_fr_permitted": False}, {"consent_mode": "opt_out", "new_fr_permitted": "false"}),
    ({"retention_days": 7.5, "clearance_share": 0.5}, {"retention_days": "7.5", "clearance_share": "0.5"}),
    ({"retention_days": 30.0, "corruptible_share": 0.01}, {}),
])  # fmt: skip
def test_a_point_is_what_settings_make(values, settings):
    at, wanted = scenario_at(loaded(), values), loaded(**settings)
    assert canonical(at.resolved_world) == canonical(wanted.resolved_world)
    assert at.world.parameters == wanted.world.parameters
    for arm in wanted.arms:
        assert np.array_equal(at.policies[arm].levers, wanted.policies[arm].levers)
        assert len(at.policies[arm].adaptive) == len(wanted.policies[arm].adaptive)
    made, alone = design_sweep(loaded(), "compiled", [values], {}), design_experiment(wanted, "compiled")
    assert made.points[0].identity == alone.identity
    assert made.points[0].arms == alone.arms
    assert made.at(0).arms == alone.arms


def test_the_scenario_itself_stays_as_it_is():
    scenario = loaded()
    before = canonical(scenario.resolved_world)
    scenario_at(scenario, {"retention_days": 90.0, "corruptible_share": 0.02})
    assert canonical(scenario.resolved_world) == before
    assert scenario.policies.start["retention_days"] == 30.0


def test_a_sweep_has_another_folder_and_an_experiment_without_one_keeps_its_own():
    scenario = loaded()
    alone = design_experiment(scenario, "compiled")
    sweep = design_sweep(scenario, "compiled", [{"corruptible_share": 0.02}], {})
    assert sweep.identity == alone.identity
    assert sweep.default_folder != alone.default_folder
    assert alone._replace(points=()).default_folder == alone.default_folder
