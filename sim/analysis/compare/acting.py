"""Whether a policy acted: in how many pairs anything differs, since when, and whether it lasted.

Read from the stored runs: a policy took effect in a run where any outcome of the country differs from the
baseline's run of the same seed in any month.
"""

from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from sim.analysis.compare.window import blocks_of_seeds
from sim.experiments.store.parquet import connect, rows_of
from sim.experiments.store.schema import COUNTRY, VALUES

LARGE_SHARE = 0.5  # of the baseline's recognising cameras: a change under it is not asked whether it lasts
KEPT_SHARE = 0.5  # a change of which less than this is left is undone

_PAIRED = """
    paired AS (
        SELECT one.policy, seed, month, place, outcome, one.value AS value, base.value AS usual
        FROM {rows} one JOIN {rows} base USING (seed, month, place, outcome)
        WHERE base.policy = $baseline AND one.policy <> $baseline
          AND one.seed BETWEEN $first AND $last AND base.seed BETWEEN $first AND $last
    )
"""
_ALONE = "SELECT min(policy) = max(policy) FROM {rows}"

_ACTED = f"""
    WITH {_PAIRED}
    SELECT policy, seed, min(month) FILTER (WHERE value IS DISTINCT FROM usual)
    FROM paired WHERE place = $country GROUP BY policy, seed ORDER BY policy, seed
"""

# By run: the largest number of recognising cameras that a policy added or took away, against the baseline's of that
# month; which part of it is left at the end; and the first month after it in which less than the kept part was left.
_LASTED = f"""
    WITH {_PAIRED}, gap AS (
        SELECT policy, seed, month, value - usual AS cameras, usual
        FROM paired WHERE place = $country AND outcome = 'cameras_recognising'
    ), most AS (
        SELECT policy, seed, arg_max(cameras, abs(cameras)) AS peak, arg_max(usual, abs(cameras)) AS usual,
               arg_max(month, abs(cameras)) AS peak_month, arg_max(cameras, month) AS finally
        FROM gap GROUP BY policy, seed
    )
    SELECT policy, seed, abs(peak) / most.usual, finally / peak,
           min(month) FILTER (WHERE month > peak_month AND cameras / peak < $kept)
    FROM most JOIN gap USING (policy, seed) WHERE peak <> 0 AND most.usual > 0
    GROUP BY ALL ORDER BY policy, seed
"""

# By run: cities that recognised, then did not where the baseline did, and those of them that recognise at the end.
_AGAIN = f"""
    WITH {_PAIRED}, stages AS (
        SELECT policy, seed, place, min(month) FILTER (WHERE value > 0) AS began,
               max(month) FILTER (WHERE value = 0 AND usual > 0) AS stopped, arg_max(value, month) AS finally
        FROM paired WHERE place <> $country AND outcome = 'cameras_recognising' GROUP BY ALL
    )
    SELECT policy, seed, count(*) FILTER (WHERE began < stopped),
           count(*) FILTER (WHERE began < stopped AND finally > 0)
    FROM stages GROUP BY policy, seed ORDER BY policy, seed
"""


# By point of a sweep and policy: pairs in which anything differs.
_ACTED_AT = """
    WITH differing AS (
        SELECT DISTINCT point, one.policy, seed
        FROM {rows} one JOIN {rows} base USING (point, seed, month, place, outcome)
        WHERE base.policy = $baseline AND one.policy <> $baseline AND place = $country
          AND one.value IS DISTINCT FROM base.value
    )
    SELECT point, policy, count(*) FROM differing GROUP BY ALL ORDER BY ALL
"""


class Acting(NamedTuple):
    """What the pairs of one policy with the baseline show of it; months are YYYY-MM."""

    n_pairs: int
    first_months: tuple[str, ...]  # of the pairs in which anything differs, the first month that does
    undone_months: tuple[str, ...]  # of the pairs in which the change of recognising cameras was undone, since when
    stopped: tuple[int, ...]  # by pair, cities that stopped recognising where the baseline's did not
    again: tuple[int, ...]  # by pair, those of them that recognise again at the end

    @property
    def n_acted(self) -> int:
        """Pairs in which anything differs at all."""
        return len(self.first_months)

    @property
    def n_undone(self) -> int:
        """Pairs in which the change of recognising cameras was undone by the end."""
        return len(self.undone_months)

    @property
    def n_again(self) -> int:
        """Pairs in which at least one city recognises again after it stopped."""
        return sum(count > 0 for count in self.again)

    @property
    def cities_again(self) -> float:
        """Cities that recognise again at the end, the middle one of the pairs."""
        return float(median(self.again)) if self.again else 0.0


def acting_policies(folder: Path, baseline: str) -> dict[str, Acting]:
    """Return by policy what its pairs show; policies without a pair are left out."""
    path = folder / VALUES.file
    about = path.stat()
    return _acting(path, baseline, about.st_mtime_ns, about.st_size)


@lru_cache(maxsize=2)  # the comparison asks first, then the sentences
def _acting(path: Path, baseline: str, *_written: int) -> dict[str, Acting]:
    rows, about = rows_of(path), {"country": COUNTRY, "baseline": baseline}
    acted: list[tuple[Any, ...]] = []
    lasted, again = acted.copy(), acted.copy()
    with connect() as connection:
        for first, last in () if _is_alone(connection, rows) else blocks_of_seeds(connection, rows):
            block = about | {"first": first, "last": last}
            acted += connection.execute(_ACTED.format(rows=rows), block).fetchall()
            lasted += connection.execute(_LASTED.format(rows=rows), block | {"kept": KEPT_SHARE}).fetchall()
            again += connection.execute(_AGAIN.format(rows=rows), block).fetchall()
    firsts, undone, cities = _by_policy(acted), _by_policy(lasted), _by_policy(again)
    return {
        policy: Acting(
            n_pairs=len(pairs),
            first_months=tuple(sorted(since for (since,) in pairs if since is not None)),
            undone_months=tuple(sorted(since for size, left, since in undone[policy] if _is_undone(size, left))),
            stopped=tuple(stopped for stopped, _ in cities[policy]),
            again=tuple(back for _, back in cities[policy]),
        )
        for policy, pairs in firsts.items()
    }


def _is_alone(connection: Any, rows: str) -> bool:
    """Tell whether the table has runs of one policy only: then there are no pairs, and none are looked for."""
    ((is_alone,),) = connection.execute(_ALONE.format(rows=rows)).fetchall()
    return bool(is_alone)


def acted_pairs_by_point(folder: Path, baseline: str) -> dict[tuple[int, str], int]:
    """Return by point of a sweep and policy in how many pairs anything differs; nothing where none does."""
    about = {"country": COUNTRY, "baseline": baseline}
    with connect() as connection:
        rows = connection.execute(_ACTED_AT.format(rows=rows_of(folder / VALUES.file)), about).fetchall()
    return {(point, policy): count for point, policy, count in rows}


def _by_policy(rows: list[tuple[Any, ...]]) -> dict[str, list[tuple[Any, ...]]]:
    """Return the columns after policy and seed, by policy."""
    found: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for policy, _, *columns in rows:
        found[policy].append(tuple(columns))
    return found


def _is_undone(size: float, left: float) -> bool:
    """Tell whether a change that was once large against the baseline is mostly gone at the end."""
    return size >= LARGE_SHARE and left < KEPT_SHARE
