"""What is said of a comparison, and the rules that every sentence keeps."""

import re

import pytest

from sim.model.outcomes import HEADLINES
from sim.present.sentences import Answer, answers
from sim.present.words.language import KEPT
from tests.present.conftest import Show
from tests.present.told import (
    ALL_UNCLEAR,
    CLEAR,
    DEARER,
    EQUAL,
    FORBIDDEN,
    UNCLEAR,
    UNDEFINED,
    answered,
    said,
)

pytestmark = pytest.mark.usefixtures("acted")

CHEAPER = {"difference": -2e6, "lo95": -3e6, "hi95": -1e6, "baseline_mean": 1e7}


def test_every_policy_is_answered_by_name(show: Show) -> None:
    assert [answer.policy for answer in answers(show())] == ["retention-5", "pause"]


def test_a_clear_difference_names_who_gains_and_tells_the_ratio_first(show: Show) -> None:
    sentence = said(show(stops_wrongful=CLEAR))["Who gains"]
    assert sentence.startswith(
        "In the model, added up from January 2021 to June 2022 and compared with “status-quo”, for "
    )
    assert (
        "there are fewer wrongful stops after a false alert, by more than half (about 40 instead of 100; 95% interval "
        "45 to 75 fewer)" in sentence
    )


@pytest.mark.parametrize(("cells", "words"), [
    ({"difference": -7.0, "lo95": -7.0, "hi95": -7.0, "baseline_mean": 14.0},
     "fewer wrongful stops after a false alert, by about half (about "
     "7 instead of 14; the same difference in every pair)"),
    ({"difference": -1.0, "lo95": -1.5, "hi95": -0.5, "baseline_mean": 1000.0},
     "by 0.1% (1 fewer than 1,000; 95% interval 0.5 to 1.5 fewer)"),
    ({"difference": 140_549.0, "lo95": 120_000.0, "hi95": 160_000.0, "baseline_mean": 59_284.0},
     "more wrongful stops after a false alert, 3.4 times as many (about 200,000 instead of 59,000; 95% interval "
     "120,000 to 160,000 more)"),
    ({"difference": -5.0, "lo95": -6.0, "hi95": -4.0, "baseline_mean": 5.0},
     "none instead of 5 (95% interval 4 to 6 fewer; the number without the policy is uncertain too)"),
    ({"difference": 5.0, "lo95": 4.0, "hi95": 6.0, "baseline_mean": 0.0},
     "5 instead of none (95% interval 4 to 6 more)"),
])  # fmt: skip
def test_how_much_is_told_as_the_baseline_allows(show: Show, cells: dict[str, float], words: str) -> None:
    assert words in answered(show(stops_wrongful=cells)).text().replace(KEPT, " ")


def test_shares_change_by_percentage_points_and_counts_by_per_cent(show: Show) -> None:
    support = {"difference": -0.00230, "lo95": -0.00255, "hi95": -0.00206, "baseline_mean": 0.589}
    text = said(show(support_mean=support))["Also different"]
    words = (
        "support for recognition is slightly lower, by 0.23 percentage points (58.7% instead of 58.9%; 95% interval "
        "0.21 to 0.26"
    )
    assert words in text.replace("0.25", "0.26")  # 0.255 lies between two floats
    more = {"difference": 0.02, "lo95": 0.01, "hi95": 0.03, "baseline_mean": 0.58}
    assert "is higher, by 2.0 percentage points (60% instead of 58%;" in said(show(support_mean=more))["Also different"]


def test_money_is_told_by_who_pays(show: Show) -> None:
    lines = said(show(spend_city_rub=DEARER))
    told = lines["Who pays"].replace("\N{NO-BREAK SPACE}", " ")
    assert (
        "cities spend more of their own money on cameras, staff, safeguards and what they owe for leaks, by 20%" in told
    )
    assert "(about 12 M instead of 10 M roubles; 95% interval 1.0 to" in told
    assert "cities spend" not in lines["Who gains"] + lines["Who loses or is harmed"]


def test_a_saving_is_a_gain_and_nobody_pays_it(show: Show) -> None:
    lines = said(show(spend_city_rub=CHEAPER, spend_federal_rub=EQUAL))
    assert (
        "for taxpayers, cities spend less of their own money on cameras, staff, safeguards and what they owe for "
        "leaks, by 20%" in lines["Who gains"]
    )
    assert lines["Who pays"].endswith("neither cities nor the federation clearly spend more.")


