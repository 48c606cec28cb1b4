"""calibrate writes the same bytes whatever disturbs it, looks at no held-out figure and says what cannot be fitted."""

import csv
import hashlib
import json

import pytest

import sim.analysis.fit.parameter_runs as evaluations
import sim.analysis.fit.targets as targets_module
from sim.analysis.fit.parameter_runs import measure_run
from sim.cli import main

TINY = (
    *("calibrate", "russia", "--draws", "7", "--waves", "2", "--seeds", "1", "--keep", "3"),
    *("--people-per-agent", "1000000", "--until", "2017-12"),
)


@pytest.fixture(autouse=True)
def _keep_signal_handlers(monkeypatch):
    monkeypatch.setattr("sim.experiments.making.interrupts.note_interrupts", lambda: None)


def calibrate(path, *more) -> dict[str, bytes]:
    code = main([*TINY, "--out", str(path), *more])
    assert code == 0
    return {"csv": path.read_bytes(), "json": path.with_suffix(".json").read_bytes()}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    return calibrate(tmp_path_factory.mktemp("calibrate") / "ensemble.csv", "--jobs", "1")


def test_two_processes_write_the_same_bytes_as_one(tmp_path, undisturbed):
    assert calibrate(tmp_path / "ensemble.csv", "--jobs", "2") == undisturbed


def test_an_interrupted_fit_goes_on_to_the_same_bytes(tmp_path, undisturbed, monkeypatch, capsys):
    made = []

    def until_interrupted(task, values, seed):
        made.append(seed)
        if len(made) == 5:
            raise KeyboardInterrupt
        return measure_run(task, values, seed)

    path = tmp_path / "ensemble.csv"
    monkeypatch.setattr(evaluations, "measure_run", until_interrupted)
    assert main([*TINY, "--out", str(path), "--jobs", "1"]) == 130
    assert "The same command goes on" in capsys.readouterr().err
    assert not path.exists()
    assert calibrate(path, "--jobs", "1") == undisturbed
    # 4 sets of the first wave, 3 more beside 3 kept ones; then all 7 run the last race on three seeds
    assert len(made) == 5 + (3 + 3) + 7 * 3


def test_a_damaged_set_is_made_again(tmp_path, undisturbed):
    path = tmp_path / "ensemble.csv"
    assert calibrate(path, "--jobs", "1") == undisturbed
    stored = sorted((tmp_path / "ensemble-sets").glob("*.json"))
    assert len(stored) == 4 + 6 + 7
    text = stored[0].read_text()
    stored[0].write_text(text[:40])
    assert calibrate(path, "--jobs", "1") == undisturbed
    assert stored[0].read_text() == text
    assert json.loads(text)["seeds"] in ([0], [1], [2, 3, 4])


def test_targets_held_out_never_enter_the_fit(tmp_path, undisturbed, monkeypatch):
    changed = tuple(
        t if t.use == "cal" else t._replace(low=-5.0, high=-4.0, measure="sum", first=t.last or 24192, last=24200)
        for t in targets_module.all_targets()
    )
    assert any(t.use == "val" for t in changed)
    monkeypatch.setattr(targets_module, "all_targets", lambda: changed)
    assert calibrate(tmp_path / "ensemble.csv", "--jobs", "1") == undisturbed


def test_what_cannot_be_fitted_is_told_in_words(tmp_path, capsys):
    assert main([*TINY, "--keep", "8", "--out", str(tmp_path / "e.csv")]) == 2
    assert "smaller --keep" in capsys.readouterr().err


def test_sets_known_before_are_tried_first(tmp_path, undisturbed, capsys):
    start = tmp_path / "start.csv"
    start.write_bytes(undisturbed["csv"])
    again = calibrate(tmp_path / "ensemble.csv", "--draws", "10", "--start", str(start), "--jobs", "1")
    stored = [json.loads(path.read_text())["values"] for path in (tmp_path / "ensemble-sets").glob("*.json")]
    for row in csv.DictReader(undisturbed["csv"].decode().splitlines()):
        known = {name: float(text) for name, text in row.items() if name in stored[0]}
        assert any(values == pytest.approx(known, rel=1e-9) for values in stored)
    assert json.loads(again["json"])["started_from"] == hashlib.sha256(undisturbed["csv"]).hexdigest()
    assert json.loads(undisturbed["json"])["started_from"] is None
    capsys.readouterr()
    assert main([*TINY, "--draws", "6", "--start", str(start), "--out", str(tmp_path / "e.csv")]) == 2
    assert "holds 3 sets" in capsys.readouterr().err
