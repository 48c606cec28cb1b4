"""Places of a page: the rows of its tables, and when cities stop recognising and go on, as Python's engine has it."""

from collections.abc import Mapping

from sim.engines.compiled.engine import CompiledEngine
from sim.engines.recording import Recording
from sim.model.state import Policy, World

CELLS = """
const rows = [...document.querySelectorAll(arguments[0] + " tbody tr")];
return rows.map((row) => [...row.cells].map((cell) => cell.textContent));
"""


def again(world: World, policies: Mapping[str, Policy], arm: str, seed: int) -> list[tuple[int | None, int | None]]:
    """Return for each city the months in which a rule stops its recognition, and in which that is undone."""
    engine = CompiledEngine(1, Recording(by_city=("cameras_recognising",)))
    usual, ours = (engine.run(world, policies[one], seed).cities[..., 0].copy() for one in ("status-quo", arm))
    months = range(1, world.n_months)
    found: list[tuple[int | None, int | None]] = []
    for city in range(ours.shape[1]):
        off = [k for k in months if ours[k, city] == 0 < min(usual[k, city], ours[k - 1, city])]
        on = [k for k in months if off and k > off[0] and ours[k, city] > 0]
        found.append((min(off, default=None), min(on, default=None)))
    return found
