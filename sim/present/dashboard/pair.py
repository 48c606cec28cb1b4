"""Two policies of an experiment side by side: the paired comparison, what is told of it, and what is drawn."""

from typing import NamedTuple

from sim.analysis.compare.comparison import compare_otherwise
from sim.analysis.compare.window import Totals, Window, window_totals
from sim.experiments.store.reader import Results
from sim.model.outcomes import Outcome
from sim.present.charts.paths import Course, courses
from sim.present.dashboard.kept import Kept
from sim.present.sentences import HEADLINE_OUTCOMES, Answer, answers


class Pair(NamedTuple):
    """A policy beside another one, which is the baseline here."""

    results: Results  # in which no other policy is compared; its readings hold beside all of them
    policy: str
    answer: Answer
    totals: Totals  # of all runs, over the months that count
    read: Kept[dict[str, Course]]  # courses that were asked for, by outcome

    @property
    def baseline(self) -> str:
        """The arm that the other is compared with."""
        return self.results.baseline

    def courses(self, outcome: Outcome) -> dict[str, Course]:
        """Return an outcome month by month under the two, by policy; it is read when it is first asked for."""
        folder, two = self.results.folder, (self.baseline, self.policy)
        return self.read.get(
            outcome.name, lambda: {policy: course for (policy, _), course in courses(folder, [outcome], two)}
        )

    def differences(self, outcome: Outcome) -> dict[int, float]:
        """Return the difference of each pair of runs by its seed; pairs without one are left out."""
        ours, theirs = (self.totals.get((arm, outcome.name), {}) for arm in (self.policy, self.baseline))
        return {seed: ours[seed] - theirs[seed] for seed in sorted(ours.keys() & theirs.keys())}


class Against(NamedTuple):
    """All policies of an experiment beside one of them."""

    results: Results
    answers: tuple[Answer, ...]
    totals: Totals

    def pair(self, policy: str) -> Pair:
        """Return one of the policies beside the baseline."""
        two = (self.results.baseline, policy)
        rows = {key: row for key, row in self.results.comparison.items() if key[0] == policy}
        totals = {key: seeds for key, seeds in self.totals.items() if key[0] in two}
        answer = next(one for one in self.answers if one.policy == policy)
        read: Kept[dict[str, Course]] = Kept(len(HEADLINE_OUTCOMES))
        return Pair(self.results._replace(comparison=rows), policy, answer, totals, read)


def against(results: Results, baseline: str) -> Against:
    """Compare the policies of an experiment with one of them, as `compare --baseline` does.

    Raises
    ------
    ExperimentError
        The folder changed meanwhile, or is damaged.
    """
    compared = results if baseline == results.baseline else compare_otherwise(results, baseline)
    return Against(compared, answers(compared), window_totals(results.folder, Window(*compared.window)))
