"""Whether a policy acted and lasted is said before anything else, and too few pairs claim nothing."""

import pytest

from sim.analysis.compare.acting import Acting
from sim.experiments.store.reader import Results
from sim.present.terminal import comparison_text
from sim.present.words.language import KEPT
from tests.present.conftest import Show
from tests.present.told import ALWAYS, CLEAR, acting, answered, said, twice

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
    ((heading, text),) = answer.lines
    assert heading == "Whether it took effect"
    assert words in text
    assert "These runs cannot tell what “retention-5” changes once it takes effect." in text
    assert "wrongful stops" not in answer.finding


@pytest.mark.parametrize(("n_acted", "words"), [
    (0, "In the model, “retention-5” changed nothing at all from January 2021 to June 2022 in any of 20 simulated "
        "pairs."),
    (1, "In the model, “retention-5” changed something in only 1 of 20 simulated pairs: too few to tell what it does."),
])  # fmt: skip
def test_a_policy_that_hardly_acted_says_so_in_short(
    show: Show, monkeypatch: pytest.MonkeyPatch, n_acted: int, words: str
) -> None:
    acting(monkeypatch, ALWAYS._replace(first_months=("2021-03",) * n_acted))
    assert answered(show(stops_wrongful=CLEAR)).finding == words


def test_a_policy_that_acted_in_some_pairs_says_so_first(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    acting(monkeypatch, ALWAYS._replace(first_months=("2021-01",) * 12))
    answer = answered(show(stops_wrongful=CLEAR))
    assert answer.lines[0][1].startswith("In 8 of 20 simulated pairs “retention-5” never took effect")
    assert answer.finding.startswith(
        "In the model, “retention-5” changed nothing at all in 8 of 20 simulated pairs; what follows counts all 20. "
        "In the model, added up"
    )
    assert "wrongful stops" in answer.finding


def test_a_policy_that_did_not_last_says_so_first(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    undone = ("2021-09",) * 7 + ("2022-02",) * 9
    acting(monkeypatch, ALWAYS._replace(undone_months=undone, stopped=(3,) * 20, again=(2,) * 20))
    answer = answered(show(stops_wrongful=CLEAR))
    assert answer.finding.startswith(
        "In the model, what “retention-5” changes in cameras does not last in 16 of 20 simulated pairs: by June 2022 "
        "the number that recognise faces has gone more than half of the way back to what it is under “status-quo”. In "
        "the model, added up"
    )
    assert answer.lines[0][1].startswith(
        "In the model, in 16 of 20 simulated pairs recognising cameras under “retention-5” at some time differ from "
        "“status-quo” by half or more, and this does not last: by June 2022 less than half of that difference is "
        "left. In any other pair it lasts, or was never that large. In at least half of these 16 pairs, it had shrunk "
        "to that by February 2022 (in the first of them by September 2021, in the last by February 2022)."
    )
    assert "Of the cities that had switched recognition off, 2 have it on again by June 2022" in answer.lines[0][1]


def test_a_median_under_one_city_is_not_told(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    undone = ALWAYS._replace(undone_months=("2022-02",) * 10, stopped=(1,) * 20, again=(1,) * 10 + (0,) * 10)
    acting(monkeypatch, undone)
    assert "Of the cities" not in answered(show(stops_wrongful=CLEAR)).text()


def test_what_did_not_last_in_a_few_pairs_is_told_but_not_first(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    acting(monkeypatch, ALWAYS._replace(undone_months=("2022-02",)))
    answer = answered(show(stops_wrongful=CLEAR))
    assert answer.finding.startswith("In the model, added up")
    assert answer.lines[0][1].endswith("There, it had shrunk to that by February 2022.")


def test_a_policy_that_was_set_to_end_says_so_first(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    acting(monkeypatch, ALWAYS._replace(undone_months=("2022-02",) * 20))
    results = show(stops_wrongful=CLEAR)
    ending = {"lever": "retention_days", "value": 5, "from": "2021-01", "to": "2022-01"}
    answer = answered(setting(results, ending))
    assert answer.finding.startswith(
        "In the model, “retention-5” ended as planned in January 2022; by June 2022 most of the difference that it "
        "made in the number of cameras that recognise faces is gone in 20 of 20 simulated pairs."
    )
    assert answer.lines[0][1].startswith(
        "In the model, “retention-5” ended as planned in January 2022; in 20 of 20 simulated pairs recognising cameras "
    )
    assert answer.sets.replace(KEPT, " ") == (
        "What it sets: days that recordings, and who passed which camera, are kept (5 instead of 30 days), "
        "from January 2021 until January 2022."
    )


def test_a_city_that_comes_back_is_told_where_the_country_does_not(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    acting(monkeypatch, ALWAYS._replace(stopped=(1,) * 20, again=(1,) * 4 + (0,) * 16))
    assert "in 4 of 20 simulated pairs a city that had switched" in answered(show(stops_wrongful=CLEAR)).lines[0][1]


WHY = "in the model a city can undo a ban on its own. In each month with more offences than it has been used to"
BAN = {"lever": "existing_fr_permitted", "value": False, "from": "2021-01", "to": "2022-06"}


@pytest.mark.parametrize(("entry", "told"), [
    (BAN, True), (BAN | {"to": None}, True), (BAN | {"to": "2022-03"}, False), (BAN | {"value": True}, False),
    (BAN | {"lever": "new_fr_permitted"}, False),
])  # fmt: skip
def test_why_a_ban_ends_is_told_once_where_cities_alone_can_undo_it(
    show: Show, monkeypatch: pytest.MonkeyPatch, entry: dict[str, object], told: bool
) -> None:
    for shown in (
        ALWAYS._replace(undone_months=("2022-02",) * 20),
        ALWAYS._replace(stopped=(1,) * 20, again=(1,) * 20),
    ):
        acting(monkeypatch, shown)
        answer = answered(setting(show(stops_wrongful=CLEAR), entry))
        assert f"{answer.finding} {answer.text()}".count(WHY) == told


def test_nothing_is_told_of_a_bans_end_where_it_lasts(show: Show) -> None:
    assert "undo" not in answered(setting(show(stops_wrongful=CLEAR), BAN)).text()


@pytest.mark.parametrize("shown", [
    ALWAYS._replace(first_months=()), ALWAYS._replace(first_months=("2021-01",)),
    ALWAYS._replace(first_months=("2021-01",) * 12), ALWAYS._replace(undone_months=("2022-02",) * 20, again=(2,) * 20),
    ALWAYS._replace(again=(2,) * 20),
])  # fmt: skip
def test_no_sentence_stands_twice_in_an_answer(show: Show, monkeypatch: pytest.MonkeyPatch, shown: Acting) -> None:
    acting(monkeypatch, shown)
    for entry in (BAN, BAN | {"to": "2022-03"}):
        assert twice(answered(setting(show(stops_wrongful=CLEAR), entry))) == []


def setting(results: Results, entry: dict[str, object]) -> Results:
    """Return results as if a policy set one thing."""
    arms = results.record.arms | {"retention-5": results.record.arms["retention-5"] | {"definition": [entry]}}
    return results._replace(record=results.record._replace(arms=arms))


def test_few_seeds_make_no_claim(one_seed: Results, real: Results) -> None:
    for results, words in ((one_seed, "From one simulated pair nothing"), (real, "From 4 simulated pairs nothing")):
        assert list(said(results)) == ["No claim is made"]
        assert said(results)["No claim is made"].startswith(words)
        assert "at least 6 pairs have to differ" in said(results)["No claim is made"]
        assert answered(results).finding == f"{words} is claimed about “Pictures are kept for 5 days, not 30”."
        assert twice(answered(results)) == []
    assert "no interval" in comparison_text(one_seed)
