"""Stop new recognition while support is low."""

from dataclasses import dataclass

from sim.model.policies.while_holds import WhileHolds
from sim.model.state import Observation


@dataclass(frozen=True)
class Moratorium(WhileHolds):
    """Forbid new FR cameras in a month that follows low published support.

    Attributes
    ----------
    support_floor: mean support (0 to 1) below which new FR is forbidden.
    """

    support_floor: float = 0.4

    sets = {"new_fr_permitted": False}

    def holds(self, observed: Observation) -> bool:
        """Tell whether support was low."""
        return observed.support_mean < self.support_floor
