"""A Dask cluster as its user names it; nothing here imports Dask."""

from ipaddress import ip_address
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from sim.experiments.problems import UsageError

LOCAL = "local"
_SCHEMES = ("tcp", "tls")


class Cluster(NamedTuple):
    """Where Dask workers are."""

    address: str = LOCAL  # else the scheduler's
    authority: Path | None = None  # its certificate; None, as the others: what Dask's own configuration says
    certificate: Path | None = None
    key: Path | None = None
    allows_plain: bool = False  # that a connection to another machine is not encrypted

    @property
    def is_local(self) -> bool:
        """Tell whether it is one of our own on this machine."""
        return self.address == LOCAL

    @property
    def is_encrypted(self) -> bool:
        """Tell whether its connections are."""
        return self.is_local or urlsplit(self.address).scheme == "tls"


def check_cluster(cluster: Cluster) -> None:
    """See that a cluster is named as one can be, and that nobody else on the network can use its workers.

    Raises
    ------
    UsageError
        It is not.
    """
    files = (cluster.authority, cluster.certificate, cluster.key)
    if cluster.is_local:
        if any(files):
            raise UsageError("certificates are for a scheduler's address; --dask local makes its own")
        return
    host = _host(cluster.address)
    if any(files) and not (all(files) and cluster.is_encrypted):
        raise UsageError(
            "--dask-tls-ca, --dask-cert and --dask-key go together, and with an address that begins tls://"
        )
    if not (cluster.is_encrypted or cluster.allows_plain or _is_loopback(host)):
        raise UsageError(
            f"{cluster.address} is on another machine and not encrypted: anybody on the network could run programs on "
            "its workers. Use tls:// with --dask-tls-ca, --dask-cert and --dask-key, or say --dask-plain where the "
            "network is yours alone."
        )


def _host(address: str) -> str:
    parts = urlsplit(address)
    try:
        is_whole = parts.scheme in _SCHEMES and parts.hostname and parts.port and not parts.path.strip("/")
    except ValueError:  # the port is not a number
        is_whole = False
    if not is_whole:
        raise UsageError(f"--dask takes local, tls://HOST:PORT or tcp://HOST:PORT, not {address[:80]!r}")
    return str(parts.hostname)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:  # a name
        return False
