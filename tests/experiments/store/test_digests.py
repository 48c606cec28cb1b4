"""A digest is of what runs say: the same from every engine and from a folder, another as soon as one value is."""

import hashlib
import json
import math
import struct
from pathlib import Path

import duckdb
import numpy as np
import pytest

from sim.cli import main
from sim.engines import make_engine
from sim.engines.recording import Recording
from sim.experiments.problems import UsageError
from sim.experiments.store.digests import PolicyDigest, bytes_of_run, digest_of, digests
from sim.model.outcomes import OUTCOME_NAMES
from tests.experiments.folders import experiment, run, small
from tests.worlds import BUSY, busy_world, policy

SCHEMA_1 = Path(__file__).parents[2] / "data" / "schema-1"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("digests") / "experiment"
    run(path)
    return path


def by_hand(rows: list[tuple[float | None]]) -> str:
    """Return the SHA-256 as the command's help describes it, value by value."""
    undefined = struct.pack("<Q", 0x7FF8000000000000)
    said = [undefined if value is None else struct.pack("<d", value or 0.0) for (value,) in rows]
    return hashlib.sha256(b"".join(said)).hexdigest()


def test_a_stored_result_says_what_its_table_says(folder: Path) -> None:
    place_of = {name: k for k, name in enumerate(OUTCOME_NAMES)}
    rows = duckdb.sql(
        f"SELECT seed, month, outcome, value FROM '{folder / 'outcomes.parquet'}' WHERE place = 'country' "
        "AND policy = 'ban'"
    ).fetchall()
    ordered = sorted(rows, key=lambda row: (row[0], row[1], place_of[row[2]]))
    found = {one.policy: one for one in digests(folder)}
    assert list(found) == ["status-quo", "ban", "retention-5"]
    assert found["ban"].seeds == (0, 1, 2)
    assert found["ban"].sha256 == by_hand([row[3:] for row in ordered])
    assert found["ban"].runs[1] == by_hand([row[3:] for row in ordered if row[0] == 1])
    assert found["ban"].sha256 != found["status-quo"].sha256


def test_a_run_made_now_says_what_the_stored_one_says(folder: Path) -> None:
    scenario = experiment(small()).scenario
    chosen = scenario.policies["ban"]
    lived = make_engine("compiled").run(scenario.world, chosen, 2).country
    (stored,) = (one for one in digests(folder) if one.policy == "ban")
    assert digest_of("ban", {2: lived}).sha256 == stored.runs[2]


def test_engines_agree() -> None:
    made = busy_world(n_months=6, people_per_agent=500, **BUSY)
    found = {
        name: digest_of("baseline", {1: make_engine(name, 1, Recording(())).run(made, policy(made), 1).country})
        for name in ("reference", "compiled", "web")
    }
    assert len(set(found.values())) == 1
    assert np.isnan(make_engine("compiled").run(made, policy(made), 1).country).any()  # which all write alike


def test_any_other_value_place_or_run_is_another_digest() -> None:
    country = np.random.default_rng(1).normal(size=(3, 4))
    other = country.copy()
    other[1, 2] = np.nextafter(other[1, 2], 9.0)
    swapped = country[:, ::-1].copy()
    runs = ({0: country}, {0: other}, {0: swapped}, {0: country, 1: country}, {0: country, 1: other}, {})
    assert len({digest_of("ban", made).sha256 for made in runs}) == len(runs)


def test_every_nan_is_the_same_and_zero_has_no_sign() -> None:
    odd = np.array([0x7FF8000000000001, 0xFFF8000000000000, 0x7FF0000000000001], np.uint64).view(np.float64)
    assert set(odd) != {math.nan}
    assert bytes_of_run(np.append(odd, -0.0)) == struct.pack("<3Qd", *[0x7FF8000000000000] * 3, 0.0)


def test_a_result_with_other_outcomes_is_refused() -> None:
    with pytest.raises(UsageError, match=r"made by a version of the program with other outcomes.*simulate"):
        digests(SCHEMA_1)


def told(found: PolicyDigest) -> dict[str, object]:
    runs = [{"seed": seed, "sha256": one} for seed, one in zip(found.seeds, found.runs, strict=True)]
    return {"policy": found.policy, "seeds": list(found.seeds), "sha256": found.sha256, "runs": runs}


def test_the_command_prints_them_as_a_table_and_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    expected = digests(folder)
    assert main(["digest", str(folder)]) == 0
    header, *lines = capsys.readouterr().out.splitlines()
    assert header.split() == ["policy", "runs", "SHA-256"]
    assert [line.split() for line in lines] == [
        [one.policy, "seeds", "0", "to", "2", one.sha256] for one in expected
    ]
    assert main(["digest", str(folder), "--runs"]) == 0
    lines = capsys.readouterr().out.splitlines()[1:]
    assert [line.split()[-1] for line in lines] == [text for one in expected for text in (one.sha256, *one.runs)]
    assert main(["digest", str(folder), "--runs", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"policies": [told(one) for one in expected]}
