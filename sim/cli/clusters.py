"""Options that name a Dask cluster."""

import argparse
from importlib.util import find_spec
from typing import TYPE_CHECKING

from sim.cli.arguments import usable_path

if TYPE_CHECKING:
    from sim.experiments.making.dask.named import Cluster

_PACKAGES = ("distributed", "cryptography")


def add_cluster(parser: argparse.ArgumentParser) -> None:
    """Add `--dask` and how it is reached; `cluster_of` reads them."""
    parser.add_argument("--dask", metavar="WHERE",
                        help="make runs on Dask workers: local (as many as --jobs, started for this command) or the "
                        "address of a scheduler, tls://HOST:PORT, whose workers see the folder of --out")  # fmt: skip
    parser.add_argument(
        "--dask-tls-ca", type=usable_path, metavar="FILE", help="certificate of the cluster's authority"
    )
    parser.add_argument("--dask-cert", type=usable_path, metavar="FILE", help="certificate for this command")
    parser.add_argument("--dask-key", type=usable_path, metavar="FILE", help="key of that certificate")
    parser.add_argument("--dask-plain", action="store_true",
                        help="allow tcp:// to another machine, on a network that is yours alone")  # fmt: skip


def cluster_of(options: argparse.Namespace) -> "Cluster | None":
    """Return the cluster that options name, None without one.

    Raises
    ------
    UsageError: none can be named so.
    MissingPartError: Dask is not installed.
    """
    from sim.experiments.making.dask.named import LOCAL, Cluster, check_cluster
    from sim.experiments.problems import UsageError

    files = (options.dask_tls_ca, options.dask_cert, options.dask_key)
    if options.dask is None:
        if any(files) or options.dask_plain:
            raise UsageError("--dask-tls-ca, --dask-cert, --dask-key and --dask-plain go with --dask")
        return None
    cluster = Cluster(options.dask, *files, options.dask_plain)
    check_cluster(cluster)
    _check_installed(_PACKAGES if options.dask == LOCAL else _PACKAGES[:1])
    return cluster


def _check_installed(packages: tuple[str, ...]) -> None:
    from sim.cli.health import how_to_get
    from sim.engines.problems import MissingPartError

    if missing := [package for package in packages if find_spec(package) is None]:
        raise MissingPartError(f"--dask needs {' and '.join(missing)}: {how_to_get('dask')}")
