"""Stop new recognition while support is low."""

from dataclasses import dataclass

from sim.model.state import Levers, Observation


@dataclass(frozen=True)
class Moratorium:
    """Forbid new FR cameras in a month that follows low published support.

    Attributes
    ----------
    support_floor: mean support (0 to 1) below which new FR is forbidden.
    """

    support_floor: float = 0.4

    def __call__(self, observed: Observation, levers: Levers) -> Levers:
        """Return this month's levers, with new FR forbidden where support was low."""
        if observed.support_mean < self.support_floor:
            return levers._replace(new_fr_permitted=False)
        return levers
