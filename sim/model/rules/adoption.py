"""When a city decides to buy face recognition: hazard, example of others, money."""

from sim.numbers.arithmetic import exp
from sim.numbers.compiler import rule


@rule
def system_cost_rub(
    fixed_cost_rub: float,
    streams: int,
    stream_cost_rub: float,
    upkeep_share_per_year: float,
    contract_months: float,
) -> float:
    """Return what a recognition system costs over its contract [roubles].

    Source: domain.md 5.1 (C_F + n c_FR and upkeep); article: 100 to 110 million for 3000 streams.

    Examples
    --------
    >>> system_cost_rub(40e6, 3000, 22e3, 0.0, 48.0)
    106000000.0
    """
    licences_rub = streams * stream_cost_rub
    return fixed_cost_rub + licences_rub * (1.0 + upkeep_share_per_year * contract_months / 12.0)


@rule
def is_affordable(cost_rub: float, cap_rub_per_month: float, camera_share: float, contract_months: float) -> bool:
    """Tell whether what cameras leave of the security cap pays for a system over its contract.

    Source: domain.md 5.1; article: hundreds of millions are out of reach for regions (S19).

    Examples
    --------
    >>> is_affordable(106e6, 13e6, 0.8, 48.0), is_affordable(106e6, 3e6, 0.8, 48.0)
    (True, False)
    """
    return cost_rub <= cap_rub_per_month * (1.0 - camera_share) * contract_months


@rule
def adoption_hazard_per_year(
    innovation_per_year: float, imitation_per_year: float, peer_share: float, example_per_year: float, factor: float
) -> float:
    """Return a city's adoption hazard [1/year]: on its own, by its peers, by the leading city's example.

    Source: Bass (1969), A new product growth model; domain.md 5.1.

    Examples
    --------
    >>> round(adoption_hazard_per_year(0.02, 0.45, 0.5, 0.0, 2.0), 6)
    0.49
    """
    return (innovation_per_year + imitation_per_year * peer_share + example_per_year) * factor


@rule
def pressure_factor(
    crime: float, unrest: float, success: float, by_crime: float, by_unrest: float, by_success: float
) -> float:
    """Return what crime, unrest and other cities' reported success do to the adoption hazard.

    Crime and unrest are in standard deviations of the start, success is a share.
    Source: Beraja et al. (2023) for unrest; domain.md 5.1, exp(b_C z + b_U z + b_X u).

    Examples
    --------
    >>> pressure_factor(0.0, 0.0, 0.0, 0.1, 0.15, 0.3), round(pressure_factor(1.0, 1.0, 1.0, 0.1, 0.15, 0.3), 4)
    (1.0, 1.7333)
    """
    return exp(by_crime * crime + by_unrest * unrest + by_success * success)


@rule
def unwatched_share(cameras_connected: int, population: int, watched_per_1000: float) -> float:
    """Return the share of a city's cameras that nobody has time to watch.

    Source: S04 (more cameras mean more hours than people can watch); the form is an assumption.

    Examples
    --------
    >>> unwatched_share(1500, 1_000_000, 0.5), unwatched_share(0, 1_000_000, 0.5)
    (0.75, 0.0)
    """
    per_1000 = 1000.0 * cameras_connected / population
    return per_1000 / (per_1000 + watched_per_1000)


@rule
def workload_factor(unwatched: float, response: float) -> float:
    """Return what cameras that nobody watches do to the adoption hazard.

    Source: S04 (demand for analytics follows); the size is an assumption.

    Examples
    --------
    >>> workload_factor(0.0, 0.3), round(workload_factor(0.75, 0.3), 4)
    (1.0, 1.2523)
    """
    return exp(response * unwatched)


@rule
def camera_claim_share(
    cameras_target: int, camera_rub_per_month: float, cap_rub_per_month: float, share: float
) -> float:
    """Return the share of the security cap that cameras claim: the usual one, or more under a mandate.

    Source: assumption (a mandate is paid before recognition).

    Examples
    --------
    >>> camera_claim_share(100, 3000.0, 1e6, 0.8), camera_claim_share(300, 3000.0, 1e6, 0.8)
    (0.8, 0.9)
    """
    if cap_rub_per_month <= 0.0:
        return 1.0
    return min(1.0, max(share, cameras_target * camera_rub_per_month / cap_rub_per_month))


@rule
def peer_weight(distance_km: float, decay_km: float, same_district: bool, same_district_factor: float) -> float:
    """Return how much one city's example counts for another, before weights are scaled to sum to 1.

    Source: domain.md 5.1, exp(-distance/decay), doubled in the same federal district.

    Examples
    --------
    >>> peer_weight(0.0, 600.0, True, 2.0), round(peer_weight(600.0, 600.0, False, 2.0), 4)
    (2.0, 0.3679)
    """
    nearness = exp(-distance_km / decay_km)
    return nearness * same_district_factor if same_district else nearness
