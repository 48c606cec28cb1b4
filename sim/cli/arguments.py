"""Options that several commands have, each with one meaning and one help text."""

import argparse
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from sim.engines.choice import ENGINES

MAX_SEEDS = 1_000_000
MAX_JOBS = 1_000
_DEFAULT_ENGINE = "compiled"
_MOST_DIGITS = 12  # of a number on the command line


def positive(text: str) -> int:
    """Return a whole number of 1 or more, for argparse.

    Raises
    ------
    argparse.ArgumentTypeError: it is something else.
    """
    if text.isascii() and text.isdigit() and int(text[:_MOST_DIGITS]) >= 1 and len(text) <= _MOST_DIGITS:
        return int(text)
    text = text if len(text) <= 40 else f"{text[:40]}..."
    whole, point, rest = text.partition(".")
    is_whole = point and whole.isdigit() and len(whole) <= _MOST_DIGITS and int(whole) and not rest.strip("0")
    hint = f"; write {whole}" if is_whole else ""
    raise argparse.ArgumentTypeError(f"must be a whole number, 1 or more, in digits alone, not {text[:60]!r}{hint}")


def up_to(most: int) -> Callable[[str], int]:
    """Return how argparse reads a whole number from 1 to `most`."""

    def whole_number(text: str) -> int:
        number = positive(text)
        if number > most:
            raise argparse.ArgumentTypeError(f"must be at most {most:,}")
        return number

    return whole_number


def usable_path(text: str) -> Path:
    """Return a path that a file may have, for argparse.

    Raises
    ------
    argparse.ArgumentTypeError: no file can have it.
    """
    from sim.scenario.text.files import refusal_of

    if (why := refusal_of(text)) is not None:
        raise argparse.ArgumentTypeError(f"cannot be used: {why}")
    return Path(text)


def positive_seconds(text: str) -> float:
    """Return a time of more than nothing, for argparse.

    Raises
    ------
    argparse.ArgumentTypeError: it is something else.
    """
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0.0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"must be a number of seconds, more than 0, not {text!r}")
    return seconds


def names(text: str) -> list[str]:
    """Return names that commas separate, for argparse; spaces around them do not count.

    Raises
    ------
    argparse.ArgumentTypeError: a name is missing or there twice.
    """
    found = [name.strip() for name in text.split(",")]
    if not all(found):
        raise argparse.ArgumentTypeError(f"takes names separated by commas, such as a,b; one is missing in {text!r}")
    if twice := sorted({name for name in found if found.count(name) > 1}):
        raise argparse.ArgumentTypeError(f"names {', '.join(twice)} twice")
    return found


def add_scenario(parser: argparse.ArgumentParser) -> None:
    """Add the scenario that a command is about."""
    parser.add_argument("scenario", help="scenario file, or the name of one that comes with the program")


def add_result(parser: argparse.ArgumentParser) -> None:
    """Add the result that a command is about; `find_result` reads a folder, `opened` an archive too."""
    about = "experiment folder, or an archive of one where it is only read; latest: the last one"
    parser.add_argument("result", type=usable_path, metavar="RESULT", help=about)


def add_which(parser: argparse.ArgumentParser) -> None:
    """Add which policies run."""
    about = "only these policies, separated by commas; the baseline always runs"
    parser.add_argument("--arms", type=names, metavar="A,B", help=about)


def add_settings(parser: argparse.ArgumentParser) -> None:
    """Add `--set`, which `settings_of` reads."""
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="change one value")


def add_json(parser: argparse.ArgumentParser) -> None:
    """Add `--json`."""
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout")


def add_run_options(parser: argparse.ArgumentParser, people_per_agent: int | None = None) -> None:
    """Add how runs are made: processes, size, changed values, engine."""
    people = "the scenario's" if people_per_agent is None else people_per_agent
    parser.add_argument("--jobs", type=up_to(MAX_JOBS), default=os.cpu_count() or 1, help="processes (default: cores)")
    parser.add_argument("--run-timeout", type=positive_seconds, metavar="SECONDS",
                        help="end a process that finishes no run for so long, and make its runs again "
                        "(default: 5 minutes and 30 times what a run should take)")  # fmt: skip
    parser.add_argument("--people-per-agent", type=positive, default=people_per_agent, metavar="N",
                        help=f"residents that one agent stands for (default: {people})")  # fmt: skip
    add_settings(parser)
    parser.add_argument("--engine", choices=ENGINES, default=_DEFAULT_ENGINE, help=f"default: {_DEFAULT_ENGINE}")


def settings_of(pairs: Sequence[str]) -> dict[str, str]:
    """Return what `--set KEY=VALUE` options say; spaces around key and value do not count.

    Raises
    ------
    UsageError: one has no equals sign or no key, or a key is there twice.
    """
    from sim.experiments.problems import UsageError

    settings: dict[str, str] = {}
    for pair in pairs:
        key, equals, value = (part.strip() for part in pair.partition("="))
        if not (key and equals):
            raise UsageError(f"--set takes KEY=VALUE, not {pair!r}; for example --set people_per_agent=500")
        if key in settings:
            raise UsageError(f"--set gives {key} twice: {settings[key]} and {value}; leave one out")
        settings[key] = value
    return settings


def share(text: str) -> float:
    """Return a share, more than 0 and at most 1."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0.0 < value <= 1.0:
        raise argparse.ArgumentTypeError(f"must be a share, more than 0 and at most 1, not {text!r}")
    return value
