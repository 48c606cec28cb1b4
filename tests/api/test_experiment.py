"""What an experiment says is what its folder says."""

import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import sim
from sim.experiments.problems import UsageError
from sim.experiments.store.parquet import connect
from sim.experiments.store.schema import ComparisonRow
from sim.model.levers import LEVER_NAMES
from sim.model.outcomes import CITY_OUTCOMES, OUTCOMES
from sim.present.sentences import answers
from sim.scenario.text.problems import ScenarioError


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_comparison_is_the_table_of_the_folder(experiment: sim.Experiment) -> None:
    frame = experiment.comparison
    assert type(frame).__module__.startswith("pandas")
    assert tuple(frame.columns) == ComparisonRow._fields
    table = rows_of(experiment.folder / "comparison.csv")
    assert frame["outcome"].tolist() == [row["outcome"] for row in table]
    assert frame["difference"].tolist() == pytest.approx(
        [float(row["difference"] or "nan") for row in table], nan_ok=True
    )


def test_outcomes_are_those_of_the_country(experiment: sim.Experiment) -> None:
    frame = experiment.outcomes
    assert len(frame) == 2 * 3 * 36 * len(OUTCOMES)
    with connect() as connection:
        path = str(experiment.folder / "outcomes.parquet")
        (wanted,) = connection.execute(
            "SELECT sum(value) FROM read_parquet(?) WHERE place = 'country' AND outcome = 'offences'", [path]
        ).fetchone()
    assert frame.loc[frame["outcome"] == "offences", "value"].sum() == wanted > 0
    assert str(frame["date"].min())[:10] == "2019-01-01"


def test_cities_have_their_place_on_the_map(experiment: sim.Experiment) -> None:
    frame = experiment.cities
    assert len(frame) == 2 * 3 * 3 * len(CITY_OUTCOMES)
    (city,) = rows_of(experiment.folder / "cities.csv")
    assert set(frame["city"]) == {city["name"]}
    assert set(frame["population"]) == {10000}
    assert set(frame["latitude"]) == {float(city["latitude"])}


def test_polars_frames_hold_the_same(experiment: sim.Experiment) -> None:
    pytest.importorskip("polars")
    other = sim.open(experiment.folder, frame="polars")
    for mine, theirs in ((experiment.outcomes, other.outcomes), (experiment.cities, other.cities)):
        assert type(theirs).__module__.startswith("polars")
        assert theirs.columns == list(mine.columns)
        assert theirs["value"].fill_nan(0.0).sum() == pytest.approx(mine["value"].sum())


@pytest.mark.parametrize(("frame", "said"), [("excel", "pandas or polars"), ("polars", "pip install polars")])
def test_a_library_that_is_not_there_is_said_before_anything_is_run(
    scenario: sim.Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, frame: str, said: str
) -> None:
    monkeypatch.setattr("sim.present.frames.find_spec", lambda name: None)
    with pytest.raises(UsageError, match=said):
        scenario.simulate(frame=frame, out=tmp_path / "nothing")
    assert not (tmp_path / "nothing").exists()


def test_opening_a_folder_gives_the_same_experiment(experiment: sim.Experiment) -> None:
    again = sim.open(experiment.folder)
    assert (repr(again), again.answer) == (repr(experiment), experiment.answer)
    assert again._repr_html_() == experiment._repr_html_()
    assert again.answer.startswith("No face recognition (ban): ")
    assert repr(again).startswith("<Experiment one-city: ban against status-quo, 3 runs of each; ")


def test_all_stored_seeds_are_compared_and_that_is_said(scenario: sim.Scenario, experiment: sim.Experiment) -> None:
    with pytest.warns(
        UserWarning, match="3 seeds of ban are stored in .* all of them are compared, though 2 were asked for"
    ):
        again = scenario.simulate(seeds=2, arms=["ban"], out=experiment.folder, jobs=1)
    assert set(again.comparison["n_pairs"]) <= {0, 3}
    assert "3 runs of each" in repr(again)


def test_levers_are_told_as_a_scenario_file_writes_them(scenario: sim.Scenario) -> None:
    levers = scenario.with_values(retention_days=7, consent_mode="opt_in").levers.set_index("lever")
    assert levers.index.tolist() == list(LEVER_NAMES)
    assert levers["value"][["retention_days", "new_fr_permitted", "consent_mode"]].tolist() == ["7", "true", "opt_in"]
    assert levers.loc["retention_days", ["unit", "low", "high"]].tolist() == ["days", 0.0, 365.0]
    written = {lever: yaml.safe_load(value) for lever, value in levers["value"].items()}
    assert scenario.with_values(**written).levers["value"].tolist() == levers["value"].tolist()


