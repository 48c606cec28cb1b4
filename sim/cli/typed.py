"""Commands in the words in which a user can type them again."""

import argparse
import shlex


def typed(options: argparse.Namespace) -> str:
    """Return the command as a user can type it again."""
    return f"{program_typed(options)} {shlex.join(options.words)}"


def program_typed(options: argparse.Namespace) -> str:
    """Return what comes before the command, as a user can type it."""
    return f"python {options.program}" if options.program.endswith(".py") else str(options.program)
