"""How a Dask cluster may be named."""

from pathlib import Path

import pytest

from sim.experiments.making.dask.named import Cluster, check_cluster
from sim.experiments.problems import UsageError

FILES = (Path("ca.pem"), Path("cert.pem"), Path("key.pem"))


@pytest.mark.parametrize("cluster", [
    Cluster(),
    Cluster("tcp://127.0.0.1:8786"),
    Cluster("tcp://[::1]:8786"),
    Cluster("tcp://localhost:8786"),
    Cluster("tls://node-1:8786"),  # certificates as Dask is configured
    Cluster("tls://node-1:8786", *FILES),
    Cluster("tcp://node-1:8786", allows_plain=True),
])  # fmt: skip
def test_what_may_be_named(cluster: Cluster) -> None:
    check_cluster(cluster)


@pytest.mark.parametrize(("cluster", "told"), [
    (Cluster("tcp://10.0.0.7:8786"), "on another machine and not encrypted.*--dask-plain"),
    (Cluster("tcp://node-1:8786"), "on another machine and not encrypted"),
    (Cluster("tcp://127.0.0.1:8786", *FILES), "go together, and with an address that begins tls://"),
    (Cluster("tls://node-1:8786", FILES[0]), "go together"),
    (Cluster("local", *FILES), "makes its own"),
    (Cluster("node-1:8786"), "takes local, tls://HOST:PORT or tcp://HOST:PORT, not 'node-1:8786'"),
    (Cluster("http://node-1:8786"), "takes local"),
    (Cluster("tls://node-1"), "takes local"),
    (Cluster("tls://node-1:many"), "takes local"),
    (Cluster("Local"), "takes local"),
])  # fmt: skip
def test_what_may_not_is_told(cluster: Cluster, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        check_cluster(cluster)
