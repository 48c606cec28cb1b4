"""The model's networks as networkx graphs, for small runs, tests and pictures: the model itself stores no ties."""

from typing import TypeAlias

import networkx as nx

from sim.experiments.problems import UsageError
from sim.model.rules.network import CELL_SIZE, RING, degree, peer
from sim.model.state import State, World
from sim.numbers.draws import NO_MONTH, Process, uniform_four

CitizenGraph: TypeAlias = "nx.DiGraph[int]"
CityGraph: TypeAlias = "nx.DiGraph[str]"


def citizen_graph(state: State, city: int, seed: int) -> CitizenGraph:
    """Return who hears whom among the citizens of a city: nodes are members, an edge leads to a peer.

    Two contacts may fall on one peer; the edge then counts twice (`count`).
    """
    row = state.cities[city]
    graph: CitizenGraph = nx.DiGraph()
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


def cell_graph(state: State, city: int, seed: int, cell: int) -> CitizenGraph:
    """Return who hears whom in one neighbourhood cell of a city, with each citizen's `people` and `support`.

    Raises
    ------
    UsageError: the city has no such cell.
    """
    row, citizens = state.cities[city], state.citizens
    n_cells = -(-int(row.n_citizens) // CELL_SIZE)
    if not 0 <= cell < n_cells:
        raise UsageError(f"cell {cell} is not there: this city has {n_cells}, counted from 0")
    members = range(cell * CELL_SIZE, min((cell + 1) * CELL_SIZE, int(row.n_citizens)))
    graph: CitizenGraph = citizen_graph(state, city, seed).subgraph(members).copy()
    for member, about in graph.nodes.items():
        k = int(row.first_citizen) + member
        about |= {"people": int(citizens.weight[k]), "support": float(citizens.support[k])}
    return graph


def city_graph(world: World, state: State) -> CityGraph:
    """Return whose example counts for which city; `weight` sums to 1 over the edges that leave a city."""
    graph: CityGraph = nx.DiGraph()
    graph.add_nodes_from(world.city_names)
    for i, name in enumerate(world.city_names):
        for j, other in enumerate(world.city_names):
            if i != j:
                graph.add_edge(name, other, weight=float(state.peer_weights[i, j]))
    return graph
