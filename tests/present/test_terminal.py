"""The comparison as a terminal shows it: what stands in it, and that every terminal can show it."""

import re

import pytest

from sim.experiments.store.reader import Results
from sim.model.outcomes import OUTCOMES
from sim.present.changes import label
from sim.present.sentences import answers
from sim.present.terminal import PLAIN, WIDTH, comparison_text
from tests.present.conftest import Show
from tests.present.told import CLEAR, DEARER, UNDEFINED, twice

pytestmark = pytest.mark.usefixtures("acted")


def test_only_a_baseline_says_that_nothing_is_compared_and_what_to_add(real: Results) -> None:
    text = " ".join(comparison_text(real._replace(comparison={})).split())
    assert 'There is nothing to compare: only the baseline, "No new rule", was run. Add a policy under "arms"' in text


def test_the_terminal_text_has_every_headline_outcome_window_seeds_warnings_and_limits(show: Show) -> None:
    results = show()
    text = comparison_text(results)
    for outcome in OUTCOMES:
        if outcome.headline:
            assert f"\n{label(outcome)} " in text
    assert "2021-01 to 2022-06, 20 seeds" in text
    assert f"Warning: {results.record.warnings[0][:60]}" in " ".join(text.split())
    assert "Limits: The model compares policies" in text


def test_each_policy_begins_with_its_finding_and_says_no_sentence_twice(show: Show) -> None:
    results = show(stops_wrongful=CLEAR)
    text = " ".join(comparison_text(results).split())
    for answer in answers(results):
        finding = " ".join(answer.finding.translate(PLAIN).split())
        assert f"{answer.policy}, compared with status-quo {finding} " in text
        assert twice(answer) == []


def test_the_terminal_text_fits_100_columns_and_any_terminal(show: Show) -> None:
    text = comparison_text(show(offences=CLEAR | {"adjusted_p": 0.2}, support_mean=UNDEFINED, spend_city_rub=DEARER))
    assert max(map(len, text.splitlines())) <= WIDTH
    assert text.isascii()
    assert re.search(r"^offences .* unclear\*$", text, re.MULTILINE)
