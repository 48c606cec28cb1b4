"""Error rates that differ between groups of residents."""

from sim.numbers.arithmetic import log, power
from sim.numbers.compiler import rule


@rule
def worst_group_multiple(loose_multiple: float, fmr: float, loose_fmr: float, slope: float) -> float:
    """Return the false-positive rate of the worst-served group relative to everyone else at a threshold.

    It is `loose_multiple` at `loose_fmr` and above, and comes near 1 where the threshold is strict.
    Source: domain.md 7.2 (N10) and 7.4 (N12, N13); the form is an assumption.

    Examples
    --------
    >>> worst_group_multiple(50.0, 1e-5, 1e-6, 0.75), round(worst_group_multiple(50.0, 1.7e-8, 1e-6, 0.75), 2)
    (50.0, 3.31)
    >>> round(worst_group_multiple(50.0, 1e-10, 1e-6, 0.75), 2)
    1.05
    """
    return 1.0 + (loose_multiple - 1.0) * power(min(1.0, fmr / loose_fmr), slope)


@rule
def worst_group_excess(factor: float, group_share: float) -> float:
    """Return the false-positive rate of the worst-served group relative to the mean of all residents.

    `factor` compares the group with everyone else, as NISTIR 8280 compares groups. Source: NISTIR 8280; arithmetic.

    Examples
    --------
    >>> round(worst_group_excess(10.0, 0.1), 4), worst_group_excess(10.0, 0.0)
    (5.2632, 10.0)
    """
    return factor / (1.0 + group_share * (factor - 1.0))


@rule
def standard_breach(fmr: float, watchlist_size: float, excess: float, worst_group_fpir_cap: float) -> float:
    """Return how far an engine, as it is delivered, breaks the standard for the worst-served group [logarithm].

    As delivered, its FPIR is about list x FMR at the reference threshold. Source: domain.md 5.8 (accuracy
    standard shifts the choice of supplier); the form is an assumption.

    Examples
    --------
    >>> standard_breach(1e-6, 1e5, 10.0, 1.0), round(standard_breach(1e-6, 1e5, 5.0, 0.05), 4)
    (0.0, 2.3026)
    """
    delivered = min(1.0, fmr * watchlist_size * excess)
    return log(delivered / worst_group_fpir_cap) if delivered > worst_group_fpir_cap else 0.0
