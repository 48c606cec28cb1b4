"""The web engine beside the compiled one: size, times in turns on one thread, and bits over all shipped scenarios."""

from collections.abc import Iterator
from functools import partial

import numpy as np

from benchmarks.table import Bar, Row
from benchmarks.timing import seconds
from benchmarks.worlds import world_of
from sim.engines import make_engine
from sim.engines.web.module import SHIPPED
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Scenario
from sim.scenario.shipped import shipped_files

SIZE = Bar("<= 200 kB", high=200e3)
CITY, COUNTRY = Bar("<= 8 x compiled", high=8.0), Bar("<= 4 x compiled", high=4.0)


def web_rows(seeds: int, people_per_agent: int | None) -> Iterator[Row]:
    """Measure the module, then compare every arm of every shipped scenario with some seeds."""
    size = SHIPPED.stat().st_size
    yield Row("model.wasm", time=f"{size / 1e3:.0f} kB").against(SIZE, size)
    yield _beside("one-city, 120 months", "one-city", CITY)
    yield _beside("russia, 180 months, 1:1000", "russia", COUNTRY)
    for path in shipped_files():
        yield _bits(load_scenario(path, people_per_agent=people_per_agent), seeds)


def _beside(label: str, name: str, bar: Bar) -> Row:
    world, policy = world_of(name)
    engines = [make_engine(each) for each in ("web", "compiled")]
    web, compiled = (seconds(partial(engine.run, world, policy, 0)) for engine in engines)
    ratio = web.cpu / compiled.cpu
    return Row(label, time=str(web), ratio=f"{ratio:.1f} x the CPU time of compiled").against(bar, ratio)


def _bits(scenario: Scenario, seeds: int) -> Row:
    """Return how many runs of a scenario have the same bytes on both engines, of how many."""
    runs = [(arm, seed) for arm in scenario.arms for seed in range(seeds)]
    same = 0
    for arm, seed in runs:
        world, policy = scenario.world_of(seed), scenario.policies[arm]
        web, compiled = (make_engine(name).run(world, policy, seed) for name in ("web", "compiled"))
        same += all(np.asarray(a).tobytes() == np.asarray(b).tobytes() for a, b in zip(web, compiled, strict=True))
    return Row(f"bits of {scenario.name}", ratio=f"{same} of {len(runs)} runs the same").against(
        Bar("all", low=len(runs)), same
    )
