"""A world as a page is told it: the world before its first month, its rules, and how the module is called."""

from collections.abc import Mapping

import numpy as np

from sim.engines.compiled.aside import make_aside
from sim.engines.recording import FOUND, LEAKED, PROTESTED, STOPPED, Recorder, Recording
from sim.engines.version import model_version
from sim.engines.web.policies import Entries, entries_of
from sim.model.columns import FACTOR_DTYPE
from sim.model.initial import empty_state
from sim.model.levers import DEFAULT_LEVERS, LEVER_DTYPE
from sim.model.state import Policy, State, World
from sim.present.explorer.changes import dated_changes
from sim.present.explorer.frames import Areas, Given, Json, Named, fields_of, told
from sim.scenario.difference import first_adaptive_difference

ENTRY_AREAS = ("entries", "targets", "areSet", "entryLevers")  # of `Entries`, in its order
RECORDED = ("cameras_recognising",)  # of cities
MARKS = {"found": FOUND, "stopped": STOPPED, "leaked": LEAKED, "protested": PROTESTED}
_MOST_MARKED = 25_000  # residents that a page draws as dots


def world_data(world: World, policies: Mapping[str, Policy], baseline: str) -> Json:
    """Return everything that the page needs to run some policies in a world; the baseline is one of them.

    Raises
    ------
    EngineError: a policy is a user's own, which no module has inside.
    """
    entries = {arm: entries_of(policies[arm].adaptive, len(world.cities)) for arm in policies}
    most = max(len(entry.rows) for entry in entries.values())
    return {
        "model": model_version(),
        "baseline": baseline,
        "startMonth": world.start_month,
        "nMonths": world.n_months,
        "peoplePerAgent": world.people_per_agent,
        "cities": _cities(world),
        "leverFields": fields_of(LEVER_DTYPE),
        "leverItem": LEVER_DTYPE.itemsize,
        "leverStart": list(DEFAULT_LEVERS),
        "factorFields": fields_of(FACTOR_DTYPE),
        "factorItem": FACTOR_DTYPE.itemsize,
        "factorChanges": dated_changes(world.factors, (1.0,) * len(FACTOR_DTYPE.fields or ())),
        "recorded": list(RECORDED),
        "marks": MARKS,
        "policies": {arm: _policy(policies[arm], policies[baseline], entries[arm]) for arm in policies},
        **_calls(world, most),
    }


def _policy(policy: Policy, baseline: Policy, entries: Entries) -> Json:
    changes = dated_changes(policy.levers, tuple(DEFAULT_LEVERS))
    first = first_adaptive_difference(policy.adaptive, baseline.adaptive, len(policy.levers))
    areas = zip(ENTRY_AREAS, entries, strict=True)
    return {
        "changes": changes,
        "adaptiveFrom": first,
        "entries": {name: {**told(array), "shape": list(array.shape)} for name, array in areas},
    }


def _cities(world: World) -> list[Json]:
    columns = zip(world.city_names, world.cities.population.tolist(), world.cities.latitude.tolist(),
                  world.cities.longitude.tolist(), strict=True)  # fmt: skip
    return [
        {"name": name, "residents": residents, "latitude": _number(latitude), "longitude": _number(longitude)}
        for name, residents, latitude, longitude in columns
    ]


def _number(value: float) -> float | None:
    return None if np.isnan(value) else value


def _calls(world: World, most_entries: int) -> Json:
    """Return the areas of memory and the frames of the module's functions."""
    areas = Areas()
    state, parameters = empty_state(world), world.parameters
    notes = Recorder(world, state, Recording(by_city=RECORDED)).notes
    levers = Named("levers", np.zeros(world.factors.shape, LEVER_DTYPE), is_window=True)
    factors = Named("factors", np.zeros_like(world.factors), is_window=True)
    aside = make_aside(state, parameters, np.zeros((0, 0), np.uint8))
    marked = aside._replace(marks=Named("marks", aside.marks, most=_marks_shape(world, state)))  # type: ignore[arg-type]
    entries = _entries(most_entries, len(world.cities))
    found = notes._replace(country=Named("country", np.zeros_like(notes.country)), cities=Named("cities", notes.cities))  # type: ignore[arg-type]
    citizens = state.citizens._replace(
        sought_findable=Named("findable", state.citizens.sought_findable),  # type: ignore[arg-type]
        sought_hidden=Named("hidden", state.citizens.sought_hidden),  # type: ignore[arg-type]
    )
    people = state._replace(citizens=citizens)
    seed, first = Given("seed"), Given("first")
    calls = {
        "set_up": areas.call(people, world.cities, parameters, world.distances_km, world.start_month, seed),
        "survey": areas.call(people, marked, seed),
        "live": areas.call(
            people, world.suppliers, factors, levers, entries, marked, found, seed, world.start_month, first
        ),
    }
    return {"areas": areas.told, "named": areas.named, "calls": calls}


def _entries(most: int, n_cities: int) -> tuple[Named, ...]:
    """Return room for the adaptive policies of any of the arms, none as yet."""
    none = entries_of((), n_cities)
    return tuple(
        Named(name, array, most=(most, *array.shape[1:])) for name, array in zip(ENTRY_AREAS, none, strict=True)
    )


def _marks_shape(world: World, state: State) -> tuple[int, int]:
    """Return the shape of the marks of citizens, which a page draws one by one where they are few."""
    n_citizens = len(state.citizens.weight)
    few = world.people_per_agent == 1 and n_citizens <= _MOST_MARKED
    return world.n_months, n_citizens if few else 0
