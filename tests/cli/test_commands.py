"""The commands as a user types them."""

import csv
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.calling import ROOT, SCENARIO, call
from tests.scenario.files import changed, write

QUICK = (SCENARIO, "--people-per-agent", "500", "--arms", "ban", "--seeds", "2", "--jobs", "1")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("cli") / "experiment"
    answer = call("simulate", *QUICK, "--out", path)
    assert answer.returncode == 0, answer.stderr
    assert "No face recognition (ban), compared with No new rule (status-quo)" in answer.stdout
    assert "4 of 4 runs" in answer.stderr
    assert answer.stderr.endswith("writing tables and the report ...\n")
    assert "4 of 4 runs" not in answer.stdout
    return path


def test_a_folder_holds_what_the_contract_says(folder):
    expected = {
        *("README.txt", "datapackage.json", "provenance.json", "scenario.resolved.yaml", "scenario.cities.csv", "runs"),
        *("outcomes.parquet", "summary.csv", "comparison.csv", "outcomes.csv", "cities.csv", "report.html", "figures"),
    }
    assert expected <= {path.name for path in folder.iterdir()}
    with (folder / "comparison.csv").open(newline="") as file:
        columns = next(csv.reader(file))
    assert ",".join(columns) == (
        "outcome,policy,difference,lo95,hi95,baseline_mean,n_pairs,variance_reduction,p_better,"
        "unit,label,reading,window,median_difference,median_lo95,median_hi95,"
        "adjusted_p,differing_pairs,same_sign_pairs,acted_pairs"
    )


def test_simulate_again_as_json_keeps_every_run(folder):
    answer = call("simulate", *QUICK, "--out", folder, "--json")
    result = json.loads(answer.stdout)
    assert (result["runs_made"], result["runs_kept"], result["failed"]) == (0, 4, [])
    assert json.loads(call("compare", folder, "--json").stdout)["comparison"] == result["comparison"]


def test_more_stored_seeds_than_were_asked_for_are_told(folder):
    fewer = [*QUICK[:6], "1", *QUICK[7:]]
    answer = call("simulate", *fewer, "--out", folder)
    assert "note: 2 seeds of ban are stored in" in answer.stderr
    assert "2 seeds, same seeds in each policy" in " ".join(answer.stdout.split())


def test_compare_prints_the_table_again_or_another_one(folder):
    assert "No face recognition (ban), compared with No new rule (status-quo)" in call("compare", folder).stdout
    answer = call("compare", folder, "--baseline", "ban", "--from", "2022-01")
    assert "No new rule (status-quo), compared with No face recognition (ban)" in answer.stdout
    assert 'Difference from "No face recognition", 2022-01 to' in answer.stdout
    assert not re.search(r"\d\.\d{9}", answer.stdout)


def test_pictures_of_one_policy_are_written_elsewhere_or_not_at_all(folder, tmp_path):
    chosen = ("--arms", "ban", "--outcomes", "spend_city_rub")
    answer = call("report", folder, "--out", tmp_path / "own", *chosen)
    assert answer.stdout.splitlines() == [str(path) for path in sorted((tmp_path / "own").iterdir(), key=_as_written)]
    for options, said in (
        (chosen, "add --out DIR"),
        (("--out", tmp_path / "b", "--figures"), "leave --figures out"),
        (("--out", folder / "figures"), "name another folder"),
    ):
        answer = call("report", folder, *options)
        assert (answer.returncode, answer.stdout) == (2, "")
        assert said in answer.stderr
    assert not (tmp_path / "b").exists()


def _as_written(path):
    return path.stem, (".svg", ".png", ".pdf").index(path.suffix)


def test_the_report_is_written_again_with_its_pictures(folder):
    before = (folder / "report.html").read_bytes()
    (folder / "report.html").unlink()
    answer = call("report", folder)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert f"Report: {folder / 'report.html'}" in answer.stdout
    assert (folder / "report.html").read_bytes() == before
    assert {path.suffix for path in (folder / "figures").iterdir()} == {".svg"}
    more = json.loads(call("report", folder, "--figures", "--json").stdout)
    assert {Path(name).suffix for name in more["figures"]} == {".svg", ".png", ".pdf"}
    assert (folder / "report.html").read_bytes() == before
    call("report", folder)
    assert {path.suffix for path in (folder / "figures").iterdir()} == {".svg"}  # others might no longer be true


def test_a_report_of_what_is_no_experiment_is_refused(tmp_path):
    answer = call("report", tmp_path)
    assert (answer.returncode, list(tmp_path.iterdir())) == (2, [])
    assert "is not an experiment folder" in answer.stderr


def test_json_holds_the_cells_of_the_table(folder):
    rows = json.loads(call("compare", folder, "--json").stdout)["comparison"]
    with (folder / "comparison.csv").open(newline="") as file:
        lines = list(csv.DictReader(file))
    assert [list(row) for row in rows] == [list(line) for line in lines]
    for row, line in zip(rows, lines, strict=True):
        assert {name: "" if cell is None else str(cell) for name, cell in row.items()} == line


def test_a_rerun_with_nothing_to_do_brings_along_no_compiler_and_no_charts(folder):
    """They take longer to import than everything else that a rerun does."""
    code = (
        "import runpy, sys\n"
        f"sys.argv = ['run.py', *{list(map(str, ('simulate', *QUICK, '--out', folder)))}]\n"
        "try:\n    runpy.run_path('run.py', run_name='__main__')\n"
        "finally:\n    print(sorted({'numba', 'matplotlib', 'mesa', 'scipy'} & set(sys.modules)), file=sys.stderr)\n"
    )
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert "0 runs made, 4 kept from before" in answer.stdout
    assert answer.stderr.splitlines()[-1] == "[]"


