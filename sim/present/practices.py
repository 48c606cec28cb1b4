"""Whether it was published how strictly control rooms set recognition, and what the runs take where it was not."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sim.experiments.store.reader import Results
from sim.experiments.store.sweeps import varied_names
from sim.present.lists import joined
from sim.present.numbers import rounded_to
from sim.present.words.language import words
from sim.scenario.practices import published_practices
from sim.scenario.registry import Parameter, registered_parameters
from sim.scenario.scenario import Scenario
from sim.scenario.text.months import format_month, parse_month

HELD, STAFF = "held_fpir", "alert_capacity_per_100k_day"  # parameters of control rooms
LOOSENS = "loosening_share_per_month"
Window = tuple[str, str]  # first and last month, YYYY-MM


class Assumed(NamedTuple):
    """The world of an experiment, as far as sentences say what was assumed in it."""

    world: Mapping[str, Any]  # resolved, as a record keeps it
    n_cities: int
    varied: Collection[str] = ()  # parameters that have other values from run to run
    sources: Mapping[str, str] = {}  # that the scenario itself gives, by parameter


def assumed_by(results: Results) -> Assumed:
    """Return what sentences about an experiment say that was assumed."""
    record = results.record
    sources = {name: about["source"] for name, about in record.parameters.items()}
    return Assumed(record.world, record.n_places - 1, (*results.varied, *varied_names(record)), _own(sources))


def assumed_in(scenario: Scenario) -> Assumed:
    """Return the same of a scenario that is still to be run."""
    sources = {one.name: one.source for one in scenario.parameters}
    return Assumed(scenario.resolved_world, len(scenario.world.cities), (), _own(sources))


def _own(sources: Mapping[str, str]) -> dict[str, str]:
    """Return the sources that are not the registry's, of what is told here."""
    known = {one.name: one.source for one in registered_parameters()}
    return {name: sources[name] for name in (HELD, STAFF) if sources.get(name, known[name]) != known[name]}


def about_drivers(assumed: Assumed, window: Window, *, with_trial: bool = True) -> dict[str, str]:
    """Return for each thing that outcomes hang on what decides it, if that was published, and how to try others."""
    return {"control_rooms": _about_control_rooms(assumed, window, with_trial=with_trial)}


def drivers_since(assumed: Assumed) -> list[tuple[str, dict[str, str]]]:
    """Return the same for comparisons that run to the end, with the first month from which on each text holds."""
    period = assumed.world["period"]
    events = _practised(assumed)
    turns = {period["start"], *(event["from"] for event in events), *(_next(event["to"]) for event in events)}
    found: list[tuple[str, dict[str, str]]] = []
    for first in sorted(month for month in turns if month <= period["end"]):
        texts = about_drivers(assumed, (first, period["end"]))
        if not found or found[-1][1] != texts:
            found.append((first, texts))
    return found


def _about_control_rooms(assumed: Assumed, window: Window, *, with_trial: bool) -> str:
    """Say what decides how many are stopped, which practices the scenario names, and what it takes otherwise."""
    events = [event for event in _practised(assumed) if event["from"] <= window[1] and event["to"] >= window[0]]
    is_everywhere = all(_is_named_everywhere(events, month, assumed.n_cities) for month in _months(window))
    kind = "all" if is_everywhere else "some" if events else "none"
    said = [words().say("practice.decide"), *_published(assumed, kind, dict.fromkeys(map(_name, events)))]
    taken = _taken(assumed, [STAFF, LOOSENS] if is_everywhere else [HELD, STAFF, LOOSENS])
    if kind == "some" and HELD in taken:
        taken[HELD] = words().say("practice.taken.rest", what=taken[HELD])
    if taken:
        said.append(words().say("practice.takes", what=joined(list(taken.values()))))
    return " ".join([*said, *(_tried(assumed, taken) if with_trial else ())])


def _tried(assumed: Assumed, names: Iterable[str]) -> Iterator[str]:
    """Say which settings try others of what one value stands for in all runs."""
    settings = [words().say("practice.set", name=name) for name in names if name not in assumed.varied]
    if settings:
        yield words().say("practice.try", settings=", ".join(settings))


def _published(assumed: Assumed, kind: str, practices: Iterable[str]) -> Iterator[str]:
    """Say what was published and what was not; what the scenario has a source for is not told as unknown."""
    if kind != "none":
        yield words().say(f"practice.{kind}", n=assumed.n_cities, practices="; ".join(map(_practice, practices)))
        if STAFF not in assumed.sources:
            yield words().say("practice.staff")
    elif not assumed.sources:
        yield words().say("practice.none", n=assumed.n_cities)
    for name, source in assumed.sources.items():
        yield words().say("practice.own", name=name, source=source)


def _taken(assumed: Assumed, names: Iterable[str]) -> dict[str, str]:
    """Return what the runs take and in what range that may lie, by parameter; nothing of a model that had none."""
    ranges, values = {one.name: one for one in registered_parameters()}, assumed.world.get("parameters", {})
    return {name: _value(assumed, ranges[name], values[name]) for name in names if {HELD, name} <= values.keys()}


def _value(assumed: Assumed, known: Parameter, value: float) -> str:
    """Return a value in words, beside its range."""
    if known.name in assumed.varied:
        return words().say("practice.taken.varied", name=known.name)
    if known.name == LOOSENS:
        kind = "some" if value > 0.0 else "never"
        return words().say(f"practice.loosening.{kind}", **({"percent": _plain(100.0 * value)} if value else {}))
    per = 1e6 if known.name == HELD else 1.0
    slots: dict[str, object] = {"searches": _plain(1.0 / value)} if known.name == HELD else {"n": value}
    told = {"value": value, "low": known.low, "high": known.high}
    return words().say(f"practice.taken.{known.name}", **slots, **{one: _plain(per * told[one]) for one in told})


def _practised(assumed: Assumed) -> list[Mapping[str, Any]]:
    return [event for event in assumed.world.get("events", ()) if "practice" in event]


def _name(event: Mapping[str, Any]) -> str:
    return str(event["practice"])


def _practice(name: str) -> str:
    """Return a practice with its meaning and source; one that this version does not know by its name alone."""
    known = published_practices().get(name)
    return name if known is None else words().say("practice.one", meaning=known.meaning, source=known.source)


def _is_named_everywhere(events: Collection[Mapping[str, Any]], month: str, n_cities: int) -> bool:
    """Tell whether in a month every city has a practice; an event without `where` holds in all of them."""
    now = [event["where"] for event in events if event["from"] <= month <= event["to"]]
    cities = {city for where in now for city in where.get("cities", ())}
    return any(not where for where in now) or len(cities) == n_cities


def _months(window: Window) -> Iterator[str]:
    return map(format_month, range(parse_month(window[0]), parse_month(window[1]) + 1))


def _next(month: str) -> str:
    return format_month(parse_month(month) + 1)


def _plain(number: float) -> str:
    """Write a number in two digits that count."""
    return f"{rounded_to(number, 2):,.15g}"
