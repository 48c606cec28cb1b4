"""Tell what is installed and what is missing, where things are kept, and what to do about it.

The exit code is 4 if something is broken that commands need.
"""

import argparse

from sim import __version__
from sim.cli.arguments import add_json
from sim.cli.console import print_json, print_table
from sim.cli.exit_codes import CHECK_FAILED, OK


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the form of the answer."""
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Look at everything that commands need; 4 if something of it is broken."""
    from sim.cli.health import checks

    found = list(checks())
    n_broken = sum(check.state == "broken" for check in found)
    if options.json:
        shown = [check._replace(help="" if check.state == "ok" else check.help)._asdict() for check in found]
        print_json({"version": __version__, "works": not n_broken, "checks": shown})
        return CHECK_FAILED if n_broken else OK
    print_table([(check.state, check.name, check.about) for check in found])
    for check in found:
        if check.state != "ok" and check.help:
            print(f"{check.name}: {check.help}")
    print(f"{n_broken} broken" if n_broken else "everything works that commands need")
    return CHECK_FAILED if n_broken else OK
