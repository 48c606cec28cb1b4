"""Who joins a protest, who acts alone instead, and what follows: grievance against perceived risk."""

from sim.numbers.arithmetic import exp, power
from sim.numbers.compiler import rule


@rule
def wave_size(unrest: float) -> float:
    """Return the size of a wave of protest, as a multiple of a national wave: unrest above its usual level of 1.

    Source: domain.md 5.0 (turnout waves are dated events scaled to po).

    Examples
    --------
    >>> wave_size(2.0), wave_size(1.0), wave_size(0.5)
    (1.0, 0.0, 0.0)
    """
    return max(0.0, unrest - 1.0)


@rule
def expected_turnout(population: int, usual_share: float, turnout_memory: float) -> float:
    """Return how many people a city's residents expect at a protest [persons]: as last time, oneself included.

    Source: Granovetter (1978), people act on how many others do; expecting what came last time is an assumption.

    Examples
    --------
    >>> expected_turnout(1_000_000, 0.002, 1.0), expected_turnout(1_000_000, 0.002, 0.5)
    (2001.0, 1001.0)
    """
    return 1.0 + population * usual_share * turnout_memory


@rule
def turnout_memory_next(memory: float, came: int, usual: float, learning_share: float) -> float:
    """Return the turnout that is expected of the next wave, as a multiple of the usual one.

    Source: assumption (adaptive expectations).

    Examples
    --------
    >>> turnout_memory_next(1.0, 1000, 2000.0, 0.5), turnout_memory_next(1.0, 0, 0.0, 0.5)
    (0.75, 1.0)
    """
    return memory + learning_share * (came / usual - memory) if usual > 0.0 else memory


@rule
def arrest_probability(arrest_constant: float, police: float, turnout: float) -> float:
    """Return the probability of arrest on the spot that people reckon with: less where many come.

    Source: Epstein (2002), PNAS 99 suppl. 3, P = 1 - exp(-k C/A); 0.9 where police and crowd are of one size.

    Examples
    --------
    >>> round(arrest_probability(2.3, 100.0, 100.0), 4), round(arrest_probability(2.3, 100.0, 1000.0), 4)
    (0.8997, 0.2055)
    """
    return 1.0 - exp(-arrest_constant * police / turnout)


@rule
def risk(probability: float, fine_rub: float, income_rub_per_month: float) -> float:
    """Return what an act puts at risk [months of income]: the probability of being caught times the fine.

    Source: domain.md 5.7, N = r P J; measuring J in months of income is an assumption.

    Examples
    --------
    >>> round(risk(0.5, 20000.0, 40000.0), 4)
    0.25
    """
    return probability * fine_rub / income_rub_per_month


@rule
def identified_probability(at_full_coverage: float, fr_coverage: float, is_permitted: bool) -> float:
    """Return the probability that recognition leads police to someone who took part, afterwards.

    Source: domain.md 5.7, p_ret c_F (or p_solo c_F); none where recognition of assemblies is not permitted.

    Examples
    --------
    >>> identified_probability(0.03, 0.5, True), identified_probability(0.03, 0.5, False)
    (0.015, 0.0)
    """
    return at_full_coverage * fr_coverage if is_permitted else 0.0


@rule
def coverage_alone(fr_coverage: float, exponent: float) -> float:
    """Return the coverage by recognition that someone who acts alone meets: less than a crowd, which has one place.

    Source: assumption; an exponent of 1 is domain.md 5.7 as it stands, above 1 risk comes late, as EPSA 2025 expects.

    Examples
    --------
    >>> coverage_alone(0.5, 2.0), coverage_alone(0.5, 1.0), coverage_alone(1.0, 2.0)
    (0.25, 0.5, 1.0)
    """
    return fr_coverage if exponent == 1.0 else power(fr_coverage, exponent)


