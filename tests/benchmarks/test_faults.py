"""The short form of the faults: a worker and a driver are killed, and nothing is lost."""

import sys

import pytest

from benchmarks.faults.__main__ import main


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_sweeps_survive_kills(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--kills", "8", "--only", "dask: driver"]) == 0
    assert "dask: driver killed, then resumed" in capsys.readouterr().out
