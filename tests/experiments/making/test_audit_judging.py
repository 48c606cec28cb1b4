"""What an audit says to what workers report: whom it believes, what counts, what is made again."""

import io
from concurrent.futures import Future

import pytest

from sim.experiments.making.audit import Audit, Check, Checked, expulsion_text
from sim.experiments.making.branching import Job
from sim.experiments.making.driving import ExpelledWorkerError, Made, drive
from sim.experiments.making.families import Family, missing_families
from sim.experiments.making.orders import Order, Orders
from sim.experiments.making.progress import Progress
from sim.experiments.making.runs import Event, RunStore, RunTask
from sim.experiments.problems import ExperimentError
from sim.experiments.store.inventory import stored_runs
from sim.experiments.store.parts import Part, part_files
from tests.experiments.folders import experiment, run, small


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


class Scripted:
    """A pool whose pieces come back at once, from the makers that are listed; "" is a worker that was expelled."""

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
    drive(pool := Scripted(makers), store, [family], audit)
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
