"""Open the files of `export` in other programs, and print what is seen."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.tools.calc import calc_lines
from benchmarks.tools.datasette import datasette_lines
from benchmarks.tools.line import Line
from benchmarks.tools.pyam import pyam_lines
from benchmarks.tools.readers import reader_lines
from sim.cli import main as rollout

_FORMATS = {"calc": "csv,xlsx", "datasette": "csv,sqlite,duckdb", "pyam": "iamc", "readers": "csv,sqlite,duckdb"}


def parse() -> argparse.Namespace:
    """Return what the user asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tools", description=__doc__)
    parser.add_argument("tool", choices=("calc", "datasette", "pyam", "readers"))
    parser.add_argument("result", type=Path, metavar="RESULT", help="a stored result")
    parser.add_argument("--programs", type=Path, metavar="VENV", help="an environment that has Datasette or pyam")
    parser.add_argument("--pictures", type=Path, metavar="DIR", help="keep a picture of each view here")
    return parser.parse_args()


def lines(asked: argparse.Namespace, exported: Path) -> Iterator[Line]:
    """Yield what is seen."""
    if asked.tool == "readers":
        return reader_lines(exported)
    if asked.tool == "calc":
        return calc_lines(exported)
    if asked.tool == "pyam":
        return pyam_lines(exported, asked.programs)
    if asked.pictures:
        asked.pictures.mkdir(parents=True, exist_ok=True)
    return datasette_lines(exported, asked.programs, asked.pictures)


def main() -> int:
    """Export, open, print; 0 where all is as it should be."""
    asked = parse()
    with TemporaryDirectory() as folder:
        code = rollout(["export", str(asked.result), "--to", _FORMATS[asked.tool], "--out", folder])
        if code:
            return code
        are_right = []
        for line in lines(asked, Path(folder)):
            print(line.text, flush=True)
            are_right.append(line.is_right)
    return 0 if all(are_right) else 1


if __name__ == "__main__":
    sys.exit(main())
