"""What runs say, as a SHA-256: whoever made them, the same outcomes have the same one.

A value is eight bytes, the least first. An undefined one is the NaN 0x7ff8000000000000, and zero has no sign.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.experiments.problems import UsageError
from sim.experiments.store.parquet import connect, quoted, rows_of
from sim.experiments.store.reader import open_record
from sim.experiments.store.schema import COUNTRY, VALUES
from sim.model.outcomes import OUTCOME_NAMES

Values = NDArray[np.float64]
_UNDEFINED = np.array(0x7FF8_0000_0000_0000, np.uint64).view(np.float64)

# An outcome that the file lacks has no rows: the sizes tell.
_QUERY = """
    SELECT seed, value FROM {values} WHERE place = {country} AND policy = {policy} AND outcome IN ({outcomes})
    ORDER BY seed, month, list_position([{outcomes}], outcome)
"""


class PolicyDigest(NamedTuple):
    """What the runs of a policy say."""

    policy: str
    seeds: tuple[int, ...]
    sha256: str  # of all its runs, by seed
    runs: tuple[str, ...]  # SHA-256 of each run alone


def bytes_of_run(country: Values) -> bytes:
    """Return what a run says: its outcomes, (n_months, n_outcomes) in the order of OUTCOMES, month by month.

    Examples
    --------
    >>> bytes_of_run(np.array([[1.0, -0.0, np.nan]])).hex()
    '000000000000f03f0000000000000000000000000000f87f'
    """
    plain = np.where(np.isnan(country), _UNDEFINED, country)
    plain[plain == 0.0] = 0.0  # -0.0 too
    return plain.astype("<f8").tobytes()


def digest_of(policy: str, runs: dict[int, Values]) -> PolicyDigest:
    """Return what the runs of a policy say; `runs` are the country's outcomes by seed.

    Examples
    --------
    >>> found = digest_of("ban", {1: np.array([[2.0]]), 0: np.array([[1.0]])})
    >>> found.seeds, found.sha256[:16]
    ((0, 1), 'dc91ce9a50ddc828')
    """
    whole, alone = hashlib.sha256(), []
    for seed in sorted(runs):
        said = bytes_of_run(runs[seed])
        whole.update(said)
        alone.append(hashlib.sha256(said).hexdigest())
    return PolicyDigest(policy, tuple(sorted(runs)), whole.hexdigest(), tuple(alone))


def digests(folder: Path) -> list[PolicyDigest]:
    """Return what the stored runs of each policy say.

    Raises
    ------
    UsageError
        The folder holds no finished experiment or a sweep, or lacks outcomes that the model has today.
    DamageError
        A table or experiment.json is not what was written.
    """
    record = open_record(folder)
    if record.points:
        raise UsageError(
            f"{folder} holds a sweep of {len(record.points)} points, and a digest is of one scenario's runs; simulate "
            "one point with --set, whose runs are the same"
        )
    return [digest_of(policy, dict(_runs(folder, policy, record.n_months))) for policy, arm in record.arms.items()]


def _runs(folder: Path, policy: str, n_months: int) -> Iterator[tuple[int, Values]]:
    """Yield each seed with the country's outcomes."""
    query = _QUERY.format(
        values=rows_of(folder / VALUES.file),
        country=quoted(COUNTRY),
        policy=quoted(policy),
        outcomes=", ".join(map(quoted, OUTCOME_NAMES)),
    )
    with connect() as connection:
        found = connection.execute(query).fetchnumpy()
    seeds, sizes = np.unique(found["seed"], return_counts=True)
    if (sizes != n_months * len(OUTCOME_NAMES)).any():
        raise UsageError(
            f"{folder} was made by a version of the program with other outcomes, so that its digest would be of "
            "something else; make it again with simulate, with --out for another folder"
        )
    values = np.ma.filled(found["value"], np.nan)
    yield from zip(seeds.tolist(), values.reshape(len(seeds), n_months, len(OUTCOME_NAMES)), strict=True)
