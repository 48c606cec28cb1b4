"""Whatever is wrong with an output, no command ends for it, and its exit code stays right."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.cli.console import print_json

ROOT = Path(__file__).parents[2]
QUICK = ("--people-per-agent", "500", "--arms", "ban", "--seeds", "1", "--jobs", "1", "--set", "period.end=2021-06")
TITLE = "Кто платит?"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell")


def shell(line, *arguments, **environment):
    """Run a command line in which "$@" stands for `python run.py` and its arguments."""
    return subprocess.run(
        ["bash", "-c", line, "bash", sys.executable, "run.py", *map(str, arguments)],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", env={**os.environ, **environment},
    )  # fmt: skip


@pytest.fixture
def cyrillic(tmp_path):
    path = tmp_path / "город.yaml"
    path.write_text(f"format: 1\nname: town\ntitle: {TITLE}\nextends: classroom/one-city.yaml\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(("line", "code"), [
    ('"$@" >&-', 0),
    ('"$@" >&- 2>&- <&-', 0),
    ('"$@" 2>&- | tail -1; exit ${PIPESTATUS[0]}', 0),
    ('"$@" | head -1; exit ${PIPESTATUS[0]}', 0),
    ('"$@" 2>&1 | true; exit ${PIPESTATUS[0]}', 0),
])  # fmt: skip
def test_nobody_has_to_read(line, code):
    answer = shell(line, "schema")
    assert (answer.returncode, answer.stderr) == (code, "")


def test_a_mistake_keeps_its_code_where_nobody_reads_it():
    assert shell('"$@" >&- 2>&-', "validate", "no-such.yaml").returncode == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device")
@pytest.mark.parametrize("words", [("schema",), ("--help",), ("simulate", "--help"), ("--version",)])
def test_data_that_cannot_be_written_are_told(words):
    answer = shell('"$@" > /dev/full', *words)
    assert answer.returncode == 1
    assert "not all of the output could be written: No space left on device" in answer.stderr


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_an_experiment_is_kept_and_told_in_any_encoding(cyrillic, encoding):
    folder = cyrillic.with_name("итог")
    answer = shell('"$@"', "simulate", cyrillic, *QUICK, "--out", folder, PYTHONIOENCODING=encoding)
    assert (answer.returncode, "Traceback" in answer.stderr) == (0, False)
    assert "No face recognition (ban), compared with No new rule (status-quo)" in answer.stdout
    assert "???" in answer.stdout
    shown = shell('"$@"', "compare", folder, "--json", PYTHONIOENCODING=encoding)
    assert json.loads(shown.stdout)["comparison"]


def test_validate_tells_what_it_found_in_ascii(cyrillic):
    answer = shell('"$@"', "validate", cyrillic, PYTHONIOENCODING="ascii")
    assert (answer.returncode, answer.stdout[-30:]) == (0, "????.yaml: ok, 4 arms, 1 cities\n"[-30:])


def test_an_experiment_whose_outputs_are_closed_is_made(tmp_path, cyrillic):
    answer = shell('"$@" >&- 2>&- <&-', "simulate", cyrillic, *QUICK, "--out", tmp_path / "made")
    assert answer.returncode == 0
    assert (tmp_path / "made" / "report.html").stat().st_size > 0


def test_json_is_whole_where_letters_cannot_be_written(capsys, monkeypatch):
    print_json({"title": TITLE})
    assert TITLE in capsys.readouterr().out
    monkeypatch.setattr(sys, "stdout", open(os.devnull, "w", encoding="ascii"))  # noqa: SIM115
    with sys.stdout:
        print_json({"title": TITLE})  # strict: it would raise


def test_a_folder_whose_name_is_not_utf_8_is_refused_before_runs_are_made(tmp_path):
    answer = shell('"$@" --out "$(printf "%s/x\\377" .)"', "simulate", "one-city", *QUICK)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "is not UTF-8" in answer.stderr
