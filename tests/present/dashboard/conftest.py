from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from sim.experiments.store.datapackage import write_datapackage
from sim.experiments.store.latest import note_latest
from sim.experiments.store.reader import Results
from sim.experiments.store.record import write_record
from tests.present.dashboard.served import Served, serving

HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}"


@pytest.fixture(scope="session")
def shelf_folder(real: Results, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an experiment, a copy that somebody edited, and one whose texts mean ill."""
    folder = tmp_path_factory.mktemp("shelf")
    for name in ("whole", "edited", "hostile"):
        copytree(real.folder, folder / name)
    with (folder / "edited" / "comparison.csv").open("a") as file:
        file.write("x\n")
    note_latest(folder / "whole")
    record = real.record._replace(title=HOSTILE, labels={arm: f"{HOSTILE}{arm}" for arm in real.record.arms})
    write_record(folder / "hostile", record)
    write_datapackage(folder / "hostile", record)
    return folder


@pytest.fixture(scope="session")
def served(shelf_folder: Path) -> Iterator[Served]:
    """The dashboard of that folder."""
    with serving(shelf_folder) as found:
        yield found
