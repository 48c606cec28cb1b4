"""Where a result comes from: what was run, by what, when and on which kind of machine, and what is there of it."""

from pathlib import Path
from typing import Any, NamedTuple

from sim.experiments.store.datapackage import listed_hashes
from sim.experiments.store.describe import read_provenance
from sim.experiments.store.inventory import stored_runs
from sim.experiments.store.quarantine import count_noted
from sim.experiments.store.reader import open_record
from sim.experiments.store.record import Record
from sim.experiments.store.schema import VALUES
from sim.experiments.store.tables import planned_runs


class RunCount(NamedTuple):
    """How many runs there are of those that the arms and seeds ask for."""

    planned: int
    held: int
    failed: int  # noted as such, and left out

    @property
    def missing(self) -> int:
        """Runs that are neither there nor noted as failed."""
        return max(0, self.planned - self.held - self.failed)


class Provenance(NamedTuple):
    """Where a result comes from."""

    record: Record
    runs: RunCount
    last_command: dict[str, Any]  # as provenance.json tells of it; empty where that is lost or damaged
    files: tuple[str, ...]  # that the data package lists
    outcomes_sha256: str  # of outcomes.parquet


def provenance_of(folder: Path) -> Provenance:
    """Return where a result comes from.

    Raises
    ------
    UsageError
        The folder holds no finished experiment.
    DamageError
        A table or experiment.json is not what was written.
    """
    record = open_record(folder)
    hashes = listed_hashes(folder)
    return Provenance(record, _count(folder, record), read_provenance(folder), tuple(hashes), hashes[VALUES.file])


def _count(folder: Path, record: Record) -> RunCount:
    planned = {run.identity for run in planned_runs(record)}
    held = planned & stored_runs(folder / "runs").keys()
    return RunCount(len(planned), len(held), count_noted(folder))
