"""Merge parts of copies of a folder, each killed before another step: python -m tests.experiments.killed FOLDER ROWS.

Beside FOLDER a copy is left for each step that reaches the disk, as FOLDER-0, FOLDER-1, and so on; the last one was not
killed. What is killed is a process of its own that runs the program as it is, but for its end.
"""

import os
import shutil
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from sim.experiments.store.merging import merge_parts

KILLED = 9


def main(folder: Path, rows_per_run: int) -> None:
    """Leave the copies."""
    for n_steps in count():
        copy = shutil.copytree(folder, folder.with_name(f"{folder.name}-{n_steps}"))
        process = os.fork()
        if not process:
            _die_after(n_steps)
            (copy / "runs" / ".tmp").mkdir(exist_ok=True)
            merge_parts(copy / "runs", rows_per_run)
            os._exit(0)
        code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        if code != KILLED:
            sys.exit(code)


def _die_after(n_steps: int) -> None:
    """Have this process end before its step of that number, without a word to anybody."""
    done = count()

    def dying(step: Callable[..., Any]) -> Callable[..., Any]:
        def instead(*arguments: Any, **named: Any) -> Any:
            if next(done) == n_steps:
                os._exit(KILLED)
            return step(*arguments, **named)

        return instead

    for name in ("fsync", "replace", "unlink"):
        setattr(os, name, dying(getattr(os, name)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
