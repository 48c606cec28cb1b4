"""Where faces are recognised: two policies of an experiment on a map, month by month, in all worlds or in one."""

from typing import NamedTuple

from dash import html

from sim.experiments.store.reader import Results
from sim.present.dashboard import parts
from sim.present.dashboard.address import Asked
from sim.present.dashboard.choosing import chosen_policies, field, policy_fields
from sim.present.dashboard.shelf import Item, Shelf
from sim.present.dashboard.view import Shown, chosen_item
from sim.present.maps.chart import MapChart, month_chart
from sim.present.maps.moving import map_drawing
from sim.present.maps.shares import CityMap, NoMapError
from sim.present.words.language import words

PATH, ORDER, KEYS, IS_KEPT = "/map", 15, ("experiment", "baseline", "policy", "month", "world"), True
_ALL = "all"
_WORLDS = 20  # of which one can be chosen


class _Chosen(NamedTuple):
    """What of an experiment is on the map."""

    policies: tuple[str, str]  # the baseline first
    month: str
    world: str  # a seed; or all

    def on(self, found: CityMap) -> MapChart:
        """Return the map: the share of worlds, or one possible history."""
        shown = found if self.world == _ALL else found.one_world(int(self.world))
        return month_chart(shown, self.policies, self.month)


def show(shelf: Shelf, asked: Asked) -> Shown:
    """Show the two policies of the address in a month, or the first one and the baseline in the last month."""
    item, notes = chosen_item(shelf, asked)
    results = item.results if item else None
    if item is None or results is None or len(results.arms) < 2:
        return _nothing(words().say("dashboard.map.nothing"), parts.told([*asked.notes, *notes]))
    try:
        found = shelf.map(item)
    except NoMapError as error:
        return _nothing(str(error), parts.told([*asked.notes, *notes]))
    chosen, more = _choose(found, results, asked)
    title = words().say("dashboard.map.title", title=results.title)
    told = parts.told([*asked.notes, *notes, *more])
    chart = chosen.on(found)
    return Shown(title, [html.H1(title), *told, _form(found, item, chosen), _picture(chart), _numbers(chart)], item)


def _nothing(why: str, told: parts.Parts) -> Shown:
    title = words().say("dashboard.view.map")
    return Shown(title, [html.H1(title), *told, html.P(why, className="alone")])


def _choose(found: CityMap, results: Results, asked: Asked) -> tuple[_Chosen, tuple[str, ...]]:
    """Return what the address means, and what of it could not be meant."""
    baseline, policy, no_policies = chosen_policies(asked, results)
    month, no_month = asked.chosen("month", found.months, found.months[-1])
    world, no_world = asked.chosen("world", (_ALL, *_worlds(found, baseline, policy)), _ALL)
    return _Chosen((baseline, policy), month, world), (*no_policies, *no_month, *no_world)


def _worlds(found: CityMap, baseline: str, policy: str) -> list[str]:
    """Return the first seeds that both policies have."""
    both = sorted(set(found.seeds[baseline]) & set(found.seeds[policy]))
    return [str(seed) for seed in both[:_WORLDS]]


def _form(found: CityMap, item: Item, chosen: _Chosen) -> html.Div:
    baseline, policy = chosen.policies
    months = {month: words().month(month) for month in found.months}
    worlds = {_ALL: words().say("dashboard.map.all")}
    worlds |= {seed: words().say("dashboard.map.one", seed=seed) for seed in _worlds(found, baseline, policy)}
    fields = [
        *policy_fields(found.results, baseline, policy),
        field("month", months, chosen.month),
        field("world", worlds, chosen.world),
    ]
    form = parts.form(PATH, fields, button=words().say("dashboard.show"), experiment=item.name)
    play, stop = (words().say(f"page.places.{word}") for word in ("play", "pause"))
    return html.Div([form, parts.player("choose-month", play, stop)] if len(months) > 1 else [form])


def _picture(chart: MapChart) -> html.Section:
    """The map, what it shows, and what travels with it."""
    spoken = ". ".join([chart.title, chart.subtitle, *(one.spoken for one in chart.panels)])
    below = [parts.note(text) for text in (chart.subtitle, *chart.notes)]
    drawn = parts.picture("map", map_drawing(chart), chart.title, spoken, *below)
    return parts.section("cities", words().say("dashboard.map.heading"), drawn)


def _numbers(chart: MapChart) -> html.Section:
    """The cities by the alphabet, with the worlds in which each recognises."""
    header = [words().say("page.places.city"), *(one.heading for one in chart.panels)]
    rows = [
        [city, *(words().say("page.places.worlds", k=int(one.worlds[i]), n=one.n_worlds) for one in chart.panels)]
        for i, city in enumerate(chart.cities)
    ]
    table = parts.table(words().say("page.places.table"), header, rows, len(header))
    opened = words().say("dashboard.map.open", n=len(rows))
    return parts.section("numbers", words().say("dashboard.map.numbers"), parts.folded(opened, table))
