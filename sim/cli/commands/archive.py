"""Write a result as one file that anybody can check: an RO-Crate, the same bytes each time.

It holds the experiment folder with its scenario, the packages that it was made with, how to cite it, and what Zenodo
asks for. `verify`, `show`, `compare`, `replay`, `digest` and `cite` read an archive as they read a folder.
"""

import argparse

from sim.cli.arguments import add_json, add_result, usable_path
from sim.cli.console import print_json
from sim.cli.exit_codes import OK
from sim.cli.typed import program_typed


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the folder, and the file that is written."""
    add_result(parser)
    parser.add_argument("--out", type=usable_path, metavar="FILE.zip",
                        help="the file that is written (default: beside the folder, with its name)")  # fmt: skip
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Write a result as one file."""
    from sim.experiments.archive.opening import SUFFIX
    from sim.experiments.problems import UsageError
    from sim.experiments.store.latest import find_result
    from sim.present.archive.writing import archive_result

    folder = find_result(options.result)
    path = options.out or folder.resolve().with_name(f"{folder.resolve().name}{SUFFIX}")
    if path.suffix != SUFFIX:
        raise UsageError(f"--out takes the name of a file that ends in {SUFFIX}, not {str(path)!r}")
    if path.resolve().is_relative_to(folder.resolve()):
        raise UsageError(f"{path} would lie in the folder that is archived; choose another --out")
    n_files = archive_result(folder, path)
    n_bytes = path.stat().st_size
    if options.json:
        print_json({"archive": str(path), "files": n_files, "bytes": n_bytes})
    else:
        print(f"{n_files} files, {n_bytes / 1e6:,.1f} MB: {path}")
        print(f"To check it anywhere: {program_typed(options)} verify {path.name}")
    return OK