def test_one_purse_may_save_what_another_pays(show: Show) -> None:
    lines = said(show(spend_city_rub=CHEAPER, spend_federal_rub=DEARER))
    assert "cities spend less of their own money on cameras, staff, safeguards" in lines["Who gains"]
    assert "the federation pays more in subsidies" in lines["Who pays"]


def test_what_a_stakeholder_wants_less_of_is_a_harm_when_it_grows(show: Show) -> None:
    lines = said(show(lookups_illicit={"difference": 7.0, "lo95": 4.0, "hi95": 10.0, "baseline_mean": 10.0}))
    assert "there are more illicit look-ups" in lines["Who loses or is harmed"]
    assert "look-ups" not in lines["Who gains"]


@pytest.mark.parametrize("cells", [UNCLEAR, UNCLEAR | {"hi95": 0.0}, CLEAR | {"adjusted_p": 0.06}])
def test_an_interval_with_zero_or_a_difference_that_falls_to_the_correction_is_not_clear(
    show: Show, cells: dict[str, float]
) -> None:
    lines = said(show(lookups_illicit=cells))
    assert "illicit look-ups" in lines["No clear difference"]
    assert all("illicit" not in text for head, text in lines.items() if head != "No clear difference")


def test_too_few_pairs_that_differ_claim_nothing_of_an_outcome(show: Show) -> None:
    lines = said(show(lookups_illicit=CLEAR | {"differing_pairs": 5}))
    assert lines["Too few pairs to tell"].startswith("illicit look-ups (they differ in fewer than 6 pairs")
    assert "look-ups" not in lines["Who gains"]


def test_what_a_few_pairs_carry_is_told_by_its_mean_and_by_its_middle(show: Show) -> None:
    few = {"difference": -2e6, "lo95": -3.6e6, "hi95": -0.4e6, "baseline_mean": 3e6, "same_sign_pairs": 19,
           "median_difference": -6e5, "median_lo95": -9e5, "median_hi95": 1e5}  # fmt: skip
    text = said(show(people_leaked=few))["Who gains"]
    assert (
        "fewer people have their data leaked, by about two thirds (about 1.0 M instead of 3.0 M; 95% interval 400,000 "
        "to 3.6 M fewer; the number without the policy is uncertain too): fewer in 19, more in 1 of 20 simulated "
        "pairs, while the size of the mean comes mostly from a few large leaks; the middle pair has 600,000 fewer "
        "(95% interval of that 100,000 more to 900,000 fewer)" in text
    )


def test_what_is_equal_and_what_is_zero_are_told_apart(show: Show) -> None:
    lines = said(show(**ALL_UNCLEAR | {"offences": EQUAL, "spend_federal_rub": EQUAL | {"baseline_mean": 0.0}}))
    assert (
        lines["Equal in every run"]
        == "offences, supplier concentration (the same under “retention-5” as under “status-quo” in every pair)."
    )
    assert lines["Zero in every run"].startswith("federal spending (zero under “retention-5” as under “status-quo” in")


def test_an_undefined_outcome_is_called_so(show: Show) -> None:
    assert "support for recognition" in said(show(support_mean=UNDEFINED))["Undefined"]


def test_nothing_clear_claims_nothing(show: Show) -> None:
    results = show(**ALL_UNCLEAR)
    assert said(results)["Who gains"].endswith(
        "nobody clearly gains in an outcome that is compared here; what is not counted here may still be better for "
        "somebody."
    )
    assert "may still be worse for somebody" in said(results)["Who loses or is harmed"]
    assert "there is no clear difference between “retention-5” and “status-quo”" in answered(results).finding


def test_a_rise_of_solved_offences_that_more_offences_bring_is_not_a_gain(show: Show) -> None:
    more = {"difference": 2.0, "lo95": 1.0, "hi95": 3.0, "baseline_mean": 1000.0}
    crime = more | {"difference": 4.0, "lo95": 3.0, "hi95": 5.0}
    lines = said(show(**ALL_UNCLEAR | {"clearances_total": more, "offences": crime}))
    assert "nobody clearly gains" in lines["Who gains"]
    assert "more offences are solved in all" in lines["Also different"]
    relation = lines["How the counts of solved offences relate"]
    assert "is not counted as a gain, as offences rise at least as much in per cent (0.4% against 0.2%)" in relation
    lines = said(show(**ALL_UNCLEAR | {"clearances_total": crime, "offences": more}))
    assert "more offences are solved in all" in lines["Who gains"]
    assert "goes with more offences, by 0.2%" in lines["How the counts of solved offences relate"]


