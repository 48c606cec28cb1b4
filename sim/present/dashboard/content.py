"""What an address shows, as the browser gets it; made once for as long as the stored files stay as they are."""

import json
from collections.abc import Hashable
from typing import Any, NamedTuple

from dash import html
from plotly.utils import PlotlyJSONEncoder

from sim.experiments.problems import ExperimentError
from sim.present.dashboard.address import Asked
from sim.present.dashboard.kept import Kept
from sim.present.dashboard.shelf import Shelf
from sim.present.dashboard.view import Shown, View, asked_view
from sim.present.words.language import words

_MOST = 100  # views that are kept, each of some ten or hundred kB
_TRIES = 3  # to make a view of a folder that changes meanwhile


class Content(NamedTuple):
    """A view that was made."""

    view: View
    asked: Asked
    title: str
    text: str  # its parts as JSON, as components write themselves
    read: tuple[str, Hashable] | None  # the experiment that was read, and how its files stood then

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
        """Return what an address shows; of files that change meanwhile, that they do."""
        view, asked = asked_view(path, search)
        for _ in range(_TRIES):
            written = self._shelf.written()
            try:
                content = self._whole(view, asked, written)
            except Exception as error:  # half of a table may end in any: one that has another cause is raised
                if self._shelf.written() == written:
                    if isinstance(error, ExperimentError):
                        return _content(view, asked, _alone(view, self._shelf.told(error)))
                    raise
                continue
            if content.read is None or self._shelf.written_of(content.read[0]) == content.read[1]:
                return content
        return _content(view, asked, _alone(view, words().say("dashboard.changing")))

    def _whole(self, view: View, asked: Asked, written: Hashable) -> Content:
        """Return what a view shows of files as they were written."""
        if not view.is_kept:
            return _content(view, asked, view.show(self._shelf, asked))
        key = (view.name, tuple(sorted(asked.values.items())), asked.notes, written)
        return self._kept.get(key, lambda: _content(view, asked, view.show(self._shelf, asked)))


def warm_up(shelf: Shelf) -> None:
    """Make the view that most readers open first: what it needs is imported then, and the last experiment read."""
    Contents(shelf).at("/compare", "")


def _alone(view: View, text: str) -> Shown:
    """A view of which nothing can be shown but why."""
    title = words().say(f"dashboard.view.{view.name}")
    return Shown(title, [html.H1(title), html.P(text, className="alone", role="status")])


def _content(view: View, asked: Asked, shown: Shown) -> Content:
    read = (shown.item.name, shown.item.written) if shown.item else None  # not the item: it keeps an archive unpacked
    return Content(view, asked, shown.title, json.dumps(shown.parts, cls=PlotlyJSONEncoder), read)
