"""Stop new recognition until a statute regulates it."""

from dataclasses import dataclass

from sim.model.state import Levers, Observation


@dataclass(frozen=True)
class UntilStatute:
    """Forbid new FR cameras until a statute is in force, or for a number of months at most.

    Attributes
    ----------
    months_at_most: months after which the moratorium ends without a statute.
    """

    months_at_most: int = 1200

    def __call__(self, observed: Observation, levers: Levers) -> Levers:
        """Return this month's levers, with new FR forbidden while there is no statute."""
        if observed.statute_in_force or observed.months_in_force >= self.months_at_most:
            return levers
        return levers._replace(new_fr_permitted=False)
