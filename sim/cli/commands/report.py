"""Write the report of an experiment folder again, and its pictures."""

import argparse

from sim.cli.arguments import add_json, add_result
from sim.cli.console import print_json
from sim.cli.exit_codes import OK

_MORE = ("png", "pdf")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the folder, and whether pictures are wanted for print and slides."""
    add_result(parser)
    parser.add_argument("--figures", action="store_true",
                        help="write the pictures under figures/ as PNG and PDF too; SVG is always there")  # fmt: skip
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Write the report of an experiment folder again, and its pictures."""
    from sim.experiments.store.datapackage import FIGURES
    from sim.experiments.store.latest import find_result
    from sim.present.renew import renew_report

    folder = find_result(options.result)
    report = renew_report(folder, _MORE if options.figures else ())
    figures = sorted(str(path) for path in (folder / FIGURES).iterdir())
    if options.json:
        print_json({"report": str(report), "figures": figures})
    else:
        print(f"Report: {report}")
        print(f"Pictures: {len(figures)} files under {folder / FIGURES}")
    return OK
