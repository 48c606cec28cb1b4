"""The targets of a parameter set: stored whole, never made twice, and missed by nobody in silence."""

import io

import pytest

from sim.analysis.fit.parameter_runs import TargetStore, TargetTask, Work, evaluate
from sim.experiments.making.driving import _after_loss, _Attempt
from sim.experiments.making.executor import Here
from sim.experiments.making.progress import Progress
from sim.experiments.problems import ExperimentError
from tests.analysis.fit.test_calibration import model_task

WORKS = [Work({}, (0, 1)), Work({"findable_share": 0.3}, (0, 1)), Work({}, (0, 1))]  # the last is the first again


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Work]:
    """Return the works that are made, as they are."""
    works: list[Work] = []
    plain = TargetTask.make

    def noted(self, piece, listener) -> None:
        works.append(piece.work)
        plain(self, piece, listener)

    monkeypatch.setattr(TargetTask, "make", noted)
    return works


def progress(stream: io.StringIO | None = None) -> Progress:
    return Progress(6, 6 * 24, 24, stream or io.StringIO())


def test_equal_works_are_made_once_and_stored_ones_never_again(tmp_path, made) -> None:
    stream = io.StringIO()
    first = evaluate(model_task(), WORKS, tmp_path, Here(), progress(stream))
    assert made == WORKS[:2]
    assert stream.getvalue().splitlines()[-1].startswith("6 of 6 runs")
    assert [targets.shape for targets in first] == [(2, 3)] * 3
    again = evaluate(model_task(), WORKS, tmp_path, Here(), progress())
    assert made == WORKS[:2]
    assert [targets.tolist() for targets in again] == [targets.tolist() for targets in first]


def test_a_set_that_cannot_be_run_ends_the_command_in_words(tmp_path) -> None:
    stream = io.StringIO()
    task = model_task()
    store = TargetStore(task, WORKS, tmp_path, progress(stream))
    stored, lost = store.missing()
    task.make(stored, store)
    assert _after_loss(store, _Attempt(stored, 2), "was stopped") == ()
    assert _after_loss(store, _Attempt(lost, 1), "was stopped") == [_Attempt(lost, 2)]
    assert stream.getvalue().splitlines()[-1].startswith("a worker process was stopped")
    with pytest.raises(ExperimentError, match=f"cannot be run: 3 worker .* was stopped.*kept in {tmp_path}"):
        _after_loss(store, _Attempt(lost, 2), "was stopped")


@pytest.mark.parametrize("harm", ["a digit", "another set's"])
def test_stored_targets_that_are_not_as_written_are_made_again(tmp_path, made, harm) -> None:
    first = evaluate(model_task(), WORKS, tmp_path, Here(), progress())
    one, two = sorted(tmp_path.glob("*.json"))
    right = one.read_text()
    start, end = right.split('"targets":')
    one.write_text(two.read_text() if harm == "another set's" else f'{start}"targets":{end.replace("1", "7", 1)}')
    again = evaluate(model_task(), WORKS, tmp_path, Here(), progress())
    assert len(made) == 3
    assert one.read_text() == right
    assert [targets.tolist() for targets in again] == [targets.tolist() for targets in first]
