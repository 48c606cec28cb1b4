"""A small invented experiment folder, for cases that a real run cannot be asked to produce."""

import csv
import json
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from sim.model.outcomes import OUTCOMES

SCENARIO: dict[str, Any] = {
    "format": 1,
    "name": "invented",
    "title": "Who pays for shorter retention?",
    "description": "An invented city.",
    "baseline": "status-quo",
    "period": {"start": "2019-01", "end": "2021-06"},
    "people_per_agent": 100,
    "parameters": {"lookup_price_rub": 20_000},
    "arms": {
        "status-quo": [],
        "retention-5": [{"lever": "retention_days", "value": 5, "from": "2020-01"}],
        "pause": [{"adaptive": "moratorium", "from": "2020-03"}],
    },
    "warnings": ["lookup_price_rub: 20000 is unusual"],
}
LEVELS = {"spend_city_rub": 1.2e8, "support_mean": 0.6, "people_leaked": 3e4, "offences": 900.0}


def write_folder(folder: Path, n_seeds: int = 4, **changes: Any) -> Path:
    """Write the folder; `changes` replace keys of the scenario."""
    scenario = SCENARIO | changes
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "scenario.resolved.yaml").write_text(json.dumps(scenario), encoding="utf-8")
    (folder / "provenance.json").write_text('{"finished": "never the same"}', encoding="utf-8")
    _write_parquet(folder, list(scenario["arms"]), n_seeds)
    rows = [
        comparison_row(outcome.name, arm, n_seeds=n_seeds)
        for arm in scenario["arms"]
        if arm != scenario["baseline"]
        for outcome in OUTCOMES
    ]
    write_comparison(folder, rows)
    return folder


def comparison_row(outcome: str, policy: str, n_seeds: int = 4, **numbers: float | str) -> dict[str, Any]:
    """One row: lower by a tenth, with an interval where there are two seeds."""
    level = LEVELS.get(outcome, 100.0)
    low, high = (-0.15 * level, -0.05 * level) if n_seeds > 1 else ("", "")
    row: dict[str, Any] = {
        "outcome": outcome, "policy": policy, "difference": -0.1 * level, "lo95": low, "hi95": high,
        "baseline_mean": level, "n_pairs": n_seeds, "variance_reduction": 10.0, "p_better": 1.0,
    }  # fmt: skip
    return row | numbers


def write_comparison(folder: Path, rows: list[dict[str, Any]]) -> None:
    with (folder / "comparison.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def _months() -> list[str]:
    return [f"{year}-{month:02d}" for year in (2019, 2020, 2021) for month in range(1, 13)][:30]


def _write_parquet(folder: Path, arms: list[str], n_seeds: int) -> None:
    rng = np.random.default_rng(1)
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE o (scenario VARCHAR, policy VARCHAR, seed BIGINT, month VARCHAR,"
                           " place VARCHAR, outcome VARCHAR, value DOUBLE)")  # fmt: skip
        rows = [
            ("invented", arm, seed, month, "country", outcome.name, LEVELS.get(outcome.name, 100.0) * noise)
            for arm in arms
            for seed in range(n_seeds)
            for outcome in OUTCOMES
            for month, noise in zip(_months(), rng.uniform(0.5, 1.5, 30).tolist(), strict=True)
        ]
        columns = [np.array(column) for column in zip(*rows, strict=True)]
        names = ("scenario", "policy", "seed", "month", "place", "outcome", "value")
        tidy = dict(zip(names, columns, strict=True))  # noqa: F841 - duckdb reads it by its name
        connection.execute("INSERT INTO o SELECT * FROM tidy")
        connection.execute(f"COPY o TO '{folder / 'outcomes.parquet'}' (FORMAT parquet)")
