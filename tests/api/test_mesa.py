"""The Mesa model as Python users meet it."""

import numpy as np
import pytest

import sim
from sim.engines.reference.citizen import Citizen
from sim.engines.reference.places import City, Supplier
from sim.experiments.problems import UsageError
from sim.model.state import Levers, Observation


def no_new(observed: Observation, levers: Levers) -> Levers:
    """Forbid new recognition."""
    return levers._replace(new_fr_permitted=False)


def test_it_lives_the_run_that_an_experiment_stores(scenario: sim.Scenario, experiment: sim.Experiment) -> None:
    model = sim.mesa_model(scenario, policy="ban", seed=2)
    for _ in range(model.world.n_months):
        model.step()
    stored = experiment.outcomes
    stored = stored[(stored["policy"] == "ban") & (stored["seed"] == 2) & (stored["outcome"] == "offences")]
    lived = model.datacollector.get_model_vars_dataframe()["offences"]
    np.testing.assert_array_equal(lived.to_numpy(), stored["value"].to_numpy())


def test_agents_report_each_month(scenario: sim.Scenario) -> None:
    model = sim.mesa_model(scenario)
    model.step()
    model.step()
    frames = {kind: model.datacollector.get_agenttype_vars_dataframe(kind) for kind in (City, Supplier, Citizen)}
    assert {kind: len(frame) for kind, frame in frames.items()} == {
        kind: 2 * len(model.agents_by_type[kind]) for kind in frames
    }
    citizen = next(iter(model.agents_by_type[Citizen]))
    assert frames[Citizen].loc[(2, citizen.unique_id), "support"] == citizen.support
    assert frames[Citizen]["weight"].sum() == 2 * 10_000


def test_what_is_printed_says_what_it_is(scenario: sim.Scenario) -> None:
    model = sim.mesa_model(scenario, policy="ban", seed=1)
    model.step()
    name = model.world.city_names[0]
    assert repr(model).startswith(
        "<RolloutModel under ban, seed 1: 1 of 36 months lived; 1 city, 5 suppliers, 20 citizens>"
    )
    assert f"of {name}: 500 people, support 0." in repr(next(iter(model.agents_by_type[Citizen])))
    assert repr(next(iter(model.agents_by_type[City]))).startswith(f"<City {name}: operating, ")
    assert repr(next(iter(model.agents_by_type[Supplier]))).startswith("<Supplier ")


def test_graphs_hold_who_hears_whom(scenario: sim.Scenario) -> None:
    model = sim.mesa_model(scenario)
    model.step()
    name = model.world.city_names[0]
    graph = sim.cell_graph(model, name)
    citizens = list(model.agents_by_type[Citizen])
    assert {graph.nodes[citizen.member]["people"] for citizen in citizens} == {500}
    for citizen in citizens:
        assert set(graph.successors(citizen.member)) == {peer.member for peer in citizen.peers}
        assert graph.nodes[citizen.member]["support"] == citizen.support
    assert list(sim.city_graph(model)) == [name]
    with pytest.raises(UsageError, match="has 1, counted from 0"):
        sim.cell_graph(model, name, cell=1)
    with pytest.raises(UsageError, match="there are: Exampletown"):
        sim.cell_graph(model, "Atlantis")


def test_a_policy_of_ones_own_is_in_force_from_its_month(scenario: sim.Scenario) -> None:
    model = sim.mesa_model(scenario, policy=no_new, since="2019-03")
    permitted = []
    for _ in range(3):
        model.step()
        permitted.append(bool(model.state.levers.new_fr_permitted.all()))
    assert permitted == [True, True, False]
    assert "under no_new" in repr(model)
