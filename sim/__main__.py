"""Entry: python -m sim COMMAND."""

import sys

from sim.cli import main

if __name__ == "__main__":
    sys.exit(main(program="python -m sim"))
