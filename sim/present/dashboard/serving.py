"""The server of the dashboard: waitress, one process with a few threads, for this computer alone unless asked."""

import logging
import os
import socket
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import psutil
from waitress.server import create_server

from sim.experiments.problems import ExperimentError, UsageError
from sim.experiments.queueing.queue import MOST, MOST_SHARED, Queue
from sim.experiments.queueing.runner import Runner
from sim.present.dashboard.app import make_app
from sim.present.dashboard.content import warm_up
from sim.present.dashboard.guard import MOST_BYTES, Access
from sim.present.dashboard.shelf import Shelf

HERE, EVERYWHERE = "127.0.0.1", "0.0.0.0"
_THREADS = 8
_LOOK_S = 1.0


def serve(results: Path, port: int, access: Access, listening: Callable[[int], None]) -> None:
    """Serve a folder of results until the program is interrupted; `listening` is told the port once it is open.

    The main thread does nothing but wait, so that an interrupt finds it there: raised amid other work, such as the
    tidying of objects, it could be lost.

    Raises
    ------
    UsageError
        The port is taken, or may not be used.
    ExperimentError
        The server ended by itself.
    """
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that a request waits a moment is no news
    queue = Queue(results, MOST_SHARED if access.token else MOST)
    shelf = Shelf(results, is_for_here=not access.token)
    app = make_app(shelf, access, queue)
    own = _opened(EVERYWHERE if access.token else HERE, port)
    server = create_server(app.server, sockets=[own], threads=_THREADS, ident=None, max_request_body_size=MOST_BYTES)
    runner, thread = Runner(queue), Thread(target=server.run, name="server", daemon=True)
    try:
        runner.start()
        thread.start()
        listening(server.effective_port)
        Thread(target=warm_up, args=(shelf,), name="warm-up", daemon=True).start()
        while thread.is_alive():
            thread.join(_LOOK_S)
    except KeyboardInterrupt:  # the way to end it
        return
    finally:
        runner.close()
        server.task_dispatcher.shutdown()
    raise ExperimentError("the server ended by itself; what was stored is kept")


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
