"""Compare the policies of an experiment folder again."""

import argparse
from pathlib import Path

from sim.cli.arguments import add_json
from sim.cli.console import print_json
from sim.cli.exit_codes import OK


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the folder, the baseline and the months."""
    parser.add_argument("result", type=Path, help="experiment folder")
    parser.add_argument("--baseline", help="policy to compare with")
    parser.add_argument("--from", dest="first", metavar="YYYY-MM", help="first month that counts")
    parser.add_argument("--to", dest="last", metavar="YYYY-MM", help="last month that counts")
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Compare the policies of an experiment folder again."""
    from sim.analysis.comparison import ComparisonRow, compare

    choices = options.baseline, options.first, options.last
    if options.json:
        print_json({"comparison": [row._asdict() for row in compare(options.result, *choices)]})
    elif any(choices):
        from sim.experiments.tables import csv_text

        rows = compare(options.result, *choices)
        print(csv_text(ComparisonRow._fields, rows), end="")
    else:
        from sim.experiments.store import read_record
        from sim.present.terminal import comparison_text

        read_record(options.result)
        print(comparison_text(options.result), end="")
    return OK
