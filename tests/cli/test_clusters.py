"""Where runs are made, as a user asks for it."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sim.cli import clusters, main
from sim.experiments.design.identity import run_identity
from sim.experiments.design.run import Run
from sim.experiments.store.quarantine import QUARANTINE, Failure, quarantine
from tests.cli.calling import ROOT, SCENARIO
from tests.cli.test_interrupted import alive_in_group
from tests.experiments.folders import experiment, run, small

DASK = ("simulate", SCENARIO, "--people-per-agent", "20", "--arms", "ban", "--jobs", "2", "--dask", "local")


def test_without_the_extra_it_is_said_how_to_get_it(monkeypatch, capsys) -> None:
    monkeypatch.setattr(clusters, "find_spec", lambda name: None)
    assert main(["simulate", SCENARIO, "--dask", "local"]) == 3
    assert "--dask needs distributed and cryptography: " in (told := capsys.readouterr().err)
    assert "pip install -c constraints.txt -e '.[dask]'" in told


@pytest.mark.parametrize(("options", "told"), [
    (("--dask", "tcp://10.0.0.7:8786"), "anybody on the network could run programs"),
    (("--dask-cert", "a.pem"), "go with --dask"),
    (("--dask", "nearby"), "--dask takes local, tls://HOST:PORT"),
    (("--dask", "tls://127.0.0.1:8786"), "needs certificates: name them with --dask-tls-ca"),
    (("--dask", "tls://127.0.0.1:8786", "--dask-tls-ca", __file__, "--dask-cert", __file__, "--dask-key", __file__),
     "the certificates for tls://127.0.0.1:8786 cannot be used"),
])  # fmt: skip
def test_what_cannot_be_is_refused_with_what_can(options, told, tmp_path, capsys) -> None:
    assert main(["simulate", SCENARIO, "--people-per-agent", "5000", "--out", str(tmp_path / "x"), *options]) == 2
    assert told in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_an_interrupted_sweep_on_dask_leaves_nobody_behind(tmp_path: Path) -> None:
    command = [sys.executable, "run.py", *DASK, "--seeds", "300", "--out", str(tmp_path / "x")]
    process = subprocess.Popen(command, cwd=ROOT, start_new_session=True, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 120
    while not list(tmp_path.glob("x/runs/*.parquet")) and time.monotonic() < deadline:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    errors = process.communicate(timeout=60)[1]
    assert process.returncode == 130, errors
    assert "The same command goes on" in errors
    assert "Traceback" not in errors
    assert alive_in_group(process.pid) == []


def test_runs_that_failed_before_are_told_and_can_be_made_again(tmp_path: Path, capsys) -> None:
    folder = tmp_path / "x"
    asked = ["simulate", SCENARIO, "--people-per-agent", "500", "--arms", "ban", "--set", "period.end=2021-12",
             "--jobs", "1", "--out", str(folder), "--json", "--seeds"]  # fmt: skip
    run(folder, small(arms=("ban",)), n_seeds=1)
    ban = experiment(small(arms=("ban",))).arms[1]
    quarantine(folder, [Failure(Run(run_identity(ban.identity, 1), "ban", 1), "ValueError: a fault")])
    assert main([*asked, "2"]) == 1
    told = capsys.readouterr()
    assert "left out, failed before: policy ban, seed 1: ValueError: a fault\n1 of 4 runs are missing" in told.err
    assert json.loads(told.out)["left_out"] == [{"policy": "ban", "seed": 1, "reason": "ValueError: a fault"}]
    assert main([*asked, "2", "--retry-failed"]) == 0
    assert json.loads(capsys.readouterr().out)["runs_made"] == 1
    assert not (folder / QUARANTINE).exists()


def test_an_audit_and_progress_for_programs_are_one_option_each(tmp_path: Path, capsys) -> None:
    asked = ["simulate", SCENARIO, "--people-per-agent", "5000", "--arms", "ban", "--set", "period.end=2021-12",
             "--seeds", "2", "--out", str(tmp_path / "x"), "--json", "--audit", "0.5"]  # fmt: skip
    assert main([*asked, "--jobs", "1"]) == 2
    assert "--audit needs a second worker, and --jobs is 1" in capsys.readouterr().err
    assert main([*asked, "--jobs", "2", "--progress", "json"]) == 0
    told = capsys.readouterr()
    assert (json.loads(told.out)["runs_audited"], json.loads(told.out)["workers_expelled"]) == (2, 0)
    events = [json.loads(line) for line in told.err.splitlines() if line.startswith("{")]
    *_, last, writing = events
    assert last == last | {"event": "progress", "runs": 4, "over": 4, "failed": 0, "seconds_left": 0.0}
    assert writing["event"] == "step"  # tables and the report come after the runs
    assert last["policies"] == {"status-quo": {"stored": 2, "runs": 2}, "ban": {"stored": 2, "runs": 2}}
