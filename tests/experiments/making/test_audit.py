"""An audit finds the worker that makes other values and takes nothing from it; the results are as without it."""

import json
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from distributed import Client

from sim.experiments.making.dask import worker as dask_worker
from sim.experiments.making.dask.named import Cluster
from sim.experiments.problems import UsageError
from sim.experiments.simulate import Finished
from sim.model.state import Levers, Observation
from sim.scenario.scenario import Scenario
from tests.experiments.folders import contents, run, small, with_policy
from tests.experiments.making.clusters import scheduler_with_workers


@dataclass(frozen=True)
class OddIn:
    """An adaptive policy that changes no lever, but in the first worker process that calls it: a broken machine."""

    claim: Path
    driver: int

    def __call__(self, observed: Observation, levers: Levers) -> Levers:
        return levers._replace(retention_days=1.0) if self._is_odd() else levers

    def _is_odd(self) -> bool:
        if os.getpid() == self.driver:
            return False
        try:
            with self.claim.open("x") as file:
                file.write(str(os.getpid()))
        except FileExistsError:
            pass
        return self.claim.read_text() == str(os.getpid())


@dataclass(frozen=True)
class OddAndLate(OddIn):
    """One in whose second family the broken machine waits until it has been expelled, and then goes on."""

    parts: Path
    n_calls: int  # in a family

    def __call__(self, observed: Observation, levers: Levers) -> Levers:
        if self._is_odd():
            _CALLS.append(1)
            if len(_CALLS) == self.n_calls + 1:
                wait_until(lambda: any(self.parts.glob("*.damaged")))
                self.claim.with_name("late").touch()
        return super().__call__(observed, levers)


_CALLS: list[int] = []  # in a process


def wait_until(happens: Callable[[], bool], limit_s: float = 120.0) -> None:
    deadline = time.monotonic() + limit_s
    while not happens():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def is_idle() -> bool:
    """Tell whether the Dask worker that is asked has nothing in hand."""
    return not dask_worker._one_at_a_time.locked()


def forget_calls() -> None:
    """Let the process that runs this count its calls anew."""
    _CALLS.clear()


def with_odd_worker(place: Path) -> Scenario:
    return with_policy(small(), "ban", OddIn(place / "claim", os.getpid()))


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("undisturbed") / "x"
    run(folder, n_workers=2)
    return contents(folder)


@pytest.fixture(scope="module")
def by_hand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with scheduler_with_workers(tmp_path_factory.mktemp("cluster"), 3) as cluster:
        yield cluster


def without_set_aside(folder: Path) -> dict[str, bytes]:
    return {name: data for name, data in contents(folder).items() if not name.endswith(".damaged")}


def check_expelled(finished: Finished, told: str, undisturbed: dict[str, bytes]) -> None:
    assert finished.audited is not None
    (expulsion,) = finished.audited.expulsions
    assert expulsion.run.policy == "ban"
    assert finished.is_whole
    assert f"{expulsion.worker} was expelled: of policy ban, seed {expulsion.run.seed} it made other values" in told
    assert without_set_aside(finished.folder) == undisturbed
    about = json.loads((finished.folder / "provenance.json").read_text())
    assert [one["policy"] for one in about["audit"]["expelled_workers"]] == ["ban"]


def test_a_process_that_makes_other_values_is_expelled(tmp_path, capfd, undisturbed) -> None:
    finished = run(tmp_path / "x", with_odd_worker(tmp_path), n_workers=2, audit_share=1.0)
    check_expelled(finished, capfd.readouterr().err, undisturbed)


def test_a_dask_worker_that_makes_other_values_is_expelled(tmp_path, capfd, by_hand, undisturbed) -> None:
    finished = run(tmp_path / "x", with_odd_worker(tmp_path), cluster=by_hand, audit_share=1.0)
    check_expelled(finished, capfd.readouterr().err, undisturbed)


def test_what_an_expelled_worker_had_in_hand_never_lies_among_the_runs(tmp_path, capfd, by_hand) -> None:
    """Whether a worker has a second family in hand when it is expelled is luck: of four tries one has to have it."""
    scenario, options = small(arms=("ban",)), {"n_seeds": 80, "cluster": by_hand}  # eight families
    run(tmp_path / "undisturbed", scenario, **options)
    n_calls = 10 * (scenario.world.n_months - 60)
    for place in (tmp_path / str(number) for number in range(4)):
        place.mkdir()
        odd = OddAndLate(place / "claim", os.getpid(), place / "x" / "runs", n_calls)
        finished = run(place / "x", with_policy(scenario, "ban", odd), audit_share=0.5, **options)
        with Client(by_hand.address) as client:
            wait_until(lambda: all(client.run(is_idle).values()))
            client.run(forget_calls)
        check_expelled(finished, capfd.readouterr().err, contents(tmp_path / "undisturbed"))
        if (place / "late").exists():
            return
    pytest.fail("no worker had a second family in hand when it was expelled")


def test_where_all_agree_every_chosen_run_is_made_twice_and_nothing_changes(tmp_path, undisturbed) -> None:
    finished = run(tmp_path / "x", n_workers=2, audit_share=0.4)
    assert finished.audited is not None
    assert (finished.audited.n_same, finished.audited.expulsions) == (round(0.4 * 9), [])
    assert contents(tmp_path / "x") == undisturbed


def test_one_dask_worker_alone_is_audited_by_the_command_itself(tmp_path, undisturbed) -> None:
    with scheduler_with_workers(tmp_path, 1) as cluster:
        finished = run(tmp_path / "x", cluster=cluster, audit_share=0.2)
    assert finished.audited is not None
    assert finished.audited.n_same == round(0.2 * 9)
    assert contents(tmp_path / "x") == undisturbed


def test_nobody_audits_a_single_process(tmp_path) -> None:
    with pytest.raises(UsageError, match="--audit needs a second worker, and --jobs is 1"):
        run(tmp_path / "x", audit_share=0.1)


def test_an_audit_does_not_vouch_for_checkpoints(tmp_path) -> None:
    with pytest.raises(UsageError, match="cannot say whether a checkpoint is right"):
        run(tmp_path / "x", n_workers=2, audit_share=0.1, save_at=12)
