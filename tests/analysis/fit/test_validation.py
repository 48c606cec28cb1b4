"""Holding the model against figures: what counts as met, what is counted, what is written."""

import json
from math import inf, nan

import numpy as np
import pytest

from sim.analysis.fit.targets import all_targets
from sim.analysis.fit.validation import check, check_all, count, passes
from sim.cli import main
from sim.present.validation import read_reasons, validation_document, validation_picture, validation_text
from tests.analysis.fit.test_targets import target


def test_met_takes_the_median_and_half_of_the_runs():
    held = target(0.0, 10.0)
    assert check(held, np.array([5.0, 5.0, 50.0])).met
    assert not check(held, np.array([-5.0, 5.0, 50.0, 60.0])).met
    assert not check(held, np.array([-90.0, 90.0, -90.0, 90.0])).met  # the median lies inside, no run does
    found = check(held, np.array([5.0, nan, nan]))
    assert (found.median, found.inside, found.met) == (5.0, pytest.approx(1 / 3), False)
    assert check(held, np.array([nan])).met is False
    spread = check(held, np.arange(101.0))
    assert (spread.lo90, spread.median, spread.hi90, spread.width) == (5.0, 50.0, 95.0, 90.0)


def test_the_bars_are_two_thirds_of_fitted_and_half_of_held_out():
    good, bad = np.array([1.0]), np.array([9.0])
    cal, val, given = (target(0.0, 2.0, use=use) for use in ("cal", "val", "input"))
    base = [check(cal, good), check(cal, good), check(cal, bad), check(val, good), check(val, bad)]
    assert passes([*base, check(given, bad)])
    assert count(base, "cal") == (2, 3)
    assert not passes([*base, check(cal, bad)])
    assert not passes([*base, check(val, bad)])


def test_what_is_written_names_every_target_and_every_reason(tmp_path):
    checks = check_all(all_targets(), np.full((3, len(all_targets())), 1.0))
    (tmp_path / "misses.csv").write_text("id,reason\nT01a,it is small\n")
    text = validation_document(checks, read_reasons(tmp_path / "misses.csv"), "about", {"cal": "a.svg"})
    assert "- `T01a` (fitted): it is small" in text
    assert "- `T01b` (fitted): *No reason written down yet.*" in text
    assert "![fitted targets" in text
    printed = validation_text(checks)
    for one in checks:
        assert f"`{one.target.id}`" in text
        assert one.target.id in printed
    picture = validation_picture(checks, "A & B")
    assert "A &amp; B" in picture
    assert picture.count("<circle") == len(checks)


def test_validate_model_as_json(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    command = ["validate-model", "--ensemble", "none", "--seeds", "1", "--jobs", "1", "--people-per-agent", "1000000"]
    code = main([*command, "--json", "--out", "docs/validation.md"])
    assert code in (0, 4)
    rows = json.loads(capsys.readouterr().out)
    assert [row["id"] for row in rows] == [t.id for t in all_targets()]
    keys = {"id", "target", "low", "high", "median", "lo90", "hi90", "width90", "kind", "met", "source", "unit"}
    assert all(keys <= set(row) for row in rows)
    assert {row["kind"] for row in rows} == {"fitted", "held out", "input"}
    by_id = {row["id"]: row for row in rows}
    assert by_id["T05d"]["high"] is None
    assert by_id["T02b"]["met"] == (by_id["T02b"]["low"] <= by_id["T02b"]["median"] <= by_id["T02b"]["high"])
    names = {path.relative_to(tmp_path / "docs").as_posix() for path in (tmp_path / "docs").rglob("*.*")}
    assert names == {"validation.md", "images/validation-fitted.svg", "images/validation-held-out.svg"}


def test_an_ensemble_with_mistakes_is_told_in_words(tmp_path, capsys):
    path = tmp_path / "ensemble.csv"
    path.write_text("set,distance,stubbornness\n0,1.0,0.4\n")
    assert main(["validate-model", "--ensemble", str(path), "--people-per-agent", "1000000"]) == 2
    assert "Did you mean stubbornness_share" in capsys.readouterr().err


def test_one_sided_targets_have_an_open_band():
    picture = validation_picture([check(target(1.0, inf), np.array([2.0]))], "open")
    assert 'width="240.0"' in picture
