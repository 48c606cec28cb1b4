"""The command sweep, as a user types it."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from tests.cli.calling import ROOT, SCENARIO, call
from tests.experiments.folders import contents

DESIGN = "format: 1\nname: two\ntitle: Two\nkind: grid\nvary:\n  findable_share: [0.05, 0.5]\n"
QUICK = ("--people-per-agent", "500", "--arms", "ban", "--jobs", "1", "--set", "period.end=2021-12")


@pytest.fixture(scope="module")
def design(tmp_path_factory):
    path = tmp_path_factory.mktemp("design") / "two.yaml"
    path.write_text(DESIGN)
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory, design):
    path = tmp_path_factory.mktemp("cli") / "sweep"
    answer = call("sweep", SCENARIO, design, *QUICK, "--seeds", 2, "--out", path)
    assert answer.returncode == 0, answer.stderr
    assert "8 of 8 runs" in answer.stderr
    assert "A sweep of 2 points (a grid)" in answer.stdout
    assert "8 runs made, 0 kept from before" in answer.stdout
    return path


def test_more_seeds_and_more_points_add_to_it(folder, design, tmp_path):
    design = tmp_path / "three.yaml"
    design.write_text(DESIGN.replace("0.5]", "0.5, 0.1]"))
    answer = call("sweep", SCENARIO, design, *QUICK, "--seeds", 2, "--out", folder, "--json")
    result = json.loads(answer.stdout)
    assert (result["runs_made"], result["runs_kept"], result["failed"]) == (4, 8, [])
    assert result["points"] == [{"point": n, "findable_share": share} for n, share in enumerate((0.05, 0.5, 0.1))]
    assert {row["point"] for row in result["by_point"]} == {0, 1, 2}
    compared = json.loads(call("compare", folder, "--json").stdout)
    assert compared == {key: result[key] for key in ("points", "by_point")}


def test_compare_and_report_read_it(folder):
    text = call("compare", folder, "--baseline", "ban", "--from", "2021-06").stdout
    assert "No new rule (status-quo), compared with No face recognition (ban)" in text
    before = (folder / "report.html").read_bytes()
    (folder / "report.html").unlink()
    answer = call("report", folder, "--json")
    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout)["figures"]
    assert (folder / "report.html").read_bytes() == before


def test_what_speaks_of_one_comparison_refuses_a_sweep_and_says_why(folder):
    for command in (("digest", folder), ("explore", folder)):
        answer = call(*command)
        assert answer.returncode == 2
        assert "holds a sweep of" in answer.stderr
        assert "Traceback" not in answer.stderr


def test_a_dry_run_counts_points(design):
    size = json.loads(call("sweep", SCENARIO, design, *QUICK, "--seeds", 5, "--dry-run", "--json").stdout)
    assert size["runs"] == 2 * 2 * 5


def test_a_broken_design_is_told_with_its_place(tmp_path):
    path = tmp_path / "broken.yaml"
    path.write_text(DESIGN.replace("findable", "findabl"))
    answer = call("sweep", SCENARIO, path)
    assert answer.returncode == 2
    assert f"{path}:6:3: vary.findabl_share: is neither a parameter nor a lever" in answer.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_sweep_that_is_killed_goes_on_to_the_same_bytes(tmp_path, design):
    slower = ("sweep", SCENARIO, design, "--people-per-agent", "5", "--arms", "ban", "--seeds", "14", "--jobs", "2")
    killed, whole = tmp_path / "killed", tmp_path / "whole"
    command = [sys.executable, "run.py", *map(str, slower), "--out", str(killed)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 120
    while not list(killed.glob("runs/*.parquet")) and time.monotonic() < deadline:
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=30)
    assert not (killed / "by_point.csv").exists()
    result = json.loads(call(*slower, "--out", killed, "--json").stdout)
    assert result["runs_kept"] > 0
    assert result["runs_made"] + result["runs_kept"] == 2 * 2 * 14
    assert call(*slower, "--out", whole).returncode == 0
    assert contents(killed) == contents(whole)
