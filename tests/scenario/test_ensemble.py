"""Ensembles of parameter sets: read with every mistake at once, and paired across arms."""

import json

import duckdb
import pytest

from sim.experiments.design.experiment import design_experiment
from sim.experiments.problems import UsageError
from sim.experiments.simulate import Options, run_experiment
from sim.scenario.ensemble import read_ensemble, with_ensemble
from sim.scenario.load import load_scenario
from sim.scenario.shipped import resolve_scenario_path
from sim.scenario.text.problems import ScenarioError

SETS = "set,wave,draw,distance,findable_share,breach_hazard_per_year\n0,0,0,1.0,0.5,0.1\n1,0,1,1.0,0.005,0.1\n"


@pytest.fixture(autouse=True)
def _keep_signal_handlers(monkeypatch):
    monkeypatch.setattr("sim.experiments.making.interrupts.note_interrupts", lambda: None)


@pytest.fixture(scope="module")
def scenario():
    return load_scenario(resolve_scenario_path("one-city"), people_per_agent=500, arms=["ban"])


def write(tmp_path, text):
    path = tmp_path / "ensemble.csv"
    path.write_text(text)
    return path


def test_seeds_take_the_sets_in_turn(tmp_path, scenario):
    ensemble = read_ensemble(write(tmp_path, SETS), scenario)
    assert [ensemble.values(seed)["findable_share"] for seed in range(4)] == [0.5, 0.005, 0.5, 0.005]
    made = with_ensemble(scenario, ensemble)
    assert [p.findable_share for p in made.parameter_sets] == [0.5, 0.005]
    assert made.parameter_sets[0].watchlist_size == scenario.world.parameters.watchlist_size


@pytest.mark.parametrize(("text", "messages"), [
    ("set,findable_shar\n0,0.1\n", ["Did you mean findable_share"]),
    ("findable_share\n2\nx\n", ["outside the limits 0 to 1", "must be a number"]),
    ("findable_share,users_per_camera\n0.1\n", ["has 1 fields where the header has 2"]),
    ("findable_share\nnan\n0.1,1\n1_0\n", [":2:1: findable_share: must", ":3:1: has 2", ":4:1: findable"]),
    ("findable_share\n", ["no parameter set"]),
    ("set,distance\n0,1\n", ["one column for each parameter"]),
])  # fmt: skip
def test_every_mistake_of_an_ensemble_is_told(tmp_path, scenario, text, messages):
    with pytest.raises(ScenarioError) as error:
        read_ensemble(write(tmp_path, text), scenario)
    for message in messages:
        assert message in str(error.value)


def test_sets_as_a_spreadsheet_program_saves_them_are_read_and_told(tmp_path, scenario):
    plain, saved = (read_ensemble(write(tmp_path, text), scenario) for text in (SETS, SETS.replace(",", ";")))
    assert (saved.names, saved.sets) == (plain.names, plain.sets)
    assert plain.warnings == ()
    assert [warning.split(": ", 1)[1] for warning in saved.warnings] == [
        "separates columns by semicolons, not commas, and is read as such"
    ]


@pytest.mark.slow
def test_runs_use_the_set_of_their_seed_and_nothing_else_changes(tmp_path, scenario):
    ensemble = with_ensemble(scenario, read_ensemble(write(tmp_path, SETS), scenario))
    folder = tmp_path / "ensemble"
    run_experiment(design_experiment(ensemble, "compiled"), folder, Options(3))
    for seed, share in enumerate((0.5, 0.005, 0.5)):
        plain = load_scenario(
            resolve_scenario_path("one-city"), people_per_agent=500, arms=["ban"],
            settings={"findable_share": str(share), "breach_hazard_per_year": "0.1"},
        )  # fmt: skip
        alone = tmp_path / f"plain-{seed}"
        run_experiment(design_experiment(plain, "compiled"), alone, Options(seed + 1))
        assert outcomes(folder, seed) == outcomes(alone, seed)
    record = json.loads((folder / "experiment.json").read_text())
    assert record["world"]["ensemble"]["sets"] == [[0.5, 0.1], [0.005, 0.1]]


@pytest.mark.slow
def test_the_answer_says_what_intervals_hold(tmp_path, capsys):
    from sim.cli import main

    path = write(tmp_path, SETS)
    quick = ("simulate", "one-city", "--people-per-agent", "500", "--arms", "ban", "--seeds", "2", "--jobs", "1")
    for more, said in (
        (("--ensemble", str(path)), "uncertain about 2 fitted parameters"),
        ((), "chance between runs only"),
    ):
        folder = tmp_path / f"folder-{len(more)}"
        assert main([*quick, *more, "--out", str(folder)]) == 0
        assert said in " ".join(capsys.readouterr().out.split())
        assert said in (folder / "report.html").read_text(encoding="utf-8")


def outcomes(folder, seed):
    with duckdb.connect() as connection:
        query = "SELECT policy, month, place, outcome, value FROM read_parquet(?) WHERE seed = ? ORDER BY ALL"
        rows = connection.execute(query, [str(folder / "outcomes.parquet"), seed]).fetchall()
    assert {row[0] for row in rows} == {"status-quo", "ban"}
    return rows


def test_a_folder_refuses_another_ensemble(tmp_path, scenario):
    ensemble = with_ensemble(scenario, read_ensemble(write(tmp_path, SETS), scenario))
    run_experiment(design_experiment(ensemble, "compiled"), tmp_path / "folder", Options(1))
    other = with_ensemble(scenario, read_ensemble(write(tmp_path, SETS.replace("0.005", "0.01")), scenario))
    for wrong in (other, scenario):
        with pytest.raises(UsageError, match="belongs to another experiment: world"):
            run_experiment(design_experiment(wrong, "compiled"), tmp_path / "folder", Options(1))
