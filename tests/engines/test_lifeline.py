"""A child ends with its parent, whatever either of them is doing."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sim.engines import watchdog
from sim.engines.lifeline import start_tied
from sim.engines.watchdog import Watchdog, is_stopped

PARENT = """
import sys, time
from sim.engines.lifeline import start_tied
child = start_tied("-c", sys.argv[1])
print(child.pid, flush=True)
time.sleep(3600)
"""
CHILD = "from sim.engines.lifeline import end_with_parent; end_with_parent(); open({mark!r}, 'w'); {then}"
ASLEEP = "import time; time.sleep(3600)"
NO_OTHER_THREAD_RUNS = "import ctypes; ctypes.PyDLL(None).sleep(3600)"
linux = pytest.mark.skipif(sys.platform != "linux", reason="the system ends such a child on Linux alone")


def wait_for(true, *given) -> bool:
    deadline = time.monotonic() + 60
    while not true(*given) and time.monotonic() < deadline:
        time.sleep(0.02)
    return true(*given)


def gone(pid: int) -> bool:
    listed = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True)
    return not listed.stdout.strip() or listed.stdout.startswith("Z")


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize(("then", "stopped"), [
    (ASLEEP, False),
    pytest.param(ASLEEP, True, marks=linux),
    pytest.param(NO_OTHER_THREAD_RUNS, False, marks=linux),
])  # fmt: skip
def test_a_child_ends_when_its_parent_is_killed(tmp_path: Path, then: str, stopped: bool) -> None:
    mark = tmp_path / "tied"
    child = CHILD.format(mark=str(mark), then=then)
    with subprocess.Popen([sys.executable, "-c", PARENT, child], stdout=subprocess.PIPE) as parent:
        pid = int(parent.stdout.readline())
        assert wait_for(mark.exists)
        if stopped:
            os.kill(pid, signal.SIGSTOP)
            assert wait_for(is_stopped, pid)
        assert not gone(pid)
        parent.kill()
    assert wait_for(gone, pid)


def test_a_child_is_deaf_to_ctrl_c_and_takes_no_module_from_the_folder(tmp_path, monkeypatch) -> None:
    (tmp_path / "signal.py").write_text("raise SystemExit(5)")
    monkeypatch.chdir(tmp_path)
    script = "import os, signal; os.kill(os.getpid(), signal.SIGINT); import sim; print('here')"
    with start_tied("-c", script, stdout=subprocess.PIPE) as child:
        assert (child.stdout.read(), child.wait()) == (b"here\n", 0)


@linux
def test_a_stopped_child_is_ended(monkeypatch) -> None:
    monkeypatch.setattr(watchdog, "_STOPPED_S", 0.5)
    with Watchdog(start_tied("-c", ASLEEP), 60.0) as dog:
        os.kill(dog._process.pid, signal.SIGSTOP)
        dog.wait()
    assert dog.reason == "was stopped"


class Clock:
    """Time that passes when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


def test_time_in_which_nobody_looked_is_not_held_against_a_child(monkeypatch) -> None:
    clock = Clock()
    monkeypatch.setattr(watchdog, "time", clock)
    with Watchdog(start_tied("-c", ASLEEP), 10.0) as dog:
        clock.now += 3600.0  # the parent was stopped
        dog.look()
        assert dog.reason == ""
        dog.expect_life(10.0)
        for _ in range(9):
            clock.now += 1.0
            dog.look()
        assert dog.reason == ""
        clock.now += 1.0
        dog.look()
        assert dog.reason == "got nothing done within 10 s"
