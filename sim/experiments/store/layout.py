"""Which runs lie together in a part when a command has ended; it follows from the runs that are held alone.

Neither batches nor workers, losses, or the order of commands leave a trace in it. An arm has parts of its own, so that
another arm leaves them alone, and its runs lie by seed, so that further seeds change its last part and no other.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter

from sim.experiments.design.identity import canonical
from sim.experiments.store.origin import Origin, origin_at

_ROWS = 120_000  # that a part has about, where it is left to choose
_FEWEST_RUNS, _MOST_RUNS = 64, 512  # in a part: few files, and few runs to make again where one is damaged
_ROWS_TOGETHER = 20_000  # that a part packs together about: few, so that parts are written and read in little memory

Place = tuple[str, int, str]  # arm, seed, experiment


def runs_per_part(rows_per_run: int) -> int:
    """Return how many runs a full part has.

    Examples
    --------
    >>> runs_per_part(30_960), runs_per_part(1_000), runs_per_part(168)
    (64, 120, 512)
    """
    return min(max(_ROWS // rows_per_run, _FEWEST_RUNS), _MOST_RUNS)


def runs_together(rows_per_run: int) -> int:
    """Return how many runs a part packs together (a row group); none is torn apart.

    Examples
    --------
    >>> runs_together(30_960), runs_together(168)
    (1, 119)
    """
    return max(_ROWS_TOGETHER // rows_per_run, 1)


def rows_together(rows_per_run: int) -> int:
    """Return how many rows these runs have.

    Examples
    --------
    >>> rows_together(30_960), rows_together(168)
    (30960, 19992)
    """
    return runs_together(rows_per_run) * rows_per_run


def lay_out(origins: Iterable[Origin], n_runs: int) -> list[Origin]:
    """Return the parts in which the runs of some parts should lie, with so many runs in each but an arm's last.

    A run that several parts hold, as that of two arms which are alike, lies in one.
    """
    places: dict[str, Place] = {}
    for origin in origins:
        arm = canonical(origin.arm)
        for run, (seed, experiment) in origin.runs.items():
            place = (arm, seed, experiment)
            places[run] = min(place, places.get(run, place))
    arms = groupby(sorted(places.values()), key=itemgetter(0))
    return [
        origin_at(json.loads(arm), (place[1:] for place in part))
        for arm, of_arm in arms
        for part in _cut(of_arm, n_runs)
    ]


def _cut(places: Iterable[Place], n_runs: int) -> Iterator[list[Place]]:
    left = iter(places)
    while part := list(islice(left, n_runs)):
        yield part
