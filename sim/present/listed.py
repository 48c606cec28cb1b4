"""What the scenario's list of cities says of itself, as a result keeps it."""

import csv
from typing import NamedTuple

from sim.experiments.store.describe import CITIES as AS_READ
from sim.experiments.store.reader import Results


class Listed(NamedTuple):
    """What the scenario's list of cities says of itself."""

    sources: tuple[str, ...]  # who measured where cities are
    has_flagged: bool  # a city is flagged because of its status


def listed(results: Results) -> Listed:
    """Return what the list of cities says; nothing where the result was made before results kept it."""
    path = results.folder / AS_READ
    if not path.exists():
        return Listed((), has_flagged=False)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    sources, flags = ({(row.get(name) or "").strip() for row in rows} for name in ("coord_source", "status_note"))
    return Listed(tuple(sorted(sources - {""})), bool(flags - {""}))
