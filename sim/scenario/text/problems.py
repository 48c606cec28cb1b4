"""What is wrong with a file, where, and what to write instead."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple


class Place(NamedTuple):
    """Where something was written. Line 0 stands for no line: a file as a whole, or an option."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    def names(self, path: str) -> bool:
        """Tell whether an option gives a value by its path, or by the last steps of it, which need not be said twice.

        Examples
        --------
        >>> Place("--set levers.audit_share").names("levers.audit_share"), Place("--set name").names("arms.name.0")
        (True, False)
        >>> Place("--people-per-agent").names("people_per_agent")
        True
        """
        option, _, key = self.file.partition(" ")
        own = key or option.removeprefix("--").replace("-", "_")
        return not self.line and option.startswith("--") and f".{path}".endswith(f".{own}")


class Problem(NamedTuple):
    """One mistake: `file:line:column: path: what is wrong, what is allowed`."""

    file: str
    line: int
    column: int
    path: str
    message: str

    def __str__(self) -> str:
        place = Place(self.file, self.line, self.column)
        path = "" if place.names(self.path) else self.path
        return ": ".join(part for part in (str(place), path, self.message) if part)


class ScenarioError(Exception):
    """A scenario that cannot be used, with every problem found in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


MAX_PROBLEMS = 100  # more help nobody, and looking for nearest words takes time
MAX_CANDIDATES = 2_000


class Problems:
    """Collects problems and warnings, so that all are reported at once."""

    def __init__(self) -> None:
        self._found: list[Problem] = []
        self._muted: set[Place] = set()
        self.warnings: list[str] = []
        self.is_partial = False  # a part could not be read, so that nothing can be said to be missing or unknown

    def add(self, place: Place, path: str, message: str) -> None:
        """Note a problem, unless the value there was unreadable anyway."""
        if place not in self._muted:
            self._found.append(Problem(*place, path, message))
        if len(self._found) >= MAX_PROBLEMS:
            self.raise_if_any()

    def add_absent(self, place: Place, path: str, message: str) -> None:
        """Note that something is missing or not known, unless it may stand where nothing could be read."""
        if not self.is_partial:
            self.add(place, path, message)

    def extend(self, error: ScenarioError) -> None:
        """Note the problems of a part that could not be read at all."""
        for problem in error.problems:
            self.add(Place(*problem[:3]), problem.path, problem.message)

    def add_and_mute(self, place: Place, path: str, message: str) -> None:
        """Note a problem and hold back all later ones about the same value."""
        self.add(place, path, message)
        self._muted.add(place)

    def warn(self, place: Place, path: str, message: str) -> None:
        """Note something that is allowed, and that the user should know."""
        self.warnings.append(str(Problem(*place, path, message)))

    def raise_if_any(self) -> None:
        """Raise everything found so far, in order of file and line."""
        if self._found:
            raise ScenarioError(sorted(dict.fromkeys(self._found)))


def fail(place: Place, path: str, message: str) -> ScenarioError:
    """Return an error with a single problem, to be raised."""
    return ScenarioError([Problem(*place, path, message)])


def did_you_mean(word: str, allowed: Iterable[str], *, at_most: int = 12) -> str:
    """Return the end of a sentence: what is allowed, and the nearest valid word.

    Examples
    --------
    >>> did_you_mean("retention_day", ["audit_share", "retention_days"])
    'allowed: audit_share, retention_days. Did you mean retention_days?'
    """
    words = sorted(allowed)
    if not words:
        return "there is none to choose from"
    shown = ", ".join(words) if len(words) <= at_most else f"one of {len(words)} names"
    close = closest_word(word, words)
    return f"allowed: {shown}." + (f" Did you mean {close}?" if close else "")


def closest_word(word: str, allowed: Iterable[str]) -> str | None:
    """Return the valid word that is most like another, if one is.

    Examples
    --------
    >>> closest_word("Retention_day", ["audit_share", "retention_days"])
    'retention_days'
    """
    folded = {candidate.casefold(): candidate for candidate in allowed}
    close = get_close_matches(word.casefold()[:64], folded if len(folded) <= MAX_CANDIDATES else (), n=1)
    return folded[close[0]] if close else None
