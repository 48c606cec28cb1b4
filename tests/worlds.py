"""Worlds for tests: small, made up, and built without any file."""

import zlib
from collections.abc import Mapping, Sequence

import numpy as np

from sim.model.columns import FACTOR_DTYPE, IDENTITY_DTYPE, SUPPLIER_IDENTITY_DTYPE
from sim.model.levers import DEFAULT_LEVERS, LEVER_DTYPE, LEVERS
from sim.model.state import Adaptive, Policy, Stage, World
from sim.scenario.registry import parameter_record, registered_parameters

GIVEN = (
    "budget_rub_per_resident_year",
    "regional_topup_share",
    "cameras_per_1000_start",
    "cameras_per_1000_target",
)


def parameters(**changes: float):
    """Return the registered parameters with some changed."""
    values = {parameter.name: parameter.value for parameter in registered_parameters()}
    unknown = set(changes) - set(values)
    assert not unknown, unknown
    return parameter_record(values | changes)


def city(name: str, population: int, stage: Stage = Stage.NONE, **given: float) -> dict[str, object]:
    """Return one made-up city, rich enough to act."""
    defaults = {"budget_rub_per_resident_year": 500_000.0, "regional_topup_share": 0.0, "leader": False}
    row = dict.fromkeys(IDENTITY_DTYPE.names, np.nan) | defaults | given
    code = zlib.crc32(name.encode())
    return row | {"code": code, "name": name, "population": population, "fr_stage_start": int(stage)}


def world(
    cities: Sequence[Mapping[str, object]],
    *,
    n_months: int = 24,
    people_per_agent: int = 100,
    **changes: float,
) -> World:
    """Return a world of made-up cities, 100 km apart, with two suppliers."""
    ordered = sorted(cities, key=lambda row: row["code"])
    rows = np.zeros(len(ordered), IDENTITY_DTYPE).view(np.recarray)
    for i, given in enumerate(ordered):
        for field in IDENTITY_DTYPE.names:
            value = given[field]
            rows[field][i] = 0 if field in ("region", "federal_district") else value
        rows["latitude"][i] = rows["longitude"][i] = 0.0
    suppliers = np.zeros(2, SUPPLIER_IDENTITY_DTYPE).view(np.recarray)
    suppliers.code, suppliers.fnir_reference, suppliers.fmr_reference = (1, 2), (0.2, 0.4), 1.9e-9
    suppliers.price_factor, suppliers.reputation = 1.0, (1.0, 0.0)
    suppliers.worst_group_factor, suppliers.det_slope, suppliers.tested_month = np.nan, np.nan, np.nan
    factors = np.ones((n_months, len(ordered)), FACTOR_DTYPE).view(np.recarray)
    distances = np.full((len(ordered), len(ordered)), 100, np.int32)
    return World(
        2016 * 12, n_months, people_per_agent, parameters(**changes), rows, tuple(str(c["name"]) for c in ordered),
        ("region",), distances, suppliers, ("first", "second"), factors,
    )  # fmt: skip


def with_practice(made: World, fpir: float = 1.0, fmr: float = 1.0) -> World:
    """Return the world, in which control rooms now hold this in every city and month; 1 holds nothing."""
    made.factors.held_fpir[:], made.factors.held_fmr[:] = fpir, fmr
    return made


def policy(
    world: World, name: str = "baseline", start: int = 0, adaptive: tuple[Adaptive, ...] = (), **levers
) -> Policy:
    """Return a policy that sets some levers everywhere from a month on."""
    rows = np.zeros((world.n_months, len(world.cities)), LEVER_DTYPE).view(np.recarray)
    rows[:] = tuple(DEFAULT_LEVERS)
    for lever, value in levers.items():
        rows[lever][start:] = value
    return Policy(name, rows, adaptive)


def busy_world(**options) -> World:
    """Return three cities: one that operates, one in pilot, one without recognition."""
    cities = [
        city("Aleph", 30_000, Stage.OPERATING, cameras_per_1000_start=10.0, leader=True),
        city("Beth", 12_000, Stage.PILOT, cameras_per_1000_start=8.0),
        city("Gimel", 5_000),
    ]
    return restless(world(cities, **options))


