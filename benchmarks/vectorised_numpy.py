"""The citizens as a careful numpy user writes them: whole columns, array expressions, one generator.

Chosen for speed, each against its alternative: opinions in single precision; ring neighbours as views of cells that
are padded with their own ends, which spares the copies of `np.roll`; lasting contacts stored as indices of the
platform's own width, which spares a conversion every month; work arrays kept. Draws are PCG64 in double precision.
One citizen is one resident, so every event is one comparison, and only those whom it hit are looked at further.
Columns cut into blocks that fit the cache were tried too: at a million citizens they gain about a tenth.
"""

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks import array_rules as rules
from benchmarks.rows import plain
from sim.engines.reference.model import COUNTED, settle_held
from sim.model.initial import initial_state
from sim.model.processes.observe import SUPPORT_UNIT
from sim.model.rules.network import CELL_SIZE, DEGREE, RING, ring_step
from sim.model.rules.rates import remembered_share
from sim.model.schedule import CitizenProcess
from sim.model.state import Citizens, Now, Policy, World

Singles = NDArray[np.float32]
Numbers = NDArray[np.floating[Any]]
REACH = RING // 2


class Neighbourhoods:
    """Cells of equal size: their opinions, shape (n_cells, size), and who hears whom."""

    def __init__(self, n_cells: int, size: int, contacts: Iterable[NDArray[np.intp]], precision: type) -> None:
        """Keep lasting contacts: for each, positions in the cell, shape (n_cells, size); small cells have none."""
        shape = (n_cells, size)
        self.everyone_meets = size <= DEGREE + 1
        self.padded: Numbers = np.empty((n_cells, size + 2 * REACH), precision)
        first, position = np.arange(n_cells)[:, None] * size, np.arange(size)[None, :]
        if self.everyone_meets:
            contacts = [(position + np.full(shape, k)) % size for k in range(1, size)]
        self.contacts = [first + chosen for chosen in contacts]
        self.other: Numbers = np.empty(shape, precision)
        self.gap: Numbers = np.empty(shape, precision)
        self.heard = np.empty(shape, bool)

    def peer_mean(self, support: Numbers, bound: float) -> Numbers:
        """Return the mean of the opinions that each hears, its own included."""
        self._total, self._count = support.copy(), np.ones_like(support)
        if not self.everyone_meets:
            self._hear_ring(support, bound)
        for contacts in self.contacts:
            np.take(support.ravel(), contacts, out=self.other, mode="clip")  # "raise" would copy first
            self._hear(support, self.other, bound)
        return np.divide(self._total, self._count, out=self._total)

    def _hear_ring(self, support: Numbers, bound: float) -> None:
        size = support.shape[1]
        self.padded[:, REACH:-REACH] = support
        self.padded[:, :REACH] = support[:, -REACH:]
        self.padded[:, -REACH:] = support[:, :REACH]
        for k in range(RING):
            shift = REACH + ring_step(k)
            self._hear(support, self.padded[:, shift : shift + size], bound)

    def _hear(self, support: Numbers, other: Numbers, bound: float) -> None:
        """Add those near enough: `rules.hears` in work arrays that are kept."""
        np.subtract(support, other, out=self.gap)
        np.abs(self.gap, out=self.gap)
        np.less(self.gap, bound, out=self.heard)
        self._count += self.heard
        np.multiply(other, self.heard, out=self.gap)
        self._total += self.gap


