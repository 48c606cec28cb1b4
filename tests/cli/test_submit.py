"""submit writes a job script that bash and Slurm can run, and every line of which is explained."""

import json
import math
import os
import re
import subprocess
from pathlib import Path

import pytest

from sim.cli import main
from sim.cli.exit_codes import USAGE
from tests.cli.calling import ROOT, SCENARIO
from tests.experiments.folders import contents, run, small

QUICK = ("--people-per-agent", "500", "--arms", "ban,retention-5", "--jobs", "1", "--set", "period.end=2021-12")
SEEDS = ("--seeds", "2")

# What sbatch does, as far as the script asks: run an array's shares, or one job, and tell a number.
SBATCH = """#!/usr/bin/env bash
set -euo pipefail
shares=""
while [[ $1 == --* ]]; do
  [[ $1 == --array=1-* ]] && shares=$(seq "${1#--array=1-}")
  shift
done
for share in ${shares:-none}; do SLURM_ARRAY_TASK_ID=$share bash "$@" >&2; done
echo 7
"""


def submit(out: Path, *more: str) -> Path:
    assert main(["submit", "--slurm", str(ROOT / SCENARIO), *QUICK, *SEEDS, "--out", str(out), *more]) == 0
    return out.with_name(f"{out.name}.slurm")


def bash(script: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    found = {**os.environ, **environment}
    return subprocess.run(["bash", script, *words], cwd=script.parent, env=found, capture_output=True, text=True)


@pytest.fixture
def slurm(tmp_path: Path) -> str:
    """A search path with an sbatch that runs what it is given at once."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "sbatch").write_text(SBATCH)
    (tmp_path / "bin" / "sbatch").chmod(0o755)
    return f"{tmp_path / 'bin'}:{os.environ['PATH']}"


def test_the_script_makes_the_result_that_one_machine_makes(tmp_path: Path, slurm: str) -> None:
    script = submit(tmp_path / "a folder's" / "out", "--tasks", "2")
    done = bash(script, PATH=slurm)
    assert done.returncode == 0, done.stderr
    assert "Shares: job 7. Joining: job 7." in done.stdout
    assert "Share 2 of 2: " in done.stderr
    assert "0 runs made, 6 kept from before" in done.stderr
    run(tmp_path / "alone", small(), n_seeds=2)
    here, there = contents(tmp_path / "alone"), contents(script.with_suffix(""))
    tables = ("outcomes.parquet", "comparison.csv", "summary.csv")
    assert {name: there[name] for name in tables} == {name: here[name] for name in tables}
    assert {name for name in there if name.startswith("runs/")} == {name for name in here if name.startswith("runs/")}


def test_every_line_that_does_something_stands_below_a_comment(tmp_path: Path) -> None:
    lines = submit(tmp_path / "out").read_text(encoding="utf-8").splitlines()
    pairs = [(before.strip(), line.strip()) for before, line in zip(lines, lines[1:], strict=False)]
    told = [
        before for before, line in pairs if line.startswith(("#SBATCH", "set ", "cd ", "program=", "what=", "result="))
    ]
    told += [line for before, line in pairs if before in ('"")', "share)", "join)")]
    assert len(told) == 6 + 5 + 3
    assert all(line.startswith("# ") for line in told)


def test_time_and_memory_follow_from_the_estimate(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    few = submit(tmp_path / "few", "--json", "--seeds", "4000", "--tasks", "2")
    size = json.loads(capsys.readouterr().out)
    assert size["shares"] == 2
    minutes = 10 + 3 * size["cpu_seconds"] / 2 / 60
    hours, rest = re.search(r"--time=0-(\d\d):(\d\d):00\n", few.read_text()).groups()
    assert abs(60 * int(hours) + int(rest) - minutes) <= 1
    submit(tmp_path / "many", "--json", "--seeds", "1000000")
    assert 1 < json.loads(capsys.readouterr().out)["shares"] <= 10_000
    wide = submit(tmp_path / "wide", "--json", "--seeds", "4000", "--jobs", "16")
    needed = json.loads(capsys.readouterr().out)["memory_bytes"]
    assert "--mem=2G" in few.read_text()
    assert f"--mem={math.ceil(1.5 * needed / 1e9)}G" in wide.read_text()
    assert needed > 2e9


def test_a_sweep_is_submitted_with_its_design(tmp_path: Path) -> None:
    script = tmp_path / "out.slurm"
    assert main(["submit", "--slurm", "one-city", "what-footage-solves", "--out", str(tmp_path / "out")]) == 0
    assert "what=(sweep one-city what-footage-solves --seeds 8 " in script.read_text(encoding="utf-8")
    assert subprocess.run(["bash", "-n", script]).returncode == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["simulate", "one-city", "--share", "1/2"], "--share needs a folder of its own, --out"),
        (["simulate", "one-city", "--share", "1/2", "--out", "a", "--join", "b"], "does not go with --join"),
        (["simulate", "one-city", "--join", "nowhere"], "--join names nowhere, which is not a folder"),
    ],
)
def test_shares_that_cannot_be_are_told(words: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*words, "--people-per-agent", "500"]) == USAGE
    assert told in capsys.readouterr().err


def test_a_folder_that_is_no_share_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "shares" / "1").mkdir(parents=True)
    words = ["simulate", "one-city", "--people-per-agent", "500", "--join", str(tmp_path / "shares"), "--dry-run"]
    assert main(words) == 0
    assert f"warning: {tmp_path / 'shares' / '1'} holds no share of this experiment" in capsys.readouterr().err


@pytest.mark.parametrize("share", ["0/2", "3/2", "1", "a/b", "1/99999", "-1/2", "1/2/3"])
def test_a_share_is_one_of_so_many(share: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["simulate", "one-city", f"--share={share}"])
    assert end.value.code == USAGE
    assert "takes K/N, such as 3/10" in capsys.readouterr().err
