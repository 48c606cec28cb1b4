"""doctor tells what is there, what is missing and what is broken."""

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from sim.cli import health, main
from sim.cli.health import Requirement, checks, requirements


def doctor(capsys, *words):
    code = main(["doctor", *words])
    return code, capsys.readouterr().out


def by_name():
    return {check.name: check for check in checks()}


def test_everything_that_commands_need_works_here(capsys):
    code, out = doctor(capsys)
    assert code == 0
    assert f"ok       numpy           {version('numpy')}" in out
    assert out.endswith("everything works that commands need\n")


def test_json_names_every_check_with_its_state(capsys):
    code, out = doctor(capsys, "--json")
    told = json.loads(out)
    assert (code, told["works"]) == (0, True)
    names = {check["name"] for check in told["checks"]}
    assert names >= {"python", "numba", "duckdb", "extra test", "scenarios", "compiled code", "results", "machine"}
    assert {check["state"] for check in told["checks"]} <= {"ok", "missing"}
    assert all(bool(check["help"]) == (check["state"] != "ok") for check in told["checks"])


def test_every_requirement_of_the_program_is_looked_at():
    needed = {one.package for one in requirements() if not one.extra}
    extras = {f"extra {one.extra}" for one in requirements() if one.extra}
    assert {"numpy", "psutil"} <= needed
    assert needed | extras <= set(by_name())


def test_a_missing_or_damaged_package_is_broken_and_the_exit_code_says_so(monkeypatch, capsys):
    absent, damaged = Requirement("no-such-package", ""), Requirement("numpy", "")
    monkeypatch.setattr(health, "requirements", lambda: (absent, damaged))
    monkeypatch.setattr(health, "_modules", lambda: {"numpy": "no_such_module"})
    code, out = doctor(capsys)
    assert code == 4
    assert "broken  no-such-package  is not installed" in out
    assert "does not load: ModuleNotFoundError: No module named 'no_such_module'" in out
    assert "pip install -c constraints.txt -e '.'" in out
    assert out.endswith("2 broken\n")


def test_a_missing_extra_is_told_with_how_to_get_it_and_breaks_nothing(monkeypatch, capsys):
    monkeypatch.setattr(health, "requirements", lambda: (Requirement("no-such-package", "some-part"),))
    code, out = doctor(capsys)
    assert code == 0
    assert "missing  extra some-part  no-such-package" in out
    assert "pip install -c constraints.txt -e '.[some-part]'" in out


def test_a_version_that_was_not_tested_is_told(monkeypatch):
    monkeypatch.setattr(health, "_tested_versions", lambda: {"numpy": "0.0.1"})
    assert by_name()["numpy"].about == f"{version('numpy')}; tested with 0.0.1"


@pytest.mark.skipif(sys.platform == "win32", reason="a folder cannot be below a file")
def test_a_folder_where_no_results_can_be_written_is_broken(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert by_name()["results"].state == "ok"
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "results").write_text("a file")
    assert by_name()["results"].state == "broken"


def test_compiled_code_that_is_not_kept_is_told(tmp_path):
    (tmp_path / "file").touch()
    bad = str(tmp_path / "file" / "cache")
    done = subprocess.run(
        [sys.executable, "-m", "sim", "doctor", "--json"], capture_output=True, text=True,
        cwd=Path(__file__).parents[2], env={**os.environ, "ROLLOUT_CACHE_DIR": bad, "XDG_CACHE_HOME": bad},
    )  # fmt: skip
    (check,) = (check for check in json.loads(done.stdout)["checks"] if check["name"] == "compiled code")
    if sys.platform == "linux":
        assert (done.returncode, check["state"]) == (0, "missing")
    assert f"{bad} cannot be written" in check["about"]