@rule
def grievance(hardship: float, legitimacy: float, support: float, privacy_weight: float, backlash: float) -> float:
    """Return a cohort's grievance: hardship as far as rule lacks legitimacy, opposition to recognition, backlash.

    Source: Epstein (2002), G = H (1 - L); domain.md 5.7, + gamma_priv max(0, 0.5 - x); Krakowski (2022): backlash.

    Examples
    --------
    >>> round(grievance(0.5, 0.8, 0.3, 0.3, 0.0), 4), round(grievance(0.5, 0.8, 0.6, 0.3, 0.01), 4)
    (0.16, 0.11)
    """
    return hardship * (1.0 - legitimacy) + privacy_weight * max(0.0, 0.5 - support) + backlash


@rule
def willingness(grievance: float, risk: float, encouragement: float, threshold: float, spread: float) -> float:
    """Return the share of a cohort whose threshold is passed: grievance less risk, and others who took part.

    Thresholds differ inside a cohort (logistic), so the share is smooth at any weight.
    Source: Epstein (2002), act if G - N > T; Granovetter (1978); domain.md 5.7.

    Examples
    --------
    >>> willingness(0.3, 0.2, 0.0, 0.1, 0.1), round(willingness(0.3, 0.0, 0.0, 0.1, 0.1), 4)
    (0.5, 0.8808)
    """
    return 1.0 / (1.0 + exp((threshold - grievance + risk - encouragement) / spread))


@rule
def joining_probability(called_share: float, willing: float, chilled: float) -> float:
    """Return the probability that a person joins a mass protest: reached by the call, not chilled, and willing.

    Source: domain.md 5.7; 5.6 for chilling of lawful activity; the product is an assumption.

    Examples
    --------
    >>> round(joining_probability(0.008, 0.25, 0.1), 6), joining_probability(30.0, 0.5, 0.0)
    (0.0018, 1.0)
    """
    return min(1.0, called_share * willing * (1.0 - chilled))


@rule
def solo_probability(
    called_share: float, solo_share: float, willing_alone: float, willing: float, chilled: float
) -> float:
    """Return the probability that a person acts alone: a few of those who would act but for the risk of a crowd.

    Source: domain.md 5.7 (else with small probability do a solo act).

    Examples
    --------
    >>> round(solo_probability(0.01, 0.1, 0.5, 0.2, 0.0), 6), solo_probability(0.01, 0.1, 0.2, 0.5, 0.0)
    (0.0003, 0.0)
    """
    return min(1.0, called_share * solo_share * max(0.0, willing_alone - willing * (1.0 - chilled)))


@rule
def called_share(size: float, turnout_share: float, usual_willingness: float) -> float:
    """Return the share of residents whom the call of a wave reaches: so that usual willingness gives usual turnout.

    Source: domain.md 5.0 (turnout waves scaled to po).

    Examples
    --------
    >>> called_share(1.0, 0.002, 0.25), called_share(0.0, 0.002, 0.25)
    (0.008, 0.0)
    """
    return size * turnout_share / usual_willingness


@rule
def backlash(detained: int, took_part: int, weight: float) -> float:
    """Return the grievance that detentions after a protest add (below zero: that they take away).

    Source: domain.md 5.7 (b_back, sign uncertain); by the share of those who took part is an assumption.

    Examples
    --------
    >>> backlash(20, 1000, 0.05), backlash(0, 0, 0.05)
    (0.001, 0.0)
    """
    return weight * detained / max(1, took_part)


@rule
def compliance_rub(is_permitted: bool, has_wave: bool, hours: float, staff_rub_per_hour: float) -> float:
    """Return what keeping recognition off at assemblies costs a city in a month of protest [roubles].

    Source: assumption (no lever is free: domain.md 5.0).

    Examples
    --------
    >>> compliance_rub(False, True, 80.0, 600.0), compliance_rub(True, True, 80.0, 600.0)
    (48000.0, 0.0)
    """
    return hours * staff_rub_per_hour if has_wave and not is_permitted else 0.0
