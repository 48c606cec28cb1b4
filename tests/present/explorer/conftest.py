from collections.abc import Iterator
from typing import Any

import pytest

from sim.scenario.scenario import Scenario
from tests.experiments.folders import small
from tests.present.explorer.opened import Page, written


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return small(people_per_agent=50, arms=("ban", "retention-5"))


@pytest.fixture(scope="module")
def opened(browser: Any, scenario: Scenario, tmp_path_factory: pytest.TempPathFactory) -> Page:
    return Page(browser, written(scenario, tmp_path_factory.mktemp("page")))


@pytest.fixture
def still(browser: Any) -> Iterator[None]:
    """Ask for no movement, so that no test waits for it."""
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]}
    )
    yield
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
