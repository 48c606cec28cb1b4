"""What happens to people who pass recognising cameras."""

from sim.numbers.arithmetic import exp, power
from sim.numbers.compiler import rule


@rule
def detection_probability(searches_per_month: float, hit_probability: float) -> float:
    """Return the probability that a sought person raises at least one true alert in a month.

    Searches are a Poisson process, so the chance of no hit is exp(-expected hits).
    Source: domain.md 5.3; ISO/IEC 19795-1 for hit_probability = 1 - FNIR.

    Examples
    --------
    >>> round(detection_probability(2.0, 0.1), 4)
    0.1813
    """
    return 1.0 - exp(-searches_per_month * hit_probability)


@rule
def hit_probability(fnir: float, match_factor: float, scene_hit_share: float) -> float:
    """Return the probability that a search of an enrolled face hits.

    Source: domain.md 5.3; `match_factor` below 1 while masks are worn (m_mask); 7.3 for the scene.

    Examples
    --------
    >>> hit_probability(0.5, 0.6, 1.0), hit_probability(0.2, 1.0, 0.75)
    (0.3, 0.6000000000000001)
    """
    return (1.0 - fnir) * match_factor * scene_hit_share


@rule
def hard_hit_probability(hits: float, hard_passes: float) -> float:
    """Return the hits per search of people who are hard to match, where `hits` is the mean of all who can be matched.

    As if several passes in a row all had to hit: seldom at poor hits, always at perfect ones. The class lasts.
    Source: domain.md 7.3 (P02) and 7.4 (P07); the form is an assumption.

    Examples
    --------
    >>> round(hard_hit_probability(0.5, 3.0), 9), hard_hit_probability(1.0, 3.0), hard_hit_probability(0.0, 3.0)
    (0.125, 1.0, 0.0)
    """
    return power(hits, hard_passes)


@rule
def easy_hit_probability(hits: float, hard_hits: float, hard_share: float) -> float:
    """Return the hits per search of everybody else, so that the mean over both classes is `hits`.

    Source: arithmetic.

    Examples
    --------
    >>> round(easy_hit_probability(0.5, 0.125, 0.3), 4), easy_hit_probability(1.0, 1.0, 0.3)
    (0.6607, 1.0)
    """
    return min(1.0, (hits - hard_share * hard_hits) / (1.0 - hard_share))


@rule
def false_alert_probability(searches_per_month: float, fpir: float) -> float:
    """Return the probability that a person who is not sought raises a false alert in a month.

    Source: domain.md 5.3; ISO/IEC 19795-1 for FPIR per search.

    Examples
    --------
    >>> round(false_alert_probability(60.0, 1e-5), 7)
    0.0005998
    """
    return 1.0 - exp(-searches_per_month * fpir)


@rule
def at_most(searches_per_month: float, probability: float) -> float:
    """Return a number above the probability that at least one of a Poisson number of searches hits.

    1 - exp(-x) is below x; the margin outweighs the rounding of both.
    Source: Bernoulli's inequality.

    Examples
    --------
    >>> detection_probability(2.0, 0.1) < at_most(2.0, 0.1) < 0.2000001
    True
    """
    return searches_per_month * probability + 1e-15
