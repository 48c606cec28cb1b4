"""The queue: what waits, what runs and how far it is, what is over."""

from dash import dcc, html

from sim.experiments.queueing.queue import Queue
from sim.present.dashboard import parts
from sim.present.dashboard.address import Asked
from sim.present.dashboard.queued import LIST, SEEN, TICK, digest_of, queued
from sim.present.dashboard.shelf import Shelf
from sim.present.dashboard.view import Shown
from sim.present.words.language import words

PATH, ORDER, KEYS, IS_KEPT = "/runs", 40, (), False
_EVERY_MS = 1_000


def show(shelf: Shelf, asked: Asked) -> Shown:
    """Show every experiment that was asked for here."""
    title = words().say("dashboard.runs.title")
    listed = queued(Queue(shelf.folder))
    living = [html.Div(listed, id=LIST), dcc.Store(SEEN, data=digest_of(listed)), dcc.Interval(TICK, _EVERY_MS)]
    note = parts.note(words().say("dashboard.runs.note"))
    return Shown(title, [html.H1(title), *parts.told(asked.notes), note, *living])
