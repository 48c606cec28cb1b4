"""Dask workers of our own on this machine: python -m sim.experiments.making.dask.local FOLDER ADDRESS.

They end with the process that started them, however that one ends. Nothing that takes long is imported before they do.
"""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self

from sim.engines.lifeline import end_with_parent, start_tied
from sim.engines.watchdog import Watchdog
from sim.experiments.problems import ExperimentError

if TYPE_CHECKING:
    from distributed import Security

_AUTHORITY, _CERTIFICATE, _KEY = "authority.pem", "certificate.pem", "key.pem"
_STARTS_ALLOWED = 5  # in a row that never reach the scheduler
_STARTED_S = 120.0


class _Worker(NamedTuple):
    process: "subprocess.Popen[bytes]"
    watchdog: Watchdog


class LocalWorkers:
    """Worker processes; one that ends is replaced."""

    def __init__(self, n_workers: int, address: str, security: "Security") -> None:
        """Start them."""
        self._folder = TemporaryDirectory(prefix="rollout-dask-")  # for its owner alone
        self._address = address
        self._n_failed_starts = 0
        _write_certificates(Path(self._folder.name), security)
        self.n_workers = n_workers
        self._workers = [self._started() for _ in range(n_workers)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.watchdog.kill()
        for worker in self._workers:
            worker.watchdog.close()
        self._folder.cleanup()

    def look(self) -> None:
        """Replace workers that have ended; end those that are stopped.

        Raises
        ------
        ExperimentError
            Worker after worker ends before it can do anything.
        """
        for place, worker in enumerate(self._workers):
            if _is_ready(Path(self._folder.name), worker.process.pid):
                worker.watchdog.expect_life(float("inf"))  # from then on it watches its runs itself
                self._n_failed_starts = 0
            worker.watchdog.look()
            if worker.process.poll() is not None:
                worker.watchdog.close()
                self._n_failed_starts += 1
                if self._n_failed_starts > _STARTS_ALLOWED:
                    raise ExperimentError("no Dask worker can be started on this machine. Try without --dask.")
                self._workers[place] = self._started()

    def _started(self) -> _Worker:
        process = start_tied("-m", "sim.experiments.making.dask.local", self._folder.name, self._address)
        return _Worker(process, Watchdog(process, _STARTED_S))


def _write_certificates(folder: Path, security: "Security") -> None:
    texts = {
        _AUTHORITY: security.tls_ca_file,
        _CERTIFICATE: security.tls_worker_cert,
        _KEY: security.tls_worker_key,
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="ascii")


def _is_ready(folder: Path, pid: int) -> bool:
    return (folder / f"ready-{pid}").exists()


async def _serve(folder: Path, address: str) -> None:
    from distributed import Security, Worker

    class QuietWorker(Worker):  # type: ignore[misc]
        """A worker without pages about it."""

        def start_http_server(self, *arguments: object, **options: object) -> None:
            """Start none."""

    security = Security(
        require_encryption=True,
        tls_ca_file=str(folder / _AUTHORITY),
        tls_worker_cert=str(folder / _CERTIFICATE),
        tls_worker_key=str(folder / _KEY),
    )
    options = {"nthreads": 1, "memory_limit": 0, "host": "127.0.0.1", "local_directory": str(folder)}
    async with QuietWorker(address, security=security, **options) as worker:
        (folder / f"ready-{os.getpid()}").touch()
        await worker.finished()


def main() -> None:
    """Run as a process of its own."""
    end_with_parent()
    os.environ["NUMBA_NUM_THREADS"] = "1"
    import asyncio

    asyncio.run(_serve(Path(sys.argv[1]), sys.argv[2]))


if __name__ == "__main__":
    main()
