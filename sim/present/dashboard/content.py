"""What an address shows, as the browser gets it; made once for as long as the stored files stay as they are."""

import json
from typing import Any, NamedTuple

from plotly.utils import PlotlyJSONEncoder

from sim.present.dashboard.address import Asked
from sim.present.dashboard.kept import Kept
from sim.present.dashboard.shelf import Shelf
from sim.present.dashboard.view import View, asked_view

_MOST = 100  # views that are kept, each of some ten or hundred kB


class Content(NamedTuple):
    """A view that was made."""

    view: View
    asked: Asked
    title: str
    text: str  # its parts as JSON, as components write themselves

    @property
    def parts(self) -> Any:
        """The parts, as plain lists and dictionaries."""
        return json.loads(self.text)


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
        return Content(view, asked, shown.title, json.dumps(shown.parts, cls=PlotlyJSONEncoder))
