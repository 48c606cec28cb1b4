"""The parser of all commands. A command is a module of sim/cli/commands: nothing else names it.

Its docstring is its help, the first line in the list of commands; `add_arguments(parser)` adds its options,
`run(options)` does the work and returns the exit code. What is heavy is imported by `run`, so that help stays quick.
"""

import argparse
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from sim import __version__
from sim.cli import commands
from sim.cli.exit_codes import MEANINGS


class Parsers(NamedTuple):
    """The parser of the program, and of each command."""

    program: argparse.ArgumentParser
    commands: dict[str, argparse.ArgumentParser]


def command_names() -> tuple[str, ...]:
    """Return the commands as users type them, sorted."""
    files = [file for folder in commands.__path__ for file in Path(folder).glob("[!_]*.py")]  # pkgutil is slower
    return tuple(sorted(file.stem.replace("_", "-") for file in files))


def parse(program: str, arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Return what a user asks for; an unknown command or option ends the program with the nearest word.

    `program` is what was typed before the command. Options are written out: `--seed` is not `--seeds`.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    parsers = make_parsers(program)
    if words and not words[0].startswith("-") and words[0] not in parsers.commands:
        parsers.program.error(f"there is no command {words[0]!r}{_hint(words[0], parsers.commands)}")
    options, unknown = parsers.program.parse_known_args(words, argparse.Namespace(words=words))
    if unknown:
        _refuse(parsers.commands[words[0]], unknown)
    return options


def make_parsers(program: str) -> Parsers:
    """Return the parsers; `program` is what users type before the command."""
    codes = "; ".join(f"{code} {meaning}" for code, meaning in MEANINGS.items())
    parser = argparse.ArgumentParser(
        prog=program,
        description="Compare policies for surveillance roll-out by simulation.",
        epilog=f"Exit codes: {codes}.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=__version__)
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for name in command_names():
        module = import_module(f"{commands.__name__}.{name.replace('-', '_')}")
        about = module.__doc__ or ""
        command = subparsers.add_parser(name, help=_as_help(about), description=about, allow_abbrev=False)
        module.add_arguments(command)
        command.set_defaults(command=module.run, program=program)
    return Parsers(parser, dict(subparsers.choices))


def _refuse(command: argparse.ArgumentParser, unknown: Sequence[str]) -> None:
    """End the program for words that a command does not know."""
    known = [word for action in command._actions for word in action.option_strings if word.startswith("--")]
    options = [word.partition("=")[0] for word in unknown if word.startswith("-")]
    if options:
        command.error("; ".join(f"there is no option {option}{_hint(option, known)}" for option in options))
    command.error(f"does not know what to do with {' '.join(unknown)}")


def _hint(word: str, known: Iterable[str]) -> str:
    from sim.scenario.text.problems import did_you_mean

    return f"; {did_you_mean(word, known, at_most=20)}"


def _as_help(docstring: str) -> str:
    """Return the first line of a docstring as argparse likes it: no capital, no full stop."""
    first = docstring.partition("\n")[0].removesuffix(".")
    return first[:1].lower() + first[1:]