class Block:
    """Citizens of one city in cells of one size, as columns."""

    def __init__(self, columns: Citizens, first: int, n_cells: int, size: int, rng: np.random.Generator) -> None:
        chosen = slice(first, first + n_cells * size)
        self.n, self.shape, self.rng = n_cells * size, (n_cells, size), rng
        self.findable, self.hidden = columns.sought_findable[chosen] > 0, columns.sought_hidden[chosen] > 0
        self.hard = columns.sought_hard[chosen] > 0
        self.stopped = np.zeros(self.n, bool)
        self.mobility, self.anchor = columns.mobility[chosen].copy(), columns.anchor[chosen].copy()
        self.support, self.shock = columns.support[chosen].copy(), columns.shock[chosen].copy()
        self.draws = np.empty(self.n)
        self.hardship, self.aversion = rng.random((2, self.n), np.float32)
        steps = (1 + (rng.random(self.shape) * (size - 1)).astype(np.intp) for _ in range(DEGREE - RING))
        contacts = ((np.arange(size) + step) % size for step in steps)
        self.neighbourhoods = Neighbourhoods(n_cells, size, contacts, np.float32)

    def become_sought(self, city: SimpleNamespace, p: SimpleNamespace) -> None:
        """People become sought; are found without cameras, or given up."""
        for sought in (self.findable, self.hidden):
            those = np.flatnonzero(sought)
            sought[those] = self.rng.random(len(those)) >= city.leaving_sought_probability
        self.hard &= self.findable
        new = np.flatnonzero(self.rng.random(out=self.draws) < city.becoming_sought_probability)
        new = new[~(self.findable[new] | self.hidden[new])]
        self.findable[new] = self.rng.random(len(new)) < city.findable_probability
        self.hidden[new] = ~self.findable[new]
        self.hard[new] = self.findable[new] & (self.rng.random(len(new)) < p.hard_share)
        findable = np.count_nonzero(self.findable)
        city.new_sought += len(new)
        city.sought_findable += findable
        city.sought_hard += np.count_nonzero(self.hard)
        city.sought += findable + np.count_nonzero(self.hidden)

    def pass_cameras(self, city: SimpleNamespace, p: SimpleNamespace) -> None:
        """True alerts and detentions, false alerts and wrongful stops."""
        self.stopped[:] = False
        if city.searches_per_resident <= 0.0:
            return
        passes = self.mobility * city.searches_per_resident
        self._raise_true_alerts(passes, city, p)
        wrong = np.flatnonzero(self.rng.random(out=self.draws) < rules.false_alert_probability(passes, city.fpir))
        stopped = wrong[self.rng.random(len(wrong)) < city.acted_on_share]
        self.stopped[stopped] = True
        city.alerts_false += len(wrong)
        city.stops_wrongful += len(stopped)

    def _raise_true_alerts(self, passes: Singles, city: SimpleNamespace, p: SimpleNamespace) -> None:
        sought = np.flatnonzero(self.findable)
        hits = np.where(self.hard[sought], city.hit_probability_hard, city.hit_probability_easy).astype(np.float32)
        alerts = self._hit(sought, rules.detection_probability(passes[sought] * hits, 1.0))
        found = self._hit(alerts, city.capacity_share)
        held = self._hit(found, p.detention_probability)
        self.findable[held] = False
        city.sought_hard -= np.count_nonzero(self.hard[held])
        self.hard[held] = False
        city.alerts_true += len(alerts)
        city.detections += len(found)
        city.detained += len(held)

    def _hit(self, those: NDArray[np.intp], probability: Singles | float) -> NDArray[np.intp]:
        return those[self.rng.random(len(those)) < probability]

    def suffer_breach(self, city: SimpleNamespace, p: SimpleNamespace) -> None:
        """Passages of people are copied."""
        if city.breaches > 0:
            passes = self.mobility * city.searches_per_resident
            probability = rules.leaked_probability(passes, city.retention_days, p.breach_share, city.breaches)
            city.people_leaked += np.count_nonzero(self.rng.random(out=self.draws) < probability)

    def form_opinion(self, city: SimpleNamespace, p: SimpleNamespace) -> None:
        """Opinions and shocks of the month."""
        peer_mean = self.neighbourhoods.peer_mean(self.support.reshape(self.shape), p.confidence_bound).ravel()
        self.support = rules.support_next(
            peer_mean, city.support_mean, self.anchor, p.stubbornness_share, p.city_influence_share
        )
        touched = rules.touched_share(self.stopped, city.stops_wrongful, city.population, p.ties_per_person)
        remembered = remembered_share(p.shock_half_life_months)
        self.shock = rules.shock_next(self.shock, remembered, touched, p.wrongful_stop_support_shock)
        city_shock = city.leak_shock + city.success_shock + city.stops_shock
        expressed = rules.expressed_support(self.support, self.shock, city_shock)
        city.support_units += round(float(expressed.sum(dtype=np.float64)) / SUPPORT_UNIT)

    def protest(self, city: SimpleNamespace, p: SimpleNamespace) -> None:
        """In a wave people join a protest, or act alone."""
        if city.called_share <= 0.0:
            return
        those = np.flatnonzero(self.rng.random(out=self.draws) < city.called_share)
        joining, _ = self._protest_probabilities(those, self.hardship[those], self.aversion[those], city, p)
        joined = those[self.draws[those] < joining]
        city.protest_participants += len(joined)
        those = np.flatnonzero(self.rng.random(out=self.draws) < city.called_share * p.solo_act_share)
        _, solo = self._protest_probabilities(those, self.hardship[those], self.aversion[those], city, p)
        alone = those[self.draws[those] < solo]
        city.protest_solo_acts += len(alone) - len(np.intersect1d(alone, joined, assume_unique=True))

    def _protest_probabilities(
        self, those: NDArray[np.intp], hardship: Numbers, aversion: Numbers, city: SimpleNamespace, p: SimpleNamespace
    ) -> tuple[Numbers, Numbers]:
        city_shock = city.leak_shock + city.success_shock + city.stops_shock
        support, shock = self.support[those].astype(np.float64), self.shock[those].astype(np.float64)
        expressed = rules.expressed_support(support, shock, city_shock)
        trust = rules.cohort_trust(city.trust_mean, expressed, city.support_mean, p.trust_by_support)
        chilled = rules.chilled_share(p.chilling_share, city.perceived_surveillance_share, trust)
        felt = rules.grievance(hardship, p.legitimacy_share, expressed, p.privacy_grievance, city.backlash_memory)
        encouraged = p.joining_peer_weight * city.joined_share
        threshold, spread = p.protest_threshold, p.protest_threshold_spread
        willing = rules.willingness(felt, aversion * city.assembly_risk, encouraged, threshold, spread)
        alone = rules.willingness(felt, aversion * city.solo_risk, 0.0, threshold, spread)
        return (
            rules.joining_probability(city.called_share, willing, chilled),
            rules.solo_probability(city.called_share, p.solo_act_share, alone, willing, chilled),
        )


