"""Commands: python run.py COMMAND, python -m sim COMMAND, or rollout COMMAND where installed.

Data goes to stdout, progress and errors to stderr. Everything heavy is imported by the command that needs it.
"""

import os
import sys
from collections.abc import Sequence

from sim.cli.console import tell
from sim.cli.exit_codes import FAILED, INTERRUPTED, MISSING, OK, USAGE
from sim.cli.parser import make_parser

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None, program: str = "rollout") -> int:
    """Run one command; return its exit code. `program` is what the user typed before the command."""
    options = make_parser(program).parse_args(arguments)
    try:
        code: int = options.command(options)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        tell("interrupted")
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has gone, as with `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except Exception as error:
        code_and_text = _mistake(error)
        if code_and_text is None:
            raise  # a fault of the program: the traceback is wanted
        tell(code_and_text[1])
        return code_and_text[0]


def _mistake(error: Exception) -> tuple[int, str] | None:
    """Return exit code and message of an error that its user can mend, None for any other."""
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
        return FAILED, f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}"
    return None
