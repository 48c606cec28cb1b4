"""The months of a run as one compiled function, made of the schedule and the citizen processes of this engine."""

from sim.engines.compiled.aside import Aside
from sim.engines.compiled.breach import add_leaked, suffer_breach
from sim.engines.compiled.cameras import add_alerts, pass_cameras
from sim.engines.compiled.opinions import add_support, form_opinion
from sim.engines.compiled.protest import add_protest, protest
from sim.engines.compiled.sought import add_sought, become_sought
from sim.engines.month import Kernel, month_of
from sim.engines.recording import Notes, record
from sim.model.schedule import CitizenProcess
from sim.model.state import Now, Rows, State
from sim.numbers.compiler import kernel

# What citizens do, cell by cell, and how its counts add up by city.
CITIZENS: dict[CitizenProcess, tuple[Kernel, Kernel]] = {
    "become_sought": (become_sought, add_sought),
    "pass_cameras": (pass_cameras, add_alerts),
    "suffer_breach": (suffer_breach, add_leaked),
    "form_opinion": (form_opinion, add_support),
    "protest": (protest, add_protest),
}
_live = month_of(CITIZENS)


@kernel
def live_months(
    state: State, suppliers: Rows, factors: Rows, levers: Rows, aside: Aside, notes: Notes, seed: int, start: int,
    first: int,
) -> None:  # fmt: skip
    """Live and record as many months as there are rows of levers, from month `first` of a world that begins at `start`.

    `suppliers` are those of the start, `factors` and `levers` have shape (n_months, n_cities).
    """
    for k in range(levers.shape[0]):
        index = first + k
        now = Now(aside.parameters[0], suppliers, factors[k], levers[k], seed, index, start + index)
        _live(state, now, aside)
        record(state, notes, index)