class VectorisedNumpy:
    """All citizens of a run, by city; cities and suppliers stay in the columns of the state."""

    def __init__(self, world: World, policy: Policy, seed: int) -> None:
        self.state = initial_state(world, seed)
        assert int(self.state.citizens.weight.max()) == 1
        self.parameters = plain(world.parameters)
        self.blocks = self._settle(world, policy, seed)

    def _settle(self, world: World, policy: Policy, seed: int) -> list[list[Block]]:
        rng = np.random.default_rng(seed)
        return [
            [Block(self.state.citizens, *part, rng) for part in parts(row.first_citizen, row.n_citizens)]
            for row in self.state.cities
        ]

    def step(self, process: CitizenProcess, now: Now) -> None:
        """Run one citizen process and hand its counts to the cities."""
        for row, blocks in zip(self.state.cities, self.blocks, strict=True):
            city = plain(row)
            vars(city).update(dict.fromkeys(COUNTED[process], 0))
            for block in blocks:
                getattr(block, process)(city, self.parameters)
            for name in (*COUNTED[process], "sought_hard"):  # of whom police hold some
                row[name] = getattr(city, name)
        if process == "pass_cameras":
            settle_held(self.state)


def parts(first: int, n: int) -> list[tuple[int, int, int]]:
    """Return first citizen, number of cells and their size: the full cells of a city, then its last one."""
    full = n // CELL_SIZE * CELL_SIZE
    both = [(first, full // CELL_SIZE, CELL_SIZE), (first + full, 1, n - full)]
    return [(start, n_cells, size) for start, n_cells, size in both if n_cells * size > 0]
