"""What a map shows, and in which words: the finding as title, one panel a month or policy, and what travels with it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.present.maps.notes import and_, counted, diamond_of, keys, notes
from sim.present.maps.positions import Numbers, Positions
from sim.present.maps.published import Published, published_in
from sim.present.maps.shares import CityMap
from sim.present.words.language import words

Counts = NDArray[np.int64]

_WIDE = 1.5  # as wide as high: panels of a wide country stand one above the other, or nobody could read them


class Panel(NamedTuple):
    """One map: all cities under one policy in one month."""

    heading: str
    spoken: str  # what somebody hears who does not see it
    worlds: Counts  # in how many simulated worlds each city recognises, (n_cities,)
    n_worlds: int
    published: Mapping[int, Published]  # by the number of the city, what is published by then

    @property
    def shares(self) -> Numbers:
        """Share of the simulated worlds in which each city recognises, (n_cities,)."""
        shares: Numbers = self.worlds / self.n_worlds
        return shares


class MapChart(NamedTuple):
    """Maps of the same cities on the same scale."""

    name: str  # of its files
    title: str
    subtitle: str
    key: tuple[tuple[float, str], ...]  # filled share of a circle, and what it means
    diamond: str  # what a diamond means; empty where there is none
    panels: tuple[Panel, ...]
    n_columns: int
    at: Positions
    cities: tuple[str, ...]
    notes: tuple[str, ...]


def chosen_months(found: CityMap) -> tuple[str, ...]:
    """Return at most four months to show: the first, the last before policies may differ, one between, the last."""
    ends = [month for month in found.months if month.endswith("-12")] or list(found.months)
    before = [month for month in ends if month < found.results.window[0]]
    after = ends[len(before) :]
    return tuple(sorted({*before[:1], *before[-1:], *after[(len(after) - 1) // 2 :][:1], *ends[-1:]}))


def years_chart(found: CityMap, policy: str) -> MapChart:
    """Share of simulated worlds in which each city recognises under one policy, a panel for some months.

    Raises
    ------
    UsageError
        The result holds no such policy.
    """
    panels = [panel(found, policy, month) for month in chosen_months(found)]
    title = words().say("map.title.years", policy=found.results.called(policy), parts=_ends(found, policy))
    return _chart(found, f"map-{policy}", title, panels)


def month_chart(found: CityMap, policies: Sequence[str], month: str) -> MapChart:
    """One or two policies in a month, beside each other on the same scale.

    Raises
    ------
    UsageError
        The result holds no such policy, or no cities in such a month.
    """
    sides = [
        words().say("map.title.side", count=counted(found, policy, month), policy=found.results.called(policy))
        for policy in policies
    ]
    title = words().say("map.title.beside", month=words().month(month), sides=and_(sides))
    panels = [panel(found, policy, month, with_policy=True) for policy in policies]
    n_columns = 1 if found.at.width > _WIDE * found.at.height else len(panels)
    return _chart(found, f"map-beside-{policies[-1]}", title, panels)._replace(n_columns=n_columns)


def _ends(found: CityMap, policy: str) -> str:
    """How many cities recognise in the first and in the last month that is shown."""
    months = chosen_months(found)
    told = [
        words().say("map.title.month", count=counted(found, policy, month), month=words().month(month))
        for month in dict.fromkeys((months[0], months[-1]))
    ]
    return and_(told)


def panel(found: CityMap, policy: str, month: str, *, with_policy: bool = False) -> Panel:
    """All cities under a policy in a month.

    Raises
    ------
    UsageError
        The result holds no such policy, or no cities in such a month.
    """
    in_worlds = found.in_month(policy, month)
    worlds, n_worlds = in_worlds.sum(axis=0), len(in_worlds)
    slots = {"month": words().month(month), "count": counted(found, policy, month)}
    heading = (
        words().say("map.panel.policy", policy=found.results.called(policy), **slots)
        if with_policy
        else words().say("map.panel.month", **slots)
    )
    n_all, n_none = int((worlds == n_worlds).sum()), int((worlds == 0).sum())
    n_some = len(worlds) - n_all - n_none
    spoken = words().say("map.panel.spoken", heading=heading, all=n_all, some=n_some, none=n_none)
    return Panel(heading, spoken, worlds, n_worlds, published_in(found, month))


def _chart(found: CityMap, name: str, title: str, panels: Sequence[Panel]) -> MapChart:
    facts = [fact for one in panels for fact in one.published.values()]
    n_worlds = min(one.n_worlds for one in panels)
    if n_worlds == 1:
        seed = next(iter(found.seeds.values()))[0]
        title = words().say("map.title.history", seed=seed, title=title)
    return MapChart(
        name, title, words().say("map.subtitle", n=n_worlds), keys(n_worlds), diamond_of(facts), tuple(panels), 1,
        found.at, tuple(city.name for city in found.cities), notes(found, facts, n_worlds),
    )  # fmt: skip
