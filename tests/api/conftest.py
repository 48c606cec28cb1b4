import pytest

import sim

SIZE = {"period.start": "2019-01", "period.end": "2021-12"}


@pytest.fixture(scope="session")
def scenario() -> sim.Scenario:
    """The one-city scenario, small and short."""
    return sim.load("one-city", people_per_agent=500).with_values(**SIZE)


@pytest.fixture(scope="session")
def experiment(scenario: sim.Scenario, tmp_path_factory: pytest.TempPathFactory) -> sim.Experiment:
    """A ban against the baseline, three runs of each."""
    return scenario.simulate(seeds=3, arms=["ban"], out=tmp_path_factory.mktemp("face") / "experiment", jobs=1)
