"""review: what came of alerts besides detections: other groups, dismissals, who was stopped, and hours of staff."""

from sim.model.processes.operate import group_excess, others_findable
from sim.model.processes.procure import engines_of
from sim.model.rules.belief import control_room_hours
from sim.model.rules.detection import detection_probability, false_alert_probability
from sim.model.rules.rates import remembered_share
from sim.model.state import Now, Parameters, Row, State
from sim.numbers.compiler import int64, kernel
from sim.numbers.draws import WHOLE_CITY, Process, uniform, uniform_three
from sim.numbers.variates import binomial

_OTHERS, _REVIEWED, _GROUP = int64(Process.OTHER_ALERTS), int64(Process.REVIEWED_ALERTS), int64(Process.WORST_GROUP)


@kernel
def review(state: State, now: Now) -> None:
    """Count other groups' alerts and dismissed ones, divide wrongful stops, book what staff remember and work."""
    cities, suppliers, p, seed, month = state.cities, state.suppliers, now.parameters, now.seed, now.month
    for i in range(cities.shape[0]):
        city = cities[i]
        if city.searches_per_resident > 0.0:
            _alert_others(city, p, seed, month)
            _add_dismissed(city, seed, month)
            excess = group_excess(city, engines_of(city, suppliers).worst_group_factor, city.fpir_operating, p)
            share = city.worst_group_people / city.population * excess
            _remember_alerts(city, p)
            _work(city, state.levers[i], p)
            city.stops_worst_group = binomial(city.stops_wrongful, share, uniform(seed, city.code, month, _GROUP))


@kernel
def _alert_others(city: Row, p: Parameters, seed: int, month: int) -> None:
    for_people, for_easy, for_hard = uniform_three(seed, WHOLE_CITY, city.code, month, _OTHERS)
    people = int(others_findable(city, p) + for_people)
    hard = int(p.hard_share * others_findable(city, p) + for_people)
    searches = city.searches_per_resident
    easy_alerts = binomial(people - hard, detection_probability(searches, city.hit_probability_easy), for_easy)
    hard_alerts = binomial(hard, detection_probability(searches, city.hit_probability_hard), for_hard)
    city.alerts_other_groups = easy_alerts + hard_alerts


@kernel
def _add_dismissed(city: Row, seed: int, month: int) -> None:
    """Add false alerts that review dismissed: a thinned Poisson process falls into two independent ones."""
    raised = city.fpir_operating * city.matchable_share * (1.0 - city.whitelist_relief_share)
    dismissed = max(0.0, raised - city.fpir)
    probability = false_alert_probability(city.searches_per_resident, dismissed)
    city.alerts_false += binomial(
        city.population - city.alerts_false, probability, uniform(seed, city.code, month, _REVIEWED)
    )


@kernel
def _remember_alerts(city: Row, p: Parameters) -> None:
    """Let operators remember what their alerts were worth."""
    remembered = remembered_share(p.belief_memory_months)
    true_alerts = city.alerts_true + city.alerts_other_groups
    city.true_alerts_remembered = remembered * city.true_alerts_remembered + true_alerts
    city.alerts_remembered = remembered * city.alerts_remembered + true_alerts + city.alerts_false


@kernel
def _work(city: Row, lever: Row, p: Parameters) -> None:
    """Add the hours that operators and those who stop people worked; they are paid from the security cap."""
    hours = control_room_hours(
        city.alerts_true + city.alerts_other_groups + city.alerts_false,
        1.0 + lever.operator_review_share * p.review_time_share,
        city.whitelist_entries,
        p.whitelist_time_share,
        p.alert_minutes,
    )
    hours += (city.stops_wrongful + city.detections) * p.stop_hours
    city.staff_hours += hours
    city.owed_rub += hours * p.staff_rub_per_hour
