"""Make the generated documents: `python -m docs`, or only those named; `--check` tells which are stale.

naive, prices, expectations, film and picture are made only when named: they run the model, need a result folder, or
a browser.
"""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from docs.generated import Generated
from docs.tables import ROOT

FROM_CODE = ("design_schema", "facts", "limits", "model", "parameters", "priced", "schema", "unpriced")
FROM_RUNS = ("expectations", "film", "naive", "picture", "prices")
NEED_RESULT = ("expectations", "picture")


def main(arguments: Sequence[str] | None = None) -> int:
    """Make or check documents; 1 when one is stale or what it is made from is wrong, 2 on bad usage."""
    parser = argparse.ArgumentParser(prog="python -m docs", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{', '.join(FROM_CODE + FROM_RUNS)}")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a document is stale")
    parser.add_argument("--result", type=Path, help=f"experiment folder, for {' and '.join(NEED_RESULT)}")
    options = parser.parse_args(arguments)
    for name in options.names:
        if name not in FROM_CODE + FROM_RUNS:
            parser.error(f"there is no document {name!r}; there are {', '.join(FROM_CODE + FROM_RUNS)}")
        if name in NEED_RESULT and options.result is None:
            parser.error(f"{name} is made from an experiment folder; add --result RESULT")
    problems = [p for name in options.names or FROM_CODE for p in _treat(name, options.result, options.check)]
    sys.stderr.writelines(f"{problem}\n" for problem in problems)
    return 1 if problems else 0


def _treat(name: str, result: Path | None, check: bool) -> list[str]:
    """Make or check one document; return what is wrong."""
    generator = import_module(f"docs.generators.{name}")  # here: the picture needs a browser's driver
    document: Generated = generator.make(result) if name in NEED_RESULT else generator.make()
    if document.content is None:
        return list(document.problems)
    path: Path = ROOT / generator.PATH
    content = document.content.encode() if isinstance(document.content, str) else document.content
    if not check:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    elif not path.exists() or path.read_bytes() != content:
        return [*document.problems, f"{generator.PATH} is stale; run: python -m docs {name}"]
    return list(document.problems)


if __name__ == "__main__":
    sys.exit(main())
