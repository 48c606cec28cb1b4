"""What an address shows, as the browser gets it; made once for as long as the stored files stay as they are."""

import json
from typing import Any, NamedTuple

from plotly.utils import PlotlyJSONEncoder

from sim.present.dashboard.address import Asked
from sim.present.dashboard.kept import Kept
from sim.present.dashboard.shelf import Shelf
from sim.present.dashboard.view import View, asked_view

_MOST = 32  # views that are kept, each of up to some hundred kB


class Content(NamedTuple):
    """A view that was made."""

    view: View
    asked: Asked
    title: str
    parts: Any  # plain lists and dicts, as components write themselves


class Contents:
    """The views that were asked for last."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._kept: Kept[Content] = Kept(_MOST)

    def at(self, path: str, search: str) -> Content:
        """Return what an address shows."""
        view, asked = asked_view(path, search)
        if not view.is_kept:
            return self._made(view, asked)
        key = (view.name, tuple(sorted(asked.values.items())), asked.notes, self._shelf.written())
        return self._kept.get(key, lambda: self._made(view, asked))

    def _made(self, view: View, asked: Asked) -> Content:
        shown = view.show(self._shelf, asked)
        return Content(view, asked, shown.title, json.loads(json.dumps(shown.parts, cls=PlotlyJSONEncoder)))
