"""The columns of citizens, cities, suppliers and the nation, as data.

`Stage` and the containers that hold them are in state.py. A name that says its unit has none beside it.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from sim.model.state import Figures


class Column(NamedTuple):
    """One quantity of every citizen, city, supplier or of the nation."""

    name: str
    type: str  # as numpy names it
    unit: str = ""
    note: str = ""


def row_dtype(columns: Iterable[Column]) -> "np.dtype[np.void]":
    """Return the type of a row of these columns."""
    return np.dtype([(column.name, column.type) for column in columns])


CITIZEN_COLUMNS: tuple[Column, ...] = (
    Column("weight", "i4", "persons"),
    Column("sought_findable", "i4", "persons"),
    Column("sought_hard", "i4", "persons", "of the findable, those who are hard to match"),
    Column("sought_hidden", "i4", "persons", "whom no camera can find, or no engine match"),
    Column("mobility", "f4", "", "passes relative to the mean"),
    Column("anchor", "f4", "share", "support without influence"),
    Column("support", "f4", "share", "undisturbed opinion"),
    Column("shock", "f4", "support", "remembered, zero or less"),
)

# What dated events can multiply, by city and month. 1 without an event.
MULTIPLIED_COLUMNS: tuple[Column, ...] = (
    Column("mobility", "f8", "multiple", "passes of people before cameras"),
    Column("match", "f8", "multiple", "true-positive identification rate (masks)"),
    Column("compute_price", "f8", "multiple", "price of recognition streams"),
    Column("fixed_cost", "f8", "multiple", "fixed cost of a recognition system"),
    Column("adoption", "f8", "multiple", "adoption hazard"),
    Column("public_offences", "f8", "multiple", "offences in public space"),
    Column("unrest", "f8", "multiple", "street protest: 1 is its usual level, 2 a national wave of usual turnout"),
)
FACTORS: tuple[str, ...] = tuple(column.name for column in MULTIPLIED_COLUMNS)
# What the practice of control rooms holds, by city and month. 1: no practice is named.
HELD_COLUMNS: tuple[Column, ...] = (
    Column("held_fpir", "f8", "probability", "per search"),
    Column("held_fmr", "f8", "probability", "per comparison"),
)
FACTOR_DTYPE = row_dtype((*MULTIPLIED_COLUMNS, *HELD_COLUMNS))

# A city's lasting identity, from the cities file. NaN means: drawn from the parameters.
IDENTITY_COLUMNS: tuple[Column, ...] = (
    Column("code", "u4", "", "stable: a hash of region code and name"),
    Column("region", "i4", "", "number of the region among the names"),
    Column("federal_district", "i4"),
    Column("population", "i8", "persons"),
    Column("latitude", "f8", "degrees"),
    Column("longitude", "f8", "degrees"),
    Column("leader", "?", "", "the city whose example others follow"),
    Column("fr_stage_start", "i8", "", "Stage"),
    Column("budget_rub_per_resident_year", "f8"),
    Column("regional_topup_share", "f8"),
    Column("cameras_per_1000_start", "f8"),
    Column("cameras_per_1000_target", "f8"),
    Column("support_start_share", "f8"),
    Column("clearance_share", "f8"),
    Column("camera_cost_rub", "f8"),
)
IDENTITY_DTYPE = row_dtype(IDENTITY_COLUMNS)

SUPPLIER_IDENTITY_COLUMNS: tuple[Column, ...] = (
    Column("code", "u4"),
    Column("fnir_reference", "f8", "probability", "missed at the reference false-match rate, when it was tested"),
    Column("fmr_reference", "f8", "probability", "per comparison"),
    Column("tested_month", "f8", "months", "year * 12 + month - 1; NaN: the first of the scenario"),
    Column("det_slope", "f8", "exponent", "NaN: that of the parameters"),
    Column("price_factor", "f8", "multiple of fr_stream_cost_rub"),
    Column("reputation", "f8", "log odds of being chosen"),
    Column("worst_group_factor", "f8", "multiple of everyone else's false matches", "NaN: that of the parameters"),
)
SUPPLIER_IDENTITY_DTYPE = row_dtype(SUPPLIER_IDENTITY_COLUMNS)


# Numbers of 8 bytes, the first two columns together: outcomes are read off the words of a row (measures.py).
CITY_COLUMNS: tuple[Column, ...] = (
    # who it is
    Column("code", "u4"),
    Column("region", "i4"),
    Column("population", "i8", "persons"),
    Column("worst_group_people", "i8", "persons", "in the group that recognition serves worst"),
    Column("leader", "i8", "0 or 1", "others follow its example"),
    Column("first_citizen", "i8", "index", "into the citizen columns"),
    Column("n_citizens", "i8"),
    # money
    Column("budget_rub_per_year", "f8"),
    Column("security_cap_rub_per_month", "f8"),
    Column("regional_topup_share", "f8"),
    Column("camera_cost_rub", "f8", "roubles", "to buy one; 0 where its service price holds it"),
    Column("camera_rub_per_month", "f8", "roubles", "one camera with its renewal"),
    Column("spend_rub", "f8", "roubles", "this month, by the city and its regional patron"),
    Column("grant_offer_rub", "f8", "roubles", "federal money on offer this year"),
    Column("grant_rub", "f8", "roubles", "federal money committed"),
    Column("federal_rub", "f8", "roubles", "federal money paid this month"),
    Column("running_cost_rub", "f8", "roubles", "this month"),
    Column("owed_rub", "f8", "roubles", "for staff, warrants and leaked people, to be paid from the security cap"),
    # cameras; each kind is a part of the one before
    Column("cameras_installed", "i8"),
    Column("cameras_working", "i8"),
    Column("cameras_connected", "i8"),
    Column("cameras_recognising", "i8"),
    Column("cameras_target", "i8"),
    Column("cameras_per_1000_target", "f8"),
    Column("streams_target", "i8", "", "recognising cameras that the contract foresees"),
    Column("recognising_entrance", "i8", "", "recognising cameras by kind of site; they add up"),
    Column("recognising_public_place", "i8"),
    Column("recognising_transport", "i8"),
    Column("cameras_bought", "i8", "", "this month"),
    Column("cameras_scrapped", "i8", "", "this month"),
    # face recognition
    Column("stage", "i8", "", "Stage"),
    Column("stage_before_suspension", "i8", "", "Stage"),
    Column("months_in_stage", "i8"),
    Column("lead_months", "i8", "", "drawn when the tender ends"),
    Column("unrest_memory", "f8", "standard deviations", "of the past year or so"),
    Column("adoption_clock", "f8", "hazard", "at which the city adopts"),
    Column("adoption_hazard", "f8", "hazard", "cumulated"),
    Column("supplier", "i8", "index", "or -1"),
    Column("second_supplier", "i8", "index", "or -1"),
    Column("second_engine_share", "f8", "share", "of streams that the second supplier's engine serves"),
    Column("contract_months_left", "i8"),
    Column("contracts", "i8", "", "tenders held so far: what draws about a contract are keyed by"),
    Column("bidders", "i8", "", "of the last tender"),
    Column("contract_rub_per_month", "f8"),
    # detection
    Column("searches_per_resident", "f8", "searches", "this month"),
    Column("watchlist_scope", "i8", "groups beyond the wanted", "that its cameras look for"),
    Column("watchlist_size", "f8", "persons", "nationwide whom its cameras look for"),
    Column("others_enrolled", "f8", "persons", "residents on the list who are not wanted"),
    Column("matchable_share", "f8", "share", "of residents whose face may be matched"),
    Column("practice_fpir", "f8", "probability", "that a practice named last month held; 1: none"),
    Column("practice_fmr", "f8", "probability", "the same per comparison"),
    Column("fmr_own", "f8", "probability", "per comparison, at the threshold that a room has come to; 0: none yet"),
    Column("fpir_operating", "f8", "probability", "per search of a matchable face, by the threshold"),
    Column("fpir", "f8", "probability", "per passing face, what review and consent leave of it"),
    Column("fnir", "f8", "probability", "per search, operating"),
    Column("hit_probability", "f8", "", "per search of an enrolled face that can be matched"),
    Column("hit_probability_easy", "f8", "", "of people who are not hard to match"),
    Column("hit_probability_hard", "f8", "", "of people who are hard to match"),
    Column("capacity_share", "f8", "share", "of true alerts that staff can act on"),
    Column("operators_deviation", "f8", "standard deviations", "of the logit of the share of false alerts acted on"),
    Column("acted_on_share", "f8", "", "of false alerts"),
    Column("alerts_remembered", "f8", "alerts", "by operators"),
    Column("true_alerts_remembered", "f8", "alerts", "by operators, of anybody on the list"),
    Column("staff_hours", "f8", "hours", "this month, for alerts, stops, second looks, audits and warrants"),
    Column("sought", "i8", "persons"),
    Column("sought_findable", "i8", "persons"),
    Column("sought_hard", "i8", "persons", "of the findable, those who are hard to match"),
    Column("alerts_true", "i8"),
    Column("alerts_other_groups", "i8", "", "true ones of people who are not wanted"),
    Column("alerts_false", "i8"),
    Column("detections", "i8", "persons"),
    Column("detained", "i8", "persons"),
    Column("stops_wrongful", "i8"),
    Column("stops_worst_group", "i8", "", "of them, of the worst-served group"),
    Column("stops_repeated", "i8", "", "of them, of people who were stopped wrongly before"),
    Column("stops_most_burdened", "i8", "", "of them, of the hundredth who are most often taken for others"),
    Column("stopped_1", "i8", "persons", "ever stopped wrongly, of the six tenths least often taken for others"),
    Column("stopped_2", "i8", "persons", "of the next three tenths"),
    Column("stopped_3", "i8", "persons", "of the next nine hundredths"),
    Column("stopped_4", "i8", "persons", "of the last hundredth"),
    Column("whitelisted_1", "i8", "persons", "of stopped_1, those whose face raises no more alerts"),
    Column("whitelisted_2", "i8", "persons"),
    Column("whitelisted_3", "i8", "persons"),
    Column("whitelisted_4", "i8", "persons"),
    Column("whitelist_entries", "i8", "persons", "put on the white list in the month"),
    Column("whitelist_relief_share", "f8", "", "of false alerts, spared by the white list"),
    Column("new_sought", "i8", "persons"),
    Column("becoming_sought_probability", "f8", "", "per month"),
    Column("leaving_sought_probability", "f8", "", "per month"),
    Column("findable_probability", "f8", "", "of a person who becomes sought"),
    Column("offences", "i8"),
    Column("offences_registered", "i8"),
    Column("offence_factor", "f8", "", "of the national rate"),
    Column("offences_expected", "f8", "", "this month, before displacement into the city"),
    Column("displaced_out", "f8", "offences", "expected, to neighbours"),
    Column("offence_rate_memory", "f8", "multiple of the national rate", "of the past year or so"),
    Column("clearance_share", "f8", "", "without cameras"),
    Column("clearances_total", "i8"),
    Column("clearances_attributed", "i8"),
    Column("clearances_incremental", "i8"),
    Column("clearances_reported", "f8"),
    Column("success", "f8", "share", "how well the system looks in last month's reports"),
    Column("coverage_share", "f8", "", "of public space, by connected cameras"),
    Column("fr_coverage_share", "f8", "", "of public space, by recognising cameras"),
    # leaks
    Column("lookups_illicit", "i8"),
    Column("breaches", "i8"),
    Column("people_leaked", "i8", "persons"),
    Column("retention_days", "f8", "", "of passages, mean over residents: those who may not be matched have none"),
    Column("face_passages_recorded", "f8", "passages", "in the store"),
    Column("leak_events_public", "i8"),
    Column("leak_shock", "f8", "support", "remembered, zero or less"),
    Column("success_shock", "f8", "support", "remembered, zero or more"),
    Column("stops_shock", "f8", "support", "of published wrongful stops, remembered, zero or less"),
    # law
    Column("reversal_clock", "f8", "hazard", "at which a ban is reversed"),
    Column("reversal_hazard", "f8", "hazard", "cumulated while a ban holds"),
    Column("ban_reversed", "i8", "0 or 1", "the ban that policies order no longer binds"),
    # perceived surveillance, trust, protest
    Column("perceived_surveillance_share", "f8", "", "coverage by recognition as residents believe it to be"),
    Column("trust_shock", "f8", "trust", "remembered, zero or less"),
    Column("trust_mean", "f8", "share", "who trust that the state keeps data safe"),
    Column("chilled_share", "f8", "", "of sensitive lawful activity"),
    Column("called_share", "f8", "", "of residents, by this month's wave"),
    Column("turnout_memory", "f8", "multiple of the usual", "expected of the next wave"),
    Column("assembly_risk", "f8", "months of income", "of joining, to the most risk-averse"),
    Column("solo_risk", "f8", "months of income", "of acting alone, to the most risk-averse"),
    Column("joined_share", "f8", "", "of residents, last month"),
    Column("protest_participants", "i8", "persons"),
    Column("protest_solo_acts", "i8", "persons"),
    Column("detentions_after_protest", "i8", "persons"),
    Column("backlash_memory", "f8", "grievance", "added by detentions after protest, remembered"),
    # opinion
    Column("support_units", "i8", "2**-24 share x persons", "sum of expressed support"),
    Column("support_mean", "f8", "share", "last month's, as peers and pollsters know it"),
)
CITY_DTYPE = row_dtype(CITY_COLUMNS)

# What a city published last month: the fields of `Figures`.
PUBLISHED_DTYPE = np.dtype([(name, CITY_DTYPE[name]) for name in Figures._fields])

NATION_COLUMNS: tuple[Column, ...] = (
    Column("month", "i8", "months", "absolute: year * 12 + month - 1"),
    Column("sought", "i8", "persons", "last month"),
    Column("leader_operates", "?", "", "the leading city recognises"),
    Column("success", "f8", "share", "mean of cities that recognise, as reported last month"),
    Column("stream_price_factor", "f8", "", "of fr_stream_cost_rub, by experience"),
    Column("watchlist_scope", "i8", "groups beyond the wanted", "that function creep has reached"),
    Column("creep_clock", "f8", "hazard", "at which the next group comes"),
    Column("creep_hazard", "f8", "hazard", "cumulated since the last group"),
    Column("lawsuits", "i8", "", "this month"),
    Column("lawsuits_won", "i8", "", "this month"),
    Column("wins", "i8", "suits", "won so far"),
    Column("months_since_loss", "i8", "months", "since the first suit was lost; 0: none was"),
    Column("statute_clock", "f8", "hazard", "at which a statute comes"),
    Column("statute_hazard", "f8", "hazard", "cumulated"),
    Column("statute_in_force", "?"),
)
NATION_DTYPE = row_dtype(NATION_COLUMNS)

SUPPLIER_COLUMNS: tuple[Column, ...] = (
    Column("code", "u4"),
    Column("fnir_reference", "f8", "probability", "missed at the reference false-match rate, now"),
    Column("fmr_reference", "f8", "probability", "per comparison"),
    Column("tested_month", "f8", "months", "year * 12 + month - 1"),
    Column("det_slope", "f8", "exponent", "of misses in the false-match rate"),
    Column("price_factor", "f8"),
    Column("reputation", "f8"),
    Column("worst_group_factor", "f8", "multiple of everyone else's false matches"),
    Column("leak_memory", "f8", "leaks", "of its clients, remembered"),
    Column("streams", "i8", "cameras", "served"),
    Column("experience_streams", "i8", "cameras", "most ever served at once"),
)
SUPPLIER_DTYPE = row_dtype(SUPPLIER_COLUMNS)
