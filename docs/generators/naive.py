"""naive.md: what comparing the year before with the year after says, beside what recognition does in the model.

Moscow of `scenarios/russia.yaml` alone, 2016 to 2020, with and without recognition, with the same random draws. Every
offence is made one in public space (`public_offence_share` 1), so that `offences` counts those that cameras can see.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from docs.generated import Generated
from docs.tables import ROOT, table
from sim.analysis.compare.interval import student_interval
from sim.engines import make_engine
from sim.experiments.design.identity import model_version
from sim.model.outcomes import OUTCOME_NAMES
from sim.model.state import Policy, World
from sim.scenario.load import load_scenario

PATH = "docs/naive.md"
SEEDS = 20
PEOPLE_PER_AGENT = 20_000  # offences are drawn for the city, so this number does not matter
Y2019, Y2020 = slice(36, 48), slice(48, 60)


class Readings(NamedTuple):
    """Relative changes of public offences in Moscow, by seed."""

    naive: NDArray[np.float64]  # 2020 against 2019, with recognition
    naive_without: NDArray[np.float64]  # the same in a Moscow that never recognises
    paired: NDArray[np.float64]  # 2020 with recognition against 2020 without, with the same draws


def readings(seeds: int) -> Readings:
    """Return the three readings of some seeds."""
    world, status_quo = _moscow()
    never = status_quo.levers.copy()
    never["new_fr_permitted"] = False
    engine, offences = make_engine("compiled"), OUTCOME_NAMES.index("offences")
    runs = [
        [engine.run(world, policy, seed).country[:, offences] for seed in range(seeds)]
        for policy in (status_quo, Policy("never", never, ()))
    ]
    given, without = (np.array(of_policy) for of_policy in runs)
    return Readings(
        _change(given[:, Y2020], given[:, Y2019]),
        _change(without[:, Y2020], without[:, Y2019]),
        _change(given[:, Y2020], without[:, Y2020]),
    )


def _change(after: NDArray[np.float64], before: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(after.sum(axis=1) / before.sum(axis=1) - 1.0)


def _moscow() -> tuple[World, Policy]:
    """Return Moscow's world of 60 months and the policy of the baseline in it."""
    scenario = load_scenario(ROOT / "scenarios" / "russia.yaml", people_per_agent=PEOPLE_PER_AGENT)
    world, months = scenario.world, slice(0, Y2020.stop)
    at = [world.city_names.index("Moscow")]
    parameters = world.parameters.copy()
    parameters["public_offence_share"] = 1.0
    alone = world._replace(
        n_months=Y2020.stop,
        parameters=parameters,
        cities=world.cities[at],
        city_names=("Moscow",),
        distances_km=world.distances_km[np.ix_(at, at)],
        factors=world.factors[months][:, at],
    )
    return alone, Policy("status-quo", scenario.policies["status-quo"].levers[months][:, at], ())


def document(found: Readings) -> str:
    """Return naive.md."""
    said = {
        "with recognition, 2020 against 2019 (naive)": found.naive,
        "without recognition, 2020 against 2019 (naive)": found.naive_without,
        "2020 with recognition against 2020 without (paired)": found.paired,
    }
    rows = []
    for what, values in said.items():
        mean, low, high = (f"{100.0 * number:+.1f}%" for number in student_interval(values) if number is not None)
        rows.append([what, mean, f"{low} to {high}"])
    return "\n".join(
        [
            "# A naive reading of 2020",
            "",
            "Made by `python -m docs naive`; do not edit.",
            f"Model version `{model_version()}`, engine compiled, {len(found.naive)} seeds.",
            "",
            "Moscow of `scenarios/russia.yaml` alone, every offence one in public space, with recognition and without",
            "(`new_fr_permitted: false` from the first month), with the same draws. Change of public offences:",
            "",
            table(["comparison", "mean", "95% interval"], rows),
            "",
            "Who compares the two years takes the lockdown for recognition: see the row of a Moscow that never",
            "recognises. The paired difference is what recognition does in the model, and that is put into it",
            "(`fr_deterrence_share`, an assumption of low confidence), not found by it. What this shows is how far the",
            "naive reading is off, not how large the effect is.",
            "",
        ]
    )


def make() -> Generated:
    """Return naive.md; this runs the model."""
    return Generated(document(readings(SEEDS)))
