"""The face works wherever Python is typed: in a notebook, in a script without a main guard, after -c, from stdin."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "docs" / "notebooks").glob("*.md"))
TWO_JOBS = """
import sim
scenario = sim.load("one-city", people_per_agent=500).with_values(**{"period.end": "2021-03"})
experiment = scenario.simulate(seeds=11, arms=["ban"], jobs=2)
print(experiment.results.n_seeds, "seeds")
"""


def run_python(arguments: list[str], folder: Path, text: str | None = None) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], input=text, cwd=folder, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("way", ["script", "-c", "-"])
def test_two_processes_make_runs_without_a_main_guard(way: str, tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(TWO_JOBS, encoding="utf-8")
    arguments = {"script": ["script.py"], "-c": ["-c", TWO_JOBS], "-": ["-"]}[way]
    assert run_python(arguments, tmp_path, TWO_JOBS if way == "-" else None) == "11 seeds\n"


def test_the_five_lines_of_the_readme_run(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (lines,) = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    assert len(lines.splitlines()) == 5
    assert run_python(["-"], tmp_path, lines).startswith("ban: ")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.filterwarnings("default")  # Jupyter's own
def test_each_notebook_runs_from_top_to_bottom(path: Path, tmp_path: Path) -> None:
    jupytext, nbclient = pytest.importorskip("jupytext"), pytest.importorskip("nbclient")
    notebook = jupytext.read(path)
    nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()
    shown = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert [output for output in shown if output.output_type == "error"] == []
    assert any(output.output_type == "execute_result" for output in shown)


def test_there_are_four_notebooks() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["first-comparison", "mesa", "policy", "uncertainty"]
