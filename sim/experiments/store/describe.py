"""What makes a folder understandable alone: scenario, provenance, README."""

import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sim
from sim.experiments.design.identity import file_digest
from sim.experiments.problems import DamageError
from sim.experiments.store.checkpoints import has_checkpoints
from sim.experiments.store.environment import PROGRAM, installed_packages
from sim.experiments.store.files import write_text
from sim.experiments.store.readme import readme_text
from sim.experiments.store.record import Record
from sim.experiments.store.sealed import is_as_written, read_sealed, write_sealed
from sim.experiments.store.sweeps import tables_of

SCENARIO = "scenario.resolved.yaml"
CITIES = "scenario.cities.csv"
PROVENANCE, README = "provenance.json", "README.txt"
_FILES = "sha256"  # of what provenance.json vouches for


def write_scenario(folder: Path, record: Record, city_text: str) -> None:
    """Write scenario.resolved.yaml, everything that was chosen, defaults included; and the cities, as they were read.

    `simulate` reads the two again and makes the same experiment.
    """
    from sim.scenario.written import written  # where it is used

    arms = {name: arm["definition"] for name, arm in record.arms.items()}
    ranges = {
        name: {key: value for key, value in about.items() if value != ""} for name, about in record.parameters.items()
    }
    world = record.world | {"parameters": record.world["parameters"] | ranges}
    write_text(folder / SCENARIO, written(record._asdict(), world, arms, record.preface, CITIES))
    write_text(folder / CITIES, city_text)


def write_provenance(folder: Path, record: Record, about: dict[str, Any]) -> None:
    """Write provenance.json: with what, where and when the last command ran."""
    content = {
        "program": {"name": PROGRAM, "version": sim.__version__},
        "model_version": record.model_version,
        "experiment": record.identity,
        "git_commit": _git_commit(),
        "command": [_without_folder(argument) for argument in sys.argv[1:]],
        **about,
        "python": platform.python_version(),
        "packages": installed_packages(),
        "platform": platform.platform(),
        "processor": platform.machine(),
        "cores": os.cpu_count(),
    }
    write_sealed(folder / PROVENANCE, content)


def read_provenance(folder: Path) -> dict[str, Any]:
    """Return what provenance.json says, nothing where it is lost or damaged.

    It stands in no comparison, and `verify` names it.
    """
    try:
        return read_sealed(folder / PROVENANCE)
    except (OSError, DamageError):
        return {}


def vouch(folder: Path, names: Sequence[str]) -> None:
    """Note in provenance.json the SHA-256 of files that nothing else vouches for, README.txt among them.

    Where provenance.json is lost or damaged it stays so, and `verify` says it; `simulate` writes it anew.
    """
    try:
        content = read_sealed(folder / PROVENANCE)
    except (OSError, DamageError):
        return
    files = {name: file_digest(folder / name) for name in (README, *names) if (folder / name).is_file()}
    write_sealed(folder / PROVENANCE, content | {_FILES: files})


def vouched_for(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file that provenance.json vouches for; none before version 0.3.0.

    Raises
    ------
    DamageError
        It is damaged.
    FileNotFoundError
        It is missing.
    """
    files: dict[str, str] = read_sealed(folder / PROVENANCE).get(_FILES, {})
    if files and not is_as_written(folder / PROVENANCE):
        raise DamageError(f"{folder / PROVENANCE} is not as written")
    return dict(files)


def write_readme(folder: Path, record: Record) -> None:
    """Write README.txt: how to read the folder."""
    write_text(folder / README, readme_text(record.title, record.baseline, has_checkpoints(folder), tables_of(record)))


def _without_folder(argument: str) -> str:
    """Return an argument of a command without the folders of this machine that lead to a file.

    Examples
    --------
    >>> _without_folder("/folder/a.yaml"), _without_folder("--out=../../b"), _without_folder("scenarios/a.yaml")
    ('a.yaml', '--out=b', 'scenarios/a.yaml')
    """
    option, equals, value = argument.rpartition("=")
    path = Path(value)
    return f"{option}{equals}{path.name}" if path.is_absolute() or ".." in path.parts else argument


def _git_commit() -> str | None:
    """Return the commit of the checkout that the program runs from, None outside one."""
    root = Path(sim.__file__).parent.parent
    if not (root / ".git").exists():
        return None
    command = ["git", "-C", str(root), "rev-parse", "HEAD"]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=5, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return answer.stdout.strip()
