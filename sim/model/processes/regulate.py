"""regulate: what courts, statutes, reversed bans and liability make of the levers that policies set."""

from sim.model.processes.leak import lookup_probability
from sim.model.rules.budget import audit_hours_per_month
from sim.model.rules.law import audit_out_of_liability, floor_by_rulings, limited_days, raised_share
from sim.model.rules.leak import authorised_users, leaked_probability
from sim.model.state import Now, Parameters, Row, State
from sim.numbers.compiler import kernel


@kernel
def regulate(state: State, now: Now) -> None:
    """Lay rulings, a statute, reversed bans and the audit that liability brings over each city's levers."""
    cities, levers, nation, p = state.cities, state.levers, state.nation, now.parameters
    abroad = 1.0 if nation.months_since_loss > 12.0 * p.ruling_lag_years else 0.0
    floor = raised_share(
        floor_by_rulings(float(nation.wins), p.court_win_effect_share), floor_by_rulings(abroad, p.ruling_effect_share)
    )
    audit_floor = raised_share(floor, p.statute_audit_share) if nation.statute_in_force else floor
    for i in range(cities.shape[0]):
        city = cities[i]
        lever = levers[i]
        _lift_reversed_ban(city, lever)
        lever.retention_days = limited_days(lever.retention_days, p.statute_retention_days, nation.statute_in_force)
        lever.publication_share = raised_share(lever.publication_share, floor)
        lever.audit_share = raised_share(raised_share(lever.audit_share, audit_floor), _chosen_audit(city, lever, p))


@kernel
def _lift_reversed_ban(city: Row, lever: Row) -> None:
    if lever.existing_fr_permitted:
        city.ban_reversed = False
        city.reversal_hazard = 0.0
    elif city.ban_reversed:
        lever.existing_fr_permitted = True
        lever.new_fr_permitted = True


@kernel
def _chosen_audit(city: Row, lever: Row, p: Parameters) -> float:
    """Return the audit that a liable city chooses from what it could lose without any."""
    if lever.leak_liability_rub_per_person <= 0.0 or city.cameras_recognising == 0:
        return 0.0
    breached = leaked_probability(
        city.searches_per_resident, lever.retention_days * city.matchable_share, p.breach_share, 1
    )
    feared = city.population * (
        lookup_probability(city, lever.retention_days, 0.0, p) + p.breach_hazard_per_year / 12.0 * breached
    )
    users = authorised_users(p.users_per_camera, city.cameras_connected)
    hours = audit_hours_per_month(users, p.queries_per_user_month, 1.0, p.audit_minutes_per_query)
    full_rub = hours * p.staff_rub_per_hour
    return audit_out_of_liability(lever.leak_liability_rub_per_person, feared, full_rub, p.liability_audit_share)
