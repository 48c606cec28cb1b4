"""Levers: the numbers a policy may set, with unit, limits and cost.

A lever appears here together with the one rule that reads it and a test that it
changes that rule's output.
"""

from typing import Literal, NamedTuple

import numpy as np

from sim.model.state import Levers


class Lever(NamedTuple):
    """One number that a policy may set."""

    name: str
    unit: str
    kind: Literal["number", "switch", "choice"]
    default: float | bool | int
    low: float  # hard limits: outside is an error
    high: float
    meaning: str
    cost: str  # what using it takes; no lever is free
    choices: tuple[str, ...] = ()  # words of a choice; the column holds their number


LEVERS: tuple[Lever, ...] = (
    Lever("new_fr_permitted", "switch", "switch", True, 0, 1,
          "whether cities may adopt face recognition and connect more cameras to it",
          "sought people and offences that recognition would have reached go unseen"),
    Lever("existing_fr_permitted", "switch", "switch", True, 0, 1,
          "whether cameras that recognise today may go on recognising",
          "contracts run on and are paid while the streams stand still"),
    Lever("ban_compliance_share", "share", "number", 1.0, 0.0, 1.0,
          "share of recognising cameras switched off where existing recognition is not permitted",
          "as existing_fr_permitted"),
    Lever("fr_camera_cap_share", "share", "number", 1.0, 0.0, 1.0,
          "largest share of connected cameras that may recognise",
          "sought people and offences that more recognition would have reached go unseen"),
    Lever("retention_days", "days", "number", 30.0, 0.0, 365.0,
          "days that footage and face passages are kept",
          "storage is paid by camera and day kept"),
    Lever("audit_share", "share", "number", 0.0, 0.0, 1.0,
          "share of user queries reviewed by someone outside the police",
          "staff hours for each reviewed query"),
    Lever("leak_liability_rub_per_person", "roubles of 2020 per person", "number", 0.0, 0.0, 1e6,
          "what a city owes each person whose data leaked, by look-up or breach",
          "paid from the security cap before cameras, and audit that cities choose to avoid it"),
    Lever("warrant_share", "share", "number", 0.0, 0.0, 1.0,
          "share of retrospective searches, and of the live list, that needs prior authorisation",
          "staff hours for each application; searches refused or too late, and a live list cut to named people"),
    Lever("consent_mode", "choice", "choice", 0, 0, 2,
          "whether faces may be matched of all, of those who do not opt out, or of those who opt in",
          "a registry for every resident of a city with recognition; who may not be matched is not found",
          ("none", "opt_out", "opt_in")),
    Lever("contract_fpir", "probability per search", "number", 1.0, 1e-12, 1.0,
          "largest false-positive identification rate that a contract allows",
          "a stricter threshold misses more sought people"),
    Lever("worst_group_fpir_cap", "probability per search", "number", 1.0, 1e-12, 1.0,
          "largest false-positive identification rate allowed for the worst-served group",
          "a stricter threshold misses more sought people"),
    Lever("operator_review_share", "share", "number", 0.0, 0.0, 1.0,
          "share of alerts that a second person reviews before anyone acts",
          "staff time, so fewer alerts can be acted on"),
    Lever("whitelist_share", "share", "number", 0.0, 0.0, 1.0,
          "share of people stopped by mistake whose face is put on a list that raises no more alerts",
          "staff time for each entry, so fewer alerts can be acted on"),
    Lever("watchlist_scope", "choice", "choice", 3, 0, 3,
          "widest group of people that rules allow to be enrolled; each word includes those before it",
          "people of the groups left out are not found",
          ("wanted", "debtors", "quarantine", "protesters")),
    Lever("watchlist_cap", "persons", "number", 1e9, 1.0, 1e9,
          "largest number of people on the watchlist nationwide; wanted people come first",
          "sought people without a place on the list are not found"),
    Lever("federal_subsidy_share", "share", "number", 0.0, 0.0, 0.95,
          "share of buying recognition (not of running it) that the federal pool may pay",
          "federal roubles, and months of paperwork for each city that takes them"),
    Lever("federal_pool_rub_per_year", "roubles of 2020 per year", "number", 1e10, 0.0, 1e12,
          "federal money that may be committed in a calendar year", "federal roubles"),
    Lever("subsidy_formula", "choice", "choice", 1, 0, 2,
          "who is served first: by heads, by need (poorest per resident first) or by contest",
          "as federal_subsidy_share", ("per_head", "need", "contest")),
    Lever("camera_mandate_per_1000", "cameras per 1000 residents", "number", 0.0, 0.0, 100.0,
          "density of cameras that a city must grow to as far as its security cap reaches",
          "cameras bought and run; what they claim is lost to recognition"),
    Lever("competitive_tender_share", "share", "number", 0.0, 0.0, 1.0,
          "share of single-bid tenders that must be opened to several bidders",
          "months added to the tender"),
    Lever("interoperability_share", "share", "number", 0.0, 0.0, 1.0,
          "how far contracts demand open interfaces, so that a supplier can be changed",
          "a dearer stream"),
    Lever("publication_share", "share", "number", 0.0, 0.0, 1.0,
          "share of true figures (incremental clearances, wrongful stops) that is published independently",
          "staff hours in every city with recognition"),
    Lever("assembly_fr_permitted", "switch", "switch", True, 0, 1,
          "whether people at a protest may be recognised, then or afterwards",
          "staff hours in every city with recognition and a wave of protest, to keep it off there"),
)  # fmt: skip

LEVER_NAMES: tuple[str, ...] = tuple(lever.name for lever in LEVERS)

# One row a city and month: the columns form of `Levers`.
_COLUMN_KINDS = {"switch": "?", "number": "f8", "choice": "i8"}
LEVER_DTYPE = np.dtype([(lever.name, _COLUMN_KINDS[lever.kind]) for lever in LEVERS])

DEFAULT_LEVERS = Levers(**{lever.name: lever.default for lever in LEVERS})  # type: ignore[arg-type]
