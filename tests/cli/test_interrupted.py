"""An experiment that is interrupted goes on to the same bytes."""

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time

import pytest

from tests.cli.calling import ROOT, SCENARIO, call
from tests.experiments.folders import contents

SLOWER = (SCENARIO, "--people-per-agent", "2", "--arms", "ban", "--seeds", "25")


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize(("jobs", "ending"), [(2, signal.SIGINT), (1, signal.SIGINT), (2, signal.SIGKILL)])
def test_an_interrupted_experiment_goes_on_to_the_same_bytes(tmp_path, undisturbed, jobs, ending):
    command = ("simulate", *SLOWER, "--jobs", jobs, "--out", tmp_path / "experiment")
    process = subprocess.Popen(
        [sys.executable, "run.py", *map(str, command)], cwd=ROOT, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    deadline = time.monotonic() + 120
    while not list(tmp_path.glob("experiment/runs/*.parquet")) and time.monotonic() < deadline:
        time.sleep(0.01)
    kill = os.killpg if ending == signal.SIGINT else os.kill  # Ctrl+C reaches the whole group
    kill(process.pid, ending)
    output, errors = process.communicate(timeout=30)
    assert output == ""
    assert "Traceback" not in errors
    if ending == signal.SIGINT:
        assert process.returncode == 130
        assert re.search(r"interrupted; [1-9]\d* of 50 runs are finished, and kept in ", errors)
        assert f"The same command goes on from there:\n  python run.py {shlex.join(map(str, command))}\n" in errors
    assert alive_in_group(process.pid) == []
    assert "outcomes.parquet" not in {path.name for path in (tmp_path / "experiment").iterdir()}
    answer = call(*command, "--json")
    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout)["runs_kept"] > 0
    assert contents(tmp_path / "experiment") == undisturbed


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("undisturbed") / "experiment"
    answer = call("simulate", *SLOWER, "--jobs", 2, "--out", folder)
    assert answer.returncode == 0, answer.stderr
    return contents(folder)


def alive_in_group(group):
    """Return the processes of a group that still run after two seconds."""
    deadline = time.monotonic() + 2
    while time.monotonic() < deadline:
        listed = subprocess.run(["ps", "-eo", "pgid,stat,pid"], capture_output=True, text=True, check=True)
        rows = [line.split() for line in listed.stdout.splitlines()[1:]]
        alive = [pid for pgid, state, pid in rows if int(pgid) == group and not state.startswith("Z")]
        if not alive:
            return []
        time.sleep(0.1)
    return alive
