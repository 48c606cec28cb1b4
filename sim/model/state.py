"""All state, with units: who there is in the model and what is remembered about them.

Cities, suppliers and the nation are rows of record arrays (`cities[i].cameras_working`);
citizens are separate columns, since there are many. Arrays of a world never change;
arrays of a `State` do.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Rows: TypeAlias = Any  # a numpy recarray: rows with named fields, shape (n,)
Row: TypeAlias = Any  # one row of it
Parameters: TypeAlias = Any  # one record with a float64 field for each registered parameter


class Stage(IntEnum):
    """How far a city's face recognition has come."""

    NONE = 0
    TENDER = 1
    BUILDING = 2
    PILOT = 3
    OPERATING = 4
    SUSPENDED = 5


class Levers(NamedTuple):
    """The levers of one city in one month. Units and limits: levers.py."""

    new_fr_permitted: bool
    existing_fr_permitted: bool
    ban_compliance_share: float
    retention_days: float
    audit_share: float
    contract_fpir: float
    worst_group_fpir_cap: float
    federal_subsidy_share: float
    federal_pool_rub_per_year: float
    subsidy_formula: int
    camera_mandate_per_1000: float
    competitive_tender_share: float
    interoperability_share: float
    publication_share: float


class Figures(NamedTuple):
    """Published figures of a city or of the nation, last month's."""

    population: int  # [persons]
    support_mean: float  # [share]
    cameras_recognising: int  # [cameras]
    detections: int  # [persons]
    stops_wrongful: int  # [stops]
    leak_events_public: int  # [leaks]
    clearances_reported: float  # [clearances]


class Observation(NamedTuple):
    """What a city could know when its policy is decided: published, last month's."""

    population: int  # [persons]
    support_mean: float  # [share]
    cameras_recognising: int  # [cameras]
    detections: int  # [persons]
    stops_wrongful: int  # [stops]
    leak_events_public: int  # [leaks]
    clearances_reported: float  # [clearances]
    nation: Figures
    months_in_force: int  # [months] since the policy's `from:`


AdaptivePolicy: TypeAlias = Callable[[Observation, Levers], Levers]


class Adaptive(NamedTuple):
    """An adaptive policy in force from one month to another in some cities."""

    decide: AdaptivePolicy
    first: int  # [month index] included
    last: int  # [month index] included
    target: NDArray[np.bool_]  # (n_cities,)


class Policy(NamedTuple):
    """One arm: scheduled levers of every city and month, and what adapts them."""

    name: str
    levers: Rows  # (n_months, n_cities) of LEVER_DTYPE
    adaptive: tuple[Adaptive, ...]


# What dated events can multiply, by city and month. 1 without an event.
FACTORS: tuple[str, ...] = (
    "mobility",  # passes of people before cameras
    "match",  # true-positive identification rate (masks)
    "compute_price",  # price of recognition streams
    "adoption",  # adoption hazard
    "public_offences",  # offences in public space
    "unrest",  # street protest, relative to its usual level
)
FACTOR_DTYPE = np.dtype([(name, "f8") for name in FACTORS])

# A city's lasting identity, from the cities file. NaN means: drawn from the parameters.
IDENTITY_DTYPE = np.dtype(
    [
        ("code", "u4"),  # stable: a hash of region code and name
        ("region", "i4"),  # number of the region among the names
        ("federal_district", "i4"),
        ("population", "i8"),  # [persons]
        ("latitude", "f8"),  # [degrees]
        ("longitude", "f8"),  # [degrees]
        ("leader", "?"),  # the city whose example others follow
        ("fr_stage_start", "i8"),  # Stage
        ("budget_rub_per_resident_year", "f8"),
        ("regional_topup_share", "f8"),
        ("cameras_per_1000_start", "f8"),
        ("cameras_per_1000_target", "f8"),
        ("support_start_share", "f8"),
        ("clearance_share", "f8"),
    ]
)

SUPPLIER_IDENTITY_DTYPE = np.dtype(
    [
        ("code", "u4"),
        ("fnir_reference", "f8"),  # [probability] missed at the reference false-match rate
        ("fmr_reference", "f8"),  # [probability] per comparison
        ("price_factor", "f8"),  # [multiple of fr_stream_cost_rub]
        ("reputation", "f8"),  # [log odds of being chosen]
    ]
)


