"""The numpy peer with the model's own draws and precision: the same rules, the same luck, whole columns.

Draws are Philox keyed by citizen, month and process, as in the engines, worked out for whole columns at a time;
rules compute in double precision over columns of single precision. So its counts are those of the engines, person
by person, and two policies could be compared with it on the same luck. `vectorised_numpy` spares itself both.
"""

from collections.abc import Iterator
from types import SimpleNamespace

import numpy as np
from numpy.typing import NDArray

from benchmarks import array_rules as rules
from benchmarks.vectorised_numpy import Block, Neighbourhoods, Numbers, VectorisedNumpy, parts
from sim.model.processes.observe import SUPPORT_UNIT
from sim.model.rules.network import CONTACTS
from sim.model.rules.rates import remembered_share
from sim.model.schedule import CitizenProcess
from sim.model.state import Citizens, Now, Policy, World
from sim.numbers.draws import NO_MONTH, Process

Words = tuple[NDArray[np.uint64], ...]  # four of 32 bits for each member
Doubles = NDArray[np.float64]
Members = NDArray[np.uint64]
_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)


class Key:
    """What the draws of a block are keyed by, besides the process."""

    def __init__(self, seed: int, code: int, first: int, n: int) -> None:
        self.seed, self.code, self.month = seed, code, 0
        self.members: Members = np.arange(first, first + n, dtype=np.uint64)

    def words(
        self, process: Process, chosen: NDArray[np.intp] | slice = slice(None), month: int | None = None
    ) -> Words:
        """Return Philox4x32-10 of every chosen member (Salmon et al. 2011)."""
        c0 = self.members[chosen]
        month = self.month if month is None else month
        c1, c2, c3 = (np.full(len(c0), number, np.uint64) for number in (self.code, month, int(process) << 8))
        k0, k1 = self.seed & 0xFFFFFFFF, self.seed >> 32
        for _ in range(10):
            product0, product1 = np.uint64(0xD2511F53) * c0, np.uint64(0xCD9E8D57) * c2
            c0, c1 = (product1 >> _HALF) ^ c1 ^ np.uint64(k0), product1 & _LOW
            c2, c3 = (product0 >> _HALF) ^ c3 ^ np.uint64(k1), product0 & _LOW
            k0, k1 = (k0 + 0x9E3779B9) & 0xFFFFFFFF, (k1 + 0xBB67AE85) & 0xFFFFFFFF
        return c0, c1, c2, c3


def fine(high: NDArray[np.uint64], low: NDArray[np.uint64]) -> Doubles:
    """Return uniform draws of 53 bits."""
    return ((high << np.uint64(21)) | (low >> np.uint64(11))).astype(np.float64) * 2.0**-53


def coarse(word: NDArray[np.uint64]) -> Doubles:
    """Return uniform draws of 32 bits."""
    return word.astype(np.float64) * 2.0**-32


def happens(draw: Doubles, probability: Numbers | float) -> NDArray[np.bool_]:
    """Tell to whom of single residents an event happens: as `binomial` of one person."""
    return draw >= 1.0 - probability


