"""Whatever a file holds, it is accepted or refused in words, with little time and memory."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.hostile import kinds

ROOT = Path(__file__).resolve().parents[2]
KINDS = sorted(path.stem for path in Path(kinds.__path__[0]).glob("[!_]*.py"))
AT_MOST_S, AT_MOST_BYTES = (
    1.0,
    300e6,
)  # CPU time, of a quiet machine, and memory that the product promises for any input
QUIET_LOOP_S = 0.1  # CPU time of `loop_s` there; shared cores take up to two or three times as much
AT_LEAST_CASES = 500


def outcomes_of(kind: str) -> list[dict[str, object]]:
    command = [sys.executable, "-m", "tests.hostile.child", kind]
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"the process ended with {done.returncode}: {done.stderr[-2000:]}"
    return json.loads(done.stdout)


def loop_s() -> float:
    """Return the CPU time of a loop in plain Python: how fast this machine is right now."""
    started, total = time.process_time(), 0
    for number in range(1_000_000):
        total += number
    return time.process_time() - started


def fault_of(outcome: dict[str, object], slowness: float = 1.0) -> str | None:
    """Return what is wrong with an outcome, nothing where it is as it must be."""
    wanted, code, text = outcome["refused"], outcome["code"], str(outcome["text"])
    if code != (0 if wanted is None else 2):
        return f"exit {code}: {text[:500]}"
    if wanted is not None and not re.search(str(wanted), text):
        return f"says {text[:500]!r}, which does not match {wanted!r}"
    if any(len(line) > 2_000 for line in text.splitlines()):
        return "a message is longer than 2,000 characters"
    if float(str(outcome["bytes"])) > AT_MOST_BYTES:
        return f"memory {outcome['bytes']}"
    return f"CPU {outcome['s']:.2f} s" if float(str(outcome["s"])) > AT_MOST_S * slowness else None


@pytest.mark.parametrize("kind", KINDS)
def test_every_input_of_a_kind_gets_its_verdict(kind: str) -> None:
    before = loop_s()
    _, *outcomes = outcomes_of(kind)
    slowness = max(1.0, before / QUIET_LOOP_S, loop_s() / QUIET_LOOP_S)
    assert outcomes
    faults = [f"{outcome['name']}: {fault}" for outcome in outcomes if (fault := fault_of(outcome, slowness))]
    assert not faults, f"{len(faults)} of {len(outcomes)}:\n" + "\n".join(faults[:20])


def test_there_are_enough_inputs_and_each_has_a_name_of_its_own() -> None:
    from importlib import import_module

    names = [f"{kind}: {case.name}" for kind in KINDS for case in import_module(f"tests.hostile.kinds.{kind}").cases()]
    assert len(names) == len(set(names))
    assert len(names) >= AT_LEAST_CASES


def test_a_wrong_verdict_is_noticed() -> None:
    right = {"refused": "x.yaml:1:1", "code": 2, "text": "x.yaml:1:1: wrong", "s": 0.1, "bytes": 1e8}
    assert fault_of(right) is None
    for change in ({"code": 1}, {"text": "wrong"}, {"s": 1.1}, {"bytes": 3.1e8}, {"refused": None}):
        assert fault_of(right | change)
