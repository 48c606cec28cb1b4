"""What is done to whom, when, how often, and the programs that it is done to."""

import signal
from typing import NamedTuple

SWEEP = """
import sys
from pathlib import Path
from sim.analysis.compare.comparison import write_comparison
from sim.experiments.design.experiment import design_experiment
from sim.experiments.simulate import Options, run_experiment
from sim.scenario.load import load_scenario
if __name__ == "__main__":
    options = {"n_seeds": 22, "n_workers": 2}
    if sys.argv[2] == "dask":
        from sim.experiments.making.dask.named import Cluster
        options["cluster"] = Cluster()
    scenario = load_scenario(Path("scenarios/classroom/one-city.yaml"), people_per_agent=10, arms=["ban"])
    run_experiment(design_experiment(scenario, "compiled"), Path(sys.argv[1]), Options(**options), write_comparison)
"""
COMPILATION = "from sim.engines import warm_up; warm_up('compiled')"


class Fault(NamedTuple):
    """A kind of fault."""

    name: str
    program: str
    place: str  # where a sweep's workers are: local or dask
    share: float  # of all faults
    sent: signal.Signals = signal.SIGKILL
    to_command: bool = False  # else to one of its processes
    within_s: float | None = None  # after its victim has appeared; None: as long as an undisturbed sweep takes
    at_most: int = 1  # in one sweep

    @property
    def is_sweep(self) -> bool:
        """Tell whether results can be compared with those of an undisturbed one."""
        return self.program == SWEEP


_MOST = 4  # kills of a sweep: more could hit one run three times, which is then left out for good reasons


def _of_sweeps(place: str) -> tuple[Fault, ...]:
    return (
        Fault(f"{place}: worker killed in its first second", SWEEP, place, 0.25, within_s=1.0, at_most=_MOST),
        Fault(f"{place}: worker killed at any moment", SWEEP, place, 0.125, at_most=_MOST),
        Fault(f"{place}: driver killed, then resumed", SWEEP, place, 0.125, to_command=True, at_most=_MOST),
    )


KILLS = (*_of_sweeps("local"), *_of_sweeps("dask"))
OTHERS = (
    *(Fault(f"{place}: worker stopped in its first second", SWEEP, place, 0.25, signal.SIGSTOP, within_s=1.0)
      for place in ("local", "dask")),
    Fault("compiling process killed", COMPILATION, "", 0.25, within_s=8.0),
    Fault("command killed while it compiles", COMPILATION, "", 0.25, to_command=True, within_s=8.0),
)  # fmt: skip
