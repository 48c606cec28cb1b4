from pathlib import Path

import pytest

from sim.experiments.store.reader import read_results
from sim.present.export.writing import export_result, wanted
from tests.experiments.folders import run
from tests.present.export.opened import Exported
from tests.scenario.files import CITIES, VALID, load

HOSTILE = CITIES.replace("Alpha,", "=1+1,").replace("Beta,", '"O\'Beta, ""x""; y",')
TITLE = '=HYPERLINK("http://example.org")'


@pytest.fixture(scope="session")
def result(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small world, whose title and cities have names that a spreadsheet would run."""
    place = tmp_path_factory.mktemp("exported")
    text = VALID.replace("people_per_agent: 10", "people_per_agent: 10000").replace("A small world", f"'{TITLE}'")
    run(place / "result", load(place, text, HOSTILE), n_seeds=3)
    return place / "result"


@pytest.fixture(scope="session")
def exported(result: Path, tmp_path_factory: pytest.TempPathFactory) -> Exported:
    """That world in every format."""
    folder = tmp_path_factory.mktemp("formats")
    export_result(result, folder, wanted(None, None))
    return Exported(read_results(result), folder)
