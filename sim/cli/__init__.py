"""Commands: python run.py COMMAND, python -m sim COMMAND, or rollout COMMAND where installed.

Data goes to stdout, progress and errors to stderr. Everything heavy is imported by the command that needs it.
"""

import argparse
import atexit
import errno
import gc
from collections.abc import Sequence

from sim.cli.console import tell
from sim.cli.exit_codes import FAILED, INTERRUPTED, MISSING, OK, USAGE
from sim.cli.outputs import Outputs, settled_outputs
from sim.cli.parser import parse

__all__ = ["main"]

# What the system says of a path that no file can have, or that is of another kind than was asked for.
_MISNAMED = {errno.ENAMETOOLONG, errno.ENOTDIR, errno.EISDIR, errno.ELOOP}
_SHOWN = 200  # characters of a path
_UNWRITABLE = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC}

atexit.register(gc.freeze)  # Python would look for garbage once more, up to a second; the system clears up


def main(arguments: Sequence[str] | None = None, program: str = "rollout") -> int:
    """Run one command; return its exit code. `program` is what the user typed before the command."""
    with settled_outputs() as outputs:
        try:
            code = _run(parse(program, arguments))
        except SystemExit as ended:  # by --help, --version or a mistake that the parser told
            raise SystemExit(_lost_code(outputs) if ended.code in (None, OK) else ended.code) from None
        lost_code = _lost_code(outputs)
        return code or lost_code


def _lost_code(outputs: Outputs) -> int:
    """Return the exit code for what could be written of the output, and tell what could not."""
    if lost := outputs.lost():
        tell(f"not all of the output could be written: {lost}. What was made is kept.")
        return FAILED
    return OK


def _run(options: argparse.Namespace) -> int:
    try:
        code: int = options.command(options)
        return code
    except KeyboardInterrupt:
        tell("interrupted")
        return INTERRUPTED
    except Exception as error:
        code_and_text = _mistake(error)
        if code_and_text is None:
            raise  # a fault of the program: the traceback is wanted
        tell(code_and_text[1])
        return code_and_text[0]


def _mistake(error: Exception) -> tuple[int, str] | None:
    """Return exit code and message of an error that its user can mend, None for any other."""
    if isinstance(error, ModuleNotFoundError) and not str(error.name).startswith("sim"):
        return MISSING, f"{error}; the command doctor tells how to get it"
    from sim.engines.problems import EngineError, MissingPartError
    from sim.experiments.problems import ExperimentError, UsageError
    from sim.scenario.text.problems import ScenarioError

    if isinstance(error, ScenarioError):
        return USAGE, "\n".join(str(problem) for problem in error.problems) or str(error)
    if isinstance(error, UsageError):
        return USAGE, str(error)
    if isinstance(error, MissingPartError):
        return MISSING, str(error)
    if isinstance(error, ExperimentError | EngineError):
        return FAILED, str(error)
    if isinstance(error, OSError):
        return (USAGE if error.errno in _MISNAMED else FAILED), _words(error)
    return None


def _words(error: OSError) -> str:
    """Return what the system says of a file, and what helps where it cannot be written."""
    place = f": {str(error.filename)[:_SHOWN]}" if error.filename else ""
    hint = ". --out can name another folder, where a command has it" if error.errno in _UNWRITABLE else ""
    if error.errno == errno.ENOSPC:
        hint = f". What was finished is kept: make room, and the same command goes on{hint}"
    return f"{error.strerror or error}{place}{hint}"
