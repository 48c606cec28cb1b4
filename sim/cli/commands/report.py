"""Write the report of an experiment folder again, and its pictures; or some pictures alone."""

import argparse

from sim.cli.arguments import add_json, add_result, names, usable_path
from sim.cli.console import print_json
from sim.cli.exit_codes import OK

_MORE = ("png", "pdf")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the folder, whether pictures are wanted for print and slides, and which of them alone."""
    add_result(parser)
    parser.add_argument("--figures", action="store_true",
                        help="write the pictures under figures/ as PNG and PDF too; SVG is always there")  # fmt: skip
    parser.add_argument("--out", type=usable_path, metavar="DIR",
                        help="write pictures alone, as SVG, PNG and PDF, into this folder")  # fmt: skip
    parser.add_argument("--arms", type=names, metavar="A,B", help="with --out: pictures of these policies only")
    parser.add_argument("--outcomes", type=names, metavar="A,B",
                        help="with --out: pictures of these headline outcomes only")  # fmt: skip
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Write the report of an experiment folder again, and its pictures; or some pictures alone."""
    from sim.experiments.problems import UsageError

    if options.out and options.figures:
        raise UsageError("--figures belongs to the report, and --out writes PNG and PDF as it is: leave --figures out")
    if options.out:
        return _draw(options)
    if options.arms or options.outcomes:
        raise UsageError("--arms and --outcomes choose pictures for a folder of yours: add --out DIR")
    return _renew(options)


def _draw(options: argparse.Namespace) -> int:
    from sim.experiments.archive.opening import opened
    from sim.experiments.problems import UsageError
    from sim.experiments.store.reader import read_results
    from sim.present.charts.chosen import chosen_charts, write_charts

    with opened(options.result) as result:
        if options.out.resolve().is_relative_to(result.folder.resolve()):
            raise UsageError(
                f"{options.out} lies in the result, whose files the program vouches for: name another folder"
            )
        files = write_charts(
            options.out, chosen_charts(read_results(result.folder), options.arms or (), options.outcomes or ())
        )
    if options.json:
        print_json({"figures": [str(path) for path in files]})
    else:
        print("\n".join(map(str, files)))
    return OK


def _renew(options: argparse.Namespace) -> int:
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
