"""Fuzz what users write: scenarios, designs and tables of cities, guided by coverage (Linux; the extra `fuzzing`).

    .venv/bin/python -m benchmarks.fuzzing --minutes 10

Every input must be accepted or refused in words, with at most 300 MB of memory and within 10 s. What is raised else
ends the run, and the input is printed. Inputs begin as the files that come with the program; words of the grammar are
thrown in.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

_ROOT = Path(__file__).parents[1]
_AT_MOST_MB, _AT_MOST_S = 300, 10
_LONGEST = 8000  # bytes: long inputs take long, and hold the same
SCENARIO, DESIGN, CITIES = b"s", b"d", b"c"  # the first byte of an input says what the rest is


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz in a process of its own; print what it came to, and 1 where an input is wrongly handled."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzzing", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--minutes", type=float, default=10.0, help="how long (default: 10)")
    parser.add_argument("--luck", type=int, default=1, help="other inputs (default: 1)")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "corpus").mkdir()
        for number, content in enumerate(beginnings()):
            (place / "corpus" / str(number)).write_bytes(content)
        (place / "words").write_text("".join(f'"{word}"\n' for word in words()))
        limits = [f"-max_total_time={asked.minutes * 60:.0f}", f"-rss_limit_mb={_AT_MOST_MB}", f"-timeout={_AT_MOST_S}"]
        options = [
            *limits,
            f"-seed={asked.luck}",
            "-dict=words",
            f"-max_len={_LONGEST}",
            "-print_final_stats=1",
            "corpus",
        ]
        child = [sys.executable, "-c", "from benchmarks.fuzzing import fuzz; fuzz()", *options]
        done = subprocess.run(child, cwd=place, env=_environment(), capture_output=True, text=True, check=False)
        print(summary(done.stderr))
        wrong = [path for kind in ("crash", "oom", "timeout") for path in place.glob(f"{kind}-*")]
        for path in wrong:
            print(f"{path.name}: {path.read_bytes()[:4000]!r}")
        if wrong or done.returncode:
            print(done.stderr[-6000:])
        return 1 if wrong or done.returncode else 0


def _environment() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": str(_ROOT), "OPENBLAS_NUM_THREADS": "1"}


def beginnings() -> list[bytes]:
    """Return inputs to begin with: files that come with the program."""
    place = _ROOT / "scenarios"
    kinds = ((SCENARIO, ("*.yaml", "classroom/*.yaml")), (DESIGN, ("designs/*.yaml",)), (CITIES, ("classroom/*.csv",)))
    return [
        first + path.read_bytes()
        for first, patterns in kinds
        for pattern in patterns
        for path in sorted(place.glob(pattern))
        if path.stat().st_size < _LONGEST
    ]


def words() -> list[str]:
    """Return words of the grammar, as the JSON Schemas have them."""
    schemas = (_ROOT / "scenarios" / "schema").glob("*.json")
    found = {word for path in schemas for word in re.findall(r'"([a-z][a-z_0-9]{2,30})": ', path.read_text())}
    return sorted(found | {"2021-01", "1e9", ".inf", ".nan", "&a", "*a", "<<", "!!python", "format: 1", "extends"})


def fuzz() -> None:
    """Fuzz until libFuzzer, which reads the command line, ends the process."""
    import atheris

    with atheris.instrument_imports(include=["sim.scenario"]):
        from sim.scenario.designs.load import read_design
        from sim.scenario.load import load_scenario
        from sim.scenario.shipped import resolve_scenario_path
    from sim.scenario.text.problems import ScenarioError

    known = load_scenario(resolve_scenario_path("one-city"))
    table = (_ROOT / "scenarios" / "classroom" / "one-city.csv").read_bytes()
    world = (_ROOT / "scenarios" / "classroom" / "one-city.yaml").read_bytes()

    def try_one(data: bytes) -> None:
        kind, content = data[:1], data[1:]
        Path("one-city.csv").write_bytes(content if kind == CITIES else table)
        Path("input.yaml").write_bytes(world if kind == CITIES else content)
        try:
            if kind == DESIGN:
                read_design(Path("input.yaml"), known)
            else:
                load_scenario(Path("input.yaml"))
        except ScenarioError as refused:
            if not refused.problems:
                raise RuntimeError("refused without a word") from refused

    atheris.Setup(sys.argv, try_one)
    atheris.Fuzz()


def summary(log: str) -> str:
    """Return the last state of a fuzzer in a line."""
    states = re.findall(r"cov: (\d+) ft: (\d+) corp: (\d+)", log)
    stats = dict(re.findall(r"stat::(\w+):\s*(\d+)", log))
    if not states:
        return "the fuzzer did not begin"
    branches, features, kept = states[-1]
    n, mb = stats.get("number_of_executed_units", "?"), stats.get("peak_rss_mb", "?")
    return f"{n} inputs, {branches} branches and {features} features reached, {kept} inputs kept; at most {mb} MB"


if __name__ == "__main__":
    raise SystemExit(main())
