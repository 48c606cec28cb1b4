"""What a reader's policy starts from: a scenario that comes with the program, or that of a stored experiment."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from sim.experiments.problems import ExperimentError
from sim.present.dashboard.shelf import Item, Shelf
from sim.present.explorer import EXAMPLE
from sim.present.explorer.source import scenario_meant
from sim.present.explorer.yours import reference
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Scenario
from sim.scenario.shipped import list_scenarios, shipped_files

STORED = "stored:"  # before the name of an experiment, in addresses


class Origin(NamedTuple):
    """A scenario that can be changed."""

    name: str  # in addresses
    scenario: Scenario
    parent: str  # what a file that changes it extends
    beside: Mapping[str, str]  # texts of files that must lie beside that one, by name
    settings: Mapping[str, str]  # of the command, which it must be given again


def origin_names(shelf: Shelf) -> dict[str, str]:
    """Return what there is to start from: titles by name."""
    stored = {f"{STORED}{item.name}": item.results.title for item in shelf.items() if item.results and _is_one(item)}
    return _shipped_names() | stored


def usual_name(experiment: str | None, names: Mapping[str, str]) -> str:
    """Return where a reader starts who chose nothing: at the experiment that is looked at, or at a small example."""
    looked_at = f"{STORED}{experiment}"
    return looked_at if looked_at in names else EXAMPLE


def origin_of(shelf: Shelf, name: str) -> Origin:
    """Return what a name of `origin_names` stands for.

    Raises
    ------
    ExperimentError
        The experiment went meanwhile, or its scenario cannot be read again.
    """
    if not name.startswith(STORED):
        return _shipped(name)
    item = shelf.item(name.removeprefix(STORED))
    if item is None:
        raise ExperimentError(f"{name.removeprefix(STORED)} is not on the shelf any more")
    return _origin(name, scenario_meant(str(item.folder)))


@lru_cache(maxsize=4)
def _shipped(name: str) -> Origin:
    path = next(path for path in shipped_files() if path.stem == name)
    return _origin(name, load_scenario(path))


def _origin(name: str, scenario: Scenario) -> Origin:
    parent, lies_beside = reference(scenario)
    files = dict.fromkeys(scenario.files) if lies_beside else ()
    beside = {path.name: path.read_text(encoding="utf-8") for path in files}
    return Origin(name, scenario, parent, beside, {} if lies_beside else dict(scenario.settings))


def _is_one(item: Item) -> bool:
    return item.results is not None and not item.results.is_sweep and "ensemble" not in item.results.record.world


@lru_cache(maxsize=1)
def _shipped_names() -> dict[str, str]:
    return {Path(one.path).stem: one.title for one in list_scenarios()}
