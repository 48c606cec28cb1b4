"""Adaptive policies, one file each: `(Observation, Levers) -> Levers`."""

from sim.model.policies.moratorium import Moratorium

# The word after `adaptive:` in a scenario. Options are the fields of the class.
ADAPTIVE_POLICIES: dict[str, type[Moratorium]] = {"moratorium": Moratorium}
