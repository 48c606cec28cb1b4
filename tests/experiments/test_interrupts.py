"""An interrupt that a library turned into an error of its own is still an interrupt."""

import pytest

from sim.experiments import executor
from sim.experiments.design import Batch, Run

BATCH = Batch("batch", "arm", (Run("a", "arm", 0), Run("b", "arm", 1)))


def test_an_error_after_an_interrupt_is_no_failed_run(monkeypatch: pytest.MonkeyPatch) -> None:
    error = RuntimeError("Query interrupted")
    retries, failures = executor._after_error(BATCH, error)
    assert len(retries) == 2
    assert failures == []
    monkeypatch.setattr(executor, "_interrupted", True)
    with pytest.raises(KeyboardInterrupt):
        executor._after_error(BATCH, error)


def test_a_run_after_a_swallowed_interrupt_is_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    def swallow(job: object, batch: Batch) -> Batch:
        made.append(batch)
        monkeypatch.setattr(executor, "_interrupted", True)
        return batch

    monkeypatch.setattr(executor, "run_batch", swallow)
    with pytest.raises(KeyboardInterrupt):
        executor._run_here(None, [BATCH, BATCH], lambda part: None)
    assert len(made) == 1
