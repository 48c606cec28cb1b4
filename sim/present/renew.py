"""The report of a finished experiment, once more."""

from collections.abc import Sequence
from pathlib import Path

from sim.experiments.design.identity import RUN_SCHEMA
from sim.experiments.store.datapackage import PACKAGE, is_current, write_datapackage
from sim.experiments.store.describe import vouch, write_readme
from sim.experiments.store.files import only_writer
from sim.experiments.store.reader import read_made, read_results
from sim.experiments.store.record import read_record


def renew_report(folder: Path, kinds: Sequence[str] = ()) -> Path:
    """Write the report of a folder and its pictures again, whatever is there, and return the report's path.

    Pictures are SVG files; `kinds` names more: png, pdf. Tables that another version of the program made are compared
    again first, so that the data package does not call them this one's; where runs have other columns they stay.

    Raises
    ------
    UsageError
        The folder holds no finished experiment or is being written.
    """
    from sim.analysis.compare.points import write_compared
    from sim.present.report.report import write_report

    results = read_results(folder)  # first: what is not an experiment gets no lock
    with only_writer(folder):
        if results.record.schema < RUN_SCHEMA:
            return write_report(results, kinds)
        if not is_current(folder):
            write_compared(folder)
            results = read_made(folder, read_record(folder))
        path = write_report(results, kinds)
        write_datapackage(folder, results.record)
        write_readme(folder, results.record)
        vouch(folder, (PACKAGE,))
        return path
