"""What shipped adaptive policies are: levers that are set while a condition on published figures holds."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from sim.model.state import Levers, Observation


@dataclass(frozen=True)
class WhileHolds(ABC):
    """Sets some levers in each month in which its condition holds, and leaves them as scheduled in any other.

    Compiled engines run `holds` itself: it reads numbers of the observation and of its own fields, and nothing else.
    """

    sets: ClassVar[Mapping[str, bool | int | float]]  # levers and their values

    @abstractmethod
    def holds(self, observed: Observation) -> bool:
        """Tell whether the levers are set this month."""

    def __call__(self, observed: Observation, levers: Levers) -> Levers:
        """Return this month's levers, some set where the condition holds."""
        return levers._replace(**self.sets) if self.holds(observed) else levers  # type: ignore[arg-type]
