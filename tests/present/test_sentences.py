from collections.abc import Callable
from pathlib import Path

from sim.model.outcomes import HEADLINES, OUTCOMES
from sim.present.folder import read_experiment
from sim.present.sentences import answer
from sim.present.terminal import COLUMNS, comparison_text

Write = Callable[..., Path]
EQUAL = {"difference": 0.0, "lo95": 0.0, "hi95": 0.0}
UNCLEAR = {"difference": -5.0, "lo95": -20.0, "hi95": 10.0}
UNDEFINED = {"difference": "", "lo95": "", "hi95": "", "baseline_mean": "", "n_pairs": 0}


def said(folder: Path) -> dict[str, str]:
    return dict(answer(read_experiment(folder), "retention-5").lines)


def test_a_clear_difference_names_who_gains_with_interval_and_baseline(write: Write) -> None:
    sentence = said(write())["Who gains"]
    assert sentence.startswith("residents, by ")
    assert "10 fewer illicit look-ups (95 % interval 5 to 15 fewer; baseline 100)" in sentence


def test_a_difference_that_never_varies_is_said_so(write: Write) -> None:
    fixed = {"lookups_illicit": {"difference": -7.0, "lo95": -7.0, "hi95": -7.0}}
    assert "7 fewer illicit look-ups (the same in every run; base" in said(write(changed=fixed))["Who gains"]


def test_money_is_told_by_who_pays(write: Write) -> None:
    dearer = {"spend_city_rub": {"difference": 2e6, "lo95": 1e6, "hi95": 3e6}}
    sentence = said(write(changed=dearer))["Who pays"]
    assert "taxpayers: spending by cities 2.00 M roubles higher (95 % interval 1.00 to 3.00 M hi" in sentence


def test_what_a_stakeholder_wants_less_of_is_a_harm_when_it_grows(write: Write) -> None:
    more = {"lookups_illicit": {"difference": 7.0, "lo95": 4.0, "hi95": 10.0}}
    lines = said(write(changed=more))
    assert "7 more illicit look-ups" in lines["Who loses or is harmed"]
    assert "illicit look-ups" not in lines["Who gains"]


def test_an_interval_with_zero_is_no_clear_difference(write: Write) -> None:
    lines = said(write(changed={"lookups_illicit": UNCLEAR}))
    assert "illicit look-ups" in lines["No clear difference"]
    assert all("illicit" not in text for head, text in lines.items() if head != "No clear difference")


def test_an_interval_that_touches_zero_is_no_clear_difference(write: Write) -> None:
    lines = said(write(changed={"lookups_illicit": UNCLEAR | {"hi95": 0.0}}))
    assert "illicit look-ups" in lines["No clear difference"]


def test_no_difference_in_any_run_is_exactly_equal(write: Write) -> None:
    lines = said(write(changed={"offences": EQUAL}))
    assert lines["Exactly equal in every run"] == "offences."


def test_an_undefined_outcome_is_called_so(write: Write) -> None:
    assert "support for recognition" in said(write(changed={"support_mean": UNDEFINED}))["Undefined"]


def test_nothing_clear_claims_nothing(write: Write) -> None:
    lines = said(write(changed={name: UNCLEAR for name in HEADLINES}))
    assert lines["Who gains"].startswith("no clear gain")
    assert lines["Who pays"] == "no clear difference in spending."
    assert "does not prove" in lines["Who loses or is harmed"]


def test_one_seed_makes_no_claim(write: Write) -> None:
    folder = write(n_seeds=1)
    assert list(said(folder)) == ["No claim is made"]
    assert "at least two seeds" in said(folder)["No claim is made"]
    assert "no interval" in comparison_text(folder)


def test_the_terminal_text_has_every_headline_outcome_window_seeds_warnings_and_limits(write: Write) -> None:
    text = comparison_text(write())
    for outcome in OUTCOMES:
        assert (f"\n{outcome.label} " in text) == outcome.headline, outcome.name
    assert "2020-01 to 2021-06, 4 seeds" in text
    assert "Warning: lookup_price_rub: 20000 is unusual" in text
    assert "Limits: The model compares policies" in text


def test_the_terminal_text_fits_100_columns_and_any_terminal(write: Write) -> None:
    text = comparison_text(write(changed={"offences": UNCLEAR, "support_mean": UNDEFINED}))
    assert max(map(len, text.splitlines())) <= COLUMNS
    assert text.isascii()
