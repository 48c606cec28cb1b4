"""Words of a map: counts of cities, what circles and diamonds mean, and what travels inside the picture."""

from collections.abc import Sequence

from sim.present.charts.notes import credits_of
from sim.present.listed import listed
from sim.present.maps.published import Published
from sim.present.maps.shares import CityMap
from sim.present.words.language import words


def counted(found: CityMap, policy: str, month: str) -> str:
    """How many cities recognise in a month: the lowest and the highest number of all simulated worlds."""
    worlds = found.in_month(policy, month)
    if len(found.cities) == 1:
        return words().say("map.count.city", city=found.cities[0].name, k=int(worlds.sum()), n=len(worlds))
    by_world = worlds.sum(axis=1)
    low, high = int(by_world.min()), int(by_world.max())
    if low == high:
        return words().say("map.count.same", count=low, cities=len(found.cities))
    return words().say("map.count.range", low=low, high=high, cities=len(found.cities))


def and_(parts: Sequence[str]) -> str:
    """One part, or two."""
    return parts[0] if len(parts) == 1 else words().say("and", first=parts[0], second=parts[1])


def keys(n_worlds: int) -> tuple[tuple[float, str], ...]:
    """What a circle means that is filled in part; in one world there are no parts."""
    shares = {"none": 0.0, "half": 0.5, "all": 1.0} if n_worlds > 1 else {"not": 0.0, "does": 1.0}
    return tuple((share, words().say(f"map.key.{name}")) for name, share in shares.items())


def diamond_of(facts: Sequence[Published]) -> str:
    """What a diamond means; empty where there is none."""
    return words().say("map.published.key") if facts else ""


def notes(found: CityMap, facts: Sequence[Published], n_worlds: int) -> tuple[str, ...]:
    """What a map says below it: its worlds, what is published, how places are drawn, and whose it is."""
    results = found.results
    doubt = words().say(f"map.doubt.{'parameters' if results.varied else 'luck'}")
    about = (
        words().say("map.note.worlds", n=n_worlds, doubt=doubt),
        words().say("map.note.area", largest=f"{max(city.population for city in found.cities):,}"),
        words().say("map.note.baseline", baseline=results.called(results.baseline), month=results.window[0]),
    )
    return tuple(filter(None, (" ".join(about), _published(facts), _places(found), credits_of(results))))


def _published(facts: Sequence[Published]) -> str:
    if not facts:
        return ""
    told = [
        words().say("map.published.fact", city=one.name, month=words().month(one.by), says=one.says, source=one.source)
        for one in dict.fromkeys(facts)
    ]
    return words().say("map.published.note", facts="; ".join(told))


def _places(found: CityMap) -> str:
    conic = {name: round(degrees) for name, degrees in found.at.conic._asdict().items()}
    about = listed(found.results)
    said = (
        words().say("map.note.conic", **conic),
        words().say("page.places.borders"),
        words().say("page.places.flagged") if about.left_out else "",
        words().say("map.note.places", sources=", ".join(about.sources)) if about.sources else "",
    )
    return " ".join(filter(None, said))