class World(NamedTuple):
    """What no one in the model chooses: the scenario, checked and resolved."""

    start_month: int  # [months] year * 12 + month - 1 of the first month
    n_months: int
    people_per_agent: int  # [persons]
    parameters: Parameters
    cities: Rows  # (n_cities,) of IDENTITY_DTYPE, sorted by code
    city_names: tuple[str, ...]
    region_names: tuple[str, ...]
    distances_km: NDArray[np.int32]  # (n_cities, n_cities)
    suppliers: Rows  # (n_suppliers,) of SUPPLIER_IDENTITY_DTYPE, sorted by code
    supplier_names: tuple[str, ...]
    factors: Rows  # (n_months, n_cities) of FACTOR_DTYPE


CITY_DTYPE = np.dtype(
    [
        # who it is
        ("code", "u4"),
        ("region", "i4"),
        ("population", "i8"),  # [persons]
        ("leader", "?"),
        ("first_citizen", "i8"),  # [index] into the citizen columns
        ("n_citizens", "i8"),
        # money
        ("budget_rub_per_year", "f8"),
        ("security_cap_rub_per_month", "f8"),
        ("regional_topup_share", "f8"),
        ("camera_rub_per_month", "f8"),  # [roubles] one camera with its renewal
        ("spend_rub", "f8"),  # [roubles] this month, by the city and its regional patron
        ("grant_offer_rub", "f8"),  # [roubles] federal money on offer this year
        ("grant_rub", "f8"),  # [roubles] federal money committed
        ("federal_rub", "f8"),  # [roubles] federal money paid this month
        ("running_cost_rub", "f8"),  # [roubles] this month
        # cameras; each kind is a part of the one before
        ("cameras_installed", "i8"),
        ("cameras_working", "i8"),
        ("cameras_connected", "i8"),
        ("cameras_recognising", "i8"),
        ("cameras_target", "i8"),
        ("cameras_per_1000_target", "f8"),
        ("streams_target", "i8"),  # recognising cameras that the contract foresees
        ("recognising_entrance", "i8"),  # recognising cameras by kind of site; they add up
        ("recognising_public_place", "i8"),
        ("recognising_transport", "i8"),
        ("cameras_bought", "i8"),  # this month
        ("cameras_scrapped", "i8"),  # this month
        # face recognition
        ("stage", "i8"),  # Stage
        ("stage_before_suspension", "i8"),  # Stage
        ("months_in_stage", "i8"),
        ("lead_months", "i8"),  # drawn when the tender ends
        ("unrest_memory", "f8"),  # [standard deviations] of the past year or so
        ("adoption_clock", "f8"),  # [hazard] at which the city adopts
        ("adoption_hazard", "f8"),  # [hazard] cumulated
        ("supplier", "i8"),  # [index] or -1
        ("contract_months_left", "i8"),
        ("contracts", "i8"),  # tenders held so far: what draws about a contract are keyed by
        ("bidders", "i8"),  # of the last tender
        ("contract_rub_per_month", "f8"),
        # detection
        ("searches_per_resident", "f8"),  # [searches] this month
        ("fpir", "f8"),  # [probability] per search, operating
        ("fnir", "f8"),  # [probability] per search, operating
        ("hit_probability", "f8"),  # per search of an enrolled face
        ("capacity_share", "f8"),  # [share] of true alerts that staff can act on
        ("sought", "i8"),  # [persons]
        ("sought_findable", "i8"),  # [persons]
        ("alerts_true", "i8"),
        ("alerts_false", "i8"),
        ("detections", "i8"),  # [persons]
        ("detained", "i8"),  # [persons]
        ("stops_wrongful", "i8"),
        ("new_sought", "i8"),  # [persons]
        ("becoming_sought_probability", "f8"),  # per month
        ("leaving_sought_probability", "f8"),  # per month
        ("findable_probability", "f8"),  # of a person who becomes sought
        ("offences", "i8"),
        ("offences_registered", "i8"),
        ("offence_factor", "f8"),  # of the national rate
        ("offences_expected", "f8"),  # this month, before displacement into the city
        ("displaced_out", "f8"),  # [offences] expected, to neighbours
        ("offence_rate_memory", "f8"),  # [multiple of the national rate] of the past year or so
        ("clearance_share", "f8"),  # without cameras
        ("clearances_total", "i8"),
        ("clearances_attributed", "i8"),
        ("clearances_incremental", "i8"),
        ("clearances_reported", "f8"),
        ("success", "f8"),  # [share] how well the system looks in last month's reports
        ("coverage_share", "f8"),  # of public space, by connected cameras
        ("fr_coverage_share", "f8"),  # of public space, by recognising cameras
        # leaks
        ("lookups_illicit", "i8"),
        ("breaches", "i8"),
        ("people_leaked", "i8"),  # [persons]
        ("retention_days", "f8"),
        ("leak_events_public", "i8"),
        ("leak_shock", "f8"),  # [support] remembered, zero or less
        ("success_shock", "f8"),  # [support] remembered, zero or more
        ("stops_shock", "f8"),  # [support] of published wrongful stops, remembered, zero or less
        # opinion
        ("support_units", "i8"),  # [2**-24 share x persons] sum of expressed support
        ("support_mean", "f8"),  # [share] last month's, as peers and pollsters know it
    ]
)

