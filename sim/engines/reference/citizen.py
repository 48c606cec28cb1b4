"""A citizen, one readable step at a time: a cohort of `weight` people of one city who share traits.

The kernels in `compiled/` run the same rules in loops over columns; both give the same bits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa
import numpy as np

from sim.engines.recording import FOUND, LEAKED, PROTESTED, STOPPED
from sim.model.processes.observe import SUPPORT_UNIT
from sim.model.rules.chilling import chilled_share, cohort_trust
from sim.model.rules.detection import detection_probability, false_alert_probability
from sim.model.rules.leak import leaked_probability
from sim.model.rules.network import RING, degree, peer
from sim.model.rules.opinion import city_shock, expressed_support, hears, shock_next, support_next, touched_share
from sim.model.rules.protest import grievance, joining_probability, solo_probability, willingness
from sim.model.rules.rates import remembered_share
from sim.model.state import Citizens
from sim.numbers.draws import NO_MONTH, Process, uniform_four, uniform_pair, uniform_three
from sim.numbers.variates import binomial

if TYPE_CHECKING:
    from sim.engines.reference.model import RolloutModel


def single(x: float) -> float:
    """Round once to single precision, as columns store it."""
    return float(np.float32(x))


class Citizen(mesa.Agent):  # type: ignore[misc]
    """A cohort with its traits, sought people, opinion and memory."""

    model: RolloutModel

    def __init__(self, model: RolloutModel, city: int, member: int, columns: Citizens, row: int) -> None:
        super().__init__(model)
        self.city = model.city_rows[city]
        self.city_name = model.world.city_names[city]
        self.member = member
        self.weight = int(columns.weight[row])
        self.sought_findable = int(columns.sought_findable[row])
        self.sought_hard = int(columns.sought_hard[row])
        self.sought_hidden = int(columns.sought_hidden[row])
        self.mobility = float(columns.mobility[row])
        self.anchor = float(columns.anchor[row])
        self.support = float(columns.support[row])
        self.shock = float(columns.shock[row])
        self.stopped = 0
        self.peers: list[Citizen] = []

    @property
    def sought(self) -> int:
        """People of the cohort whom police seek."""
        return self.sought_findable + self.sought_hidden

    def __repr__(self) -> str:
        """Return where it lives, for how many it stands, and what they think."""
        people = "1 person" if self.weight == 1 else f"{self.weight:,} people"
        return (
            f"<Citizen {self.member} of {self.city_name}: {people}, support {self.support:.2f}, {self.sought} sought>"
        )

    def write(self, columns: Citizens) -> None:
        """Write to the columns what months change."""
        row = int(self.city.first_citizen) + self.member
        columns.sought_findable[row] = self.sought_findable
        columns.sought_hard[row] = self.sought_hard
        columns.sought_hidden[row] = self.sought_hidden
        columns.support[row] = self.support
        columns.shock[row] = self.shock

    def meet(self, cell: list[Citizen], position: int) -> None:
        """Fix the lasting peers among the citizens of the neighbourhood cell."""
        n = len(cell)
        contacts = uniform_four(self.model.seed_number, self.member, int(self.city.code), NO_MONTH, Process.CONTACTS)
        self.peers = [cell[peer(position, n, k, contacts[k - RING] if k >= RING else 0.0)] for k in range(degree(n))]

    def _key(self, process: Process) -> tuple[int, int, int, int, int]:
        return self.model.seed_number, self.member, int(self.city.code), self.model.month, int(process)

    def _mark(self, mark: int, people: int) -> None:
        if people > 0 and len(self.model.marks):
            self.model.marks[int(self.city.first_citizen) + self.member] |= mark

    def become_sought(self) -> None:
        """People become sought; sought people are found without cameras, or given up."""
        city = self.city
        for_new, for_findable, for_hidden = uniform_three(*self._key(Process.BECOME_SOUGHT))
        leaving = float(city.leaving_sought_probability)
        easy = self.sought_findable - self.sought_hard
        self.sought_findable -= binomial(easy, leaving, for_findable)
        self.sought_hidden -= binomial(self.sought_hidden, leaving, for_hidden)
        if self.sought_hard > 0:
            draw, _ = uniform_pair(*self._key(Process.HARD_LEAVES))
            gone = binomial(self.sought_hard, leaving, draw)
            self.sought_hard -= gone
            self.sought_findable -= gone
        free = self.weight - self.sought_findable - self.sought_hidden
        new = binomial(free, float(city.becoming_sought_probability), for_new)
        if new > 0:
            draw, for_hard = uniform_pair(*self._key(Process.FINDABLE))
            findable = binomial(new, float(city.findable_probability), draw)
            self.sought_findable += findable
            self.sought_hard += binomial(findable, self.model.parameters.hard_share, for_hard)
            self.sought_hidden += new - findable
        city.new_sought += new
        city.sought_findable += self.sought_findable
        city.sought_hard += self.sought_hard
        city.sought += self.sought_findable + self.sought_hidden

    def pass_cameras(self) -> None:
        """Faces are searched: true alerts and detentions, false alerts and wrongful stops."""
        self.stopped = 0
        searches = float(self.city.searches_per_resident)
        if searches > 0.0:
            passes = searches * self.mobility
            self._raise_true_alerts(passes)
            self._raise_false_alerts(passes)

    def _raise_true_alerts(self, passes: float) -> None:
        if self.sought_findable == 0:
            return
        city, hard = self.city, self.sought_hard
        easy_hits, hard_hits = float(city.hit_probability_easy), float(city.hit_probability_hard)
        found = self._find(self.sought_findable - hard, passes * easy_hits, Process.TRUE_ALERT)[0]
        if hard > 0:
            found_hard, held = self._find(hard, passes * hard_hits, Process.HARD_ALERT)
            self.sought_hard -= held
            city.sought_hard -= held
            found += found_hard
        self._mark(FOUND, found)

    def _find(self, sought: int, expected_hits: float, process: Process) -> tuple[int, int]:
        """Raise the alerts of sought people of a class; return how many staff act on, and how many police hold."""
        city = self.city
        for_alert, for_action, for_detention = uniform_three(*self._key(process))
        alerts = binomial(sought, detection_probability(expected_hits, 1.0), for_alert)
        found = binomial(alerts, float(city.capacity_share), for_action)
        held = binomial(found, self.model.parameters.detention_probability, for_detention)
        self.sought_findable -= held
        city.alerts_true += alerts
        city.detections += found
        city.detained += held
        return found, held

    def _raise_false_alerts(self, passes: float) -> None:
        city = self.city
        for_alert, for_stop, _ = uniform_three(*self._key(Process.FALSE_ALERT))
        probability = false_alert_probability(passes, float(city.fpir))
        alerts = binomial(self.weight, probability, for_alert)
        self.stopped = binomial(alerts, float(city.acted_on_share), for_stop)
        city.alerts_false += alerts
        city.stops_wrongful += self.stopped
        self._mark(STOPPED, self.stopped)

    def suffer_breach(self) -> None:
        """Passages of people are copied in a breach."""
        city = self.city
        if city.breaches > 0:
            passes = float(city.searches_per_resident) * self.mobility
            share = self.model.parameters.breach_share
            probability = leaked_probability(passes, float(city.retention_days), share, int(city.breaches))
            draw, _ = uniform_pair(*self._key(Process.LEAKED))
            leaked = binomial(self.weight, probability, draw)
            city.people_leaked += leaked
            self._mark(LEAKED, leaked)

    def form_opinion(self) -> None:
        """Hear peers and the city; remember shocks; `adopt_opinion` swaps the result in."""
        p, city = self.model.parameters, self.city
        own, total, heard = self.support, self.support, 1
        for other in self.peers:
            if hears(own, other.support, p.confidence_bound):
                total += other.support
                heard += 1
        self.next_support = single(
            support_next(
                total / heard, float(city.support_mean), self.anchor, p.stubbornness_share,
                p.city_influence_share,
            )
        )  # fmt: skip
        touched = touched_share(
            self.stopped, self.weight, int(city.stops_wrongful), int(city.population), p.ties_per_person
        )
        remembered = remembered_share(p.shock_half_life_months)
        self.shock = single(shock_next(self.shock, remembered, touched, p.wrongful_stop_support_shock))

    def adopt_opinion(self) -> None:
        """Take on the opinion formed, once everyone has heard everyone."""
        self.support = self.next_support
        city = self.city
        news = city_shock(float(city.leak_shock), float(city.success_shock), float(city.stops_shock))
        expressed = expressed_support(self.support, self.shock, news)
        city.support_units += int(expressed / SUPPORT_UNIT + 0.5) * self.weight

    def protest(self) -> None:
        """In a wave people join a protest, or act alone: grievance against the risk that they perceive."""
        p, city = self.model.parameters, self.city
        called = float(city.called_share)
        if called <= 0.0:
            return
        traits = uniform_four(self.model.seed_number, self.member, int(city.code), NO_MONTH, Process.TRAITS)
        hardship, aversion = traits[2:]
        for_mass, for_solo = uniform_pair(*self._key(Process.PROTEST))
        news = city_shock(float(city.leak_shock), float(city.success_shock), float(city.stops_shock))
        expressed = expressed_support(self.support, self.shock, news)
        trust = cohort_trust(float(city.trust_mean), expressed, float(city.support_mean), p.trust_by_support)
        chilled = chilled_share(p.chilling_share, float(city.perceived_surveillance_share), trust)
        felt = grievance(hardship, p.legitimacy_share, expressed, p.privacy_grievance, float(city.backlash_memory))
        encouragement = p.joining_peer_weight * float(city.joined_share)
        threshold, spread = p.protest_threshold, p.protest_threshold_spread
        willing = willingness(felt, aversion * float(city.assembly_risk), encouragement, threshold, spread)
        alone = willingness(felt, aversion * float(city.solo_risk), 0.0, threshold, spread)
        joined = binomial(self.weight, joining_probability(called, willing, chilled), for_mass)
        solo = solo_probability(called, p.solo_act_share, alone, willing, chilled)
        city.protest_participants += joined
        acted_alone = binomial(self.weight - joined, solo, for_solo)
        city.protest_solo_acts += acted_alone
        self._mark(PROTESTED, joined + acted_alone)
