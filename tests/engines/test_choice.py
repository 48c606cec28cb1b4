"""Engines are found, not listed."""

import sys
from pathlib import Path

import pytest

from sim.engines import ENGINES, make_engine
from sim.engines.choice import traits_of


def test_every_file_of_kinds_is_an_engine_of_its_name() -> None:
    assert {"compiled", "reference", "web"} <= set(ENGINES)
    for name in ENGINES:
        assert make_engine(name).name == name
        assert traits_of(name).citizen_months_per_second > 0.0


@pytest.mark.parametrize("ask", [make_engine, traits_of])
def test_an_unknown_engine_is_told_beside_those_there_are(ask) -> None:
    with pytest.raises(ValueError, match="no engine 'steam'; there are compiled, reference, web"):
        ask("steam")


def test_asking_for_names_imports_neither_compiler_nor_mesa() -> None:
    """Help texts ask for them."""
    import subprocess

    script = "import sys; import sim.engines.choice; print({'numba', 'mesa', 'numpy'} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", script], cwd=Path.cwd(), check=True, capture_output=True, text=True)
    assert told.stdout.strip() == "set()"
