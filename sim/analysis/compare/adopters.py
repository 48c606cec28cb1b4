"""Which cities recognise under one policy and not under another."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from sim.experiments.store.parquet import connect, rows_of
from sim.experiments.store.schema import COUNTRY, VALUES

Recognising = Mapping[str, set[str]]  # by policy, the cities in which cameras recognise at the end

_QUERY = """
    SELECT policy, place FROM {file}
    WHERE outcome = 'cameras_recognising' AND place <> $country
      AND month = (SELECT max(month) FROM {file} WHERE place <> $country)
    GROUP BY policy, place HAVING avg((value > 0)::INT) >= 0.5
"""


class Adopters(NamedTuple):
    """Cities in which cameras recognise at the end, in at least half of the runs of one policy only."""

    only_policy: tuple[str, ...]
    only_baseline: tuple[str, ...]


def recognising_cities(folder: Path) -> Recognising:
    """Return the cities that recognise in the last month kept of cities in at least half of the runs, by policy."""
    with connect() as connection:
        rows = connection.execute(_QUERY.format(file=rows_of(folder / VALUES.file)), {"country": COUNTRY}).fetchall()
    found: defaultdict[str, set[str]] = defaultdict(set)
    for policy, place in rows:
        found[policy].add(place)
    return found


def adopters(recognising: Recognising, policy: str, baseline: str) -> Adopters:
    """Return the cities that recognise under the policy only, and under the baseline only."""
    ours, theirs = (recognising.get(arm, set()) for arm in (policy, baseline))
    return Adopters(tuple(sorted(ours - theirs)), tuple(sorted(theirs - ours)))
