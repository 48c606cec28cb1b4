"""What a finished experiment leaves for people: comparison, report, data package."""

from pathlib import Path

from sim.experiments.store.datapackage import is_current, write_datapackage
from sim.experiments.store.reader import Results, read_made, read_results
from sim.experiments.store.record import read_record


def update_folder(folder: Path) -> Results:
    """Make what is missing or no longer true of a folder whose runs are made, and read it.

    Whoever calls holds the folder's lock: `run_experiment` calls it last.

    Raises
    ------
    UsageError
        The folder holds no finished experiment.
    """
    if is_current(folder):
        return read_results(folder)
    from sim.analysis.compare.points import write_compared
    from sim.present.report.report import write_report

    write_compared(folder)
    results = read_made(folder, read_record(folder))
    write_report(results)
    write_datapackage(folder, results.record)
    return results