class KeyedBlock(Block):
    """Citizens of one city in cells of one size, with keyed draws."""

    def __init__(self, columns: Citizens, first: int, n_cells: int, size: int, key: Key) -> None:
        super().__init__(columns, first, n_cells, size, np.random.default_rng(0))
        self.key = key
        self.neighbourhoods = Neighbourhoods(n_cells, size, self._contacts(n_cells, size), np.float64)

    def _contacts(self, n_cells: int, size: int) -> Iterator[NDArray[np.intp]]:
        position = np.tile(np.arange(size), n_cells)
        for word in self.key.words(Process.CONTACTS, month=NO_MONTH)[:CONTACTS]:
            step = 1 + (coarse(word) * (size - 1)).astype(np.intp)
            yield ((position + step) % size).reshape(n_cells, size)

    def become_sought(self, city: SimpleNamespace, p: SimpleNamespace) -> None:
        """People become sought; are found without cameras, or given up."""
        a, b, c, d = self.key.words(Process.BECOME_SOUGHT)
        leaves = happens(coarse(c), city.leaving_sought_probability)
        leaves[self.hard] = self._hard_leave(city)
        self.findable &= ~leaves
        self.hard &= ~leaves
        self.hidden &= ~happens(coarse(d), city.leaving_sought_probability)
        becomes = happens(fine(a, b), city.becoming_sought_probability) & ~(self.findable | self.hidden)
        new = np.flatnonzero(becomes)
        first, second, third, fourth = self.key.words(Process.FINDABLE, new)
        self.findable[new] = happens(fine(first, second), city.findable_probability)
        self.hard[new] = self.findable[new] & happens(fine(third, fourth), p.hard_share)
        self.hidden[new] = ~self.findable[new]
        findable = np.count_nonzero(self.findable)
        city.new_sought += len(new)
        city.sought_findable += findable
        city.sought_hard += np.count_nonzero(self.hard)
        city.sought += findable + np.count_nonzero(self.hidden)

    def _hard_leave(self, city: SimpleNamespace) -> NDArray[np.bool_]:
        a, b, *_ = self.key.words(Process.HARD_LEAVES, np.flatnonzero(self.hard))
        return happens(fine(a, b), city.leaving_sought_probability)

    def pass_cameras(self, city: SimpleNamespace, p: SimpleNamespace) -> None:
        """True alerts and detentions, false alerts and wrongful stops."""
        self.stopped[:] = False
        if city.searches_per_resident <= 0.0:
            return
        passes = city.searches_per_resident * self.mobility.astype(np.float64)
        self._raise_true_alerts(passes, city, p)
        a, b, c, _ = self.key.words(Process.FALSE_ALERT)
        wrong = happens(fine(a, b), rules.false_alert_probability(passes, city.fpir))
        self.stopped = wrong & happens(coarse(c), city.acted_on_share)
        city.alerts_false += np.count_nonzero(wrong)
        city.stops_wrongful += np.count_nonzero(self.stopped)

    def _raise_true_alerts(self, passes: Numbers, city: SimpleNamespace, p: SimpleNamespace) -> None:
        hard = np.flatnonzero(self.hard)
        easy = np.flatnonzero(self.findable & ~self.hard)
        self._find(easy, passes[easy] * city.hit_probability_easy, Process.TRUE_ALERT, city, p)
        held = self._find(hard, passes[hard] * city.hit_probability_hard, Process.HARD_ALERT, city, p)
        self.hard[held] = False
        city.sought_hard -= len(held)

    def _find(
        self, sought: NDArray[np.intp], hits: Numbers, process: Process, city: SimpleNamespace, p: SimpleNamespace
    ) -> NDArray[np.intp]:
        """Raise the alerts of sought people of a class; return whom police hold."""
        a, b, c, d = self.key.words(process, sought)
        alerts = happens(fine(a, b), rules.detection_probability(hits, 1.0))
        found = alerts & happens(coarse(c), city.capacity_share)
        held = found & happens(coarse(d), p.detention_probability)
        self.findable[sought[held]] = False
        city.alerts_true += np.count_nonzero(alerts)
        city.detections += np.count_nonzero(found)
        city.detained += np.count_nonzero(held)
        return sought[held]

    def suffer_breach(self, city: SimpleNamespace, p: SimpleNamespace) -> None:
        """Passages of people are copied."""
        if city.breaches > 0:
            passes = city.searches_per_resident * self.mobility.astype(np.float64)
            probability = rules.leaked_probability(passes, city.retention_days, p.breach_share, city.breaches)
            a, b, *_ = self.key.words(Process.LEAKED)
            city.people_leaked += np.count_nonzero(happens(fine(a, b), probability))

    def form_opinion(self, city: SimpleNamespace, p: SimpleNamespace) -> None:
        """Opinions and shocks of the month, in the order of the rules, so that no bit differs."""
        own = self.support.reshape(self.shape).astype(np.float64)
        peer_mean = self.neighbourhoods.peer_mean(own, p.confidence_bound).ravel()
        influence = (1.0 - p.city_influence_share) * peer_mean + p.city_influence_share * city.support_mean
        following = (1.0 - p.stubbornness_share) * influence + p.stubbornness_share * self.anchor.astype(np.float64)
        self.support = np.clip(following, 0.0, 1.0).astype(np.float32)
        by_ties = p.ties_per_person * city.stops_wrongful / city.population
        touched = np.minimum(1.0, self.stopped / 1.0 + by_ties)
        remembered = remembered_share(p.shock_half_life_months)
        shock = rules.shock_next(self.shock.astype(np.float64), remembered, touched, p.wrongful_stop_support_shock)
        self.shock = shock.astype(np.float32)
        city_shock = city.leak_shock + city.success_shock + city.stops_shock
        expressed = rules.expressed_support(self.support.astype(np.float64), self.shock.astype(np.float64), city_shock)
        city.support_units += int((expressed / SUPPORT_UNIT + 0.5).astype(np.int64).sum())

    def protest(self, city: SimpleNamespace, p: SimpleNamespace) -> None:
        """In a wave people join a protest, or act alone."""
        if city.called_share <= 0.0:
            return
        a, b, c, d = self.key.words(Process.PROTEST)
        for_mass, for_solo = fine(a, b), fine(c, d)
        moved = happens(for_mass, city.called_share) | happens(for_solo, city.called_share * p.solo_act_share)
        those = np.flatnonzero(moved)
        _, _, hardship, aversion = self.key.words(Process.TRAITS, those, NO_MONTH)
        joining, solo = self._protest_probabilities(those, coarse(hardship), coarse(aversion), city, p)
        joined = happens(for_mass[those], joining)
        city.protest_participants += np.count_nonzero(joined)
        city.protest_solo_acts += np.count_nonzero(~joined & happens(for_solo[those], solo))


class KeyedNumpy(VectorisedNumpy):
    """All citizens of a run, by city, with keyed draws."""

    def _settle(self, world: World, policy: Policy, seed: int) -> list[list[Block]]:
        return [
            [
                KeyedBlock(
                    self.state.citizens, first, n_cells, size,
                    Key(seed, int(row.code), first - int(row.first_citizen), n_cells * size),
                )
                for first, n_cells, size in parts(row.first_citizen, row.n_citizens)
            ]
            for row in self.state.cities
        ]  # fmt: skip

    def step(self, process: CitizenProcess, now: Now) -> None:
        """Run one citizen process and hand its counts to the cities."""
        for blocks in self.blocks:
            for block in blocks:
                assert isinstance(block, KeyedBlock)
                block.key.month = now.month
        super().step(process, now)