def restless(made: World) -> World:
    """Return the world with waves of protest of two sizes, two months in a row and one alone, in each half year."""
    for month in range(made.n_months):
        made.factors.unrest[month] = (1.0, 3.0, 2.0, 1.0, 1.5, 1.0)[month % 6]
    return made


# Enough of everything to happen in a small world.
BUSY = {
    "sought_inflow_per_100k_year": 5000.0, "findable_share": 0.5, "breach_hazard_per_year": 3.0,
    "lookup_demand_per_100k_year": 5000.0, "lookups_per_seller_year": 500.0, "fr_fixed_cost_rub": 1e6,
    "adoption_innovation_per_year": 1.0, "build_months_mean": 4.0, "pilot_months": 6.0, "held_fpir": 1e-3,
    "function_creep_hazard_per_year": 4.0,
    "protest_turnout_share": 0.05, "solo_act_share": 0.1, "later_detention_probability": 0.1,
}  # fmt: skip

# Courts and legislators that act within months.
LITIGIOUS = {"lawsuits_per_year": 60.0, "court_win_probability": 0.3, "statute_hazard_per_year": 0.5,
             "ban_reversal_hazard_per_year": 20.0, "ruling_effect_share": 0.1, "ruling_lag_years": 0.5}  # fmt: skip

# Without these, no city learns of, competes with or hands anything to another; add here what couples cities.
# The watchlist holds more than all residents of these worlds, so nobody competes for a place on it.
DECOUPLED = {
    "adoption_imitation_per_year": 0.0, "leader_example_per_year": 0.0, "watchlist_size": 1e5,
    "price_fall_per_doubling": 0.0, "error_fall_per_doubling": 0.0, "success_response": 0.0,
    "leak_reputation_loss": 0.0, "displaced_share": 0.0, "function_creep_hazard_per_year": 0.0,
    "lawsuits_per_year": 0.0, "law_responsiveness": 0.0,
}  # fmt: skip

# Levers under which a lever can show its effect, where the defaults hide it.
EFFECTIVE_WITH: dict[str, dict[str, float]] = {
    "ban_compliance_share": {"existing_fr_permitted": False},
    "federal_pool_rub_per_year": {"federal_subsidy_share": 0.7},
    "subsidy_formula": {"federal_subsidy_share": 0.7, "federal_pool_rub_per_year": 5e5},
}
# Settings of levers far from their defaults, where the hard limit itself would not do.
FAR_FROM_DEFAULT: dict[str, float] = {"federal_pool_rub_per_year": 1e5, "subsidy_formula": 0}


def far_from_default(name: str) -> float:
    """Return a setting of a lever that differs much from its default."""
    lever = next(lever for lever in LEVERS if lever.name == name)
    if name in FAR_FROM_DEFAULT:
        return FAR_FROM_DEFAULT[name]
    return lever.high if lever.default < 0.5 * (lever.low + lever.high) else lever.low


def six_cities(**options) -> World:
    """Return six cities of all stages and several suppliers' worth of luck; three start without recognition."""
    cities = [
        city("Aleph", 30_000, Stage.OPERATING, cameras_per_1000_start=10.0, leader=True),
        city("Beth", 12_000, Stage.PILOT, cameras_per_1000_start=8.0),
        city("Gimel", 5_000),
        city("Daleth", 9_000, Stage.BUILDING, cameras_per_1000_start=6.0),
        city("He", 7_000, cameras_per_1000_start=4.0),
        city("Vav", 16_000, cameras_per_1000_start=5.0),
    ]
    return restless(world(cities, **options))


def rearranged(made: World, order: Sequence[int]) -> World:
    """Return the world with only these of its cities, in this order; their codes stay."""
    chosen = np.array(order)
    return made._replace(
        cities=made.cities[chosen],
        city_names=tuple(made.city_names[i] for i in order),
        distances_km=made.distances_km[np.ix_(chosen, chosen)],
        factors=made.factors[:, chosen],
    )
