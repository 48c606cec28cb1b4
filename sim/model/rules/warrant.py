"""What prior authorisation does to retrospective searches, and what it costs."""

from sim.numbers.arithmetic import exp
from sim.numbers.compiler import rule


@rule
def kept_until_authorised(retention_days: float, latency_days: float, decay_days: float) -> float:
    """Return the share of cases in which footage that was there when police asked is still there after the latency.

    Requests come after days that are exponential with mean `decay_days`, as in `clearance.footage_share`.
    Source: domain.md 5.8 (warrant: latency) and T_w; arithmetic of exponential waiting times.

    Examples
    --------
    >>> kept_until_authorised(5.0, 0.0, 5.0), round(kept_until_authorised(5.0, 1.0, 5.0), 4)
    (1.0, 0.8711)
    >>> kept_until_authorised(1.0, 2.0, 5.0)
    0.0
    """
    if latency_days >= retention_days:
        return 0.0
    return (1.0 - exp(-(retention_days - latency_days) / decay_days)) / (1.0 - exp(-retention_days / decay_days))


@rule
def searches_left_share(warrant_share: float, refusal_share: float, kept_share: float) -> float:
    """Return the share of retrospective searches that are made: those that need no warrant, and those that get one.

    Source: domain.md 5.8 (w, p_w).

    Examples
    --------
    >>> searches_left_share(0.0, 0.05, 0.9), round(searches_left_share(1.0, 0.05, 0.9), 4)
    (1.0, 0.855)
    """
    return 1.0 - warrant_share * (1.0 - (1.0 - refusal_share) * kept_share)


@rule
def warrant_hours(searches: float, warrant_share: float, hours_per_search: float) -> float:
    """Return the staff time that applications for warrants take [hours].

    Source: assumption (no lever is free: domain.md 5.0).

    Examples
    --------
    >>> warrant_hours(100.0, 0.5, 2.0)
    100.0
    """
    return searches * warrant_share * hours_per_search
