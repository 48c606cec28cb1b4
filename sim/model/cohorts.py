"""How many citizens stand for the residents of a city. No compiler is needed to ask."""

MIN_AGENTS = 20


def n_agents(population: int, people_per_agent: int) -> int:
    """Return how many citizens stand for a city: at least 20, at most its residents.

    Examples
    --------
    >>> n_agents(100_000, 1000), n_agents(5_000, 1000), n_agents(7, 1000), n_agents(100, 1)
    (100, 20, 7, 100)
    """
    return min(population, max(MIN_AGENTS, round(population / people_per_agent)))
