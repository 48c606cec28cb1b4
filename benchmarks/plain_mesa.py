"""The citizens as a careful Mesa user writes them: objects, plain Python, no compiler and no data collector.

The rules are the model's own functions, called as they stand. Where our engines pay for exactness, this peer
does not: draws are `random.random`, exp is the C library's, sums are floats. Peers are stored in lists.
One citizen is one resident, so every event is one comparison.
"""

import math
from types import FunctionType, SimpleNamespace
from typing import Any

import mesa

from benchmarks.rows import plain
from sim.engines.reference.model import COUNTED, settle_held
from sim.model.initial import initial_state
from sim.model.processes.observe import SUPPORT_UNIT
from sim.model.rules import detection, leak, protest
from sim.model.rules.chilling import chilled_share, cohort_trust
from sim.model.rules.network import CELL_SIZE, RING, degree, peer
from sim.model.rules.opinion import city_shock, expressed_support, hears, shock_next, support_next, touched_share
from sim.model.rules.rates import remembered_share
from sim.model.schedule import CitizenProcess
from sim.model.state import Now, Policy, World


def with_library_exp(rule: Any) -> Any:
    """Return the same rule with exp of the C library: in plain Python ten times faster than the exact one."""
    return FunctionType(rule.__code__, {**rule.__globals__, "exp": math.exp}, rule.__name__)


detection_probability = with_library_exp(detection.detection_probability)
false_alert_probability = with_library_exp(detection.false_alert_probability)
leaked_probability = with_library_exp(leak.leaked_probability)
willingness = with_library_exp(protest.willingness)


class Resident(mesa.Agent):  # type: ignore[misc]
    """One resident with traits, opinion and memory."""

    __slots__ = (
        "anchor", "aversion", "city", "draw", "findable", "hard", "hardship", "hidden", "mobility", "next_support",
        "parameters", "peers", "shock", "stopped", "support",
    )  # fmt: skip

    def __init__(self, model: "PlainMesa", city: SimpleNamespace, row: int) -> None:
        super().__init__(model)
        columns = model.state.citizens
        self.city, self.parameters, self.draw = city, model.parameters, model.random.random
        self.findable, self.hidden = bool(columns.sought_findable[row]), bool(columns.sought_hidden[row])
        self.hard = bool(columns.sought_hard[row])
        self.mobility, self.anchor = float(columns.mobility[row]), float(columns.anchor[row])
        self.support, self.shock = float(columns.support[row]), float(columns.shock[row])
        self.hardship, self.aversion = self.draw(), self.draw()
        self.stopped = False
        self.next_support = self.support
        self.peers: list[Resident] = []

    def become_sought(self) -> None:
        """Become sought; be found without cameras, or given up."""
        city, draw = self.city, self.draw
        if self.findable:
            self.findable = draw() >= city.leaving_sought_probability
        elif self.hidden:
            self.hidden = draw() >= city.leaving_sought_probability
        if not self.findable and not self.hidden and draw() < city.becoming_sought_probability:
            city.new_sought += 1
            self.findable = draw() < city.findable_probability
            self.hard = self.findable and draw() < self.parameters.hard_share
            self.hidden = not self.findable
        if self.findable:
            city.sought_findable += 1
            city.sought_hard += self.hard
            city.sought += 1
        elif self.hidden:
            city.sought += 1

    def pass_cameras(self) -> None:
        """Be searched for: true alerts and detentions, false alerts and wrongful stops."""
        self.stopped = False
        city, draw = self.city, self.draw
        if city.searches_per_resident <= 0.0:
            return
        passes = city.searches_per_resident * self.mobility
        if self.findable:
            hits = city.hit_probability_hard if self.hard else city.hit_probability_easy
            if draw() < detection_probability(passes, hits):
                self._be_found()
        if draw() < false_alert_probability(passes, city.fpir):
            city.alerts_false += 1
            if draw() < city.acted_on_share:
                self.stopped = True
                city.stops_wrongful += 1

    def _be_found(self) -> None:
        city, draw = self.city, self.draw
        city.alerts_true += 1
        if draw() < city.capacity_share:
            city.detections += 1
            if draw() < self.parameters.detention_probability:
                city.detained += 1
                city.sought_hard -= self.hard
                self.findable = False

    def suffer_breach(self) -> None:
        """Have a passage copied in a breach."""
        city = self.city
        if city.breaches > 0:
            passes = city.searches_per_resident * self.mobility
            share = self.parameters.breach_share
            if self.draw() < leaked_probability(passes, city.retention_days, share, city.breaches):
                city.people_leaked += 1

    def form_opinion(self) -> None:
        """Hear peers and the city, remember shocks."""
        p, city, own = self.parameters, self.city, self.support
        bound, total, heard = p.confidence_bound, own, 1
        for other in self.peers:
            theirs = other.support
            if hears(own, theirs, bound):
                total += theirs
                heard += 1
        self.next_support = support_next(
            total / heard, city.support_mean, self.anchor, p.stubbornness_share, p.city_influence_share
        )
        touched = touched_share(self.stopped, 1, city.stops_wrongful, city.population, p.ties_per_person)
        self.shock = shock_next(self.shock, p.remembered, touched, p.wrongful_stop_support_shock)

    def adopt_opinion(self) -> None:
        """Take on the opinion formed, once everyone has heard everyone."""
        self.support = self.next_support
        self.city.expressed += expressed_support(self.support, self.shock, self.city.shock)

    def protest(self) -> None:
        """In a wave join a protest, or act alone; nobody is surer to join than called."""
        p, city, draw = self.parameters, self.city, self.draw
        called = city.called_share
        if called <= 0.0:
            return
        for_mass, for_solo = draw(), draw()
        if for_mass >= called and for_solo >= called * p.solo_act_share:
            return
        expressed = expressed_support(self.support, self.shock, city.shock)
        trust = cohort_trust(city.trust_mean, expressed, city.support_mean, p.trust_by_support)
        chilled = chilled_share(p.chilling_share, city.perceived_surveillance_share, trust)
        felt = protest.grievance(
            self.hardship, p.legitimacy_share, expressed, p.privacy_grievance, city.backlash_memory
        )
        encouragement = p.joining_peer_weight * city.joined_share
        threshold, spread = p.protest_threshold, p.protest_threshold_spread
        willing = willingness(felt, self.aversion * city.assembly_risk, encouragement, threshold, spread)
        if for_mass < protest.joining_probability(called, willing, chilled):
            city.protest_participants += 1
            return
        alone = willingness(felt, self.aversion * city.solo_risk, 0.0, threshold, spread)
        if for_solo < protest.solo_probability(called, p.solo_act_share, alone, willing, chilled):
            city.protest_solo_acts += 1


