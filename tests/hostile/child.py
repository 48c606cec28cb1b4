"""Run every case of one kind in this process; print what came of each as JSON: `python -m tests.hostile.child KIND`."""

import contextlib
import io
import json
import os
import re
import resource
import sys
import tempfile
import time
import traceback
from importlib import import_module
from pathlib import Path

from sim.cli import main
from tests.hostile.case import SETS, Case

GUARD_SECONDS, GUARD_BYTES = 120, 3 * 2**30  # a bomb that goes off ends this process, not the machine


def run(kind: str) -> list[dict[str, object]]:
    """Return what came of each case."""
    resource.setrlimit(resource.RLIMIT_CPU, (GUARD_SECONDS, GUARD_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (GUARD_BYTES, GUARD_BYTES))
    sets = "findable_share\n0.1\n"
    outcomes = [_outcome(Case("warm up", {SETS: sets}, ("simulate", "one-city", "--dry-run", "--ensemble", SETS)))]
    return outcomes + [_outcome(case) for case in import_module(f"tests.hostile.kinds.{kind}").cases()]


def _outcome(case: Case) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        case.write(Path(folder))
        os.chdir(folder)
        before = time.process_time()
        code, text = _exit_and_text(case)
        seconds = time.process_time() - before
        os.chdir("/")
    peak = _peak_bytes()
    return {"name": case.name, "refused": case.refused, "code": code, "text": text, "s": seconds, "bytes": peak}


def _peak_bytes() -> int:
    """Return the most memory that this process had; ru_maxrss would count that of the process that started it too."""
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s*(\d+) kB", status.read_text()) if status.exists() else None
    return (int(found[1]) if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) * 1024


def _exit_and_text(case: Case) -> tuple[object, str]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code: object = main(case.command)
        except SystemExit as end:  # argparse
            code = end.code
        except BaseException:
            code = traceback.format_exc()
    return code, err.getvalue().encode("utf-8", "backslashreplace").decode()


if __name__ == "__main__":
    print(json.dumps(run(sys.argv[1])))
