"""Small experiments for tests: the one-city scenario with few agents, and what its folder holds."""

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from sim.analysis.compare.comparison import write_comparison
from sim.experiments.design.experiment import Experiment, design_experiment
from sim.experiments.simulate import Conclude, Finished, Options, run_experiment
from sim.experiments.store.datapackage import write_datapackage
from sim.model.state import Adaptive, Levers, Observation
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Scenario

ONE_CITY = Path(__file__).parents[2] / "scenarios" / "classroom" / "one-city.yaml"
MAY_DIFFER = {"provenance.json", "README.txt", ".lock"}


def small(people_per_agent: int = 500, arms: tuple[str, ...] = ("ban", "retention-5"), **settings: str) -> Scenario:
    """Return the one-city scenario with few agents; settings as in --set."""
    given = {"period.end": "2021-12"} | {key.replace("__", "."): value for key, value in settings.items()}
    return load_scenario(ONE_CITY, people_per_agent=people_per_agent, arms=arms, settings=given)


def experiment(scenario: Scenario | None = None) -> Experiment:
    return design_experiment(scenario or small(), "compiled")


def run_alone(
    folder: Path, scenario: Scenario | None = None, conclude: Conclude = lambda folder: None, **options: object
) -> Finished:
    """Run a small experiment, and no comparison unless `conclude` makes one."""
    return run_experiment(experiment(scenario), folder, Options(**{"n_seeds": 3, **options}), conclude)


def run(folder: Path, scenario: Scenario | None = None, **options: object) -> Finished:
    """Run a small experiment with all its tables."""
    finished = run_alone(folder, scenario, **options)
    write_comparison(folder)
    write_datapackage(folder, finished.record)
    return finished


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file that must be the same when the experiment is run again."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name not in MAY_DIFFER)
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def kill() -> None:
    """End this process as the system does where memory runs out."""
    os.kill(os.getpid(), signal.SIGKILL)


def stop() -> None:
    """Stop this process, until someone continues it."""
    os.kill(os.getpid(), signal.SIGSTOP)


def hang() -> None:
    """Do nothing for ever."""
    time.sleep(3600.0)


@dataclass(frozen=True)
class InWorker:
    """An adaptive policy that changes no lever; in a worker process it does something else at one of its calls."""

    act: Callable[[], None]
    calls: Path | None = None  # a byte for each; without it, it acts at every call
    at: int = 1
    driver: int = field(default_factory=os.getpid)

    def __call__(self, observed: Observation, levers: Levers) -> Levers:
        if os.getpid() != self.driver and self._is_time():
            self.act()
        return levers

    def _is_time(self) -> bool:
        if self.calls is None:
            return True
        with self.calls.open("ab") as file:
            file.write(b".")
        return self.calls.stat().st_size == self.at


def divide_by_zero(observed: Observation, levers: Levers) -> Levers:
    """An adaptive policy with a fault."""
    return levers._replace(audit_share=1 / 0)


def with_policy(scenario: Scenario, arm: str, decide) -> Scenario:
    """Return the scenario with an adaptive policy of ours added to an arm."""
    policy = scenario.policies[arm]
    everywhere = scenario.world.cities["population"] > 0
    adaptive = Adaptive(decide, 60, scenario.world.n_months - 1, everywhere)
    return replace(scenario, policies={**scenario.policies, arm: policy._replace(adaptive=(adaptive,))})
