"""Whether a policy acted and lasted is said before anything else, and too few pairs claim nothing."""

import pytest

from sim.experiments.store.reader import Results
from sim.present.terminal import comparison_text
from sim.present.words.language import KEPT
from tests.present.conftest import Show
from tests.present.told import ALWAYS, CLEAR, acting, answered, said

pytestmark = pytest.mark.usefixtures("acted")


@pytest.mark.parametrize(("months", "words"), [
    ((), "In none of 20 simulated pairs did “retention-5” take effect from January 2021 to June 2022, so"),
    (("2021-03",), "In 19 of 20 simulated pairs “retention-5” never took effect, so it changed nothing; in one it did, "
                   "from March 2021 on"),
    (("2021-03",) * 2 + ("2022-01",), "in 3 it did, for the first time between March 2021 and January 2022, "
                                      "depending on the pair"),
])  # fmt: skip
def test_a_policy_that_hardly_acted_says_so_and_nothing_else(
    show: Show, monkeypatch: pytest.MonkeyPatch, months: tuple[str, ...], words: str
) -> None:
    acting(monkeypatch, ALWAYS._replace(first_months=months))
    answer = answered(show(stops_wrongful=CLEAR))
    assert words in answer.finding
    assert [text for _, text in answer.lines] == [answer.finding]
    assert "These runs cannot tell what “retention-5” changes once it takes effect." in answer.finding


def test_a_policy_that_acted_in_some_pairs_says_so_first(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    acting(monkeypatch, ALWAYS._replace(first_months=("2021-01",) * 12))
    answer = answered(show(stops_wrongful=CLEAR))
    assert answer.lines[0][1].startswith("In 8 of 20 simulated pairs “retention-5” never took effect")
    assert answer.finding.startswith("In 8 of 20 simulated pairs “retention-5” never took effect")
    assert "wrongful stops" in answer.finding


def test_a_policy_that_did_not_last_says_so_first(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    undone = ("2021-09",) * 7 + ("2022-02",) * 9
    acting(monkeypatch, ALWAYS._replace(undone_months=undone, stopped=(3,) * 20, again=(2,) * 20))
    answer = answered(show(stops_wrongful=CLEAR))
    assert answer.finding.startswith(
        "In the model, in 16 of 20 simulated pairs recognising cameras under “retention-5” at some time differ from "
        "“status-quo” by half or more, and this does not last: by June 2022 less than half of that difference is "
        "left. In any other pair it lasts, or was never that large. In the model, added up"
    )
    assert (
        "it had shrunk to that by February 2022 (September 2021 at the earliest, February 2022 at" in answer.lines[0][1]
    )
    assert "Of the cities that had switched recognition off, 2 have it on again by June 2022" in answer.lines[0][1]


def test_what_did_not_last_in_a_few_pairs_is_told_but_not_first(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    acting(monkeypatch, ALWAYS._replace(undone_months=("2022-02",)))
    answer = answered(show(stops_wrongful=CLEAR))
    assert answer.finding.startswith("In the model, added up")
    assert answer.lines[0][1].endswith("There, it had shrunk to that by February 2022.")


def test_a_policy_that_was_set_to_end_says_so_first(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    acting(monkeypatch, ALWAYS._replace(undone_months=("2022-02",) * 20))
    results = show(stops_wrongful=CLEAR)
    ending = [{"lever": "retention_days", "value": 5, "from": "2021-01", "to": "2022-01"}]
    arms = results.record.arms | {"retention-5": results.record.arms["retention-5"] | {"definition": ending}}
    answer = answered(results._replace(record=results.record._replace(arms=arms)))
    assert answer.finding.startswith(
        "In the model, “retention-5” ended as planned in January 2022; in 20 of 20 simulated pairs recognising cameras "
    )
    assert answer.sets.replace(KEPT, " ") == (
        "What it sets: days that footage and face passages are kept (5 instead of 30 days), from January 2021 until "
        "January 2022."
    )


def test_a_city_that_comes_back_is_told_where_the_country_does_not(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    acting(monkeypatch, ALWAYS._replace(stopped=(1,) * 20, again=(1,) * 4 + (0,) * 16))
    assert "in 4 of 20 simulated pairs a city that had switched" in answered(show(stops_wrongful=CLEAR)).lines[0][1]


def test_few_seeds_make_no_claim(one_seed: Results, real: Results) -> None:
    for results, words in ((one_seed, "From one simulated pair nothing"), (real, "From 4 simulated pairs nothing")):
        assert list(said(results)) == ["No claim is made"]
        assert said(results)["No claim is made"].startswith(words)
        assert "at least 6 pairs have to differ" in answered(results).finding
    assert "no interval" in comparison_text(one_seed)
