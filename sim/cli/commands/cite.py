"""Print how to cite a result: a sentence, and an entry for BibTeX."""

import argparse

from sim.cli.arguments import add_json, add_result
from sim.cli.console import print_json
from sim.cli.exit_codes import OK


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the folder."""
    add_result(parser)
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Print how to cite a result."""
    from sim.experiments.archive.opening import opened
    from sim.experiments.store.reader import read_results
    from sim.present.citation import bibtex, citation

    with opened(options.result) as result:
        results = read_results(result.folder)
    if options.json:
        print_json({"citation": citation(results), "bibtex": bibtex(results)})
    else:
        print(f"{citation(results)}\n\n{bibtex(results)}")
    return OK
