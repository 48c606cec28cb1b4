"""Write a result in formats that other programs open: CSV, Excel, SQLite, DuckDB, IAMC.

The files lie in the folder export/ of the result and have the same names each time, so that a dashboard may point at
results/latest/export. `datapackage.json` there tells what each column means. `verify` reads that folder too.
"""

import argparse

from sim.cli.arguments import add_json, add_result, names, usable_path
from sim.cli.console import print_json
from sim.cli.exit_codes import OK


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the result, the formats, and where they are written."""
    add_result(parser)
    formats = "csv, duckdb, iamc, sqlite, xlsx, or some of them, separated by commas (default: all)"
    parser.add_argument("--to", type=names, metavar="FORMATS", help=formats)
    parser.add_argument("--out", type=usable_path, metavar="DIR",
                        help="folder that is written (default: export/ in the result; beside an archive)")  # fmt: skip
    country = "country whose spreadsheets open the CSV files, such as ru_RU: decimal comma, semicolons"
    parser.add_argument("--locale", metavar="LOCALE", help=country)
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Write a result in other formats."""
    from sim.experiments.archive.opening import opened
    from sim.present.export.place import place_of
    from sim.present.export.writing import export_result, wanted

    asked = wanted(options.to, options.locale)
    with opened(options.result) as result:
        files = export_result(result.folder, place_of(result.name, result.folder, options.out), asked)
    if options.json:
        print_json({"files": [{"path": str(path), "bytes": path.stat().st_size} for path in files]})
    else:
        for path in files:
            print(path)
    return OK
