"""Runs what waits in a queue, one experiment at a time, by the program's own command.

Of all programs that look at a queue one runs it: whoever holds its lock. A command goes on when that program is killed;
the next one finds it by its process, waits for it, and lets the command make what is still missing.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from time import monotonic

import psutil

import sim
from sim.experiments.problems import UsageError
from sim.experiments.queueing.job import ANSWER, SCENARIO, TOLD, Job, State, last_words, read_job, write_state
from sim.experiments.queueing.queue import Queue
from sim.experiments.store.files import only_writer

_PAUSE_S = 0.25
_PATIENCE_S = 30.0  # after which a command that was asked to end is ended
_INTERRUPTED = 130  # exit code of a command that was asked to end


class Runner:
    """Runs the jobs of a queue on a thread of its own until it is closed."""

    def __init__(self, queue: Queue) -> None:
        self._queue = queue
        self._closed = Event()
        self._thread = Thread(target=self._look, name="queue", daemon=True)

    def start(self) -> None:
        """Begin to look after the queue."""
        self._thread.start()

    def close(self) -> None:
        """Ask the command that runs to end, and leave its job for the next program."""
        self._closed.set()
        self._thread.join(timeout=1.0)

    def _look(self) -> None:
        while not self._closed.is_set():
            if self._queue.folder.is_dir():
                with suppress(UsageError, FileNotFoundError), only_writer(self._queue.folder):  # else another has it
                    self._work()
            self._closed.wait(_PAUSE_S)

    def _work(self) -> None:
        while not self._closed.is_set() and self._queue.folder.is_dir():
            jobs = [job for job in self._queue.jobs() if not job.is_over]
            job = min(jobs, key=lambda one: one.state.word != "running", default=None)
            if job is None:
                self._closed.wait(_PAUSE_S)
            else:
                self._carry_out(job)

    def _carry_out(self, job: Job) -> None:
        """See a job through; where the program is closed meanwhile, it stays as it is."""
        found = _process(job.state)
        if found is not None:
            self._wait(job, found, lambda: not _is_alive(found))
        if self._closed.is_set():
            return
        if _is_to_stop(job):
            write_state(job.folder, State("stopped"))
            return
        try:
            child = _begun(job, self._queue.results)
        except OSError as error:
            write_state(job.folder, State("failed", message=str(error)))
            return
        self._wait(job, child, lambda: child.poll() is not None)
        if child.poll() is not None and not (self._closed.is_set() and not _is_to_stop(job) and child.returncode):
            write_state(job.folder, _ended(job, child.returncode))

    def _wait(self, job: Job, process: psutil.Process, is_over: Callable[[], bool]) -> None:
        """Wait for a command; ask it to end once that is wanted."""
        asked = 0.0
        while not is_over():
            if not asked and (self._closed.is_set() or _is_to_stop(job)):
                _interrupt(process)
                asked = monotonic()
            if asked and self._closed.is_set():
                return
            if asked and monotonic() - asked > _PATIENCE_S:
                with suppress(psutil.NoSuchProcess):
                    process.kill()
            self._closed.wait(_PAUSE_S)


def _begun(job: Job, results: Path) -> psutil.Popen:
    """Begin the command of a job in a session of its own, so that Ctrl+C in the terminal is ours to pass on."""
    order = job.order
    words = [sys.executable, "-m", sim.__name__, "simulate", str((job.folder / SCENARIO).absolute())]
    words += ["--seeds", str(order.n_seeds), "--out", str((results / order.out).absolute()), "--progress", "json"]
    words += ["--arms", ",".join(order.arms)] if order.arms else []
    words += [word for key, value in order.settings.items() for word in ("--set", f"{key}={value}")]
    paths = [str(Path(sim.__file__).parents[1]), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    with (job.folder / TOLD).open("wb") as told, (job.folder / ANSWER).open("wb") as answer:
        child = psutil.Popen(words, stdin=subprocess.DEVNULL, stdout=answer, stderr=told, env=environment,
                             start_new_session=True)  # fmt: skip
    write_state(job.folder, State("running", child.pid, child.create_time()))
    return child


def _ended(job: Job, code: int) -> State:
    if code == 0:
        return State("done")
    if _is_to_stop(job):
        return State("stopped")
    said = last_words(job.folder) or f"the command ended with code {code}"
    for folder in (job.folder, job.folder.parents[1]):  # where this computer keeps them is nobody's business
        said = said.replace(f"{folder.absolute()}{os.sep}", "")
    return State("failed", message=said)


def _process(state: State) -> psutil.Process | None:
    """Return the command's process of an earlier program where it still runs."""
    if state.word != "running":
        return None
    with suppress(psutil.NoSuchProcess):
        process = psutil.Process(state.pid)
        if abs(process.create_time() - state.begun) < 1.0 and _is_alive(process):
            return process
    return None


def _is_alive(process: psutil.Process) -> bool:
    with suppress(psutil.NoSuchProcess):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


def _is_to_stop(job: Job) -> bool:
    now = read_job(job.folder)
    return now is None or now.is_to_stop


def _interrupt(process: psutil.Process) -> None:
    with suppress(psutil.NoSuchProcess):
        if sys.platform == "win32":
            process.terminate()
        else:
            process.send_signal(signal.SIGINT)
