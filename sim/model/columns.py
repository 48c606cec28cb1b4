"""The columns of cities, suppliers and the nation, with units: one row each.

`Stage` and the containers that hold these rows are in state.py.
"""

import numpy as np

from sim.model.state import Figures

# What dated events can multiply, by city and month. 1 without an event.
FACTORS: tuple[str, ...] = (
    "mobility",  # passes of people before cameras
    "match",  # true-positive identification rate (masks)
    "compute_price",  # price of recognition streams
    "fixed_cost",  # fixed cost of a recognition system
    "adoption",  # adoption hazard
    "public_offences",  # offences in public space
    "unrest",  # street protest: 1 is its usual level, 2 a national wave of usual turnout
)
FACTOR_DTYPE = np.dtype([(name, "f8") for name in FACTORS])

# A city's lasting identity, from the cities file. NaN means: drawn from the parameters.
IDENTITY_DTYPE = np.dtype(
    [
        ("code", "u4"),  # stable: a hash of region code and name
        ("region", "i4"),  # number of the region among the names
        ("federal_district", "i4"),
        ("population", "i8"),  # [persons]
        ("latitude", "f8"),  # [degrees]
        ("longitude", "f8"),  # [degrees]
        ("leader", "?"),  # the city whose example others follow
        ("fr_stage_start", "i8"),  # Stage
        ("budget_rub_per_resident_year", "f8"),
        ("regional_topup_share", "f8"),
        ("cameras_per_1000_start", "f8"),
        ("cameras_per_1000_target", "f8"),
        ("support_start_share", "f8"),
        ("clearance_share", "f8"),
        ("camera_cost_rub", "f8"),
    ],
)

SUPPLIER_IDENTITY_DTYPE = np.dtype(
    [
        ("code", "u4"),
        ("fnir_reference", "f8"),  # [probability] missed at the reference false-match rate
        ("fmr_reference", "f8"),  # [probability] per comparison
        ("price_factor", "f8"),  # [multiple of fr_stream_cost_rub]
        ("reputation", "f8"),  # [log odds of being chosen]
        ("worst_group_factor", "f8"),  # [multiple of everyone else's false matches] NaN: that of the parameters
    ],
)


