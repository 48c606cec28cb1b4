"""The reference engine is a proper Mesa model."""

import mesa
import numpy as np

from sim.engines import make_engine
from sim.engines.reference.citizen import Citizen
from sim.engines.reference.model import RolloutModel
from sim.engines.reference.places import City, Supplier
from sim.model.outcomes import OUTCOME_NAMES
from tests.worlds import BUSY, busy_world, policy


def test_it_steps_has_agents_by_type_and_collects_data() -> None:
    made = busy_world(n_months=5, people_per_agent=1000, **BUSY)
    model = RolloutModel(made, policy(made), seed=2)
    assert isinstance(model, mesa.Model)
    assert {kind: len(agents) for kind, agents in model.agents_by_type.items()} == {
        City: 3, Supplier: 2, Citizen: int(model.state.cities.n_citizens.sum()),
    }  # fmt: skip
    for _ in range(5):
        model.step()
    frame = model.datacollector.get_model_vars_dataframe()
    run = make_engine("compiled").run(made, policy(made), 2)
    np.testing.assert_array_equal(frame[list(OUTCOME_NAMES)].to_numpy(), run.country)


def test_city_agents_read_the_columns() -> None:
    made = busy_world(n_months=1, people_per_agent=1000, **BUSY)
    model = RolloutModel(made, policy(made), seed=2)
    model.step()
    by_name = {agent.name: agent for agent in model.agents_by_type[City]}
    i = made.city_names.index("Aleph")
    assert by_name["Aleph"].cameras_recognising == model.state.cities.cameras_recognising[i] > 0
    assert by_name["Aleph"].support_mean == model.state.cities.support_mean[i]
    assert sum(s.streams for s in model.agents_by_type[Supplier]) == model.state.cities.cameras_recognising.sum()
