"""What readers do beside looking: each a form that is posted, answered with where to go on or with a sentence."""

from typing import Any

from dash import Dash, Input, Output, State, no_update
from flask import Flask, Response, abort, jsonify, request

from sim.experiments.problems import ExperimentError
from sim.experiments.queueing.queue import Queue
from sim.present.dashboard.address import asked
from sim.present.dashboard.draft import KEYS, read_draft
from sim.present.dashboard.ordering import order
from sim.present.dashboard.queued import LIST, SEEN, TICK, digest_of, queued
from sim.present.dashboard.shelf import Shelf
from sim.present.words.language import words

RUNS = "/runs"


def add_acts(app: Dash, server: Flask, shelf: Shelf, queue: Queue, may_run: bool) -> None:
    """Add the addresses of what can be done to the queue, and keep its list fresh."""

    @server.before_request
    def allow() -> Response | None:
        is_act = request.method == "POST" and request.path.startswith("/queue/")
        return jsonify(told=words().say("dashboard.runs.not_allowed")) if is_act and not may_run else None

    @server.post("/queue/add")
    def add() -> Response:
        try:
            order(read_draft(shelf, asked(request.form.get("search", ""), KEYS)), queue)
        except ExperimentError as error:
            return jsonify(told=shelf.told(error))
        return jsonify(go=RUNS)

    @server.post("/queue/<act>")
    def act(act: str) -> Response:
        job = queue.job(request.form.get("job", ""))
        done = {"stop": queue.stop, "again": queue.again, "remove": queue.remove}.get(act)
        if done is None:
            abort(404)
        if job is not None:  # else it was removed meanwhile, as is seen at once
            done(job)
        return jsonify(go=RUNS)

    @app.callback(
        Output(LIST, "children"), Output(SEEN, "data"), Input(TICK, "n_intervals"), State(SEEN, "data"),
        prevent_initial_call=True,
    )  # fmt: skip
    def refresh(_: Any, seen: Any) -> Any:
        listed = queued(queue)
        digest = digest_of(listed)
        return (no_update, no_update) if digest == seen else (listed, digest)
