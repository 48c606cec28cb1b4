"""Whatever befalls a worker process, its driver goes on, loses nothing that was stored, and leaves nobody behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from itertools import repeat
from pathlib import Path

import pytest

from sim.engines import watchdog
from sim.engines.lifeline import start_tied
from sim.experiments.making import workers
from sim.experiments.problems import ExperimentError, UsageError
from tests.experiments.folders import InWorker, contents, hang, kill, run, small, stop, with_policy

ROOT = Path(__file__).parents[3]
signals = pytest.mark.skipif(sys.platform == "win32", reason="signals")


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("undisturbed") / "experiment"
    run(folder)
    return contents(folder)


@pytest.fixture
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watchdog, "_STOPPED_S", 0.5)


@signals
def test_what_a_dead_worker_had_stored_is_kept_and_not_made_twice(tmp_path: Path) -> None:
    """It dies in the last run of a family of ten seeds, when a whole part is stored and not yet reported."""
    calls = tmp_path / "calls"
    scenario = with_policy(small(), "retention-5", InWorker(kill, calls, 11 * 12 - 1))
    finished = run(tmp_path / "killed", scenario, n_seeds=11, n_workers=2)
    assert calls.stat().st_size > 11 * 12  # the family was made again
    assert (finished.n_made, finished.failures) == (33, [])
    run(tmp_path / "undisturbed", n_seeds=11)
    assert contents(tmp_path / "killed") == contents(tmp_path / "undisturbed")


def struck(monkeypatch: pytest.MonkeyPatch, sent: Iterable[signal.Signals]) -> list[int]:
    """Send each worker process the next signal right after it starts; return the pids of all, as they come."""
    pids: list[int] = []
    signals_left = iter(sent)

    def start(*arguments: str, **options: object) -> "subprocess.Popen[bytes]":
        process = start_tied(*arguments, **options)
        pids.append(process.pid)
        if number := next(signals_left, None):
            process.send_signal(number)
        return process

    monkeypatch.setattr(workers, "start_tied", start)
    return pids


@signals
@pytest.mark.usefixtures("_soon")
def test_workers_that_die_or_are_stopped_while_they_start_are_replaced(tmp_path, monkeypatch, undisturbed) -> None:
    pids = struck(monkeypatch, [signal.SIGKILL, signal.SIGSTOP, signal.SIGKILL])
    finished = run(tmp_path / "x", n_workers=2)
    assert (len(pids), finished.failures) == (5, [])
    assert contents(tmp_path / "x") == undisturbed
    assert alive(pids) == []


@signals
def test_where_no_worker_ever_starts_the_command_ends(tmp_path, monkeypatch) -> None:
    pids = struck(monkeypatch, repeat(signal.SIGKILL))
    told = r"no worker can be started: the last one was killed \(SIGKILL\).*--jobs 1"
    with pytest.raises(ExperimentError, match=told):
        run(tmp_path / "x", n_workers=2)
    assert len(pids) <= 2 * 5
    assert alive(pids) == []


@signals
@pytest.mark.usefixtures("_soon")
def test_runs_in_which_a_worker_stops_or_hangs_are_made_again(tmp_path, capfd, undisturbed) -> None:
    scenario = with_policy(small(), "ban", InWorker(stop, tmp_path / "stopped", 5))
    scenario = with_policy(scenario, "retention-5", InWorker(hang, tmp_path / "hung", 20))
    finished = run(tmp_path / "x", scenario, n_workers=2, run_timeout_s=10.0)
    told = capfd.readouterr().err
    for reason in ("was stopped", "got nothing done within 10 s"):
        assert f"a worker process {reason}; what it had in hand is made again" in told
    assert finished.failures == []
    assert contents(tmp_path / "x") == undisturbed


def test_a_policy_that_workers_cannot_find_is_refused_in_words(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(InWorker, "__module__", "__main__")
    scenario = with_policy(small(), "ban", InWorker(kill))
    with pytest.raises(UsageError, match="InWorker is defined in a notebook .* file of its own and import it"):
        run(tmp_path / "x", scenario, n_workers=2)
    assert run(tmp_path / "x", scenario, n_workers=1).n_made == 9


DRIVER = """
from pathlib import Path
from tests.experiments.folders import run
finished = run(Path({folder!r}), n_workers=2)
print(finished.n_made, finished.failures)
"""


def from_standard_input(folder: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-"], input=DRIVER.format(folder=str(folder)), cwd=ROOT, capture_output=True, text=True,
        timeout=300,
    )  # fmt: skip


def from_script(folder: Path) -> "subprocess.CompletedProcess[str]":
    script = folder.with_suffix(".py")
    script.write_text(DRIVER.format(folder=str(folder)))
    return subprocess.run(
        [sys.executable, str(script)], cwd=folder.parent, capture_output=True, text=True, timeout=300,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


@pytest.mark.parametrize("start", [from_standard_input, from_script])
def test_notebooks_and_scripts_without_a_main_guard_can_use_workers(
    tmp_path: Path, undisturbed: dict[str, bytes], start: Callable[[Path], "subprocess.CompletedProcess[str]"]
) -> None:
    answer = start(tmp_path / "experiment")
    assert (answer.stdout, answer.returncode) == ("9 []\n", 0), answer.stderr
    assert contents(tmp_path / "experiment") == undisturbed


def alive(pids: list[int]) -> list[int]:
    """Return which of some processes still run after a while."""
    deadline = time.monotonic() + 30
    while (left := [pid for pid in pids if is_alive(pid)]) and time.monotonic() < deadline:
        time.sleep(0.05)
    return left


def is_alive(pid: int) -> bool:
    listed = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True)
    return bool(listed.stdout.strip()) and not listed.stdout.startswith("Z")
