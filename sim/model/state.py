"""All state, with units: who there is in the model and what is remembered about them.

Cities, suppliers and the nation are rows of record arrays (`cities[i].cameras_working`);
citizens are separate columns, since there are many. Arrays of a world never change;
arrays of a `State` do.
"""

from collections.abc import Callable
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
    fr_camera_cap_share: float
    retention_days: float
    audit_share: float
    leak_liability_rub_per_person: float
    warrant_share: float
    consent_mode: int
    contract_fpir: float
    worst_group_fpir_cap: float
    operator_review_share: float
    whitelist_share: float
    watchlist_scope: int
    watchlist_cap: float
    federal_subsidy_share: float
    federal_pool_rub_per_year: float
    subsidy_formula: int
    camera_mandate_per_1000: float
    competitive_tender_share: float
    interoperability_share: float
    publication_share: float
    assembly_fr_permitted: bool


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
    statute_in_force: bool  # whether a statute regulates recognition


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


class Citizens(NamedTuple):
    """Cohorts of people who share traits, in columns of shape (n_citizens,), 32 bytes each; units: columns.py."""

    weight: NDArray[np.int32]
    sought_findable: NDArray[np.int32]
    sought_hard: NDArray[np.int32]  # of the findable
    sought_hidden: NDArray[np.int32]
    mobility: NDArray[np.float32]
    anchor: NDArray[np.float32]
    support: NDArray[np.float32]
    shock: NDArray[np.float32]


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


class Now(NamedTuple):
    """Where in which run a process is, and what the scenario and the policy say of this month."""

    parameters: Parameters
    suppliers: Rows  # (n_suppliers,) of SUPPLIER_IDENTITY_DTYPE, as they were at the start
    factors: Rows  # (n_cities,) of FACTOR_DTYPE
    levers: Rows  # (n_cities,) of LEVER_DTYPE, as the policy sets them
    seed: int
    elapsed: int  # [months] since the start of the world
    month: int  # [months] since year 0, as draws are keyed
