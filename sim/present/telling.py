"""What every sentence about one policy shares: its name, the baseline's, and the years that count."""

from typing import NamedTuple

from sim.experiments.store.reader import Results
from sim.present.words.language import words


class Telling(NamedTuple):
    """One policy as sentences tell it."""

    policy: str
    baseline: str
    years: str  # "from 2021 to 2030"
    end: str  # last month that counts, or its year where that is December

    def say(self, key: str, **slots: object) -> str:
        """Fill a template; the slots that all sentences share are filled where it has them."""
        shared = {name: value for name, value in self._asdict().items() if name in words().slots(key)}
        return words().say(key, **shared, **slots)


def telling(results: Results, policy: str) -> Telling:
    """Return how a policy of an experiment is told."""
    first, last = results.window
    start, end = first.removesuffix("-01"), last.removesuffix("-12")
    if "-" in start or "-" in end:  # a part of a year: say months on both ends
        start, end = first, last
    years = words().say("years.one", first=start) if start == end else words().say("years.more", first=start, last=end)
    return Telling(policy, results.baseline, years, end)
