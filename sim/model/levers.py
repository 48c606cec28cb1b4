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
    kind: Literal["number", "switch"]
    default: float | bool
    low: float  # hard limits: outside is an error
    high: float
    meaning: str
    cost: str  # what using it takes; no lever is free


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
    Lever("retention_days", "days", "number", 30.0, 0.0, 365.0,
          "days that footage and face passages are kept",
          "storage is paid by camera and day kept"),
    Lever("audit_share", "share", "number", 0.0, 0.0, 1.0,
          "share of user queries reviewed by someone outside the police",
          "staff hours for each reviewed query"),
    Lever("contract_fpir", "probability per search", "number", 1.0, 1e-12, 1.0,
          "largest false-positive identification rate that a contract allows",
          "a stricter threshold misses more sought people"),
    Lever("worst_group_fpir_cap", "probability per search", "number", 1.0, 1e-12, 1.0,
          "largest false-positive identification rate allowed for the worst-served group",
          "a stricter threshold misses more sought people"),
)  # fmt: skip

LEVER_NAMES: tuple[str, ...] = tuple(lever.name for lever in LEVERS)

# One row a city and month: the columns form of `Levers`.
LEVER_DTYPE = np.dtype([(lever.name, "?" if lever.kind == "switch" else "f8") for lever in LEVERS])

DEFAULT_LEVERS = Levers(**{lever.name: lever.default for lever in LEVERS})  # type: ignore[arg-type]
