"""An archive is a valid Process Run Crate, as roc-validator reads it; `.ci/crate` installs that apart."""

import json
import os
import subprocess
import zipfile
from pathlib import Path

import pytest

from sim.present.archive.writing import archive_result
from sim.present.folder import update_folder
from tests.experiments.folders import run_alone

HERE = Path(__file__).parent
VALIDATOR = os.environ.get("ROC_VALIDATOR", "")  # the folder of its programs
pytestmark = pytest.mark.skipif(not VALIDATOR, reason="roc-validator has an environment of its own: .ci/crate")


@pytest.fixture(scope="module")
def crate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An unpacked archive."""
    place = tmp_path_factory.mktemp("crate")
    run_alone(place / "experiment", conclude=update_folder, n_seeds=1)
    archive_result(place / "experiment", place / "one.zip")
    with zipfile.ZipFile(place / "one.zip") as archive:
        archive.extractall(place / "crate")
    return place / "crate"


def validate(crate: Path, cache: Path) -> subprocess.CompletedProcess[str]:
    programs = Path(VALIDATOR)
    serve = [programs / "python", HERE / "serve.py", HERE / "context.jsonld", cache]
    subprocess.run(serve, check=True, capture_output=True)
    command = [
        programs / "rocrate-validator", "--no-interactive", "validate", "--offline", "--cache-path", cache,
        "--no-paging", "--verbose", "--profile-identifier", "process-run-crate", "--requirement-severity",
        "required", crate,
    ]  # fmt: skip
    return subprocess.run(command, capture_output=True, text=True)


def test_the_validator_accepts_it(crate: Path, tmp_path: Path) -> None:
    done = validate(crate, tmp_path / "cache")
    assert done.returncode == 0, done.stdout
    assert "is a valid process-run-crate-0.5" in done.stdout


def test_the_validator_would_refuse_a_run_without_its_program(crate: Path, tmp_path: Path) -> None:
    path = crate / "ro-crate-metadata.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    for entity in content["@graph"]:
        entity.pop("instrument", None)
    path.write_text(json.dumps(content), encoding="utf-8")
    assert validate(crate, tmp_path / "cache").returncode == 1
