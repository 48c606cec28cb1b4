"""Made-up rows of a comparison, and what is said of them."""

import re
from collections import Counter

import pytest

from sim.analysis.compare.acting import Acting
from sim.experiments.store.reader import Results
from sim.model.outcomes import HEADLINES
from sim.present import sentences
from sim.present.sentences import Answer, answers
from sim.present.words.language import KEPT

CLEAR = {"difference": -60.0, "lo95": -75.0, "hi95": -45.0, "baseline_mean": 100.0}
EQUAL = {"difference": 0.0, "lo95": 0.0, "hi95": 0.0, "baseline_mean": 100.0, "differing_pairs": 0}
UNCLEAR = {"difference": -5.0, "lo95": -20.0, "hi95": 10.0, "adjusted_p": 0.8}
UNDEFINED = {"difference": None, "lo95": None, "hi95": None, "baseline_mean": None, "n_pairs": 0}
DEARER = {"difference": 2e6, "lo95": 1e6, "hi95": 3e6, "baseline_mean": 1e7}
ALL_UNCLEAR = {name: UNCLEAR for name in HEADLINES}
ALWAYS = Acting(20, ("2021-01",) * 20, (), (0,) * 20, (0,) * 20)
FORBIDDEN = re.compile(r"\b(will|causes?|proves?|likely|no effect|fewer solved|under 0\.01)\b", re.IGNORECASE)


def acting(monkeypatch: pytest.MonkeyPatch, shown: Acting) -> None:
    monkeypatch.setattr(sentences, "acting_policies", lambda *_: {"retention-5": shown, "pause": shown})


def answered(results: Results) -> Answer:
    return {answer.policy: answer for answer in answers(results)}["retention-5"]


def twice(answer: Answer) -> list[str]:
    """Return the sentences that stand more than once in an answer."""
    whole = " ".join((answer.finding, *(text for _, text in answer.lines)))
    counted = Counter(re.split(r"(?<=[.!?]) (?=[A-Z“])", whole))
    return [sentence for sentence, n in counted.items() if n > 1]


def said(results: Results) -> dict[str, str]:
    return {heading: text.replace(KEPT, " ") for heading, text in answered(results).lines}
