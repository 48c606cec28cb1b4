"""Small sweeps for tests: the one-city scenario at a few points."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from sim.experiments.design.experiment import Experiment, design_sweep
from sim.experiments.simulate import Finished, Options, run_experiment
from sim.present.folder import update_folder
from sim.scenario.designs.carriers import Value
from tests.experiments.folders import small

POINTS: list[dict[str, Value]] = [
    {"findable_share": 0.05, "retention_days": 30.0},  # the scenario's own values
    {"findable_share": 0.5, "retention_days": 30.0},
    {"findable_share": 0.05, "retention_days": 5.0},
]
ABOUT = {
    "name": "small", "title": "Small", "description": "", "kind": "list",
    "varied": {"findable_share": {"values": [0.05, 0.5]}, "retention_days": {"values": [30.0, 5.0]}},
}  # fmt: skip


def sweep(points: Sequence[Mapping[str, Value]] = POINTS, arms: tuple[str, ...] = ("ban",)) -> Experiment:
    return design_sweep(small(arms=arms), "compiled", points, ABOUT)


def run_sweep(folder: Path, made: Experiment | None = None, **options: object) -> Finished:
    """Run a small sweep with all that follows from it."""
    return run_experiment(made or sweep(), folder, Options(**{"n_seeds": 2, **options}), update_folder)


def tables(folder: Path) -> dict[str, bytes]:
    """Return what a reader reads, and the names of the parts that it was made from."""
    names = ("outcomes.parquet", "points.csv", "by_point.csv", "outcomes.csv", "cities.csv", "scenario.resolved.yaml",
             "experiment.json", "report.html")  # fmt: skip
    return {name: (folder / name).read_bytes() for name in names}


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    """Return the rows of a query over the outcomes of a folder."""
    with duckdb.connect() as connection:
        return connection.execute(query.replace("{}", f"'{folder / 'outcomes.parquet'}'")).fetchall()
