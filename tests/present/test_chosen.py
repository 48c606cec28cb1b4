"""What a command set, what is in force from the start, and that no folder of a machine is told."""

from pathlib import Path
from typing import Any

import pytest

from sim.experiments.store.reader import Results
from sim.present.chosen import levers_sentence, policy_sentence, settings_sentence
from sim.present.folder import update_folder
from sim.present.sentences import answers
from sim.present.terminal import comparison_text
from sim.present.words.language import KEPT
from tests.experiments.folders import ONE_CITY, run_alone, small
from tests.present.conftest import Show


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """Make a folder whose scenario is named by its whole path, warns, and has values of the command."""
    folder = tmp_path_factory.mktemp("changed") / "experiment"
    scenario = small(arms=("ban",), period__end="2021-03", retention_days="90", new_fr_permitted="false",
                     corruptible_share="0.2")  # fmt: skip
    run_alone(folder, scenario, n_seeds=1)
    return update_folder(folder)


def test_values_of_the_command_stand_in_one_line(changed: Results) -> None:
    said = "period.end = 2021-03; retention_days = 90; new_fr_permitted = false; corruptible_share = 0.2"
    assert settings_sentence(changed) == f"Set for these runs (--set): {said}."
    assert "Set for these runs (--set): period.end" in comparison_text(changed)


def test_levers_of_the_start_that_are_not_as_usual_are_told(changed: Results) -> None:
    assert levers_sentence(changed).replace(KEPT, " ") == (
        "In force from the start in every policy: new_fr_permitted = no (usually yes); "
        "retention_days = 90 days (usually 30)."
    )


def test_what_a_policy_sets_is_told_beside_what_holds_otherwise(changed: Results) -> None:
    told = policy_sentence(changed, "ban")
    assert "connect more cameras to it (no, as without the policy), from January 2021 on; " in told
    assert told.endswith("may go on recognising (no instead of yes), from January 2021 on.")
    assert policy_sentence(changed, changed.baseline) == "What it sets: nothing beyond the baseline."


@pytest.mark.parametrize(("entry", "words"), [
    ({"lever": "audit_share", "value": 0.5, "from": "2021-01", "to": "2021-02", "where": {"cities": ["RU-MOW/Moscow"]}},
     "(50% instead of 0%), from January 2021 until February 2021 in Moscow only."),
    ({"lever": "audit_share", "value": 0.5, "ramp_months": 6, "where": {"population_min": 500000}},
     "(50% instead of 0%), step by step over 6 months only where population_min is 500000."),
    ({"adaptive": "moratorium", "from": "2021-01", "options": {}},
     "published support was below 40%, from January 2021 on."),
    ({"adaptive": "moratorium", "options": {"support_floor": 1.0}}, "published support was below 100%."),
    ({"adaptive": "until-statute", "options": {}}, "until a statute regulates it, without a limit in time."),
    ({"adaptive": "until-statute", "options": {"months_at_most": 60}}, "or for 60 months at most."),
    ({"lever": "consent_mode", "value": "opt_in"}, "(only those of people who say yes instead of everybody's)."),
    ({"lever": "watchlist_scope", "value": "debtors"},
     "(wanted people and debtors instead of wanted people, debtors, people in quarantine, protesters)."),
    ({"lever": "watchlist_cap", "value": 50000}, "(50,000 persons instead of no limit)."),
    ({"lever": "contract_fpir", "value": 1e-7}, "(1 in 10 M searches instead of no limit)."),
    ({"lever": "fr_camera_cap_share", "value": 0.02}, "(2% instead of 100%)."),
    ({"lever": "federal_pool_rub_per_year", "value": 3e8}, "(300 M instead of 10 bn roubles of 2020 per year)."),
    ({"lever": "existing_fr_permitted", "value": False, "where": {"cities": [f"XX/{name}" for name in "ABCDEFGH"]}},
     "(no instead of yes), in A, B, C, D, E, F and 2 more only."),
    ({"adaptive": "by-hand", "from": "2021-01"}, "What it sets: by-hand, from January 2021 on."),
])  # fmt: skip
def test_where_and_when_a_policy_holds_is_told(changed: Results, entry: dict[str, Any], words: str) -> None:
    arms = changed.record.arms | {"ban": changed.record.arms["ban"] | {"definition": [entry]}}
    told = policy_sentence(changed._replace(record=changed.record._replace(arms=arms)), "ban")
    assert told.replace(KEPT, " ").endswith(words)


@pytest.mark.usefixtures("acted")
def test_what_an_adaptive_policy_does_is_told(show: Show) -> None:
    told = {answer.policy: answer.sets for answer in answers(show())}["pause"]
    assert "in a month after one in which its published support was below" in told
    assert told.replace("\n", " ") in " ".join(comparison_text(show()).split())


def test_nothing_is_said_where_nothing_was_set(changed: Results) -> None:
    plain = changed._replace(record=changed.record._replace(settings={}, world={}))
    assert settings_sentence(plain) == levers_sentence(plain) == ""


def test_no_file_holds_a_folder_of_this_machine(changed: Results) -> None:
    assert changed.record.warnings[0].startswith("--set corruptible_share")
    parts = (str(ONE_CITY.parents[2]), str(changed.folder), str(Path.home()))
    for path in changed.folder.rglob("*"):
        if path.suffix in {".json", ".yaml", ".csv", ".txt", ".html"}:
            text = path.read_text(encoding="utf-8")
            assert not [part for part in parts if part in text], path.name
