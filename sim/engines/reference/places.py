"""Cities and suppliers as agents: their attributes read the columns that processes write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa

from sim.model.state import Row, Stage

if TYPE_CHECKING:
    from sim.engines.reference.model import RolloutModel


class City(mesa.Agent):  # type: ignore[misc]
    """A city, read from its row."""

    def __init__(self, model: RolloutModel, name: str, row: Row) -> None:
        super().__init__(model)
        self.name = name
        self.row = row

    @property
    def stage(self) -> Stage:
        """How far its face recognition has come."""
        return Stage(int(self.row.stage))

    @property
    def cameras_recognising(self) -> int:
        """Cameras with face recognition in use."""
        return int(self.row.cameras_recognising)

    @property
    def support_mean(self) -> float:
        """Expressed support for recognition, last month's [share]."""
        return float(self.row.support_mean)

    def __repr__(self) -> str:
        """Return its name, its stage, and what its cameras do."""
        about = f"{self.cameras_recognising:,} cameras recognise, support {self.support_mean:.2f}"
        return f"<City {self.name}: {self.stage.name.lower()}, {about}>"


class Supplier(mesa.Agent):  # type: ignore[misc]
    """A supplier, read from its row."""

    def __init__(self, model: RolloutModel, name: str, row: Row) -> None:
        super().__init__(model)
        self.name = name
        self.row = row

    @property
    def streams(self) -> int:
        """Recognising cameras that it serves."""
        return int(self.row.streams)

    def __repr__(self) -> str:
        """Return its name and how many cameras it serves."""
        return f"<Supplier {self.name}: serves {self.streams:,} recognising cameras>"
