"""Results of unlike workers are not mixed."""

import pytest

from sim.experiments.making.surroundings import refuse_mixture, surroundings
from sim.experiments.problems import UsageError
from tests.experiments.folders import run


def test_all_that_differs_is_named() -> None:
    ours = surroundings()
    refuse_mixture({"a": ours})
    others = {"a": ours._replace(numpy="1.0", python="2.7"), "b": ours, "c": ours._replace(model_version="0+other")}
    with pytest.raises(UsageError) as raised:
        refuse_mixture(others)
    told = str(raised.value)
    assert f"a has python 2.7 (here {ours.python}), numpy 1.0 (here {ours.numpy})" in told
    assert f"c has model version 0+other (here {ours.model_version})" in told
    assert "b has" not in told


def test_processes_of_this_machine_are_asked_too(tmp_path, monkeypatch) -> None:
    """As when a file of the program is edited while it runs."""
    monkeypatch.setattr("sim.experiments.making.surroundings.surroundings", lambda: surroundings()._replace(numba="0"))
    with pytest.raises(UsageError, match=r"worker process \d+ has numba .* \(here 0\)"):
        run(tmp_path / "x", n_workers=2)
