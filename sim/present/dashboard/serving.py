"""The server of the dashboard: waitress, one process with a few threads, for this computer alone unless asked."""

import logging
import os
import socket
from collections.abc import Callable
from pathlib import Path

import psutil
from waitress.server import create_server

from sim.experiments.problems import UsageError
from sim.experiments.queueing.queue import MOST, MOST_SHARED, Queue
from sim.experiments.queueing.runner import Runner
from sim.present.dashboard.app import make_app
from sim.present.dashboard.guard import MOST_BYTES, Access
from sim.present.dashboard.shelf import Shelf

HERE, EVERYWHERE = "127.0.0.1", "0.0.0.0"
_THREADS = 8


def serve(results: Path, port: int, access: Access, listening: Callable[[int], None]) -> None:
    """Serve a folder of results until the program is interrupted; `listening` is told the port once it is open.

    Raises
    ------
    UsageError
        The port is taken, or may not be used.
    """
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that a request waits a moment is no news
    queue = Queue(results, MOST_SHARED if access.token else MOST)
    app = make_app(Shelf(results), access, queue)
    own = _opened(EVERYWHERE if access.token else HERE, port)
    server = create_server(app.server, sockets=[own], threads=_THREADS, ident=None, max_request_body_size=MOST_BYTES)
    listening(server.effective_port)
    runner = Runner(queue)
    runner.start()
    try:
        server.run()
    finally:
        runner.close()


def _opened(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port))
    except OSError as error:
        raise UsageError(
            f"port {port} cannot be used: {os.strerror(error.errno or 0)}; --port 0 takes one that is free"
        ) from None


def addresses() -> tuple[str, ...]:
    """Return the addresses under which other computers may reach this one."""
    found = (one.address for many in psutil.net_if_addrs().values() for one in many if one.family.name == "AF_INET")
    return tuple(sorted(address for address in found if not address.startswith("127.")))
