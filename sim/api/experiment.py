"""A finished experiment as Python users hold it: its answer, its tables, its pictures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.api.running import PassingFolder
from sim.experiments.problems import UsageError
from sim.experiments.store.csvfiles import read_rows
from sim.experiments.store.reader import Results
from sim.experiments.store.schema import CITIES, DICTIONARY, CityRow, ComparisonRow, DictionaryRow

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
        """What each policy does, compared with the baseline: its finding, then a line for each heading."""
        from sim.present.notebook import answer_paragraphs

        return "\n\n".join(answer_paragraphs(self.results))

    @property
    def comparison(self) -> Any:
        """Each policy minus the baseline in every outcome, as a data frame: the columns of comparison.csv.

        README.txt in the folder explains each column. Months from the first difference between policies on are put
        together as `over_time` in `dictionary` says for the outcome: a sum, a mean, the last month, or a ratio of sums.

        Raises
        ------
        UsageError
            No library of data frames is installed, or this is a sweep.
        """
        from sim.present.frames import chosen_library, rows_frame

        self._see_that_one_is_asked_for()
        return rows_frame(list(self.results.comparison.values()), ComparisonRow, chosen_library(self.frame))

    @property
    def dictionary(self) -> Any:
        """What each outcome means, its unit and how months add up, as a data frame: the rows of outcomes.csv.

        Raises
        ------
        UsageError
            No library of data frames is installed.
        """
        from sim.present.frames import chosen_library, rows_frame

        return rows_frame(
            read_rows(self.folder / DICTIONARY.file, DictionaryRow), DictionaryRow, chosen_library(self.frame)
        )

    @property
    def monthly(self) -> Any:
        """Each policy minus the baseline month by month, as a data frame: the table monthly_differences of `export`.

        A row has the mean of the baseline and the mean of paired differences with its 95% interval; the sum of both is
        the mean under the policy. Intervals of single months claim nothing: `reading` in `comparison` does.

        Raises
        ------
        UsageError
            No library of data frames is installed, or the folder was made by version 0.1.0.
        """
        from sim.present.export.source import table_frame
        from sim.present.frames import chosen_library

        return table_frame(self.results, "monthly_differences", chosen_library(self.frame))

    @property
    def points(self) -> Any:
        """The points of a sweep with the values of what is varied, as a data frame; empty where nothing is swept.

        Raises
        ------
        UsageError
            No library of data frames is installed.
        """
        from sim.present.frames import chosen_library, points_frame

        return points_frame(self.results, chosen_library(self.frame))

    @property
    def by_point(self) -> Any:
        """The comparison at each point of a sweep, as a data frame: the columns of by_point.csv.

        Raises
        ------
        UsageError
            No library of data frames is installed.
        """
        from sim.present.frames import by_point_frame, chosen_library

        return by_point_frame(self.results, chosen_library(self.frame))

    @property
    def outcomes(self) -> Any:
        """Every outcome of the country in each month of each run, as a data frame.

        Raises
        ------
        UsageError
            No library of data frames is installed.
        """
        from sim.present.frames import chosen_library, country_frame

        return country_frame(self.results, chosen_library(self.frame))

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
        return cities_frame(self.results, cities, chosen_library(self.frame))

    def plot(self, outcome: str = "cameras_recognising") -> OfflineFigure:
        """Return a Plotly figure of an outcome over time under each policy.

        Raises
        ------
        UsageError
            There is no such outcome, or this is a sweep.
        """
        from sim.present.plots import over_time

        self._see_that_one_is_asked_for()
        return over_time(self.results, outcome)

    def map(self, *policies: str) -> OfflineFigure:
        """Return a Plotly figure of the cities under one or two policies, the baseline if none is named, by month.

        Filled is the share of simulated worlds in which a city recognises faces.

        Raises
        ------
        UsageError
            There is no such policy, or no map, for the reason told.
        """
        from sim.present.maps.moving import moving_map
        from sim.present.maps.shares import city_map

        return moving_map(city_map(self.results), policies or (self.results.baseline,))

    def _see_that_one_is_asked_for(self) -> None:
        if self.results.is_sweep:
            n = len(self.results.record.points)
            raise UsageError(f"{self.folder} holds a sweep of {n} points, and nothing puts them together; see by_point")

    def __repr__(self) -> str:
        """Return what was compared, over how many runs, and where it lies."""
        policies = ", ".join(self.results.policies)
        points = f" at each of {len(self.results.record.points)} points" if self.results.is_sweep else ""
        return (
            f"<Experiment {self.results.record.name}: {policies} against {self.results.baseline}, "
            f"{self.results.n_seeds} runs of each{points}; {self.folder}>"
        )

    def _repr_html_(self) -> str:
        from sim.present.notebook import experiment_html

        return experiment_html(self.results)
