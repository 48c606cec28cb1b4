"""Statutes, bans and what ends them."""

import numpy as np

from sim.model.initial import initial_state
from sim.model.policies.until_statute import UntilStatute
from sim.model.state import Adaptive, Levers, Observation
from tests.engines.watching import watched_run
from tests.model.busy import busy, cities, outcomes
from tests.worlds import BUSY, policy, six_cities


def test_a_statute_comes_at_its_clock_and_limits_what_is_kept() -> None:
    made = busy(60, statute_hazard_per_year=1.0, statute_retention_days=3.0)
    clock = float(initial_state(made, 2).nation.statute_clock)
    statutes = outcomes(made, policy(made), 2)["statutes"]
    first = int(np.argmax(statutes > 0))
    assert first == int(np.ceil(clock * 12.0)) - 1
    days = cities(made, policy(made), "retention_days", 2)
    assert (days[: first + 1] == 30.0).all()
    assert (days[first + 1 :] == 3.0).all()


def test_dissatisfaction_hastens_a_statute_only_where_the_law_responds() -> None:
    dates = {}
    for responsiveness, support in ((0.0, 0.4), (0.0, 0.7), (5.0, 0.4), (5.0, 0.7)):
        made = busy(240, law_responsiveness=responsiveness, support_start_share=support, statute_hazard_per_year=0.15)
        dates[responsiveness, support] = outcomes(made, policy(made), 2)["statutes"].sum()
    assert dates[0.0, 0.4] == dates[0.0, 0.7]
    assert dates[5.0, 0.4] > dates[5.0, 0.7]


def test_a_ban_is_reversed_by_its_clock_and_then_no_longer_binds() -> None:
    made = six_cities(n_months=48, people_per_agent=1000, **(BUSY | {"ban_reversal_hazard_per_year": 5.0}))
    ban = policy(made, "ban", 12, existing_fr_permitted=False, new_fr_permitted=False)
    reversed_, recognising = cities(made, ban, "ban_reversed"), cities(made, ban, "cameras_recognising")
    assert reversed_[:12].sum() == 0
    assert reversed_[-1].sum() > 0
    assert (np.diff(reversed_, axis=0) >= 0).all()
    held = reversed_[11:-1] == 0
    assert (recognising[12:][held] == 0).all()
    assert recognising[-1].sum() > 0


def test_a_ban_holds_where_offences_never_rise_above_what_is_remembered() -> None:
    peaceful = {"ban_reversal_hazard_per_year": 50.0, "offences_registered_per_100k_year": 0.0}
    made = six_cities(n_months=36, people_per_agent=1000, **(BUSY | peaceful))
    ban = policy(made, "ban", 12, existing_fr_permitted=False)
    assert cities(made, ban, "ban_reversed").sum() == 0


def test_a_ban_that_is_given_up_and_renewed_binds_again() -> None:
    made = six_cities(n_months=40, people_per_agent=1000, **(BUSY | {"ban_reversal_hazard_per_year": 50.0}))
    arm = policy(made, "on and off", 4, existing_fr_permitted=False)
    arm.levers.existing_fr_permitted[30:36] = True
    reversed_ = cities(made, arm, "ban_reversed")
    assert reversed_[29].all()
    assert not reversed_[30:36].any()
    assert not reversed_[:4].any()


def test_a_moratorium_until_a_statute_ends_with_it() -> None:
    made = busy(60, statute_hazard_per_year=1.0, adoption_innovation_per_year=50.0)
    everywhere = Adaptive(UntilStatute(), 0, 59, np.ones(3, bool))
    arm = policy(made, "until a statute", adaptive=(everywhere,))
    permitted: list[bool] = []
    watched_run(made, arm, 2, lambda state, index: permitted.append(bool(state.levers.new_fr_permitted.all())))
    first = int(np.argmax(outcomes(made, arm, 2)["statutes"] > 0))
    assert permitted == [False] * (first + 1) + [True] * (59 - first)


def test_a_moratorium_until_a_statute_may_have_an_end() -> None:
    observed = Observation(*([0] * 7), nation=None, months_in_force=24, statute_in_force=False)  # type: ignore[arg-type, misc]
    forbidden = UntilStatute(25)(observed, Levers(*([True] * len(Levers._fields))))
    assert not forbidden.new_fr_permitted
    assert UntilStatute(24)(observed, Levers(*([True] * len(Levers._fields)))).new_fr_permitted
