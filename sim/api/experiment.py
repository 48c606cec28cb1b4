"""A finished experiment as Python users hold it: its answer, its tables, its pictures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.api.running import PassingFolder
from sim.experiments.store.csvfiles import read_rows
from sim.experiments.store.reader import Results
from sim.experiments.store.schema import CITIES, CityRow, ComparisonRow

if TYPE_CHECKING:
    from sim.present.plots import OfflineFigure


@dataclass(frozen=True, repr=False)
class Experiment:
    """An experiment folder, read. Its tables are data frames of the library that `frame` names."""

    results: Results
    frame: str | None = None  # pandas or polars; None: the one that is installed
    passing: PassingFolder | None = None  # goes with this object, and the folder with it

    @property
    def folder(self) -> Path:
        """Where it is stored."""
        return self.results.folder

    @property
    def answer(self) -> str:
        """What each policy does, compared with the baseline, in plain sentences."""
        from sim.present.notebook import answer_paragraphs

        return "\n\n".join(answer_paragraphs(self.results))

    @property
    def comparison(self) -> Any:
        """Each policy minus the baseline in every outcome, as a data frame: the columns of comparison.csv.

        Raises
        ------
        UsageError
            No library of data frames is installed.
        """
        from sim.present.frames import chosen_library, rows_frame

        return rows_frame(list(self.results.comparison.values()), ComparisonRow, chosen_library(self.frame))

    @property
    def outcomes(self) -> Any:
        """Every outcome of the country in each month of each run, as a data frame.

        Raises
        ------
        UsageError
            No library of data frames is installed.
        """
        from sim.present.frames import chosen_library, country_frame

        return country_frame(self.folder, chosen_library(self.frame))

    @property
    def cities(self) -> Any:
        """Outcomes kept of cities, with their region, place on the map and residents, as a data frame.

        Raises
        ------
        UsageError
            No library of data frames is installed.
        """
        from sim.present.frames import chosen_library, cities_frame

        cities = read_rows(self.folder / CITIES.file, CityRow)
        return cities_frame(self.folder, cities, chosen_library(self.frame))

    def plot(self, outcome: str = "cameras_recognising") -> OfflineFigure:
        """Return a Plotly figure of an outcome over time under each policy.

        Raises
        ------
        UsageError
            There is no such outcome.
        """
        from sim.present.plots import over_time

        return over_time(self.results, outcome)

    def __repr__(self) -> str:
        """Return what was compared, over how many runs, and where it lies."""
        policies = ", ".join(self.results.policies)
        return (
            f"<Experiment {self.results.record.name}: {policies} against {self.results.baseline}, "
            f"{self.results.n_seeds} runs of each; {self.folder}>"
        )

    def _repr_html_(self) -> str:
        from sim.present.notebook import experiment_html

        return experiment_html(self.results)
