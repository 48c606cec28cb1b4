"""The text of answers that people read without the model."""

from docs.answers import main, own_arms
from sim.scenario.shipped import list_scenarios


def test_answers_of_a_scenario_are_written_with_question_finding_and_reasons(tmp_path):
    arguments = ["one-city", "--out", str(tmp_path / "answers.txt"), "--results", str(tmp_path), "--seeds", "2"]
    assert main([*arguments, "--people-per-agent", "5000"]) == 0
    text = (tmp_path / "answers.txt").read_text()
    for words in (
        "## one-city: What do three rules change",
        "### No face recognition (ban)\n\nWhat it sets: whether cities may",
        "\n\nFrom 2 simulated pairs nothing is claimed",
    ):
        assert words in text


def test_a_scenario_is_asked_about_the_arms_that_it_is_about():
    assert own_arms("ban") == ["ban", "ban-half", "ban-20-months", "ban-moscow"]
    assert own_arms("one-city") == []
    assert all(isinstance(own_arms(shipped.name), list) for shipped in list_scenarios())
