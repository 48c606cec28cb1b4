"""The queue of a results folder: any number of programs may add to it, look at it and take from it."""

import secrets
import shutil
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from sim.experiments.problems import UsageError
from sim.experiments.queueing.job import SCENARIO, STATE, STOP, Job, Order, read_job, write_order

QUEUE = ".queue"
MOST = 20  # experiments that may wait
MOST_SHARED = 4  # where others of the network may ask for them, too


class Queue:
    """Experiments that wait, run, or are over, in the order in which they were asked for."""

    def __init__(self, results: Path, most: int = MOST) -> None:
        self.results = results
        self.folder = results / QUEUE
        self._most = most

    def jobs(self) -> list[Job]:
        """Return every job, the one that was asked for first at the front."""
        try:
            folders = sorted(path for path in self.folder.iterdir() if not path.name.startswith("."))
        except FileNotFoundError:
            return []
        return [job for path in folders if (job := read_job(path)) is not None]

    def job(self, name: str) -> Job | None:
        """Return the job of a name; None where there is none."""
        return next((job for job in self.jobs() if job.name == name), None)

    def add(self, order: Order, scenario: str, beside: Mapping[str, str] = {}) -> str:
        """Put an experiment at the end and return its name; `beside` are files that the scenario names, by name.

        Raises
        ------
        UsageError
            As many as may wait are waiting, or the same experiment is.
        """
        left = [job for job in self.jobs() if not job.is_over]
        if len(left) >= self._most:
            raise UsageError(f"{len(left)} experiments wait already, as many as may; stop or remove one first")
        if any((job.order.out, job.order.n_seeds) == (order.out, order.n_seeds) for job in left):
            raise UsageError("the same experiment is in the queue already")
        now = datetime.now(UTC)
        name = f"{now:%Y%m%dT%H%M%S%f}-{secrets.token_hex(3)}"
        made = self.folder / f".{name}.tmp"
        made.mkdir(parents=True)
        for file, text in {**beside, SCENARIO: scenario}.items():
            (made / file).write_text(text, encoding="utf-8", newline="\n")
        write_order(made, order._replace(asked=now.isoformat(timespec="seconds")))
        made.rename(self.folder / name)
        return name

    def stop(self, job: Job) -> None:
        """Ask the runner to end a job; what is finished of it is kept."""
        if not job.is_over:
            with suppress(FileNotFoundError):  # it was removed meanwhile
                (job.folder / STOP).touch()

    def again(self, job: Job) -> None:
        """Let a job that is over wait again: what it lacks is made."""
        if job.is_over:
            for name in (STOP, STATE):
                (job.folder / name).unlink(missing_ok=True)

    def remove(self, job: Job) -> None:
        """Take a job that is over from the list; what it stored stays where it is."""
        if job.is_over:
            gone = self.folder / f".{job.name}.gone"
            with suppress(FileNotFoundError):
                job.folder.rename(gone)
                shutil.rmtree(gone, ignore_errors=True)
