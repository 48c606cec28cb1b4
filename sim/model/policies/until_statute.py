"""Stop new recognition until a statute regulates it."""

from dataclasses import dataclass

from sim.model.policies.while_holds import WhileHolds
from sim.model.state import Observation


@dataclass(frozen=True)
class UntilStatute(WhileHolds):
    """Forbid new FR cameras until a statute is in force, or for a number of months at most.

    Attributes
    ----------
    months_at_most: months after which the moratorium ends without a statute.
    """

    months_at_most: int = 1200

    sets = {"new_fr_permitted": False}

    def holds(self, observed: Observation) -> bool:
        """Tell whether there is no statute yet, and time is left."""
        return not observed.statute_in_force and observed.months_in_force < self.months_at_most
