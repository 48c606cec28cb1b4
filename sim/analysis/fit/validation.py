"""Every target beside what the model says: met or missed, fitted or held out."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.fit.targets import KINDS, Target, Use

BARS: dict[Use, float] = {"cal": 2.0 / 3.0, "val": 0.5}  # shares of targets that a usable model meets
INSIDE = 0.5  # share of runs that must lie inside a tolerance


class Check(NamedTuple):
    """One target beside the model."""

    target: Target
    median: float | None  # None: undefined in every run
    lo90: float | None
    hi90: float | None
    inside: float  # share of runs inside the tolerance
    met: bool

    @property
    def kind(self) -> str:
        """Fitted, held out or input."""
        return KINDS[self.target.use]

    @property
    def width(self) -> float | None:
        """Width of the 90% interval."""
        return self.hi90 - self.lo90 if self.hi90 is not None and self.lo90 is not None else None

    def as_json(self) -> dict[str, Any]:
        """Return the check for machines."""
        target = self.target
        finite = {name: value if np.isfinite(value) else None for name, value in target._asdict().items()
                  if name in ("low", "high")}  # fmt: skip
        return {
            "id": target.id,
            "target": target.says,
            "figure": target.target,
            **finite,
            "unit": target.unit,
            "median": self.median,
            "lo90": self.lo90,
            "hi90": self.hi90,
            "width90": self.width,
            "inside_share": self.inside,
            "kind": self.kind,
            "met": self.met,
            "source": target.source,
        }


class Count(NamedTuple):
    """Targets of a kind: met, and counted."""

    met: int
    counted: int

    @property
    def share(self) -> float:
        """Share of the counted targets that are met; 1 where there is none."""
        return self.met / self.counted if self.counted else 1.0


def check(target: Target, values: NDArray[np.float64]) -> Check:
    """Hold the values of all runs against a target; an undefined value is not inside.

    Met: the median lies inside the tolerance, and so do at least half of the runs.
    """
    known = values[~np.isnan(values)]
    if not known.size:
        return Check(target, None, None, None, 0.0, False)
    lo90, median, hi90 = (float(number) for number in np.quantile(known, (0.05, 0.5, 0.95)))
    inside = sum(target.holds(value) for value in known.tolist()) / values.size
    return Check(target, median, lo90, hi90, inside, target.holds(median) and inside >= INSIDE)


def check_all(targets: Sequence[Target], runs: NDArray[np.float64]) -> list[Check]:
    """Check every target; `runs` has shape (n_runs, n_targets)."""
    return [check(target, values) for target, values in zip(targets, runs.T, strict=True)]


def count(checks: Sequence[Check], use: Use) -> Count:
    """Count the targets of a use."""
    known = [check.met for check in checks if check.target.use == use]
    return Count(sum(known), len(known))


def passes(checks: Sequence[Check]) -> bool:
    """Whether enough targets are met: two thirds of those fitted, half of those held out."""
    return all(count(checks, use).share >= bar for use, bar in BARS.items())
