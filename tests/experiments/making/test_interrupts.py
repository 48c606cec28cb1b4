"""An interrupt that a library turned into an error of its own is still an interrupt."""

import pytest

from sim.experiments.making import branching, executor, interrupts
from sim.experiments.making.families import Family, Run
from sim.experiments.making.worker import Made
from sim.experiments.problems import ExperimentError

FAMILY = Family((Run("a", "arm", 0), Run("b", "arm", 1)))


def test_an_error_after_an_interrupt_is_no_failed_run(monkeypatch: pytest.MonkeyPatch) -> None:
    error = RuntimeError("Query interrupted")
    assert branching._reason(error) == "RuntimeError: Query interrupted"
    monkeypatch.setattr(interrupts, "_interrupted", True)
    with pytest.raises(KeyboardInterrupt):
        branching._reason(error)
    with pytest.raises(KeyboardInterrupt):
        executor._give_up(error)


def test_a_full_disk_is_told_in_words_and_a_fault_of_ours_is_not_hidden() -> None:
    with pytest.raises(ExperimentError, match="cannot store results: .*No space left"):
        executor._give_up(OSError(28, "No space left on device"))
    with pytest.raises(ZeroDivisionError):
        executor._give_up(ZeroDivisionError())


def test_a_family_after_a_swallowed_interrupt_is_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    def swallow(job: object, family: Family, *told: object) -> Made:
        made.append(family)
        monkeypatch.setattr(interrupts, "_interrupted", True)
        return Made([], [])

    monkeypatch.setattr(executor, "make_family", swallow)
    with pytest.raises(KeyboardInterrupt):
        executor._make_here(None, [FAMILY, FAMILY], lambda part: None, lambda month: None)
    assert len(made) == 1
