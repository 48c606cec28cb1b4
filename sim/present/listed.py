"""What the scenario's list of cities says of itself, as a result keeps it."""

import csv
from typing import NamedTuple

from sim.experiments.store.describe import CITIES as AS_READ
from sim.experiments.store.reader import Results


class Listed(NamedTuple):
    """What the scenario's list of cities says of itself."""

    sources: tuple[str, ...]  # who measured where cities are
    left_out: dict[str, str]  # why, by name: cities that the list flags because of their status


def listed(results: Results) -> Listed:
    """Return what the list of cities says; nothing where the result was made before results kept it."""
    path = results.folder / AS_READ
    if not path.exists():
        return Listed((), {})
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [{name: (cell or "").strip() for name, cell in row.items() if name} for row in csv.DictReader(file)]
    sources = {row.get("coord_source", "") for row in rows} - {""}
    flagged = {row.get("name_en", ""): row["status_note"] for row in rows if row.get("status_note")}
    are_kept = bool(flagged) and results.record.world["cities"]["include_flagged"]
    return Listed(tuple(sorted(sources)), {} if are_kept else flagged)