def test_what_is_counted_in_the_last_month_or_on_average_says_so(show: Show) -> None:
    text = said(show(cameras_recognising=CLEAR, support_mean=UNCLEAR))["Also different"]
    assert "In the model, in June 2022 and compared with “status-quo”, fewer cameras recognise faces, by" in text


def test_a_middle_pair_of_zero_is_told_as_not_at_all(show: Show) -> None:
    nine = {"difference": -0.45, "lo95": -0.7, "hi95": -0.2, "baseline_mean": 1.0, "same_sign_pairs": 9,
            "differing_pairs": 9, "median_difference": 0.0, "median_lo95": -1.0, "median_hi95": 0.0}  # fmt: skip
    text = said(show(cities_with_fr=nine))["Also different"]
    assert "fewer in 9, the same in 11 of 20 simulated pairs, and no difference in the middle pair" in text


@pytest.mark.parametrize(("difference", "half", "words"), [
    (-3560.0, 150.0, "by 12% (about 25,500 instead of 29,100;"),
    (-4360.0, 1800.0, "by 15% (about 24,700 instead of 29,100;"),
    (-14500.0, 1500.0, "(about 15,000 instead of 29,000;"),
])  # fmt: skip
def test_levels_have_as_many_digits_as_their_difference_needs(
    show: Show, difference: float, half: float, words: str
) -> None:
    cells = {"difference": difference, "lo95": difference - half, "hi95": difference + half, "baseline_mean": 29_051.0}
    assert words in said(show(detections=cells))["Who loses or is harmed"]


def test_a_law_that_does_some_of_it_under_the_baseline_too_is_told(show: Show) -> None:
    law = {"difference": 0.0, "lo95": 0.0, "hi95": 0.0, "baseline_mean": 0.1, "n_pairs": 20}
    told = said(show(stops_wrongful=CLEAR, statutes=law))["A law without the policy"]
    assert told == (
        "In the model, in 2 of 20 simulated pairs a law that limits storage and asks for audits is in force by "
        "June 2022, under “status-quo” too; there “retention-5” changes less than what it sets."
    )
    _, pause = answers(show(stops_wrongful=CLEAR, statutes=law))
    assert "A law without the policy" not in dict(pause.lines)  # it sets neither
    assert "A law without the policy" not in said(show(stops_wrongful=CLEAR, statutes=law | {"baseline_mean": 0.0}))


def test_the_rules_of_wording_hold_for_every_outcome_in_both_directions(show: Show) -> None:
    for sign in (-1.0, 1.0):
        for difference in (1e-5, 0.07, 0.2, 0.5, 0.9, 1.0, 4.0):
            cells = {"difference": sign * difference, "lo95": sign * difference * 1.4, "hi95": sign * difference * 0.6}
            cells["lo95"], cells["hi95"] = sorted((cells["lo95"], cells["hi95"]))
            names = (*HEADLINES, "supplier_hhi", "cost_per_incremental_clearance_rub")
            for answer in answers(show(**{name: cells | {"baseline_mean": 1.0} for name in names})):
                check_wording(answer)


def check_wording(answer: Answer) -> None:
    for text in (answer.finding, *(sentence for _, sentence in answer.lines)):
        assert not FORBIDDEN.search(text), text
        assert not re.search(
            r"\d %|(?<![.\d])(?!20[0-9]{2}\b)[1-9]\d{3,}(?!-)|\d (bn|M|percentage|roubles)\b|\bnan\b|\{", text
        ), text
    claims = {heading: text for heading, text in answer.lines if heading in ("Who gains", "Who pays", "Also different")}
    for text in claims.values():
        assert re.match(r"In the model, (in June 2022|((added up|on average) )?from January 2021 to June 2022)", text)
        assert "compared with “status-quo”" in text
    assert not re.search(r"\b(falls?|lower)\b", claims["Who pays"])


def test_pairs_without_a_number_are_counted_where_others_have_one(show: Show) -> None:
    cells = {"difference": 0.1, "lo95": 0.05, "hi95": 0.15, "baseline_mean": 0.8}
    lines = said(show(supplier_hhi=cells | {"n_pairs": 18}))
    assert lines["Suppliers"].endswith(
        " 2 of the 20 simulated pairs have no such number and do not count in this sentence."
    )
    assert "no such number" not in said(show(supplier_hhi=cells))["Suppliers"]


def test_every_outcome_of_the_market_is_told_or_listed(show: Show) -> None:
    equal = said(show(supplier_hhi=EQUAL))
    assert "supplier concentration" in equal["Equal in every run"]
    assert "supplier concentration" in said(show(supplier_hhi=UNDEFINED))["Undefined"]
