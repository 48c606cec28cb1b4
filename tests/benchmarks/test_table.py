"""The table is made of what it says, shown at sizes that take no time; no test looks at a time."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks import memory, record, runs, sizes
from benchmarks.against import Runs
from benchmarks.months import CASES, KEYED, ONE, TWO
from benchmarks.programs import ROOT, command_row
from benchmarks.sizes import Measured, slope
from benchmarks.table import HEADER, Bar, Row, as_markdown, as_text
from benchmarks.worker import Life, Worker
from benchmarks.worlds import LARGEST_CITY, grown_classroom
from sim.model.initial import initial_state
from sim.model.state import Stage


@pytest.fixture(scope="module")
def lines() -> list[Row]:
    """Return the lines of two engines and a peer, in this process."""

    @contextmanager
    def here(*asked: Any) -> Iterator[Life]:
        yield Life(*asked)

    with pytest.MonkeyPatch.context() as patch:
        for case in (ONE, TWO, KEYED):
            patch.setitem(CASES, case, CASES[case]._replace(per_round=400))
        patch.setattr(sizes, "LARGE", 400)
        patch.setattr(sizes, "Worker", here)
        return sizes.size_rows((200, 400), (ONE, TWO, KEYED), rounds=2)


def test_a_worker_is_a_process_of_its_own() -> None:
    with Worker(KEYED, 200, 3) as worker:
        first, second = worker.live(1), worker.live(2)
    assert 0.0 < first.seconds < 1e7
    assert second.peak_bytes >= first.peak_bytes > 20_000_000


def test_a_line_for_every_case_and_size(lines: list[Row]) -> None:
    labels = [CASES[case].label for case in (ONE, TWO, KEYED)]
    assert [(row.what, row.citizens) for row in lines[:6]] == [
        (label, n) for n in ("200", "400") for label in labels
    ]  # fmt: skip
    assert all(row.memory_limit.endswith(" %") and row.time.endswith(" ms a month") for row in lines[:6])
    assert all(float(row.rate) > 0.0 and float(row.peak.replace(",", "")) > 20.0 for row in lines[:6])
    assert [bool(row.ratio) for row in lines[:6]] == [False, True, True] * 2


def test_bars_hold_for_large_sizes_only(lines: list[Row]) -> None:
    assert [row.bar for row in lines[:3]] == ["", "", ""]
    assert [row.bar for row in lines[3:6]] == [sizes.RATE.text, sizes.SPEED_UP.text, sizes.OVER_NUMPY.text]
    assert {row.met for row in lines[3:6]} <= {"met", "missed"}


def test_slopes_and_bandwidths_follow(lines: list[Row]) -> None:
    assert ["slope" in row.what for row in lines[6:8]] == [True, True]
    assert [row.bar for row in lines[6:8]] == [sizes.SLOPE.text, ""]
    assert [row.ratio[-4:] for row in lines[8:]] == ["GB/s", "GB/s"]


@pytest.mark.parametrize("power", [0.9, 1.0, 1.1])
def test_slope_is_the_power(power: float) -> None:
    assert slope([Measured(ONE, n, 1e-8 * n**power, 0) for n in (10, 1000, 50_000)]) == pytest.approx(power)


def test_bars() -> None:
    assert [Bar("", low=8.0).verdict(x) for x in (7.9, 8.0)] == ["missed", "met"]
    assert [Bar("", 0.95, 1.05).verdict(x) for x in (0.94, 1.0, 1.06)] == ["missed", "met", "missed"]
    assert Row("x").against(None, 1.0) == Row("x")


def test_bytes_are_those_of_the_columns() -> None:
    world, _ = grown_classroom(50, 1)
    citizens = initial_state(world, 0).citizens
    assert {column.itemsize for column in citizens} == {4}
    # 4 + 3 + 2 + 5 + 1 columns read, 3 + 1 + 0 + 2 + 0 written.
    assert memory.bytes_per_citizen_month(citizens) == 4 * (15 + 6) + 4 * 2
    assert memory.copy_bandwidth(2, n_bytes=1 << 20, times=1) > 0.0


def test_the_grown_classroom_has_an_agent_for_each_resident() -> None:
    world, policy = grown_classroom(2 * LARGEST_CITY + 1, 4)
    assert world.cities.population.tolist() == [666667, 666667, 666667]
    assert world.people_per_agent == 1
    assert len(np.unique(world.cities.code)) == 3
    assert policy.levers.shape == world.factors.shape == (4, 3)
    assert set(world.cities.fr_stage_start.tolist()) == {Stage.OPERATING}


def test_whole_runs_and_profile() -> None:
    world, policy = grown_classroom(200, 2)
    row = runs.run_row("tiny", world, policy, Bar("<= 1 year", high=3e7))
    assert row[:2] == ("tiny", "200")
    assert row.met == "met"
    profile = [row.what for row in runs.profile_rows(world, policy)]
    assert {"cities: govern", "citizens: form_opinion", "a whole run in one compiled call"} <= set(profile)
    assert "same bits: True" in runs.reference_row(1_000_000, 1).ratio


def test_runs_beside_those_of_another_checkout() -> None:
    """The other one is this one, so that runs take about as long."""
    with Runs(ROOT, "classroom/one-city.yaml") as ours, Runs(ROOT, "classroom/one-city.yaml") as theirs:
        assert 0.01 < ours.make() / theirs.make() < 100.0


def test_commands_are_whole_processes() -> None:
    assert command_row("nothing", ("-c", ""), Bar("<= 1 year", high=3e7)).met == "met"
    with pytest.raises(subprocess.CalledProcessError):
        memory.watched([sys.executable, "-c", "raise SystemExit(3)"], Path.cwd())


@pytest.mark.skipif(not os.path.exists("/proc/self/stat"), reason="needs a system that tells memory of processes")
def test_memory_of_a_command_counts_its_children() -> None:
    held = "import time; x = bytearray(b'1' * 60_000_000); time.sleep(0.6)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {held!r}])"
    _, peak = memory.watched([sys.executable, "-c", parent], Path.cwd())
    assert peak > 60_000_000
    assert memory.peak_bytes() > 20_000_000


def test_text_and_results_have_every_cell(tmp_path: Path) -> None:
    rows = [Row("first", "10", "1 s", bar="<= 2 s", met="met"), Row("second")]
    assert as_text(rows).splitlines()[1].split() == ["first", "10", "1", "s", "<=", "2", "s", "met"]
    file = tmp_path / "RESULTS.md"
    record.record(rows, "0.1 programs wanted 2 cores", file)
    text = file.read_text(encoding="utf-8")
    assert as_markdown(rows) in text
    assert all(f"- {kind}: " in text for kind in ("processor", "cores", "memory", "Python", "numba"))
    assert as_markdown(rows).splitlines()[1].count("---") == len(HEADER)