def test_the_dictionary_is_that_of_the_folder(experiment: sim.Experiment) -> None:
    table = rows_of(experiment.folder / "outcomes.csv")
    frame = experiment.dictionary
    assert (list(frame.columns), len(frame)) == ([*table[0]], len(table))
    assert frame["over_time"].tolist() == [row["over_time"] for row in table]


def test_months_have_the_difference_of_the_runs_with_its_interval(experiment: sim.Experiment) -> None:
    months = experiment.monthly
    row = months[(months["outcome"] == "offences") & (months["month"] == "2021-12-01")].iloc[0]
    runs = experiment.outcomes
    runs = runs[(runs["outcome"] == "offences") & (runs["date"] == "2021-12-01")].set_index(["policy", "seed"])["value"]
    apart = runs["ban"] - runs["status-quo"]
    assert (row["n_pairs"], row["policy"]) == (3, "ban")
    assert row["baseline_mean"] == pytest.approx(runs["status-quo"].mean())
    assert row["difference"] == pytest.approx(apart.mean())
    assert row["lo95"] <= row["difference"] <= row["hi95"]
    assert row["hi95"] - row["difference"] == pytest.approx(4.302653 * apart.std() / 3**0.5)


def test_an_answer_has_its_finding_and_then_a_line_for_each_heading(experiment: sim.Experiment) -> None:
    (answer,) = answers(experiment.results)
    first, *lines = experiment.answer.split("\n")
    assert first == f"No face recognition (ban): {answer.finding}"
    assert lines == [f"{heading}: {text}" for heading, text in answer.lines]


def test_a_second_call_makes_nothing_again(scenario: sim.Scenario, experiment: sim.Experiment) -> None:
    before = {
        path: path.stat().st_mtime_ns for path in (experiment.folder / "runs").iterdir() if path.suffix == ".parquet"
    }
    scenario.simulate(seeds=3, arms=["ban"], out=experiment.folder, jobs=1)
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_a_figure_holds_a_line_for_each_policy_and_asks_the_network_for_nothing(experiment: sim.Experiment) -> None:
    figure = experiment.plot("offences")
    assert [trace.name for trace in figure.data if trace.name] == ["No new rule", "No face recognition"]
    assert "Simulation, not observation: median of 3 runs" in figure.layout.title.subtitle.text
    html = figure._repr_html_()
    assert not re.search(r"<(script|link|img)[^>]* (src|href)=", html)
    assert "Plotly.newPlot" in html
    with pytest.raises(UsageError, match="offences"):
        experiment.plot("offence")


def test_html_is_text_whatever_a_scenario_calls_itself(tmp_path: Path) -> None:
    loaded = sim.load("one-city").with_values(title="<script>alert(1)</script>")
    assert "<script>" not in loaded._repr_html_()
    assert "&lt;script&gt;" in loaded._repr_html_()
    assert "retention_days = 5 days" in loaded._repr_html_()


def test_mistakes_are_told_where_they_are_made() -> None:
    with pytest.raises(ScenarioError, match="one-city"):
        sim.load("one-citty")
    with pytest.raises(ScenarioError, match="retention_days"):
        sim.load("one-city").with_arm("mine", [{"lever": "retention_day", "value": 5, "from": "2021-01"}])
    with pytest.raises(UsageError, match="with_policy"):
        sim.load("one-city").with_arm("mine", [{"adaptive": print, "from": "2021-01"}])
    with pytest.raises(UsageError, match="1 or more"):
        sim.load("one-city").simulate(seeds=0)


WITHOUT_ARGUMENTS = """
import sim
months = {"period.start": "2021-01", "period.end": "2021-02"}
scenario = sim.load("one-city", people_per_agent=500).with_values(**months)
print(scenario.simulate(seeds=1, jobs=1).folder, sim.open("latest").folder)
"""


def test_an_experiment_lies_where_the_command_puts_it(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_ARGUMENTS], cwd=tmp_path, capture_output=True, text=True, timeout=300
    )
    mine, latest = done.stdout.split()
    assert mine == latest
    assert Path(mine).parent == Path("results")
