"""Reaching the scheduler of a Dask cluster, or starting one that nobody else can reach."""

import logging
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from distributed import Client, Scheduler, Security, SpecCluster

from sim.experiments.making.dask.local import LocalWorkers
from sim.experiments.making.dask.named import Cluster
from sim.experiments.problems import ExperimentError, UsageError

_CONNECTED_S = 15.0
_ANSWERED_S = 60.0  # that a scheduler may take to say which workers there are
_ALONE_S = 120.0  # that no worker may be there before the command ends
_CLOSED_S = 2.0
_LOOPBACK = "127.0.0.1"


class Connection:
    """A client of a scheduler, and the workers of ours that it may have."""

    def __init__(self, client: Client, own: LocalWorkers | None = None) -> None:
        self.client = client
        self._own = own
        self._seen = time.monotonic()  # [s] when any worker was there

    @property
    def n_expected(self) -> int:
        """How many workers there will be, as far as can be told."""
        return self._own.n_workers if self._own else max(1, len(self.workers()))

    def workers(self) -> set[str]:
        """Return the addresses of the workers that are there; replace those of ours that have ended.

        Raises
        ------
        ExperimentError
            The scheduler does not answer, or has had no worker for long.
        """
        if self._own:
            self._own.look()
        try:
            there = set(self.client.nthreads(callback_timeout=_ANSWERED_S))
        except OSError as error:
            raise ExperimentError(
                f"the Dask scheduler does not answer ({error}). What was finished is kept."
            ) from error
        now = time.monotonic()
        self._seen = now if there else self._seen
        if now - self._seen > _ALONE_S:
            raise ExperimentError(f"no Dask worker has come for {_ALONE_S:.0f} s. What was finished is kept.")
        return there


@contextmanager
def connected(cluster: Cluster, n_local: int) -> Iterator[Connection]:
    """Connect to a cluster; one of our own has so many workers, all of which end with the block.

    Raises
    ------
    ExperimentError
        No scheduler answers.
    UsageError
        Its certificates cannot be used.
    """
    with _own(n_local) if cluster.is_local else _anothers(cluster) as connection:
        yield connection


@contextmanager
def _anothers(cluster: Cluster) -> Iterator[Connection]:
    try:
        client = Client(cluster.address, security=_security(cluster), timeout=_CONNECTED_S, set_as_default=False)
    except OSError as error:
        raise ExperimentError(f"no Dask scheduler answers at {cluster.address}: {error}") from error
    with _closing(client):
        yield Connection(client)


def _security(cluster: Cluster) -> Security:
    """Return the certificates, those of Dask's configuration where the user names none."""
    named = {"tls_ca_file": cluster.authority, "tls_client_cert": cluster.certificate, "tls_client_key": cluster.key}
    given = {name: str(path) for name, path in named.items() if path is not None}
    security = Security(require_encryption=cluster.is_encrypted, **given)
    if cluster.is_encrypted:
        _try_certificates(security, cluster.address)
    return security


def _try_certificates(security: Security, address: str) -> None:
    try:
        context = security.get_connection_args("client").get("ssl_context")
    except OSError as error:  # ssl.SSLError is one
        raise UsageError(f"the certificates for {address} cannot be used: {error}") from error
    if context is None:
        raise UsageError(
            f"{address} needs certificates: name them with --dask-tls-ca, --dask-cert and --dask-key, or in the "
            "configuration of Dask (distributed.comm.tls)"
        )


@contextmanager
def _own(n_workers: int) -> Iterator[Connection]:
    """Start a scheduler in this process, and workers of it: on the loopback address, with certificates of their own."""
    security = Security.temporary()
    with ExitStack() as stack:
        cluster = SpecCluster(
            scheduler={"cls": _Scheduler, "options": {"host": _LOOPBACK, "protocol": "tls://", "security": security}},
            security=security,
            silence_logs=logging.CRITICAL,
        )
        stack.callback(cluster.close, timeout=_CLOSED_S)
        client = stack.enter_context(_closing(Client(cluster, security=security, set_as_default=False)))
        workers = stack.enter_context(LocalWorkers(n_workers, cluster.scheduler_address, security))
        yield Connection(client, workers)


class _Scheduler(Scheduler):  # type: ignore[misc]
    """A scheduler without pages about it, so that nothing listens but itself."""

    def start_http_server(self, *arguments: Any, **options: Any) -> None:
        """Start none."""


@contextmanager
def _closing(client: Client) -> Iterator[Client]:
    try:
        yield client
    finally:
        client.close(timeout=_CLOSED_S)
