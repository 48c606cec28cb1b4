"""The networkx pictures of the model's networks are those that the engines use."""

import networkx as nx
import pytest

from sim.analysis.networks import citizen_graph, city_graph
from sim.engines.reference.citizen import Citizen
from sim.engines.reference.model import RolloutModel
from sim.model.initial import initial_state
from tests.worlds import busy_world, city, policy, world


@pytest.mark.parametrize("n", [1, 2, 5, 11, 12, 300])
def test_the_graph_is_who_the_reference_citizens_hear(n: int) -> None:
    made = world([city("Aleph", n)], people_per_agent=1)
    model = RolloutModel(made, policy(made), seed=3)
    graph = citizen_graph(model.state, 0, seed=3)
    citizens = {citizen.member: citizen for citizen in model.agents_by_type[Citizen]}
    assert len(citizens) == n
    for member, citizen in citizens.items():
        heard = sorted(other.member for other in citizen.peers)
        drawn = sorted(o for o in graph[member] for _ in range(graph.edges[member, o]["count"]))
        assert heard == drawn
        assert len(heard) == min(10, n - 1)
        assert member not in heard


def test_a_large_cell_is_one_small_world() -> None:
    made = world([city("Aleph", 3000)], people_per_agent=1)
    graph = citizen_graph(initial_state(made, 0), 0, seed=0)
    assert nx.is_strongly_connected(graph)
    # Ring alone would need 250 steps across; lasting contacts make it a few.
    assert max(nx.single_source_shortest_path_length(graph, 0).values()) < 12


def test_examples_of_other_cities_sum_to_one() -> None:
    made = busy_world()
    graph = city_graph(made, initial_state(made, 0))
    for name in made.city_names:
        assert sum(graph.edges[name, other]["weight"] for other in graph[name]) == pytest.approx(1.0, abs=1e-12)
