"""Look at stored experiments in a browser: the dashboard, served by this computer.

It needs no network and asks for nothing outside; Ctrl+C ends it. With --lan other computers of the same network may
look, too, with the address that is printed; with --allow-runs they may also have experiments run here.
"""

import argparse
from pathlib import Path

from sim.cli.arguments import usable_path
from sim.cli.console import tell
from sim.cli.exit_codes import OK
from sim.experiments.store.latest import RESULTS

_PORT, _MOST = 8050, 65_535
_NEEDED = ("dash", "waitress")
_TOKEN_BYTES = 16
_WARNING = (
    "Whoever has this address, and is in the same network, sees every experiment of the folder. It is not encrypted: "
    "others in the network may read along. Ctrl+C ends it, and the next start has another address."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the folder, the port, and whether others may look."""
    parser.add_argument("--results", type=usable_path, default=RESULTS, metavar="DIR",
                        help=f"folder of experiments (default: {RESULTS})")  # fmt: skip
    parser.add_argument("--port", type=_port, default=_PORT, metavar="N",
                        help=f"default: {_PORT}; 0 takes one that is free")  # fmt: skip
    parser.add_argument("--allow-runs", action="store_true",
                        help="with --lan: let them have experiments run on this computer, too")  # fmt: skip
    parser.add_argument("--lan", action="store_true",
                        help="let other computers of the network look, by an address with a secret")  # fmt: skip


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text[:6]) <= _MOST:
        return int(text)
    raise argparse.ArgumentTypeError(f"must be a port, 0 to {_MOST}, not {text[:20]!r}")


def run(options: argparse.Namespace) -> int:
    """Serve the dashboard until Ctrl+C.

    Raises
    ------
    UsageError
        --allow-runs has nothing to allow.
    """
    if options.allow_runs and not options.lan:
        from sim.experiments.problems import UsageError

        raise UsageError("--allow-runs goes with --lan: on this computer alone runs are allowed in any case")
    _need()
    from sim.present.dashboard.guard import Access
    from sim.present.dashboard.serving import HERE, addresses, serve

    found = addresses() if options.lan else ()
    names = (HERE, "localhost", *found)
    access = Access(names, _secret(), options.allow_runs) if options.lan else Access(may_run=True)
    behind = f"?token={access.token}" if access.token else ""

    def listening(port: int) -> None:
        for host in found or (HERE,):
            print(f"Dashboard: http://{host}:{port}/{behind}", flush=True)
        tell(_WARNING if options.lan else "Open this address in a browser. Ctrl+C ends the dashboard.")
        if not Path(options.results).is_dir():
            tell(f"{options.results} is not there yet: the shelf is empty until an experiment is stored in it.")

    serve(options.results, options.port, access, listening)
    return OK


def _need() -> None:
    """See that the packages of the dashboard are installed.

    Raises
    ------
    MissingPartError
        One is not.
    """
    from importlib.util import find_spec

    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        from sim.cli.health import how_to_get
        from sim.engines.problems import MissingPartError

        raise MissingPartError(f"serve needs {' and '.join(missing)}, not installed here. {how_to_get('app')}")


def _secret() -> str:
    import secrets

    return secrets.token_urlsafe(_TOKEN_BYTES)
