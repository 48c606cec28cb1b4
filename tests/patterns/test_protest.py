"""Patterns of protest and of leaks that the model should show (MODEL.md 1), in small worlds.

Bounds are 4.9 standard errors over seeds. With six seeds luck alone would pass for an effect in about 1 of 220 runs,
with sixteen in 1 of 5,000 (Student's t, two-sided); seeds are fixed, so nothing flickers.
"""

import math
from functools import cache

import numpy as np
import pytest

from sim.engines import make_engine
from sim.model.outcomes import OUTCOME_NAMES
from sim.model.rules.protest import arrest_probability, grievance, risk, willingness
from sim.model.state import Stage, World
from tests.worlds import BUSY, city, parameters, policy, six_cities, world

SEEDS = range(6)
Z = 4.9


def covered(density: float, **changes: float) -> World:
    """Return cities of constant camera density, all recognising, with waves of protest and police in five-fold size."""
    given = {"cameras_per_1000_start": density, "cameras_per_1000_target": density}
    rich = {"budget_rub_per_resident_year": 5e6}
    cities = [city(f"c{k}", 200_000, Stage.OPERATING, **given, **rich) for k in range(4)]
    made = world(cities, n_months=36, people_per_agent=1000, fr_streams_share=1.0, working_share_start=1.0,
                 connected_share=1.0, protest_turnout_share=0.01,
                 assembly_police_per_1000=2.5, solo_act_share=0.1, **changes)  # fmt: skip
    made.factors.unrest[12::3] = 2.0
    return made


@cache
def totals(density: float, backlash: float = 0.05, **levers: bool) -> dict[str, np.ndarray]:
    """Return the totals of the last year by seed, for some outcomes."""
    made, engine = covered(density, detention_backlash=backlash), make_engine("compiled")
    runs = [engine.run(made, policy(made, **levers), seed).country[24:] for seed in SEEDS]
    names = ("protest_participants", "protest_solo_acts", "detentions_after_protest", "fr_coverage_share")
    return {name: np.array([run[:, OUTCOME_NAMES.index(name)].sum() for run in runs]) for name in names}


def relative_change(name: str, low: float, high: float) -> tuple[float, float]:
    """Return the mean relative change of a total from one density to another, and its standard error."""
    change = totals(high)[name] / totals(low)[name] - 1.0
    return float(change.mean()), float(change.std(ddof=1)) / math.sqrt(len(change))


def test_coverage_lowers_mass_protest_before_solo_acts_and_then_both() -> None:
    """What an abstract on 180 Russian cities expects (EPSA 2025, 0626); here a choice of solo_coverage_exponent."""
    mass, mass_error = relative_change("protest_participants", 0.0, 2.0)
    solo, solo_error = relative_change("protest_solo_acts", 0.0, 2.0)
    assert mass < -Z * mass_error
    assert solo - mass > Z * math.hypot(mass_error, solo_error)
    assert solo > -Z * solo_error
    for name in ("protest_participants", "protest_solo_acts"):
        change, error = relative_change(name, 2.0, 30.0)
        assert change < -Z * error, name


def test_detentions_after_protest_follow_coverage_and_stop_with_the_safeguard() -> None:
    assert totals(0.0)["detentions_after_protest"].sum() == 0
    few, many = (totals(density)["detentions_after_protest"] for density in (2.0, 30.0))
    assert (many > few).all()
    assert (few > 0).all()
    protected = totals(30.0, assembly_fr_permitted=False)
    assert protected["detentions_after_protest"].sum() == 0


@pytest.mark.parametrize(("backlash", "sign"), [(0.0, 1.0), (0.05, -1.0)])
def test_the_safeguard_adds_participants_unless_detentions_would_have_enraged(backlash: float, sign: float) -> None:
    """Less fear, but less backlash too: at the default of detention_backlash the second is larger after a few waves."""
    protected, other = (
        totals(30.0, backlash, assembly_fr_permitted=permitted)["protest_participants"] for permitted in (False, True)
    )
    gained = sign * (protected - other)
    assert gained.mean() > Z * gained.std(ddof=1) / math.sqrt(len(gained))


def test_usual_turnout_comes_to_a_national_wave_where_nothing_recognises() -> None:
    """protest_willingness_share is derived from the other defaults: the mean over uniform traits."""
    p = parameters()
    arrested = arrest_probability(p.arrest_constant, p.assembly_police_per_1000 / 1000.0, p.protest_turnout_share)
    at_stake = risk(arrested, p.protest_fine_rub, p.income_rub_per_month)
    traits, support = (np.arange(40) + 0.5) / 40.0, np.clip(np.linspace(-2.3, 2.3, 41) * 0.2 + 0.6, 0.0, 1.0)
    weights = np.exp(-0.5 * np.linspace(-2.3, 2.3, 41) ** 2)
    willing = [
        weight * willingness(grievance(hardship, p.legitimacy_share, x, p.privacy_grievance, 0.0), aversion * at_stake,
                             0.0, p.protest_threshold, p.protest_threshold_spread)
        for hardship in traits for aversion in traits for x, weight in zip(support, weights, strict=True)
    ]  # fmt: skip
    assert sum(willing) / (1600.0 * weights.sum()) == pytest.approx(p.protest_willingness_share, rel=0.02)
    came = totals(0.0)["protest_participants"]
    assert came.mean() == pytest.approx(4 * 800_000 * 0.01, rel=0.15)


def test_leaks_do_not_slow_the_roll_out() -> None:
    """S38: many public leaks against none, paired over seeds; trust falls, cities adopt no later than by 2 %."""
    fewer, cities, trust = [], OUTCOME_NAMES.index("cities_with_fr"), OUTCOME_NAMES.index("trust_mean")
    engine = make_engine("compiled")
    slow = BUSY | {"adoption_innovation_per_year": 0.3}
    for seed in range(16):
        public, silent = (
            engine.run(made, policy(made), seed).country
            for made in (
                six_cities(n_months=36, people_per_agent=1000, **(slow | publicity))
                for publicity in (
                    {"leak_publicity_probability": 0.3, "breach_publicity_probability": 0.9},
                    {"leak_publicity_probability": 0.0, "breach_publicity_probability": 0.0},
                )
            )
        )
        assert public[-1, trust] < silent[-1, trust]
        fewer.append(float((silent[:, cities] - public[:, cities]).mean()))
    error = float(np.std(fewer, ddof=1)) / math.sqrt(len(fewer))
    assert abs(float(np.mean(fewer))) < 0.02 * 6 + Z * error
    assert Z * error < 0.3  # so that losing a city of six for a third of the time would be seen
