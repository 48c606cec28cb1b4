"""deploy: cameras fail, are replaced and added; streams are connected to recognition; the month is paid."""

from sim.model.rules.budget import audit_hours_per_month
from sim.model.rules.consent import registry_rub_per_month
from sim.model.rules.deployment import cameras_payable, capped_streams, recognising_next, share_of_streams, whole
from sim.model.rules.law import debt_paid_rub
from sim.model.rules.leak import authorised_users
from sim.model.rules.protest import compliance_rub
from sim.model.rules.publication import publication_rub
from sim.model.rules.rates import monthly_probability
from sim.model.rules.sites import cameras_of_kind
from sim.model.state import Now, Parameters, Row, Rows, Stage, State
from sim.numbers.compiler import int64, kernel
from sim.numbers.draws import WHOLE_CITY, Process, uniform, uniform_pair
from sim.numbers.variates import binomial

_PILOT, _OPERATING, _SUSPENDED = int(Stage.PILOT), int(Stage.OPERATING), int(Stage.SUSPENDED)
_FAILURE, _PURCHASE = int64(Process.CAMERA_FAILURE), int64(Process.CAMERA_PURCHASE)


@kernel
def deploy(state: State, now: Now) -> None:
    """Change every city's four camera stocks and book what the month cost."""
    _deploy(state.cities, state.levers, state.factors, now.parameters, now.seed, now.month)
    _count_streams(state.cities, state.suppliers, state.nation)


@kernel
def _deploy(cities: Rows, levers: Rows, factors: Rows, p: Parameters, seed: int, month: int) -> None:
    for i in range(cities.shape[0]):
        city = cities[i]
        lever = levers[i]
        _pay_running(city, lever, factors[i].unrest > 1.0, p)
        _renew_and_grow(city, p, seed, month)
        _suspend_or_resume(city, lever)
        _connect(city, lever, p)


@kernel
def _pay_running(city: Row, lever: Row, has_wave: bool, p: Parameters) -> None:
    users = authorised_users(p.users_per_camera, city.cameras_connected)
    city.staff_hours = audit_hours_per_month(
        users, p.queries_per_user_month, lever.audit_share, p.audit_minutes_per_query
    )
    audit_rub = city.staff_hours * p.staff_rub_per_hour
    published_rub = 0.0
    registry_rub = 0.0
    assembly_rub = 0.0
    if city.cameras_recognising > 0:
        published_rub = publication_rub(lever.publication_share, p.publication_hours_per_month, p.staff_rub_per_hour)
        registry_rub = registry_rub_per_month(
            lever.consent_mode, city.population, p.consent_registry_rub_per_resident_year
        )
        assembly_rub = compliance_rub(
            lever.assembly_fr_permitted, has_wave, p.assembly_compliance_hours, p.staff_rub_per_hour
        )
    city.running_cost_rub += audit_rub + published_rub + registry_rub + assembly_rub
    city.spend_rub = city.running_cost_rub
    if city.contract_months_left > 0:
        city.federal_rub = min(city.contract_rub_per_month, city.grant_rub / p.contract_months)
        city.spend_rub += city.contract_rub_per_month - city.federal_rub
        city.contract_months_left -= 1
    paid_rub = debt_paid_rub(city.owed_rub, city.security_cap_rub_per_month - city.spend_rub)
    city.owed_rub -= paid_rub
    city.running_cost_rub += paid_rub
    city.spend_rub += paid_rub


@kernel
def _renew_and_grow(city: Row, p: Parameters, seed: int, month: int) -> None:
    failed = binomial(
        city.cameras_working,
        monthly_probability(1.0 / p.camera_life_years),
        uniform(seed, city.code, month, _FAILURE),
    )
    city.cameras_working -= failed
    broken = city.cameras_installed - city.cameras_working
    for_repair, for_growth = uniform_pair(seed, WHOLE_CITY, city.code, month, _PURCHASE)
    repair_share = min(1.0, 1.0 / p.repair_months)
    wanted = whole(min(broken * repair_share, float(max(0, city.cameras_target - city.cameras_working))), for_repair)
    gap = city.cameras_target - city.cameras_installed
    growth = whole(max(0.0, gap * p.gap_closed_share_per_year / 12.0), for_growth)
    bought = cameras_payable(wanted + growth, city.security_cap_rub_per_month - city.spend_rub, city.camera_cost_rub)
    replaced = min(bought, wanted)
    city.cameras_bought = bought
    city.cameras_scrapped = replaced
    city.cameras_installed += bought - replaced
    city.cameras_working += bought
    city.cameras_connected = int(p.connected_share * city.cameras_working)
    city.spend_rub += bought * city.camera_cost_rub


@kernel
def _suspend_or_resume(city: Row, lever: Row) -> None:
    if not lever.existing_fr_permitted and (city.stage == _PILOT or city.stage == _OPERATING):
        city.stage_before_suspension = city.stage
        city.stage = _SUSPENDED
    elif lever.existing_fr_permitted and city.stage == _SUSPENDED:
        city.stage = city.stage_before_suspension


@kernel
def _connect(city: Row, lever: Row, p: Parameters) -> None:
    stage = city.stage_before_suspension if city.stage == _SUSPENDED else city.stage
    wanted = 0
    if stage == _OPERATING:
        wanted = city.streams_target
    elif stage == _PILOT:
        wanted = share_of_streams(p.pilot_share, city.streams_target)
    wanted = capped_streams(wanted, city.cameras_connected, lever.fr_camera_cap_share)
    if city.stage == _SUSPENDED:
        wanted = int(wanted * (1.0 - lever.ban_compliance_share))
    per_month = share_of_streams(p.connection_share_per_month, city.streams_target)
    city.cameras_recognising = recognising_next(
        city.cameras_recognising, wanted, city.cameras_connected, per_month, lever.new_fr_permitted
    )
    pilot = share_of_streams(p.pilot_share, city.streams_target)
    city.recognising_public_place = cameras_of_kind(city.cameras_recognising, pilot, p.public_place_share)
    city.recognising_transport = cameras_of_kind(city.cameras_recognising, pilot, p.transport_share)
    city.recognising_entrance = city.cameras_recognising - city.recognising_public_place - city.recognising_transport


@kernel
def _count_streams(cities: Rows, suppliers: Rows, nation: Row) -> None:
    for s in range(suppliers.shape[0]):
        suppliers[s].streams = 0
    nation.leader_operates = False
    for i in range(cities.shape[0]):
        city = cities[i]
        if city.supplier >= 0:
            of_second = int(city.second_engine_share * city.cameras_recognising)
            suppliers[city.supplier].streams += city.cameras_recognising - of_second
            if city.second_supplier >= 0:
                suppliers[city.second_supplier].streams += of_second
        if city.leader and city.cameras_recognising > 0 and city.stage == _OPERATING:
            nation.leader_operates = True
