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
    assert len([line for line in lines.splitlines() if line]) == 5
    assert run_python(["-"], tmp_path, lines).startswith("No face recognition (ban): ")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.filterwarnings("default")  # Jupyter's own
def test_each_notebook_runs_from_top_to_bottom(path: Path, tmp_path: Path) -> None:
    jupytext, nbclient = pytest.importorskip("jupytext"), pytest.importorskip("nbclient")
    notebook = jupytext.read(path)
    nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()
    shown = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert [output for output in shown if output.output_type == "error"] == []
    results = [output.data for output in shown if output.output_type == "execute_result"]
    assert results
    drawn = [data["text/html"] for data in results if "Plotly.newPlot" in data.get("text/html", "")]
    assert len(drawn) == sum(".plot(" in cell.source for cell in notebook.cells)


@pytest.mark.filterwarnings("default")  # Jupyter's own
def test_progress_rewrites_its_line_in_a_notebook(tmp_path: Path) -> None:
    nbclient, v4 = pytest.importorskip("nbclient"), pytest.importorskip("nbformat.v4")
    notebook = v4.new_notebook(cells=[v4.new_code_cell(TWO_JOBS.replace("seeds=11", "seeds=2"))])
    nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()
    written = [output.text for output in notebook.cells[0].outputs if output.name == "stderr"]
    assert "\r4 of 4 runs" in "".join(written)


def test_there_are_four_notebooks() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["first-comparison", "mesa", "policy", "uncertainty"]
