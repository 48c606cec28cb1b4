"""`import sim` is light, and its names stay what they are."""

import subprocess
import sys
from pathlib import Path

import sim

HEAVY = ("numpy", "numba", "pandas", "polars", "plotly", "duckdb", "mesa", "networkx", "scipy", "yaml", "pydantic")
SUBPACKAGES = {path.stem for path in Path(sim.__file__).parent.iterdir()} | {"shipped"}
EVERYTHING = """
import importlib, pkgutil, sim
for module in pkgutil.walk_packages(sim.__path__, "sim."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
for _ in range(2):
    assert type(sim.scenarios()) is dict
    assert sim.load("one-city", people_per_agent=500).name == "one-city"
    model = sim.mesa_model("one-city", policy="ban", people_per_agent=500)
    assert sim.cell_graph(model, model.world.city_names[0]).number_of_nodes() == 20
    assert sim.city_graph(model).number_of_nodes() == 1
    try:
        sim.open("nowhere")
    except Exception as error:
        assert "is not an experiment folder" in str(error)
    assert isinstance(sim.Scenario, type) and isinstance(sim.Experiment, type)
print("called:", *sim.__all__)
"""


def python(*arguments: str) -> str:
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_importing_it_imports_nothing_heavy() -> None:
    program = f"import sim, sys; print([name for name in {HEAVY} if name in sys.modules])"
    assert python("-c", program) == "[]\n"


def test_no_name_is_that_of_a_subpackage() -> None:
    assert "api" in SUBPACKAGES
    assert SUBPACKAGES.isdisjoint(sim.__all__)


def test_each_name_can_be_called_twice_once_every_module_is_imported() -> None:
    assert python("-c", EVERYTHING) == f"called: {' '.join(sim.__all__)}\n"


def test_names_that_are_not_there_say_which_are() -> None:
    message = python("-c", "import sim\ntry: sim.lod\nexcept AttributeError as error: print(error)")
    assert "'lod'" in message
    assert "mesa_model" in message
    assert "lod" not in dir(sim)
    assert set(sim.__all__) <= set(dir(sim))
