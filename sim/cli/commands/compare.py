"""Compare the policies of an experiment folder again."""

import argparse

from sim.cli.arguments import add_json, add_result
from sim.cli.console import print_json
from sim.cli.exit_codes import OK


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the folder, the baseline and the months."""
    add_result(parser)
    parser.add_argument("--baseline", help="policy to compare with")
    parser.add_argument("--from", dest="first", metavar="YYYY-MM", help="first month that counts")
    parser.add_argument("--to", dest="last", metavar="YYYY-MM", help="last month that counts")
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Compare the policies of an experiment folder again."""
    from sim.experiments.store.latest import find_result

    folder = find_result(options.result)
    if options.baseline or options.first or options.last:
        from sim.analysis.compare.comparison import compare
        from sim.experiments.store.csvfiles import csv_text
        from sim.experiments.store.schema import ComparisonRow

        rows = compare(folder, options.baseline, options.first, options.last)
        text = csv_text(ComparisonRow._fields, rows)
    else:
        from sim.analysis.compare.comparison import judged
        from sim.experiments.store.reader import read_results
        from sim.present.terminal import comparison_text

        results = judged(read_results(folder))
        rows, text = list(results.comparison.values()), comparison_text(results)
    if options.json:
        print_json({"comparison": [row._asdict() for row in rows]})
    else:
        print(text, end="")
    return OK
