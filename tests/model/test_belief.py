"""What operators believe, against published counts: each form lies within the binomial intervals that it claims."""

import itertools
from typing import NamedTuple

import numpy as np
import pytest
from scipy.stats import beta

from sim.model.rules.belief import acted_on_share, believed_share, usual_share
from sim.scenario.registry import registered_parameters
from tests.worlds import parameters

P = parameters()
RANGE = {parameter.name: (parameter.low, parameter.high) for parameter in registered_parameters()}


class Point(NamedTuple):
    """False alerts of a place, how many were acted on, and the precision of its alerts."""

    acted_on: int
    false: int
    precision: float

    def interval(self) -> tuple[float, float]:
        """Return the interval of Clopper and Pearson at 95 %."""
        dismissed = self.false - self.acted_on
        low, high = beta.ppf([0.025, 0.975], [self.acted_on, self.acted_on + 1], [dismissed + 1, dismissed])
        return float(low), float(high)

    def holds(self, share: float) -> bool:
        low, high = self.interval()
        return low <= share <= high


# domain.md 7.1, H01 and H02. The precision of S102 and S103 is that of all their years together (S106).
S101 = Point(5, 2_554, 0.07)
S102 = Point(21, 88, 0.21)
S103 = Point(21, 59, 0.21)
TRIALS = Point(18, 34, 0.19)
L13 = Point(6, 10, 0.995)
PLACES = {"South Wales": (S102, S103), "London": (TRIALS, L13)}


def test_intervals_are_those_of_clopper_and_pearson() -> None:
    """Published: 6 of 10 has 0.262 to 0.878, as tables after Clopper and Pearson (1934) have it."""
    assert L13.interval() == pytest.approx((0.262, 0.878), abs=0.0005)


@pytest.mark.parametrize("place", PLACES)
def test_one_value_for_a_place_holds_all_its_points_in_the_usual_form(place: str) -> None:
    """The value lies in the range of the parameter, and is a place's at most two deviations from the mean."""
    points = PLACES[place]
    low, high = RANGE["acted_on_share"]
    deviations = np.linspace(-2.0, 2.0, 401)
    shares = [usual_share(P.acted_on_share, float(d), P.acted_on_spread_logit) for d in deviations]
    claimed = [x for x in shares if low <= x <= high and all(point.holds(x) for point in points)]
    assert claimed
    pooled = sum(point.acted_on for point in points) / sum(point.false for point in points)
    assert min(claimed) < pooled < max(claimed)


def test_no_one_value_holds_both_places_at_their_means() -> None:
    """So places differ: what London acted on is outside South Wales' interval of 2018, and the other way round."""
    assert not S102.holds(24 / 44)
    assert not TRIALS.holds(42 / 147)


def test_the_usual_form_does_not_claim_the_flood_of_2017() -> None:
    low, _ = RANGE["acted_on_share"]
    assert not S101.holds(low)


def believed(precision: float, **changes: float) -> float:
    values = {name: float(getattr(P, f"belief_{name}")) for name in
              ("low_share", "high_share", "half_precision", "steepness")} | changes  # fmt: skip
    return float(believed_share(precision, *values.values()))


def test_what_the_form_by_precision_claims() -> None:
    """At its own values: South Wales 2019 and both of London, neither the flood of 2017 nor South Wales 2018."""
    claims = {name: point.holds(believed(point.precision)) for name, point in
              {"S101": S101, "S102": S102, "S103": S103, "trials": TRIALS, "L13": L13}.items()}  # fmt: skip
    assert claims == {"S101": False, "S102": False, "S103": True, "trials": True, "L13": True}


def test_within_its_ranges_the_form_by_precision_can_hold_the_flood_as_well() -> None:
    """Not with its own values, which stay: at the ends of the ranges some hold all but South Wales 2018."""
    names = ("low_share", "high_share", "half_precision", "steepness")
    ends = [(low, getattr(P, f"belief_{name}"), high) for name in names for low, high in [RANGE[f"belief_{name}"]]]
    grid = [dict(zip(names, values, strict=True)) for values in itertools.product(*ends)]
    points = (S101, S103, TRIALS, L13)
    assert any(all(point.holds(believed(point.precision, **values)) for point in points) for values in grid)


def test_no_form_that_rises_with_precision_holds_london_s_trials_and_south_wales_2018() -> None:
    """More was acted on where precision was lower, if only by the third digit: places differ by more than that."""
    assert TRIALS.precision < S102.precision
    assert TRIALS.interval()[0] > S102.interval()[1]


def test_belief_rises_with_precision_between_its_two_shares() -> None:
    shares = [believed(float(x)) for x in np.linspace(0.0, 1.0, 200)]
    assert all(later > earlier for earlier, later in itertools.pairwise(shares))
    assert shares[0] == P.belief_low_share
    assert P.belief_high_share - 0.01 < shares[-1] < P.belief_high_share
    assert believed(P.belief_half_precision) == pytest.approx((P.belief_low_share + P.belief_high_share) / 2.0)


def test_the_mean_over_places_is_near_the_usual_share() -> None:
    """A logit spread evenly about a share below a half has a mean a little above it: Gauss and Hermite, 40 nodes."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(40)
    shares = [usual_share(P.acted_on_share, float(d), P.acted_on_spread_logit) for d in nodes]
    mean = float(np.dot(weights, shares) / weights.sum())
    assert P.acted_on_share < mean < P.acted_on_share + 0.02


def test_without_spread_all_places_are_alike() -> None:
    assert {round(float(usual_share(0.4, float(d), 0.0)), 12) for d in np.linspace(-4.0, 4.0, 30)} == {0.4}


def test_a_place_stays_within_0_and_1_and_in_its_order() -> None:
    for share in (0.0, 1e-9, 0.15, 0.7, 1.0 - 1e-9, 1.0):
        shares = [float(usual_share(share, float(d), 1.2)) for d in np.linspace(-40.0, 40.0, 81)]
        assert shares == sorted(shares)
        assert 0.0 <= shares[0] <= shares[-1] <= 1.0


def test_the_switch_leads_from_one_form_to_the_other() -> None:
    assert [acted_on_share(0.4, 0.02, share) for share in (0.0, 0.5, 1.0)] == pytest.approx([0.4, 0.21, 0.02])
