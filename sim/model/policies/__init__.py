"""Adaptive policies, one file each: `(Observation, Levers) -> Levers`."""

from sim.model.policies.moratorium import Moratorium
from sim.model.policies.until_statute import UntilStatute

# The word after `adaptive:` in a scenario. Options are the fields of the class.
ADAPTIVE_POLICIES: dict[str, type[Moratorium] | type[UntilStatute]] = {
    "moratorium": Moratorium,
    "until-statute": UntilStatute,
}