class PlainMesa(mesa.Model):  # type: ignore[misc]
    """Residents of one run; cities and suppliers stay in the columns of the state."""

    def __init__(self, world: World, policy: Policy, seed: int) -> None:
        super().__init__(rng=seed)
        self.state = initial_state(world, seed)
        assert int(self.state.citizens.weight.max()) == 1
        self.parameters = plain(world.parameters)
        self.parameters.remembered = remembered_share(self.parameters.shock_half_life_months)
        self.cities = [plain(row) for row in self.state.cities]
        for city in self.cities:
            self._settle(city)

    def step(self, process: CitizenProcess, now: Now) -> None:
        """Run one citizen process and hand its counts to the cities."""
        for city, row in zip(self.cities, self.state.cities, strict=True):
            vars(city).update(vars(plain(row)), **dict.fromkeys(COUNTED[process], 0))
            city.expressed, city.shock = 0.0, city_shock(city.leak_shock, city.success_shock, city.stops_shock)
        residents = self.agents_by_type[Resident]
        residents.do(process)
        if process == "form_opinion":
            residents.do("adopt_opinion")
        for city, row in zip(self.cities, self.state.cities, strict=True):
            city.support_units = round(city.expressed / SUPPORT_UNIT)
            for name in (*COUNTED[process], "sought_hard"):  # of whom police hold some
                row[name] = getattr(city, name)
        if process == "pass_cameras":
            settle_held(self.state)

    def _settle(self, city: SimpleNamespace) -> None:
        members = [Resident(self, city, city.first_citizen + member) for member in range(city.n_citizens)]
        for start in range(0, len(members), CELL_SIZE):
            cell = members[start : start + CELL_SIZE]
            for position, resident in enumerate(cell):
                resident.peers = [cell[k] for k in self._peers(position, len(cell))]

    def _peers(self, position: int, n: int) -> list[int]:
        return [peer(position, n, k, self.random.random() if k >= RING else 0.0) for k in range(degree(n))]
