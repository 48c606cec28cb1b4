"""The parser of all commands. A command is a module of sim/cli/commands: nothing else names it.

Its docstring is its help, the first line in the list of commands; `add_arguments(parser)` adds its options,
`run(options)` does the work and returns the exit code. What is heavy is imported by `run`, so that help stays quick.
"""

import argparse
from importlib import import_module
from pathlib import Path

from sim import __version__
from sim.cli import commands
from sim.cli.exit_codes import MEANINGS


def command_names() -> tuple[str, ...]:
    """Return the commands as users type them, sorted."""
    files = [file for folder in commands.__path__ for file in Path(folder).glob("[!_]*.py")]  # pkgutil is slower
    return tuple(sorted(file.stem.replace("_", "-") for file in files))


def make_parser(program: str) -> argparse.ArgumentParser:
    """Return the parser of all commands; `program` is what users type before the command."""
    codes = "; ".join(f"{code} {meaning}" for code, meaning in MEANINGS.items())
    parser = argparse.ArgumentParser(
        prog=program,
        description="Compare policies for surveillance roll-out by simulation.",
        epilog=f"Exit codes: {codes}.",
    )
    parser.add_argument("--version", action="version", version=__version__)
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for name in command_names():
        module = import_module(f"{commands.__name__}.{name.replace('-', '_')}")
        about = module.__doc__ or ""
        command = subparsers.add_parser(name, help=_as_help(about), description=about)
        module.add_arguments(command)
        command.set_defaults(command=module.run)
    return parser


def _as_help(docstring: str) -> str:
    """Return the first line of a docstring as argparse likes it: no capital, no full stop."""
    first = docstring.partition("\n")[0].removesuffix(".")
    return first[:1].lower() + first[1:]
