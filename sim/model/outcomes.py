"""Outcomes: what a run reports, in which unit, for whom, and how it adds up."""

from typing import Literal, NamedTuple

OverTime = Literal["sum", "mean", "last", "ratio"]


class Outcome(NamedTuple):
    """One reported quantity.

    Over cities, counts and money add up and shares are weighted as `definition` says. Over
    months, `sum` adds, `mean` averages, `last` takes the final month; a `ratio` is the sum of its
    numerators over the sum of its denominators, undefined when that is zero.
    """

    name: str
    label: str
    unit: str
    over_time: OverTime
    better: Literal["more", "less"] | None  # what its stakeholder wants
    stakeholder: str
    definition: str
    numerator: tuple[str, ...] = ()
    denominator: tuple[str, ...] = ()
    headline: bool = False
    by_city: bool = False


OUTCOMES: tuple[Outcome, ...] = (
    Outcome("cameras_installed", "cameras installed", "cameras", "last", None, "city",
            "cameras on the wall, working or not"),
    Outcome("cameras_working", "cameras working", "cameras", "last", None, "city",
            "installed cameras that deliver footage"),
    Outcome("cameras_connected", "cameras connected", "cameras", "last", None, "city",
            "working cameras connected to the city system", by_city=True),
    Outcome("cameras_recognising", "cameras recognising", "cameras", "last", None, "city",
            "connected cameras with face recognition in use", headline=True, by_city=True),
    Outcome("cities_with_fr", "cities with face recognition", "cities", "last", None, "city",
            "cities where at least one camera recognises", headline=True),
    Outcome("regions_with_fr", "regions with face recognition", "regions", "last", None, "city",
            "regions with such a city"),
    Outcome("coverage_share", "coverage by cameras", "share", "mean", None, "city",
            "1 - exp(-3 density / saturation density) of connected cameras, weighted by residents"),
    Outcome("fr_coverage_share", "coverage by recognition", "share", "mean", None, "city",
            "coverage times the share of connected cameras that recognise, weighted by residents"),
    Outcome("spend_city_rub", "spending by cities", "roubles of 2020", "sum", "less", "taxpayers",
            "cameras, recognition, storage, staff and safeguards, paid by cities and their regional patrons",
            headline=True, by_city=True),
    Outcome("spend_federal_rub", "federal spending", "roubles of 2020", "sum", "less", "taxpayers",
            "federal subsidies paid", headline=True),
    Outcome("supplier_hhi", "supplier concentration", "index 0 to 1", "mean", "less", "suppliers",
            "Herfindahl-Hirschman index of recognising cameras served; undefined without any"),
    Outcome("offences", "offences", "offences", "sum", "less", "residents",
            "offences committed, registered or not", headline=True, by_city=True),
    Outcome("offences_registered", "offences registered", "offences", "sum", None, "police",
            "offences that police know of and register", by_city=True),
    Outcome("clearances_total", "offences solved", "clearances", "sum", "more", "residents",
            "registered offences solved, with cameras or without", headline=True, by_city=True),
    Outcome("clearances_attributed", "offences solved with cameras", "clearances", "sum", None, "police",
            "solved offences in which footage was useful"),
    Outcome("clearances_incremental", "offences solved because of cameras", "clearances", "sum", "more", "residents",
            "attributed clearances that would not have come without cameras", headline=True),
    Outcome("clearances_reported", "clearances reported", "clearances", "sum", None, "city",
            "what officials publish as solved with cameras", by_city=True),
    Outcome("cost_per_incremental_clearance_rub", "cost of one more solved offence", "roubles of 2020", "ratio",
            "less", "taxpayers", "spending by cities and federation over incremental clearances",
            ("spend_city_rub", "spend_federal_rub"), ("clearances_incremental",)),
    Outcome("sought_people", "people sought", "persons", "mean", None, "police",
            "people whom police look for"),
    Outcome("watchlist_size", "people on the watchlist", "persons", "mean", None, "residents",
            "people nationwide whom a city's cameras look for, weighted by residents"),
    Outcome("watchlist_scope", "groups on the watchlist", "groups", "mean", "less", "residents",
            "groups whom a city's cameras look for, the wanted included, weighted by residents"),
    Outcome("detections", "sought people found by cameras", "persons", "sum", "more", "police",
            "sought people who raise a true alert that staff act on", headline=True, by_city=True),
    Outcome("detection_rate", "detection rate", "share per month", "ratio", "more", "police",
            "share of sought people found in a month", ("detections",), ("sought_people",)),
    Outcome("detained", "sought people held", "persons", "sum", "more", "police",
            "sought people whom police hold after a true alert", by_city=True),
    Outcome("alerts_true", "true alerts", "alerts", "sum", None, "police",
            "first alerts of a sought person in a month"),
    Outcome("alerts_other_groups", "true alerts of other groups", "alerts", "sum", "less", "residents",
            "first alerts in a month of enrolled people who are not wanted"),
    Outcome("alerts_false", "false alerts", "alerts", "sum", "less", "police",
            "people whom the system takes for someone sought"),
    Outcome("alert_precision", "alert precision", "share", "ratio", "more", "police",
            "alerts of anybody on the watchlist among all alerts", ("alerts_true", "alerts_other_groups"),
            ("alerts_true", "alerts_other_groups", "alerts_false")),
    Outcome("stops_wrongful", "wrongful stops", "stops", "sum", "less", "residents",
            "people stopped after a false alert", headline=True, by_city=True),
    Outcome("stops_per_100k_worst_group", "wrongful stops in the worst-served group", "stops per 100,000 people",
            "sum", "less", "residents", "wrongful stops per 100,000 people of the group with the highest error rate"),
    Outcome("stops_per_100k_others", "wrongful stops of everyone else", "stops per 100,000 people", "sum", "less",
            "residents", "wrongful stops per 100,000 people outside that group"),
    Outcome("stops_wrongful_ratio_worst_group", "wrongful stops, worst-served group to everyone else", "multiple",
            "ratio", "less", "residents", "rate of wrongful stops in the worst-served group over that of everyone else",
            ("stops_per_100k_worst_group",), ("stops_per_100k_others",)),
    Outcome("staff_hours", "staff hours", "hours", "sum", "less", "taxpayers",
            "working time for alerts, stops, second looks, audits and warrants"),
    Outcome("stops_repeated", "wrongful stops of people stopped before", "stops", "sum", "less", "residents",
            "wrongful stops of people who were stopped wrongly before, in any month"),
    Outcome("stops_most_burdened", "wrongful stops of the most burdened hundredth", "stops", "sum", "less",
            "residents", "wrongful stops of the hundredth of residents who are most often taken for others"),
    Outcome("stops_share_most_burdened", "share of wrongful stops on the most burdened hundredth", "share", "ratio",
            "less", "residents", "of all wrongful stops, those of the hundredth of residents who are most often taken "
            "for others", ("stops_most_burdened",), ("stops_wrongful",)),
    Outcome("face_passages_recorded", "face passages in store", "passages", "mean", "less", "residents",
            "passages of matchable people before recognising cameras that are kept at a time"),
    Outcome("lookups_illicit", "illicit look-ups", "look-ups", "sum", "less", "residents",
            "tracks of one person sold by users of the system", headline=True),
    Outcome("breaches", "breaches", "breaches", "sum", "less", "residents",
            "bulk copies of stored passages"),
    Outcome("people_leaked", "people leaked", "persons", "sum", "less", "residents",
            "people with at least one passage in a breach", headline=True),
    Outcome("leak_events_public", "public leaks", "leaks", "sum", None, "press",
            "look-ups and breaches that become known"),
    Outcome("support_mean", "support for recognition", "share", "mean", None, "residents",
            "expressed support, mean over residents", headline=True, by_city=True),
    Outcome("lawsuits", "suits against recognition", "suits", "sum", None, "residents",
            "suits brought against recognition nationwide"),
    Outcome("lawsuits_won", "suits won", "suits", "sum", None, "residents",
            "suits in which a domestic court found against recognition"),
    Outcome("statutes", "statutes in force", "statutes", "last", None, "residents",
            "whether a statute regulates recognition: 1 or 0"),
    Outcome("trust_mean", "trust in the care for data", "share", "mean", None, "residents",
            "residents who trust that the state keeps their data safe"),
    Outcome("chilled_share", "activity chilled", "share", "mean", "less", "residents",
            "sensitive lawful activity left undone under perceived surveillance, weighted by residents"),
    Outcome("protest_participants", "protest participants", "persons", "sum", None, "residents",
            "people who join a mass protest, counted once a month of protest"),
    Outcome("protest_solo_acts", "solo acts of protest", "persons", "sum", None, "residents",
            "people who protest alone in a month of protest"),
    Outcome("detentions_after_protest", "detentions after protest", "persons", "sum", "less", "residents",
            "people detained later because recognition named them at a protest"),
)  # fmt: skip

OUTCOME_NAMES: tuple[str, ...] = tuple(outcome.name for outcome in OUTCOMES)
CITY_OUTCOMES: tuple[str, ...] = tuple(outcome.name for outcome in OUTCOMES if outcome.by_city)
HEADLINES: tuple[str, ...] = tuple(outcome.name for outcome in OUTCOMES if outcome.headline)
