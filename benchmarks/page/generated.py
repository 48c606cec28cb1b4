"""Generated worlds in a browser against the compiled engine: worlds and policies that no scenario has."""

from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from benchmarks.page.bits import Same, in_page, open_engine, open_world
from benchmarks.page.browser import Browser
from sim.engines.compiled.engine import CompiledEngine
from sim.engines.recording import Recording
from sim.model.state import Policy, World
from sim.present.explorer.world import RECORDED
from tests.engines.test_engines_agree import arms, worlds

_SEEDS = st.integers(0, 2**31 - 1)


def same_generated_bits(browser: Browser, n_worlds: int, folder: Path) -> Same:
    """Return how many generated worlds give the compiled engine's bytes in the page; the same worlds each time."""
    open_engine(browser, folder)
    found: list[bool] = []

    @settings(
        max_examples=n_worlds, derandomize=True, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.data(), _SEEDS)
    def compare(data: st.DataObject, seed: int) -> None:
        world = data.draw(worlds())
        found.append(_is_same(browser, world, data.draw(arms(world)), seed))

    compare()
    return Same(sum(found), len(found))


def _is_same(browser: Browser, world: World, policy: Policy, seed: int) -> bool:
    usual = policy.levers[:1].repeat(len(policy.levers), axis=0).view(np.recarray)
    open_world(browser, world, {"base": Policy("base", usual, ()), "rule": policy}, "base")
    run = CompiledEngine(1, Recording(by_city=RECORDED)).run(world, policy, seed)
    return in_page(browser, "rule", seed) == run.country.tobytes() + run.cities.tobytes()
