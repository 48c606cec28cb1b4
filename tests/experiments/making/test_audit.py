"""An audit finds the worker that makes other values and takes nothing from it; the results are as without it."""

import io
import json
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

import pytest
from distributed import Client

from sim.experiments.making.audit import Audit, Check, Checked, expulsion_text
from sim.experiments.making.branching import Job
from sim.experiments.making.dask import worker as dask_worker
from sim.experiments.making.dask.named import Cluster
from sim.experiments.making.driving import ExpelledWorkerError, Made, drive
from sim.experiments.making.families import Family, missing_families
from sim.experiments.making.orders import Order, Orders
from sim.experiments.making.progress import Progress
from sim.experiments.making.runs import Event, RunStore, RunTask
from sim.experiments.problems import ExperimentError, UsageError
from sim.experiments.simulate import Finished
from sim.experiments.store.inventory import stored_runs
from sim.experiments.store.parts import Part, part_files
from sim.model.state import Levers, Observation
from sim.scenario.scenario import Scenario
from tests.experiments.folders import contents, experiment, run, small, with_policy
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
    scenario, options = small(arms=("ban",)), {"n_seeds": 40, "cluster": by_hand}
    run(tmp_path / "undisturbed", scenario, **options)
    n_calls = 10 * (scenario.world.n_months - 60)
    odd = OddAndLate(tmp_path / "claim", os.getpid(), tmp_path / "x" / "runs", n_calls)
    finished = run(tmp_path / "x", with_policy(scenario, "ban", odd), audit_share=0.5, **options)
    with Client(by_hand.address) as client:
        wait_until(lambda: all(client.run(is_idle).values()))
    assert (tmp_path / "late").exists()
    check_expelled(finished, capfd.readouterr().err, contents(tmp_path / "undisturbed"))


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


class Listening:
    """A listener that keeps what it is told."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def take(self, event: Event) -> None:
        self.events.append(event)

    def lived(self, months: int) -> None: ...

    def ended(self) -> None: ...


def test_in_an_audit_a_part_lies_among_the_runs_once_it_was_taken_from_its_worker(tmp_path) -> None:
    job = Job(experiment(small(arms=("ban",))), tmp_path, is_audited=True)
    (job.desk / ".tmp").mkdir(parents=True)
    families = missing_families(job.experiment, 1, ())
    worker = Listening()
    RunTask(job).make(families[0], worker)
    assert (len(worker.events), stored_runs(job.parts)) == (2, {})
    store = RunStore(job, families, Progress(2, 2, 2, io.StringIO()))
    assert store.left_of(families[0]) == families[0]  # what was not taken does not count
    for event in worker.events:
        store.take(event)
    assert stored_runs(job.parts).keys() == {run.identity for run in families[0].runs}
    assert store.left_of(families[0]) is None


class Silent:
    """Two workers of which the first is not trusted."""

    n_workers = 1

    def __init__(self, makers: list[str]) -> None:
        self._makers = iter(makers)

    def submit(self, piece: object, apart_from: str = "") -> Future[Made[Event]]:
        future: Future[Made[Event]] = Future()
        if maker := next(self._makers):
            future.set_result(Made(maker, []))
        else:
            future.set_exception(ExpelledWorkerError())
        return future

    def expel(self, worker: str) -> None: ...

    def look(self) -> None: ...


def test_a_piece_of_an_expelled_worker_is_made_again_whole_and_not_blamed(stored) -> None:
    audit, family, part = stored
    (check,) = audit.after(family, "one", [part]).apart
    audit.after(check, "two", [Checked("something else")])
    store = RunStore(audit._job, [family], Progress(2, 2, 2, stream := io.StringIO()))
    makers = ["", "two", "", "two", "three"]
    drive(pool := Silent(makers), store, [family], audit)
    assert next(pool._makers, "none left") == "none left"
    assert (store.mishaps.failures, stream.getvalue()) == ([], "")


@pytest.fixture
def stored(tmp_path) -> tuple[Audit, Family, Part]:
    """Return an audit of one stored family whose first run is to be checked, and its part."""
    run(tmp_path / "x", small(arms=("ban",)), n_seeds=1, n_workers=1)
    job = Job(experiment(small(arms=("ban",))), tmp_path / "x")
    (family,) = missing_families(job.experiment, 1, ())
    runs = Family(tuple(run for run in family.runs if run.policy == "ban"))
    audit = Audit(job, [runs], 1.0, lambda expulsion: None)
    name = stored_runs(job.parts)[runs.first.identity].name
    return audit, runs, Part(name, "", 0.0, frozenset([runs.first.identity]))


def test_three_results_of_one_run_end_the_command(stored, monkeypatch) -> None:
    audit, family, part = stored
    (check,) = audit.after(family, "one", [part]).apart
    monkeypatch.setattr(audit, "_bits", lambda run: "this process made")
    with pytest.raises(ExperimentError, match="came to something else on one, on another and in this process"):
        audit.after(check, "another", [Checked("another made")])


def test_an_auditor_that_is_wrong_is_expelled_and_the_run_stands(stored) -> None:
    audit, family, part = stored
    (check,) = audit.after(family, "one", [part]).apart
    assert isinstance(check, Check)
    sequel = audit.after(check, "another", [Checked("something else")])
    assert (sequel.expelled, list(sequel.again)) == ("another", [])
    assert (audit.trusts("one"), audit.trusts("another")) == (True, False)
    assert audit.outcome.n_same == 1


def test_what_a_wrong_maker_made_is_set_aside_and_made_again(stored) -> None:
    audit, family, part = stored
    (check,) = audit.after(family, "one", [part]).apart
    path = audit._job.parts / part.name
    right = check._replace(run=check.run._replace(seed=7))  # its values differ from those that are stored
    sequel = audit.make_here(right)
    assert (sequel.expelled, list(sequel.again)) == ("one", [family])
    assert "it made other values than the process of the command did" in expulsion_text(audit.outcome.expulsions[0])
    assert (path.exists(), path.with_suffix(".damaged").exists()) == (False, True)
    assert path not in part_files(audit._job.parts)
    assert audit.make_here(check).expelled == ""  # what was set aside is not judged twice


def test_an_order_waits_for_a_worker_that_may_have_it() -> None:
    orders = Orders()
    barred = Order("barred", None, "one")
    open_to_all = Order("open", None, "")
    orders.put(barred)
    orders.put(open_to_all)
    assert orders.take(lambda: "one") is open_to_all
    assert orders.take(lambda: "") is barred
    orders.close()
    assert orders.take(lambda: "one") is None
