"""Two policies of an experiment side by side: the paired comparison, what is told of it, and what is drawn."""

from typing import NamedTuple

from sim.analysis.compare.comparison import compare_otherwise
from sim.analysis.compare.window import Totals, Window, window_totals
from sim.experiments.store.reader import Results
from sim.model.outcomes import Outcome
from sim.present.charts.paths import Course, courses
from sim.present.sentences import HEADLINE_OUTCOMES, Answer, answers


class Pair(NamedTuple):
    """A policy beside another one, which is the baseline here."""

    results: Results  # in which no other policy is compared; its readings hold beside all of them
    policy: str
    answer: Answer
    totals: Totals  # of all runs, over the months that count
    courses: dict[tuple[str, str], Course]  # by (policy, outcome), of the two

    @property
    def baseline(self) -> str:
        """The arm that the other is compared with."""
        return self.results.baseline

    def differences(self, outcome: Outcome) -> dict[int, float]:
        """Return the difference of each pair of runs by its seed; pairs without one are left out."""
        ours, theirs = (self.totals.get((arm, outcome.name), {}) for arm in (self.policy, self.baseline))
        return {seed: ours[seed] - theirs[seed] for seed in sorted(ours.keys() & theirs.keys())}


def pair_of(results: Results, baseline: str, policy: str) -> Pair:
    """Compare two policies of an experiment as `compare --baseline` does, and keep what is told of the one.

    Raises
    ------
    ExperimentError
        The folder changed meanwhile, or is damaged.
    """
    compared = results if baseline == results.baseline else compare_otherwise(results, baseline)
    answer = next(one for one in answers(compared) if one.policy == policy)
    rows = {key: row for key, row in compared.comparison.items() if key[0] == policy}
    window = Window(*compared.window)
    totals = {
        key: seeds for key, seeds in window_totals(results.folder, window).items() if key[0] in (baseline, policy)
    }
    found = courses(results.folder, HEADLINE_OUTCOMES, (baseline, policy))
    return Pair(compared._replace(comparison=rows), policy, answer, totals, found)