PUBLISHED_DTYPE = np.dtype([(name, CITY_DTYPE[name]) for name in Figures._fields])

NATION_DTYPE = np.dtype(
    [
        ("month", "i8"),  # [months] absolute: year * 12 + month - 1
        ("sought", "i8"),  # [persons] last month
        ("leader_operates", "?"),  # the leading city recognises
        ("success", "f8"),  # [share] mean of cities that recognise, as reported last month
        ("stream_price_factor", "f8"),  # of fr_stream_cost_rub, by experience
    ]
)

SUPPLIER_DTYPE = np.dtype(
    [
        ("code", "u4"),
        ("fnir_reference", "f8"),
        ("fmr_reference", "f8"),
        ("price_factor", "f8"),
        ("reputation", "f8"),
        ("leak_memory", "f8"),  # [leaks] of its clients, remembered
        ("streams", "i8"),  # [cameras] served
        ("experience_streams", "i8"),  # [cameras] most ever served at once
    ]
)


class Citizens(NamedTuple):
    """Cohorts of people who share traits, in columns; 28 bytes each."""

    weight: NDArray[np.int32]  # (n_citizens,) [persons]
    sought_findable: NDArray[np.int32]  # (n_citizens,) [persons]
    sought_hidden: NDArray[np.int32]  # (n_citizens,) [persons] whom no camera can find
    mobility: NDArray[np.float32]  # (n_citizens,) passes relative to the mean
    anchor: NDArray[np.float32]  # (n_citizens,) [share] support without influence
    support: NDArray[np.float32]  # (n_citizens,) [share] undisturbed opinion
    shock: NDArray[np.float32]  # (n_citizens,) [support] remembered, zero or less


class State(NamedTuple):
    """Everything that changes in a run."""

    citizens: Citizens
    cities: Rows  # (n_cities,) of CITY_DTYPE
    suppliers: Rows  # (n_suppliers,) of SUPPLIER_DTYPE
    nation: Row  # one of NATION_DTYPE
    levers: Rows  # (n_cities,) of LEVER_DTYPE, this month's
    factors: Rows  # (n_cities,) of FACTOR_DTYPE, this month's
    published: Rows  # (n_cities,) of PUBLISHED_DTYPE, last month's
    peer_weights: NDArray[np.float64]  # (n_cities, n_cities) whose example counts; rows sum to 1
    neighbour_weights: NDArray[np.float64]  # (n_cities, n_cities) who takes displaced offences; rows sum to 1


@dataclass(frozen=True)
class Now:
    """Where in which run a process is."""

    world: World
    policy: Policy
    seed: int
    index: int  # [month index] from the start of the world

    @property
    def month(self) -> int:
        """Months since year 0, as draws are keyed."""
        return self.world.start_month + self.index
