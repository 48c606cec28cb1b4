"""The model's networks as networkx graphs, for small runs, tests and pictures: the model itself stores no ties."""

import networkx as nx

from sim.model.rules.network import CELL_SIZE, RING, degree, peer
from sim.model.state import State, World
from sim.numbers.draws import NO_MONTH, Process, uniform_four


def citizen_graph(state: State, city: int, seed: int) -> "nx.DiGraph[int]":
    """Return who hears whom among the citizens of a city: nodes are members, an edge leads to a peer.

    Two contacts may fall on one peer; the edge then counts twice (`count`).
    """
    row = state.cities[city]
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(int(row.n_citizens)))
    for member in range(int(row.n_citizens)):
        first = member - member % CELL_SIZE
        n = min(CELL_SIZE, int(row.n_citizens) - first)
        contacts = uniform_four(seed, member, int(row.code), NO_MONTH, Process.CONTACTS)
        for k in range(degree(n)):
            other = first + peer(member - first, n, k, contacts[k - RING] if k >= RING else 0.0)
            count = graph.edges[member, other]["count"] + 1 if graph.has_edge(member, other) else 1
            graph.add_edge(member, other, count=count)
    return graph


def city_graph(world: World, state: State) -> "nx.DiGraph[str]":
    """Return whose example counts for which city; `weight` sums to 1 over the edges that leave a city."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(world.city_names)
    for i, name in enumerate(world.city_names):
        for j, other in enumerate(world.city_names):
            if i != j:
                graph.add_edge(name, other, weight=float(state.peer_weights[i, j]))
    return graph
