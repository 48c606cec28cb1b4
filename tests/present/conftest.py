import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest

from sim.model.outcomes import OUTCOMES

LEVELS = {"spend_city_rub": 1.2e8, "support_mean": 0.6, "people_leaked": 3e4, "offences": 900.0}
MONTHS = [f"{year}-{month:02d}" for year in (2019, 2020, 2021) for month in range(1, 13)][:30]
SCENARIO: dict[str, Any] = {
    "name": "invented",
    "title": "Who pays for shorter retention?",
    "description": "An invented city.",
    "baseline": "status-quo",
    "window": {"from": "2020-01", "to": "2021-06"},
    "world": {"parameters": {"lookup_price_rub": 20_000}},
    "arms": {
        "status-quo": [],
        "retention-5": [{"lever": "retention_days", "value": 5, "from": "2020-01"}],
        "pause": [{"adaptive": "moratorium", "from": "2020-03", "options": {"support_floor": 0.4}}],
    },
    "warnings": ["lookup_price_rub: 20000 is unusual"],
}

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write an invented experiment folder, for results that a real run cannot be asked to give.

    `changed` replaces cells of comparison.csv by outcome; other keywords replace keys of the scenario.
    """

    def write_folder(n_seeds: int = 4, changed: dict[str, dict[str, Any]] | None = None, **scenario: Any) -> Path:
        asked = SCENARIO | scenario
        (tmp_path / "scenario.resolved.yaml").write_text(json.dumps(asked), encoding="utf-8")
        (tmp_path / "provenance.json").write_text('{"finished": "never the same"}', encoding="utf-8")
        policies = [arm for arm in asked["arms"] if arm != asked["baseline"]]
        _write_comparison(tmp_path / "comparison.csv", policies, n_seeds, changed or {})
        _write_outcomes(tmp_path / "outcomes.parquet", list(asked["arms"]), n_seeds)
        return tmp_path

    return write_folder


def _write_comparison(path: Path, policies: list[str], n_seeds: int, changed: dict[str, Any]) -> None:
    rows = [_row(outcome.name, arm, n_seeds, changed) for arm in policies for outcome in OUTCOMES]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def _row(outcome: str, policy: str, n_seeds: int, changed: dict[str, Any]) -> dict[str, Any]:
    """Lower by a tenth; an interval where there are two seeds."""
    usual = LEVELS.get(outcome, 100.0)
    low, high = (-0.15 * usual, -0.05 * usual) if n_seeds > 1 else ("", "")
    row = {
        "outcome": outcome, "policy": policy, "difference": -0.1 * usual, "lo95": low, "hi95": high,
        "baseline_mean": usual, "n_pairs": n_seeds, "variance_reduction": 10.0, "p_better": 1.0,
    }  # fmt: skip
    return row | changed.get(outcome, {})


def _write_outcomes(path: Path, arms: list[str], n_seeds: int) -> None:
    rng = np.random.default_rng(1)
    rows = [
        ("invented", arm, seed, month, "country", outcome.name, LEVELS.get(outcome.name, 100.0) * noise)
        for arm in arms
        for seed in range(n_seeds)
        for outcome in OUTCOMES
        for month, noise in zip(MONTHS, rng.uniform(0.5, 1.5, len(MONTHS)).tolist(), strict=True)
    ]
    names = ("scenario", "policy", "seed", "month", "place", "outcome", "value")
    tidy = {name: np.array(column) for name, column in zip(names, zip(*rows, strict=True), strict=True)}
    with duckdb.connect() as connection:
        connection.register("tidy", tidy)
        connection.execute(f"COPY (SELECT * FROM tidy) TO '{path}' (FORMAT parquet)")
