"""An interrupt that a library turned into an error of its own is still an interrupt."""

import pytest

from sim.experiments.making import branching, executor, interrupts
from sim.experiments.making.executor import Here, Listener
from sim.experiments.problems import ExperimentError


def test_an_error_after_an_interrupt_is_no_failed_run(monkeypatch: pytest.MonkeyPatch) -> None:
    error = RuntimeError("Query interrupted")
    assert branching._reason(error) == "RuntimeError: Query interrupted"
    monkeypatch.setattr(interrupts, "_interrupted", True)
    with pytest.raises(KeyboardInterrupt):
        branching._reason(error)
    with pytest.raises(KeyboardInterrupt):
        executor.end_for(error)


def test_a_full_disk_is_told_in_words_and_a_fault_of_ours_is_not_hidden() -> None:
    with pytest.raises(ExperimentError, match="cannot store results: .*No space left"):
        executor.end_for(OSError(28, "No space left on device"))
    with pytest.raises(ZeroDivisionError):
        executor.end_for(ZeroDivisionError())


class Swallowing:
    """A task, and the store of its numbers; at each, Ctrl+C arrives and is swallowed."""

    def __init__(self) -> None:
        self.made: list[int] = []

    def missing(self) -> list[int]:
        return [1, 2]

    def make(self, piece: int, listener: Listener[int]) -> None:
        self.made.append(piece)
        interrupts._interrupted = True


def test_a_piece_after_a_swallowed_interrupt_is_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interrupts, "_interrupted", False)
    both = Swallowing()
    with pytest.raises(KeyboardInterrupt):
        Here().make(both, both)
    assert both.made == [1]