def test_the_last_experiment_under_results_is_called_latest(tmp_path):
    def here(*arguments):
        command = [sys.executable, ROOT / "run.py", *map(str, arguments)]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)

    nothing = here("compare", "latest")
    assert (nothing.returncode, nothing.stdout) == (2, "")
    assert "names no experiment yet; run simulate" in nothing.stderr
    quick = (ROOT / SCENARIO, *QUICK[1:])
    assert here("simulate", *quick, "--out", "elsewhere").returncode == 0
    assert list(tmp_path.rglob("latest")) == []
    assert here("simulate", *quick).returncode == 0
    (made,) = (tmp_path / "results").glob("one-city-*")
    assert (tmp_path / "results" / "latest").resolve().name == made.name
    shown = here("compare", made).stdout
    assert "No face recognition (ban), compared with No new rule (status-quo)" in shown
    assert here("compare", "latest").stdout == here("compare", "results/latest").stdout == shown
    report = (made / "report.html").read_bytes()
    edited = here("simulate", *quick, "--set", "arms.ban.0.from=2020-06", "--seeds", "1")
    assert (edited.returncode, "1 runs made, 1 kept from before" in edited.stdout) == (0, True)
    (second,) = set((tmp_path / "results").glob("one-city-*")) - {made}
    assert (tmp_path / "results" / "latest").resolve().name == second.name
    assert (made / "report.html").read_bytes() == report
    assert here("compare", made).stdout == shown


def test_a_folder_of_version_0_1_is_compared_and_not_extended(tmp_path):
    old = shutil.copytree(ROOT / "tests" / "data" / "schema-1", tmp_path / "old")
    assert "ban, compared with status-quo" in call("compare", old).stdout
    answer = call("simulate", SCENARIO, "--people-per-agent", "500", "--set", "period.end=2021-12", "--out", old)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "cannot be extended: it was made by model version 0.1.0+9a36e22d2189" in answer.stderr


@pytest.mark.parametrize(("arguments", "message"), [
    (("simulate", "no-such.yaml"), "not a scenario file"),
    (("simulate", SCENARIO, "--arms", "bann"), "ban"),
    (("simulate", SCENARIO, "--seeds", "0"), "1 or more"),
    (("simulate", SCENARIO, "--run-timeout", "0"), "more than 0"),
    (("simulate", SCENARIO, "--set", "nonsense"), "KEY=VALUE"),
    (("simulate", SCENARIO, "--out", "sim"), "not an experiment folder"),
    (("simulate", SCENARIO, "--checkpoint", "2026-01"), "from 2016-01 to 2025-12"),
    (("simulate", SCENARIO, "--checkpoint", "May", "--dry-run"), "YYYY-MM"),
    (("compare", "sim"), "not an experiment folder"),
    (("validate", "no-such.yaml"), "not a scenario file"),
    (("fly",), "there is no command 'fly'"),
    (("compare", "README.md"), "README.md is a file; name the experiment folder"),
    (("compare", "x" * 5000), "longer than"),
    (("validate", "x" * 5000), "longer than"),
    (("simulate", SCENARIO, "--out", "README.md"), "README.md"),
    (("simulate", SCENARIO, "--set", "arms.ban.7.value=1"), "has 2 entries, numbers 0 to 1; '7' names none"),
    (("simulate", SCENARIO, "--set", "retention_days=1", "--set", "levers.retention_days=2"), "is the same value as"),
])  # fmt: skip
def test_a_users_mistake_is_told_in_words(arguments, message):
    answer = call(*arguments)
    assert answer.returncode == 2
    assert message in answer.stderr
    assert "Traceback" not in answer.stderr
    assert answer.stdout == ""


def test_a_damaged_checkpoint_is_told_and_its_history_made_again(folder, tmp_path):
    command = ("simulate", *QUICK, "--checkpoint", "2018-12", "--out", tmp_path / "experiment")
    assert call(*command).returncode == 0
    path = next((tmp_path / "experiment" / "checkpoints").glob("*.npz"))
    path.write_bytes(b"")
    answer = call(*command)
    assert answer.returncode == 0
    assert f"checkpoints/{path.name} was damaged" in answer.stderr
    assert path.stat().st_size > 0
    assert (tmp_path / "experiment" / "outcomes.parquet").read_bytes() == (folder / "outcomes.parquet").read_bytes()


def test_another_engine_is_refused_in_the_same_folder(folder):
    answer = call("simulate", *QUICK, "--out", folder, "--engine", "reference")
    assert answer.returncode == 2
    assert "engine (compiled there, reference here)" in answer.stderr


def test_validate_and_list(folder):
    assert call("validate", SCENARIO).stdout.startswith(f"{SCENARIO}: ok")
    assert "one-city" in call("list").stdout


def test_validate_tells_warnings_without_changing_its_exit_code(tmp_path):
    file = write(tmp_path, changed("value: 5", "value: 30"))
    answer = call("validate", file, "no-such", "--json")
    good, bad = json.loads(answer.stdout)["files"]
    assert (good["ok"], good["problems"], good["n_cities"], bad["ok"]) == (True, [], 3, False)
    assert any("18:7: arms.short.0: never in force" in warning for warning in good["warnings"])
    assert len(bad["problems"]) == 1
    assert answer.returncode == 2
    alone = call("validate", file)
    assert alone.returncode == 0
    assert "warning: " in alone.stderr
    assert alone.stdout == f"{file}: ok, 3 arms, 3 cities\n"
