"""Adaptive policies, one file each: `(Observation, Levers) -> Levers`."""

from sim.model.policies.moratorium import Moratorium
from sim.model.policies.until_statute import UntilStatute
from sim.model.policies.while_holds import WhileHolds

# The word after `adaptive:` in a scenario. Options are the fields of the class.
ADAPTIVE_POLICIES: dict[str, type[WhileHolds]] = {
    "moratorium": Moratorium,
    "until-statute": UntilStatute,
}
