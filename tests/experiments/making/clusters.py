"""A Dask cluster started by hand: a scheduler and its workers, each a process of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.experiments.making.dask.named import Cluster

ROOT = Path(__file__).parents[3]


def start(kind: str, *arguments: object) -> "subprocess.Popen[bytes]":
    """Start `dask scheduler` or `dask worker` in a session of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.dask_{kind}", "--no-dashboard", *map(str, arguments)],
        cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def start_worker(address: str, folder: Path, *arguments: object) -> "subprocess.Popen[bytes]":
    """Start one worker with its nanny, which starts it again when it dies."""
    return start("worker", address, "--nthreads", 1, "--local-directory", folder, *arguments)


@contextmanager
def scheduler_with_workers(folder: Path, n_workers: int = 2) -> Iterator[Cluster]:
    """Start a scheduler on the loopback address, not encrypted, with workers."""
    file = folder / "scheduler.json"
    processes = [start("scheduler", "--host", "127.0.0.1", "--port", 0, "--scheduler-file", file)]
    try:
        address = address_in(file)
        processes += [start_worker(address, folder) for _ in range(n_workers)]
        yield Cluster(address)
    finally:
        for process in processes:
            end(process)


def end(process: "subprocess.Popen[bytes]") -> None:
    """End a process and what it started."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def address_in(file: Path) -> str:
    """Return the address that a scheduler has written, once it has."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            return str(json.loads(file.read_text())["address"])
        except (FileNotFoundError, json.JSONDecodeError):
            time.sleep(0.05)
    raise TimeoutError("the scheduler has not started")