# Numbers of 8 bytes, the first two columns together: outcomes are read off the words of a row (measures.py).
CITY_DTYPE = np.dtype(
    [
        # who it is
        ("code", "u4"),
        ("region", "i4"),
        ("population", "i8"),  # [persons]
        ("worst_group_people", "i8"),  # [persons] in the group that recognition serves worst
        ("leader", "i8"),  # [0 or 1] others follow its example
        ("first_citizen", "i8"),  # [index] into the citizen columns
        ("n_citizens", "i8"),
        # money
        ("budget_rub_per_year", "f8"),
        ("security_cap_rub_per_month", "f8"),
        ("regional_topup_share", "f8"),
        ("camera_cost_rub", "f8"),  # [roubles] to buy one; 0 where its service price holds it
        ("camera_rub_per_month", "f8"),  # [roubles] one camera with its renewal
        ("spend_rub", "f8"),  # [roubles] this month, by the city and its regional patron
        ("grant_offer_rub", "f8"),  # [roubles] federal money on offer this year
        ("grant_rub", "f8"),  # [roubles] federal money committed
        ("federal_rub", "f8"),  # [roubles] federal money paid this month
        ("running_cost_rub", "f8"),  # [roubles] this month
        ("owed_rub", "f8"),  # [roubles] for warrants and leaked people, to be paid from the security cap
        # cameras; each kind is a part of the one before
        ("cameras_installed", "i8"),
        ("cameras_working", "i8"),
        ("cameras_connected", "i8"),
        ("cameras_recognising", "i8"),
        ("cameras_target", "i8"),
        ("cameras_per_1000_target", "f8"),
        ("streams_target", "i8"),  # recognising cameras that the contract foresees
        ("recognising_entrance", "i8"),  # recognising cameras by kind of site; they add up
        ("recognising_public_place", "i8"),
        ("recognising_transport", "i8"),
        ("cameras_bought", "i8"),  # this month
        ("cameras_scrapped", "i8"),  # this month
        # face recognition
        ("stage", "i8"),  # Stage
        ("stage_before_suspension", "i8"),  # Stage
        ("months_in_stage", "i8"),
        ("lead_months", "i8"),  # drawn when the tender ends
        ("unrest_memory", "f8"),  # [standard deviations] of the past year or so
        ("adoption_clock", "f8"),  # [hazard] at which the city adopts
        ("adoption_hazard", "f8"),  # [hazard] cumulated
        ("supplier", "i8"),  # [index] or -1
        ("second_supplier", "i8"),  # [index] or -1
        ("second_engine_share", "f8"),  # [share] of streams that the second supplier's engine serves
        ("contract_months_left", "i8"),
        ("contracts", "i8"),  # tenders held so far: what draws about a contract are keyed by
        ("bidders", "i8"),  # of the last tender
        ("contract_rub_per_month", "f8"),
        # detection
        ("searches_per_resident", "f8"),  # [searches] this month
        ("watchlist_scope", "i8"),  # [groups beyond the wanted] that its cameras look for
        ("watchlist_size", "f8"),  # [persons] nationwide whom its cameras look for
        ("others_enrolled", "f8"),  # [persons] residents on the list who are not wanted
        ("matchable_share", "f8"),  # [share] of residents whose face may be matched
        ("fpir_operating", "f8"),  # [probability] per search of a matchable face, by the threshold
        ("fpir", "f8"),  # [probability] per passing face, what review and consent leave of it
        ("fnir", "f8"),  # [probability] per search, operating
        ("hit_probability", "f8"),  # per search of an enrolled face
        ("capacity_share", "f8"),  # [share] of true alerts that staff can act on
        ("sought", "i8"),  # [persons]
        ("sought_findable", "i8"),  # [persons]
        ("alerts_true", "i8"),
        ("alerts_other_groups", "i8"),  # true ones of people who are not wanted
        ("alerts_false", "i8"),
        ("detections", "i8"),  # [persons]
        ("detained", "i8"),  # [persons]
        ("stops_wrongful", "i8"),
        ("stops_worst_group", "i8"),  # of them, of the worst-served group
        ("new_sought", "i8"),  # [persons]
        ("becoming_sought_probability", "f8"),  # per month
        ("leaving_sought_probability", "f8"),  # per month
        ("findable_probability", "f8"),  # of a person who becomes sought
        ("offences", "i8"),
        ("offences_registered", "i8"),
        ("offence_factor", "f8"),  # of the national rate
        ("offences_expected", "f8"),  # this month, before displacement into the city
        ("displaced_out", "f8"),  # [offences] expected, to neighbours
        ("offence_rate_memory", "f8"),  # [multiple of the national rate] of the past year or so
        ("clearance_share", "f8"),  # without cameras
        ("clearances_total", "i8"),
        ("clearances_attributed", "i8"),
        ("clearances_incremental", "i8"),
        ("clearances_reported", "f8"),
        ("success", "f8"),  # [share] how well the system looks in last month's reports
        ("coverage_share", "f8"),  # of public space, by connected cameras
        ("fr_coverage_share", "f8"),  # of public space, by recognising cameras
        # leaks
        ("lookups_illicit", "i8"),
        ("breaches", "i8"),
        ("people_leaked", "i8"),  # [persons]
        ("retention_days", "f8"),  # of passages, mean over residents: those who may not be matched have none
        ("face_passages_recorded", "f8"),  # [passages] in the store
        ("leak_events_public", "i8"),
        ("leak_shock", "f8"),  # [support] remembered, zero or less
        ("success_shock", "f8"),  # [support] remembered, zero or more
        ("stops_shock", "f8"),  # [support] of published wrongful stops, remembered, zero or less
        # law
        ("reversal_clock", "f8"),  # [hazard] at which a ban is reversed
        ("reversal_hazard", "f8"),  # [hazard] cumulated while a ban holds
        ("ban_reversed", "i8"),  # [0 or 1] the ban that policies order no longer binds
        # perceived surveillance, trust, protest
        ("perceived_surveillance_share", "f8"),  # coverage by recognition as residents believe it to be
        ("trust_shock", "f8"),  # [trust] remembered, zero or less
        ("trust_mean", "f8"),  # [share] who trust that the state keeps data safe
        ("chilled_share", "f8"),  # of sensitive lawful activity
        ("called_share", "f8"),  # of residents, by this month's wave
        ("turnout_memory", "f8"),  # [multiple of the usual] expected of the next wave
        ("assembly_risk", "f8"),  # [months of income] of joining, to the most risk-averse
        ("solo_risk", "f8"),  # [months of income] of acting alone, to the most risk-averse
        ("joined_share", "f8"),  # of residents, last month
        ("protest_participants", "i8"),  # [persons]
        ("protest_solo_acts", "i8"),  # [persons]
        ("detentions_after_protest", "i8"),  # [persons]
        ("backlash_memory", "f8"),  # [grievance] added by detentions after protest, remembered
        # opinion
        ("support_units", "i8"),  # [2**-24 share x persons] sum of expressed support
        ("support_mean", "f8"),  # [share] last month's, as peers and pollsters know it
    ],
)

# What a city published last month: the fields of `Figures`.
PUBLISHED_DTYPE = np.dtype([(name, CITY_DTYPE[name]) for name in Figures._fields])

NATION_DTYPE = np.dtype(
    [
        ("month", "i8"),  # [months] absolute: year * 12 + month - 1
        ("sought", "i8"),  # [persons] last month
        ("leader_operates", "?"),  # the leading city recognises
        ("success", "f8"),  # [share] mean of cities that recognise, as reported last month
        ("stream_price_factor", "f8"),  # of fr_stream_cost_rub, by experience
        ("watchlist_scope", "i8"),  # [groups beyond the wanted] that function creep has reached
        ("creep_clock", "f8"),  # [hazard] at which the next group comes
        ("creep_hazard", "f8"),  # [hazard] cumulated since the last group
        ("lawsuits", "i8"),  # this month
        ("lawsuits_won", "i8"),  # this month
        ("wins", "i8"),  # [suits] won so far
        ("months_since_loss", "i8"),  # [months] since the first suit was lost; 0: none was
        ("statute_clock", "f8"),  # [hazard] at which a statute comes
        ("statute_hazard", "f8"),  # [hazard] cumulated
        ("statute_in_force", "?"),
    ],
)

SUPPLIER_DTYPE = np.dtype(
    [
        ("code", "u4"),
        ("fnir_reference", "f8"),
        ("fmr_reference", "f8"),
        ("price_factor", "f8"),
        ("reputation", "f8"),
        ("worst_group_factor", "f8"),  # [multiple of everyone else's false matches]
        ("leak_memory", "f8"),  # [leaks] of its clients, remembered
        ("streams", "i8"),  # [cameras] served
        ("experience_streams", "i8"),  # [cameras] most ever served at once
    ],
)
