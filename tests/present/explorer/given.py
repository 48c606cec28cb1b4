"""A stored experiment as the page is given one: runs as arrays, and the statistics that Python worked out."""

from itertools import product
from typing import Any

import numpy as np

from sim.analysis.compare.comparison import TOLD
from sim.analysis.compare.correction import adjusted_p_values
from sim.analysis.compare.interval import bootstrap_median, student_interval
from sim.analysis.compare.window import Window, window_totals
from sim.experiments.store.csvfiles import read_rows
from sim.experiments.store.parquet import connect, rows_of
from sim.experiments.store.reader import Results
from sim.experiments.store.schema import CITIES, COUNTRY, VALUES, CityRow
from sim.model.outcomes import OUTCOMES
from sim.present.explorer.tables import tables
from sim.present.practices import assumed_by, drivers_since
from sim.scenario.text.months import format_month

CAMERAS = "cameras_recognising"
UNSEEN = 1e9  # of cities in months that no result keeps: whoever reads it is found out


def experiment(results: Results) -> dict[str, Any]:
    """Return what `compareRuns` takes, of the runs of a folder."""
    record = results.record
    cities = [row.name for row in read_rows(results.folder / CITIES.file, CityRow)]
    months = [format_month(record.start_month + k) for k in range(record.n_months)]
    runs = _runs(results, months, cities)
    return {
        "tables": tables(),
        "asked": record.question.get("outcome"),
        "drivers": drivers_since(assumed_by(results)),
        "months": months,
        "cities": cities,
        "recorded": [CAMERAS],
        "baseline": results.baseline,
        "labels": record.labels,
        "baselineRuns": runs[results.baseline],
        "policies": [
            {"name": name, "entries": results.arms[name], "runs": runs[name]}
            for name in runs
            if name != results.baseline
        ],
        "start": record.world["levers"],
        "window": results.window,
    }


def _runs(results: Results, months: list[str], cities: list[str]) -> dict[str, list[dict[str, Any]]]:
    """Return by arm its runs, in the order of seeds, as flat lists; None is undefined."""
    query = f"SELECT policy, seed, month, place, outcome, value FROM {rows_of(results.folder / VALUES.file)}"
    with connect() as connection:
        rows = connection.execute(query).fetchall()
    columns = {outcome.name: k for k, outcome in enumerate(OUTCOMES)}
    arms = {
        arm: [_empty(seed, len(months), len(cities)) for seed in range(about["seeds"])]
        for arm, about in results.record.arms.items()
    }
    for policy, seed, month, place, outcome, value in rows:
        run, k = arms[policy][seed], months.index(month)
        if place == COUNTRY:
            run["country"][k * len(columns) + columns[outcome]] = value
        elif outcome == CAMERAS:
            run["cities"][k * len(cities) + cities.index(place)] = value
    return arms


def _empty(seed: int, n_months: int, n_cities: int) -> dict[str, Any]:
    return {"seed": seed, "country": [None] * (n_months * len(OUTCOMES)), "cities": [UNSEEN] * (n_months * n_cities)}


def statistics(results: Results) -> dict[str, Any]:
    """Return Python's statistics of every question, by the bytes of the numbers that they are of."""
    totals = window_totals(results.folder, Window(*results.window))
    seeds = sorted({seed for by_seed in totals.values() for seed in by_seed})
    policies = [arm for arm in results.record.arms if arm != results.baseline]
    student, median, asked = {}, {}, []
    for outcome, policy in product(OUTCOMES, policies):
        reference, treated = totals[(results.baseline, outcome.name)], totals[(policy, outcome.name)]
        differences = {seed: treated[seed] - reference[seed] for seed in seeds if seed in treated and seed in reference}
        theirs = np.array([reference[seed] for seed in differences])
        ours = np.array(list(differences.values()))
        student |= {_key(values): student_interval(values) for values in (ours, theirs)}
        median[_key(ours)] = bootstrap_median(ours)
        if outcome.name in TOLD:
            asked.append([differences.get(seed, 0.0) for seed in seeds])
    adjusted = adjusted_p_values(np.array(asked).reshape(-1, len(seeds)))
    asked_key = "|".join(_key(np.array(values)) for values in asked)
    return {"student": student, "median": median, "adjusted": {asked_key: adjusted.tolist()}}


def _key(values: "np.ndarray[Any, np.dtype[np.float64]]") -> str:
    return ",".join(map(str, values.astype(np.float64).tobytes()))
