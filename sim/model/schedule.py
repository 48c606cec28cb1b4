"""The order of one month, told here and nowhere else.

Each step runs once for all cities (columns) and, where marked, for every citizen. A citizen step
reads what earlier steps of the month left in its city, and of other citizens last month's opinion.
"""

from collections.abc import Callable
from typing import Literal, NamedTuple, get_args

from sim.model.processes.adopt import adopt, budget
from sim.model.processes.burden import burden
from sim.model.processes.deploy import deploy
from sim.model.processes.enrol import enrol
from sim.model.processes.events import events
from sim.model.processes.fund import fund
from sim.model.processes.govern import govern
from sim.model.processes.investigate import investigate
from sim.model.processes.leak import leak
from sim.model.processes.learn import learn
from sim.model.processes.legislate import legislate
from sim.model.processes.litigate import litigate
from sim.model.processes.observe import observe
from sim.model.processes.offend import offend
from sim.model.processes.operate import operate
from sim.model.processes.perceive import perceive
from sim.model.processes.procure import procure
from sim.model.processes.protest import protest, pursue
from sim.model.processes.publish import publish
from sim.model.processes.regulate import regulate
from sim.model.processes.review import review
from sim.model.state import Now, State

CitizenProcess = Literal["become_sought", "pass_cameras", "suffer_breach", "form_opinion", "protest"]
CITIZEN_PROCESSES: tuple[CitizenProcess, ...] = get_args(CitizenProcess)


class Step(NamedTuple):
    """One named process of the month."""

    name: str
    cities: Callable[[State, Now], None] | None = None  # first: what cities, suppliers and the nation do
    citizens: CitizenProcess | None = None  # then: what each citizen does


SCHEDULE: tuple[Step, ...] = (
    Step("events", events),  # dated events set what they multiply
    Step("govern", govern),  # policies set levers
    Step("regulate", regulate),  # courts, statutes, reversed bans and liability come over the levers
    Step("budget", budget),  # what each city may spend, and its plans
    Step("fund", fund),  # the federal pool is shared out
    Step("adopt", adopt),  # cities decide to buy recognition
    Step("procure", procure),  # tender, supplier, building, pilot, launch
    Step("deploy", deploy),  # cameras fail, are renewed, added, connected; the month is paid
    Step("enrol", enrol),  # function creep; whom cameras may look for and match
    Step("operate", operate),  # control rooms set thresholds
    Step("offend", offend, "become_sought"),  # offences; people become sought, or cease to be
    Step("detect", None, "pass_cameras"),  # alerts, stops, detentions; true and false
    Step("review", review),  # alerts of other groups, dismissed ones, stops by group, hours
    Step("burden", burden),  # on whom wrongful stops fall, who was stopped before
    Step("investigate", investigate),  # clearances: total, attributed, incremental
    Step("leak", leak, "suffer_breach"),  # look-ups, breaches, publicity
    Step("publish", publish),  # reported numbers, to citizens and mayors
    Step("perceive", perceive),  # surveillance as residents see it, trust, what is chilled
    Step("form opinions", None, "form_opinion"),  # anchor, peers, shocks
    Step("protest", protest, "protest"),  # in waves: people join, or act alone
    Step("pursue", pursue),  # detentions after a protest, by recognition
    Step("litigate", litigate),  # liability for leaks; suits and rulings
    Step("legislate", legislate),  # statutes, reversals of bans
    Step("learn", learn),  # suppliers' errors and prices
    Step("observe", observe),  # this month's figures become last month's
)
