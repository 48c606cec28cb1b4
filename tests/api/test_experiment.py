"""What an experiment says is what its folder says."""

import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest

import sim
from sim.experiments.problems import UsageError
from sim.experiments.store.parquet import connect
from sim.experiments.store.schema import ComparisonRow
from sim.model.outcomes import CITY_OUTCOMES, OUTCOMES
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
