"""What footage and recognition add to solving offences: attributed and incremental clearances."""

from sim.numbers.arithmetic import exp
from sim.numbers.compiler import rule


@rule
def footage_share(coverage: float, available: float, useful: float, retention_days: float, decay_days: float) -> float:
    """Return the share of public offences with useful footage that is still there when police ask.

    Requests come after days that are exponential with mean `decay_days`, so the chance that footage
    is still kept is 1 - exp(-retention / decay). Source: Ashby (2017); domain.md 5.4, a_v(R).

    Examples
    --------
    >>> round(footage_share(0.9, 0.45, 0.65, 30.0, 5.0), 4), footage_share(0.9, 0.45, 0.65, 0.0, 5.0)
    (0.2626, 0.0)
    """
    return coverage * available * useful * (1.0 - exp(-retention_days / decay_days))


@rule
def with_odds(probability: float, multiplier: float) -> float:
    """Return a probability whose odds are multiplied.

    Source: arithmetic; Ashby (2017) reports odds ratios.

    Examples
    --------
    >>> round(with_odds(0.3, 2.0), 4), with_odds(0.0, 2.0), with_odds(1.0, 2.0)
    (0.4615, 0.0, 1.0)
    """
    return probability * multiplier / (1.0 - probability + probability * multiplier)


@rule
def footage_clearance_probability(
    base: float, footage_odds: float, identified_share: float, identified_odds: float
) -> float:
    """Return the probability that an offence with useful footage is cleared.

    In a share of cases a retrospective search names the person, which multiplies the odds again.
    Source: domain.md 5.4 (m_cl, r_ID); the second multiplier is an assumption.

    Examples
    --------
    >>> round(footage_clearance_probability(0.3, 2.0, 0.0, 1.5), 4)
    0.4615
    >>> round(footage_clearance_probability(0.3, 2.0, 1.0, 1.5), 4)
    0.5625
    """
    seen = with_odds(base, footage_odds)
    named = with_odds(base, footage_odds * identified_odds)
    return seen + identified_share * (named - seen)


@rule
def incremental_share(base: float, with_footage: float) -> float:
    """Return the share of attributed clearances that would not have come without cameras.

    Source: domain.md 5.4 (attributed and incremental); 0.3.

    Examples
    --------
    >>> round(incremental_share(0.3, 0.4615), 3)
    0.35
    """
    return (with_footage - base) / with_footage if with_footage > base else 0.0
