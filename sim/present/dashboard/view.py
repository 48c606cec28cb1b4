"""A view of the dashboard: one file of views/, found by listing the folder."""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from sim.present.dashboard.address import Asked, asked
from sim.present.dashboard.shelf import Item, Shelf
from sim.present.words.language import words


class Shown(NamedTuple):
    """What a view shows."""

    title: str  # of the window
    parts: list[Any]
    item: Item | None = None  # the one experiment of which it is


class View(NamedTuple):
    """A way to look at experiments."""

    name: str  # of its file
    path: str  # in the address
    order: int
    keys: tuple[str, ...]  # what the address may hold for it
    is_kept: bool  # whether what it shows follows from the address and the stored files alone
    show: Callable[[Shelf, Asked], Shown]


_FOLDER = "views"


@cache
def views() -> tuple[View, ...]:
    """Return every view, in the order of the navigation."""
    files = sorted((Path(__file__).parent / _FOLDER).glob("[!_]*.py"))
    return tuple(sorted((_view(file.stem) for file in files), key=lambda view: view.order))


def _view(name: str) -> View:
    module = import_module(f"{__package__}.{_FOLDER}.{name}")
    return View(name, module.PATH, module.ORDER, module.KEYS, module.IS_KEPT, module.show)


def asked_view(path: str, search: str) -> tuple[View, Asked]:
    """Return the view that an address means and what it asks for; the first view for any that there is not."""
    view = next((one for one in views() if one.path == path), None)
    if view is None:
        return views()[0], Asked({}, (words().say("dashboard.unknown.path"),))
    return view, asked(search, view.keys)


def chosen_item(shelf: Shelf, found: Asked) -> tuple[Item | None, tuple[str, ...]]:
    """Return the experiment that an address names if it can be read, else the last one made, and what to say of it.

    Raises
    ------
    ExperimentError
        It is an archive that cannot be unpacked now.
    """
    name = found.values.get("experiment")
    item = shelf.item(name) if name is not None else None
    if item is not None and item.results is not None:
        return item, ()
    usual = next((one for one in shelf.items() if one.results is not None), None)
    if name is None:
        return usual, ()
    why = (item.trouble,) if item is not None and item.trouble else ()
    return usual, (words().say("dashboard.unknown.experiment", usual=usual.name), *why) if usual else why
