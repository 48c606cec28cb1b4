"""What a finished experiment leaves for people: comparison, report, data package."""

from pathlib import Path

from sim.experiments.store.datapackage import is_current, write_datapackage
from sim.experiments.store.files import only_writer
from sim.experiments.store.reader import Results, read_results


def update_folder(folder: Path) -> Results:
    """Make what is missing or no longer true of a folder whose runs are made, and read it.

    Raises
    ------
    UsageError
        The folder holds no finished experiment or is being written.
    """
    with only_writer(folder):
        if is_current(folder):
            return read_results(folder)
        from sim.analysis.compare.comparison import write_comparison
        from sim.present.report.report import write_report

        write_comparison(folder)
        results = read_results(folder)
        write_report(results)
        write_datapackage(folder, results.record)
        return results
