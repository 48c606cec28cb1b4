"""What runs in a page gives the bits of the compiled engine, in a real browser."""

import json
from base64 import b64decode, b64encode
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.engines.compiled.engine import CompiledEngine
from sim.engines.recording import Recording
from sim.engines.web.module import current_module
from sim.model.outcomes import OUTCOME_NAMES
from sim.model.state import Policy, World
from sim.present.explorer.joined import joined
from sim.present.explorer.world import RECORDED, world_data
from sim.scenario.load import load_scenario
from sim.scenario.shipped import resolve_scenario_path
from tests.engines.test_engines_agree import arms, worlds

SEEDS = st.integers(0, 2**31 - 1)
RUN = """
const [world, policy, seed, withMarks, done] = arguments;
const text = (array) => {
  if (!array) return "";
  const bytes = new Uint8Array(array.buffer);
  let all = "";
  for (let k = 0; k < bytes.length; k += 8192) all += String.fromCharCode(...bytes.subarray(k, k + 8192));
  return btoa(all);
};
try {
  const runner = new modules["engine/runner.js"].Runner(window.module, JSON.parse(world));
  const run = runner.run(policy, seed, withMarks);
  done([run.country, run.cities, run.marks, run.wanted].map(text));
} catch (error) { done(String(error.stack)); }
"""


@pytest.fixture(scope="module")
def page(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A browser in which the page's engine waits for worlds."""
    path = tmp_path_factory.mktemp("page") / "engine.html"
    path.write_text(f"<!doctype html><script>{joined('engine/runner.js')}</script>", encoding="utf-8")
    browser.get(path.as_uri())
    load = "WebAssembly.compile(modules['engine/bytes.js'].decoded(arguments[0])).then((m) => window.module = m)"
    browser.execute_script(f"return {load}.then(() => 1)", b64encode(current_module()).decode())
    return browser


def run_in(page: Any, world: World, policies: dict[str, Policy], arm: str, seed: int, marks: bool = False) -> list[Any]:
    """Return what a run in the page records: country, cities, marks, wanted."""
    told = world_data(world, policies, "base")  # as text: the driver sorts keys
    found = page.execute_async_script(RUN, json.dumps(told), {"arm": arm, "settings": []}, seed, marks)
    assert isinstance(found, list), found
    return [b64decode(text) for text in found]


def assert_same(page: Any, world: World, policy: Policy, seed: int) -> None:
    base = Policy("base", policy.levers[:1].repeat(len(policy.levers), axis=0).view(np.recarray), ())
    country, cities, *_ = run_in(page, world, {"base": base, "rule": policy}, "rule", seed)
    compiled = CompiledEngine(1, Recording(by_city=RECORDED)).run(world, policy, seed)
    np.testing.assert_array_equal(np.frombuffer(country), compiled.country.reshape(-1))
    np.testing.assert_array_equal(np.frombuffer(cities), compiled.cities.reshape(-1))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data(), SEEDS)
def test_generated_worlds_give_the_same_bits(page: Any, data: st.DataObject, seed: int) -> None:
    world = data.draw(worlds())
    assert_same(page, world, data.draw(arms(world)), seed)


AGAIN = """
const [world, policies, seeds, done] = arguments;
const { Runner } = modules["engine/runner.js"];
const told = JSON.parse(world);
const runner = new Runner(window.module, told);
const text = (run) => JSON.stringify([...run.country, ...run.cities]);
try {
  done(policies.map((policy) => seeds.every((seed) => {
    const alone = new Runner(window.module, told).run(policy, seed);
    return text(runner.run(policy, seed)) === text(alone);
  })));
} catch (error) { done(String(error.stack)); }
"""


def test_a_runner_that_knows_a_history_gives_the_bits_of_one_that_does_not(page: Any) -> None:
    scenario = load_scenario(resolve_scenario_path("one-city"), settings={"period.end": "2022-12"})
    arms = {name: scenario.policies[name] for name in (scenario.baseline, "ban", "retention-5")}
    told = world_data(scenario.world, arms, scenario.baseline)
    by_arm = [{"arm": name, "settings": []} for name in arms]
    by_month = [
        {"arm": scenario.baseline, "settings": [{"lever": "audit_share", "value": 1.0, "from": first, "to": 30}]}
        for first in (0, 3, 29, 2, 20)
    ]
    policies = [*by_arm, *by_month, *by_arm]
    found = page.execute_async_script(AGAIN, json.dumps(told), policies, [0, 5])
    assert found == [True] * len(policies)


@pytest.mark.parametrize("arm", ["ban", "retention-5", "pause"])
def test_a_shipped_scenario_gives_the_same_bits_for_every_resident(page: Any, arm: str) -> None:
    scenario = load_scenario(resolve_scenario_path("one-city"), settings={"period.end": "2021-12"})
    policies = {"base": scenario.policies[scenario.baseline], arm: scenario.policies[arm]}
    country, _, marks, wanted = run_in(page, scenario.world, policies, arm, 3, marks=True)
    compiled = CompiledEngine(1, Recording(by_city=RECORDED, marks=True)).run(scenario.world, policies[arm], 3)
    np.testing.assert_array_equal(np.frombuffer(country), compiled.country.reshape(-1))
    assert marks == compiled.marks.tobytes()
    assert compiled.marks.any()
    sought = np.frombuffer(wanted, np.uint8).reshape(compiled.marks.shape).sum(axis=1)
    told = compiled.country[:, [outcome == "sought_people" for outcome in OUTCOME_NAMES]]
    np.testing.assert_array_equal(sought, told.reshape(-1))


def test_an_ordinary_country_gives_the_same_bits(page: Any) -> None:
    scenario = load_scenario(
        resolve_scenario_path("russia"), people_per_agent=100_000, settings={"period.end": "2021-12"}
    )
    policies = {"base": scenario.policies[scenario.baseline], "pause": scenario.policies["pause"]}
    country, cities, *_ = run_in(page, scenario.world, policies, "pause", 0)
    compiled = CompiledEngine(1, Recording(by_city=RECORDED)).run(scenario.world, policies["pause"], 0)
    np.testing.assert_array_equal(np.frombuffer(country), compiled.country.reshape(-1))
    np.testing.assert_array_equal(np.frombuffer(cities), compiled.cities.reshape(-1))
