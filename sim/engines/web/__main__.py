"""Make `model.wasm` of these sources, with the versions pinned in constraints.txt: about a minute of processor time.

The same sources give the same bytes.
"""

import argparse
from pathlib import Path

from sim.engines.web.link import link
from sim.engines.web.module import REBUILD, SHIPPED, current_stamp, runtime, stamp_section

KEEP_BELOW = "keep_below"


def build() -> bytes:
    """Return the module made of these sources."""
    from sim.engines.web.target import compile_all, take_over

    take_over()
    from sim.engines.web.exports import exports  # what is imported from here on is compiled for WebAssembly

    functions = exports()
    compiled = compile_all(functions, runtime(), (KEEP_BELOW,))
    return link(compiled, (*functions, KEEP_BELOW), stamp_section())


def main() -> None:
    """Write the module, and tell where."""
    parser = argparse.ArgumentParser(prog=REBUILD, description=__doc__)
    parser.add_argument("--out", type=Path, default=SHIPPED, metavar="FILE", help="default: where the program looks")
    out: Path = parser.parse_args().out
    module = build()
    out.write_bytes(module)
    print(f"{out}: {len(module):,} bytes, model {current_stamp().model}")


if __name__ == "__main__":
    main()
