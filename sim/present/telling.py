"""What every sentence about one policy shares: its name, the baseline's, and the months that count."""

from collections.abc import Iterable
from typing import NamedTuple

from sim.experiments.store.reader import Results
from sim.model.outcomes import Outcome
from sim.present.words.language import words


class Telling(NamedTuple):
    """One policy as sentences tell it; both arms as readers know them."""

    policy: str
    baseline: str
    years: str  # "from 2021 to 2030"
    end: str  # last month that counts, "December 2030"

    def say(self, key: str, **slots: object) -> str:
        """Fill a template; the slots that all sentences share are filled where it has them."""
        shared = {name: value for name, value in self._asdict().items() if name in words().slots(key)}
        return words().say(key, **shared, **slots)

    def when(self, outcome: Outcome) -> str:
        """Say over which months an outcome is counted: a sum must not read as a change over time."""
        return self.say(f"when.{outcome.over_time}")

    def led(self, outcome: Outcome, clauses: Iterable[str]) -> str:
        """Put the model, the months of an outcome and the baseline before clauses about such outcomes."""
        return self.say("lead", when=self.when(outcome), clauses="; ".join(clauses))


def telling(results: Results, policy: str) -> Telling:
    """Return how a policy of an experiment is told."""
    first, last = results.window
    start, end = first.removesuffix("-01"), last.removesuffix("-12")
    if "-" in start or "-" in end:  # a part of a year: say months on both ends
        start, end = words().month(first), words().month(last)
    years = words().say("years.one", first=start) if start == end else words().say("years.more", first=start, last=end)
    return Telling(results.called(policy), results.called(results.baseline), years, words().month(last))
