"""Compare the policies of an experiment folder again."""

import argparse

from sim.cli.arguments import add_json, add_result
from sim.cli.compared import compared_json, compared_text
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
    from sim.analysis.compare.comparison import judged
    from sim.analysis.compare.points import compared_otherwise
    from sim.experiments.archive.opening import opened
    from sim.experiments.store.reader import read_results

    with opened(options.result) as result:
        results = read_results(result.folder)
        if options.baseline or options.first or options.last:
            results = compared_otherwise(results, options.baseline, options.first, options.last)
        elif not results.is_sweep:
            results = judged(results)
        if options.json:
            print_json(compared_json(results))
        else:
            print(compared_text(results), end="")
    return OK
