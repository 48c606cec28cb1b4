"""A worker process: python -m sim.experiments.making.worker JOBFILE, as `workers` starts it.

Pieces come over standard input, answers go over standard output. It ends at once and in silence when its driver closes
the one or dies. Nothing that takes long is imported before it can do so: the rest comes with the job.
"""

import os
import pickle
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Any, BinaryIO

from sim.engines.lifeline import end_with_parent
from sim.experiments.making.executor import Task
from sim.experiments.making.messages import Done, Failed, Ready, Sign, failed, send


class _Reporter:
    """Keeps what a store is to take, and gives a sign of life after each run."""

    def __init__(self, ended: Callable[[], None]) -> None:
        self.events: list[Any] = []
        self.ended = ended

    def take(self, event: Any) -> None:
        """Keep an event."""
        self.events.append(event)

    def lived(self, months: int) -> None:
        """Do nothing: months are many."""


def work(job_file: Path, pieces: "SimpleQueue[Any]", answers: BinaryIO) -> None:
    """Read the job and make pieces of it, one after another, until the process ends."""
    from sim.experiments.making.job_file import read_job  # imports numpy
    from sim.experiments.making.surroundings import surroundings

    try:
        task: Task[Any, Any] = read_job(job_file)
        ready = Ready(surroundings())
    except Exception as error:  # the driver raises it
        send(answers, failed(error))
        return
    send(answers, ready)
    while True:
        send(answers, made(task, pieces.get(), partial(send, answers, Sign.RUN_OVER)))


def made(task: Task[Any, Any], piece: Any, ended: Callable[[], None]) -> Done | Failed:
    """Make a piece; `ended` is called after each run. Return what a store is to take, or what was raised."""
    reporter = _Reporter(ended)
    try:
        task.make(piece, reporter)
    except Exception as error:  # the driver raises it
        return failed(error)
    return Done(reporter.events)


def _listen(pieces: "SimpleQueue[Any]") -> None:
    """Read pieces until the driver closes the pipe."""
    with open(0, "rb", closefd=False) as pipe:
        while True:
            try:
                pieces.put(pickle.load(pipe))
            except EOFError:
                return


def _take_standard_output() -> BinaryIO:
    """Return it for answers alone; what anything else prints goes where errors go."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def main() -> None:
    """Run as a process of its own."""
    pieces: SimpleQueue[Any] = SimpleQueue()
    end_with_parent(partial(_listen, pieces))
    try:
        work(Path(sys.argv[1]), pieces, _take_standard_output())
    except BrokenPipeError:  # the driver has gone
        os._exit(1)


if __name__ == "__main__":
    main()
