"""Which cities recognise under one policy and not under another."""

from pathlib import Path
from typing import NamedTuple


class Adopters(NamedTuple):
    """Cities in which cameras recognise at the end, in at least half of the runs of one policy only."""

    only_policy: tuple[str, ...]
    only_baseline: tuple[str, ...]


def adopters(folder: Path, policy: str, baseline: str) -> Adopters:
    """Return the cities that recognise at the last December under the policy only, and under the baseline only."""
    with_policy, without = _recognising(folder, policy), _recognising(folder, baseline)
    return Adopters(tuple(sorted(with_policy - without)), tuple(sorted(without - with_policy)))


def _recognising(folder: Path, policy: str) -> set[str]:
    import duckdb

    query = """
        SELECT place FROM read_parquet($file)
        WHERE policy = $policy AND outcome = 'cameras_recognising' AND place <> 'country'
          AND month = (SELECT max(month) FROM read_parquet($file) WHERE place <> 'country')
        GROUP BY place HAVING avg((value > 0)::INT) >= 0.5
    """
    with duckdb.connect() as connection:
        rows = connection.execute(query, {"file": str(folder / "outcomes.parquet"), "policy": policy}).fetchall()
    return {str(place) for (place,) in rows}
