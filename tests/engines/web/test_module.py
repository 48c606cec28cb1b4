"""The module that ships: of these sources, small, needing nothing, and told apart from any other."""

import subprocess
import sys

import numpy as np
import pytest
import wasmtime

from sim.engines import make_engine
from sim.engines.problems import EngineError, MissingPartError
from sim.engines.recording import Recording
from sim.engines.web.memory import Memory
from sim.engines.web.module import SHIPPED, current_module, current_stamp, stamp_of
from sim.engines.web.policies import entries_of
from sim.model.policies.moratorium import Moratorium
from sim.model.state import Adaptive, Levers, Observation
from tests.worlds import BUSY, busy_world, policy

MOST_BYTES = 200_000
EXPORTS = {"set_up", "survey", "live", "student", "median_interval", "adjusted"}


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the module made anew, in a process of its own."""
    path = tmp_path_factory.mktemp("web") / "model.wasm"
    made = subprocess.run([sys.executable, "-m", "sim.engines.web", "--out", path], capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    return path.read_bytes()


def test_the_shipped_module_is_of_these_sources(rebuilt: bytes) -> None:
    shipped = SHIPPED.read_bytes()
    assert stamp_of(shipped)[:2] == stamp_of(rebuilt)[:2]
    if stamp_of(shipped) == stamp_of(rebuilt):  # the same tools
        assert rebuilt == shipped, "python -m sim.engines.web makes it anew"


def test_a_module_made_anew_runs_as_the_shipped_one(rebuilt: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    made = busy_world(n_months=12, people_per_agent=500, **BUSY)
    shipped = make_engine("web").run(made, policy(made), 3)
    engine = wasmtime.Engine()
    module = wasmtime.Module(engine, rebuilt)
    monkeypatch.setattr("sim.engines.web.engine.instance", lambda: Memory(engine, module))
    np.testing.assert_array_equal(make_engine("web").run(made, policy(made), 3).country, shipped.country)


def test_it_is_small_and_needs_nothing_from_outside() -> None:
    shipped = SHIPPED.read_bytes()
    assert len(shipped) <= MOST_BYTES
    module = wasmtime.Module(wasmtime.Engine(), shipped)
    assert list(module.imports) == []
    assert {one.name for one in module.exports} == {"memory", "free_from", "keep_below", *EXPORTS}


@pytest.mark.parametrize("name", current_stamp()[:2])
def test_a_module_of_other_sources_is_refused_with_how_to_make_it_anew(name: str, tmp_path) -> None:
    other = name[:-1] + ("0" if name[-1] != "0" else "1")
    path = tmp_path / "model.wasm"
    path.write_bytes(SHIPPED.read_bytes().replace(name.encode(), other.encode()))
    with pytest.raises(EngineError, match=rf"not made of these sources.*{name[-6:]}.*python -m sim\.engines\.web"):
        current_module(path)


@pytest.mark.parametrize("kept", [0, 7, 8, 1000])
def test_a_module_that_is_missing_or_cut_short_is_refused(kept: int, tmp_path) -> None:
    path = tmp_path / "model.wasm"
    if kept:
        path.write_bytes(SHIPPED.read_bytes()[:kept])
    with pytest.raises(EngineError, match=r"missing or damaged.*python -m sim\.engines\.web"):
        current_module(path)


class Cautious:
    """An adaptive policy of a user."""

    def __call__(self, observed: Observation, levers: Levers) -> Levers:
        return levers


def test_a_users_own_policy_is_refused_by_name() -> None:
    made = busy_world(n_months=2, people_per_agent=500)
    own = Adaptive(Cautious(), 0, 1, np.ones(3, bool))
    with pytest.raises(EngineError, match=r"adaptive policy Cautious: .*moratorium, until-statute.*reference"):
        make_engine("web").run(made, policy(made, adaptive=(own,)), 1)


def test_later_entries_decide_last_and_only_where_and_while_they_are_in_force() -> None:
    made = busy_world(n_months=24, people_per_agent=500, **BUSY)
    target = np.array(made.city_names) == "Gimel"  # which has no recognition yet
    arm = policy(made, adaptive=(Adaptive(Moratorium(1.0), 0, 8, target), Adaptive(Moratorium(0.0), 2, 20, ~target)))
    entries = entries_of(arm.adaptive, 3)
    assert entries.rows.support_floor.tolist() == [1.0, 0.0]
    assert entries.is_set.sum(axis=1).tolist() == [1, 1]
    runs = [make_engine(name).run(made, arm, 2) for name in ("compiled", "web")]
    np.testing.assert_array_equal(runs[0].country, runs[1].country)
    free = make_engine("web").run(made, policy(made), 2)
    assert not np.array_equal(free.country, runs[1].country, equal_nan=True)


def test_a_month_lived_alone_or_with_others_is_the_same() -> None:
    made = busy_world(n_months=9, people_per_agent=1000, **BUSY)
    course = make_engine("web", 1, Recording(("detections", "sought"))).start(made, policy(made), 4)
    for months in (1, 2, 7, 9):
        course.advance(months)
    whole = make_engine("web", 1, Recording(("detections", "sought"))).run(made, policy(made), 4)
    np.testing.assert_array_equal(course.result().country, whole.country)
    np.testing.assert_array_equal(course.result().cities, whole.cities)


def test_without_wasmtime_it_says_which_part_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "wasmtime", None)
    with pytest.raises(MissingPartError, match=r"needs wasmtime.*\[web\]"):
        make_engine("web")


def test_the_command_ends_with_code_3_without_wasmtime(tmp_path) -> None:
    script = "import sys; sys.modules['wasmtime'] = None; from sim.cli import main; sys.exit(main(sys.argv[1:]))"
    arguments = ["simulate", "one-city", "--engine", "web", "--seeds", "1", "--out", str(tmp_path / "out")]
    told = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True)
    assert told.returncode == 3, told.stderr
    assert told.stderr.strip().splitlines()[-1].startswith("the web engine needs wasmtime")
    assert "Traceback" not in told.stderr


def test_another_compiler_is_refused_with_what_to_install() -> None:
    script = "import importlib.metadata as m; m.version = lambda name: '0.1'; import sim.engines.web.target"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert "ImportError: numba 0.1 is not one that this was tested with" in told.stderr
    assert "pip install -c constraints.txt numba" in told.stderr


def test_the_compiler_is_not_taken_over_where_kernels_are() -> None:
    script = "import sim.numbers.compiler; from sim.engines.web.target import take_over; take_over()"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert "RuntimeError: numba is taken over before any kernel is imported" in told.stderr
