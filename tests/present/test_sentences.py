from sim.experiments.store.reader import Results
from sim.model.outcomes import HEADLINES, OUTCOMES
from sim.present.sentences import answers
from sim.present.terminal import WIDTH, comparison_text
from tests.present.conftest import Show

CLEAR = {"difference": -10.0, "lo95": -15.0, "hi95": -5.0, "baseline_mean": 100.0}
EQUAL = {"difference": 0.0, "lo95": 0.0, "hi95": 0.0}
UNCLEAR = {"difference": -5.0, "lo95": -20.0, "hi95": 10.0}
UNDEFINED = {"difference": None, "lo95": None, "hi95": None, "baseline_mean": None, "n_pairs": 0}


def said(results: Results) -> dict[str, str]:
    found = {answer.policy: answer for answer in answers(results)}
    return dict(found["retention-5"].lines)


def test_every_policy_of_a_real_experiment_is_answered_by_name(real: Results) -> None:
    assert [answer.policy for answer in answers(real)] == ["retention-5", "pause"]


def test_a_clear_difference_names_who_gains_with_interval_and_baseline(show: Show) -> None:
    sentence = said(show(lookups_illicit=CLEAR))["Who gains"]
    assert "residents, by " in sentence
    assert "10 fewer illicit look-ups (95 % interval 5 to 15 fewer; baseline 100)" in sentence


def test_a_difference_that_never_varies_is_said_so(show: Show) -> None:
    fixed = {"difference": -7.0, "lo95": -7.0, "hi95": -7.0}
    assert "7 fewer illicit look-ups (the same in every run; base" in said(show(lookups_illicit=fixed))["Who gains"]


def test_money_is_told_by_who_pays(show: Show) -> None:
    dearer = {"difference": 2e6, "lo95": 1e6, "hi95": 3e6}
    lines = said(show(spend_city_rub=dearer))
    words = "taxpayers: spending by cities 2.00 M roubles higher (95 % interval 1.00 to 3.00 M higher;"
    assert words in lines["Who pays"]
    assert "spending by cities" not in lines["Who gains"] + lines["Who loses or is harmed"]


def test_a_saving_is_a_gain_and_nobody_pays_it(show: Show) -> None:
    cheaper = {"difference": -2e6, "lo95": -3e6, "hi95": -1e6}
    lines = said(show(spend_city_rub=cheaper, spend_federal_rub=EQUAL))
    words = "taxpayers, by spending by cities 2.00 M roubles lower (95 % interval 1.00 to 3.00 M lower;"
    assert words in lines["Who gains"]
    assert lines["Who pays"] == "no clear rise in spending."


def test_one_purse_may_save_what_another_pays(show: Show) -> None:
    cheaper, dearer = {"difference": -2e6, "lo95": -3e6, "hi95": -1e6}, {"difference": 2e6, "lo95": 1e6, "hi95": 3e6}
    lines = said(show(spend_city_rub=cheaper, spend_federal_rub=dearer))
    assert "spending by cities 2.00 M roubles lower" in lines["Who gains"]
    assert lines["Who pays"].startswith("taxpayers: federal spending 2.00 M roubles higher")


def test_what_a_stakeholder_wants_less_of_is_a_harm_when_it_grows(show: Show) -> None:
    lines = said(show(lookups_illicit={"difference": 7.0, "lo95": 4.0, "hi95": 10.0}))
    assert "7 more illicit look-ups" in lines["Who loses or is harmed"]
    assert "illicit look-ups" not in lines["Who gains"]


def test_an_interval_with_zero_is_no_clear_difference(show: Show) -> None:
    lines = said(show(lookups_illicit=UNCLEAR))
    assert "illicit look-ups" in lines["No clear difference"]
    assert all("illicit" not in text for head, text in lines.items() if head != "No clear difference")


def test_an_interval_that_touches_zero_is_no_clear_difference(show: Show) -> None:
    lines = said(show(lookups_illicit=UNCLEAR | {"hi95": 0.0}))
    assert "illicit look-ups" in lines["No clear difference"]


def test_no_difference_in_any_run_is_exactly_equal(show: Show) -> None:
    others = {name: UNCLEAR for name in HEADLINES}
    assert said(show(**others | {"offences": EQUAL}))["Exactly equal in every run"] == "offences."


def test_an_undefined_outcome_is_called_so(show: Show) -> None:
    assert "support for recognition" in said(show(support_mean=UNDEFINED))["Undefined"]


def test_nothing_clear_claims_nothing(show: Show) -> None:
    lines = said(show(**{name: UNCLEAR for name in HEADLINES}))
    assert lines["Who gains"].startswith("no clear gain")
    assert lines["Who pays"] == "no clear rise in spending."
    assert "does not prove" in lines["Who loses or is harmed"]


def test_one_seed_makes_no_claim(one_seed: Results) -> None:
    assert list(said(one_seed)) == ["No claim is made"]
    assert "at least two seeds" in said(one_seed)["No claim is made"]
    assert "no interval" in comparison_text(one_seed)


def test_the_terminal_text_has_every_headline_outcome_window_seeds_warnings_and_limits(real: Results) -> None:
    text = comparison_text(real)
    for outcome in OUTCOMES:
        assert (f"\n{outcome.label} " in text) == outcome.headline, outcome.name
    assert "2021-01 to 2022-06, 4 seeds" in text
    assert f"Warning: {real.record.warnings[0][:60]}" in " ".join(text.split())
    assert "Limits: The model compares policies" in text


def test_the_terminal_text_fits_100_columns_and_any_terminal(show: Show) -> None:
    text = comparison_text(show(offences=UNCLEAR, support_mean=UNDEFINED))
    assert max(map(len, text.splitlines())) <= WIDTH
    assert text.isascii()
