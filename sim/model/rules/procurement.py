"""Choosing a supplier, building, launching."""

from sim.numbers.arithmetic import log
from sim.numbers.compiler import rule


@rule
def supplier_score(
    fnir: float, price_factor: float, reputation: float, quality_weight: float, price_weight: float
) -> float:
    """Return how attractive a supplier is, in log odds of being chosen.

    Source: domain.md 5.2 (score from quality, price and standing; softmax choice).

    Examples
    --------
    >>> round(supplier_score(0.5, 1.0, 2.0, 1.0, 1.0), 4)
    2.6931
    """
    return reputation - quality_weight * log(fnir) - price_weight * log(price_factor)


@rule
def contract_rub_per_month(
    fixed_cost_rub: float, streams: int, stream_cost_rub: float, price_factor: float, contract_months: float
) -> float:
    """Return the monthly instalment of a contract [roubles].

    `price_factor` is the supplier's price times that of computing. Source: domain.md 5.1.

    Examples
    --------
    >>> contract_rub_per_month(40e6, 1000, 20e3, 1.0, 48.0)
    1250000.0
    """
    return (fixed_cost_rub + streams * stream_cost_rub * price_factor) / contract_months


@rule
def launch_is_due(months_in_pilot: int, pilot_months: float) -> bool:
    """Tell whether a pilot reaches a yearly launch date this month.

    The first date comes after the pilot, the next ones a year apart.
    Source: domain.md 5.2 (each yearly milestone slips with p_slip); S18.

    Examples
    --------
    >>> [month for month in range(40) if launch_is_due(month, 12.0)]
    [12, 24, 36]
    """
    late = months_in_pilot - int(pilot_months)
    return late >= 0 and late % 12 == 0


@rule
def single_bid_probability(usual: float, competitive_share: float) -> float:
    """Return the probability that only one supplier bids.

    Source: domain.md 5.2 (p_1); competitive_tender_share is a lever.

    Examples
    --------
    >>> single_bid_probability(0.6, 0.0), single_bid_probability(0.6, 1.0)
    (0.6, 0.0)
    """
    return usual * (1.0 - competitive_share)


@rule
def tender_price_factor(bidders: int, saving_per_doubling: float) -> float:
    """Return what competition leaves of the initial price.

    Source: domain.md 5.2, 1 - delta_p log2 n; rg.ru 2021 for savings.

    Examples
    --------
    >>> tender_price_factor(1, 0.03), tender_price_factor(2, 0.03)
    (1.0, 0.97)
    """
    return max(0.0, 1.0 - saving_per_doubling * log(float(bidders)) / 0.69314718055994530942)


@rule
def switching_share(switching_cost_share: float, interoperability_share: float) -> float:
    """Return what changing the supplier adds to the price: less where systems interoperate.

    Source: Klemperer (1995); Farrell and Klemperer (2007); domain.md 5.2 (S_w).

    Examples
    --------
    >>> switching_share(0.3, 0.0), switching_share(0.3, 1.0)
    (0.3, 0.0)
    """
    return switching_cost_share * (1.0 - interoperability_share)


@rule
def second_engine_share(is_follow_up: bool, streams: int, from_streams: float, share: float) -> float:
    """Return the share of streams that a second engine serves: large systems split their follow-up contract.

    Source: Moscow ran four engines by 2022 (futuristjournal, after Reuters); size and share are assumptions.

    Examples
    --------
    >>> second_engine_share(True, 100_000, 50_000.0, 0.3), second_engine_share(False, 100_000, 50_000.0, 0.3)
    (0.3, 0.0)
    """
    return share if is_follow_up and streams >= from_streams else 0.0


@rule
def blended(first: float, second: float, second_share: float) -> float:
    """Return what a city meets of a rate or a price that differs between its two engines.

    Source: arithmetic (mean over streams).

    Examples
    --------
    >>> blended(1.0, 2.0, 0.25), blended(1.0, 2.0, 0.0)
    (1.25, 1.0)
    """
    return first + (second - first) * second_share


@rule
def leak_memory_next(memory: float, remembered: float, publicity: float) -> float:
    """Return how much of its clients' public leaks clings to a supplier.

    Source: assumption (supplier reputation).

    Examples
    --------
    >>> leak_memory_next(1.0, 0.5, 1.0)
    1.5
    """
    return memory * remembered + publicity


@rule
def months_to_contract(usual: float, for_competition: float, competitive_share: float, for_paperwork: float) -> float:
    """Return how long a tender takes [months]: opening it to bidders and the paperwork of a grant add to it.

    Source: assumption (both safeguards cost time).

    Examples
    --------
    >>> months_to_contract(6.0, 4.0, 0.5, 2.0)
    10.0
    """
    return usual + for_competition * competitive_share + for_paperwork
