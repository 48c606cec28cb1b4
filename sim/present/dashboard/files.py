"""Files that the dashboard hands out: what lies in an experiment's folder, tables and pictures of two policies."""

import csv
import tempfile
from io import StringIO
from pathlib import Path
from threading import Lock

from flask import Flask, Response, abort, request, send_file

from sim.experiments.problems import ExperimentError
from sim.experiments.store.datapackage import REPORT
from sim.experiments.store.describe import SCENARIO
from sim.experiments.store.schema import COMPARISON, ComparisonRow
from sim.model.outcomes import Outcome
from sim.present.charts.data import Chart, difference_chart, path_chart
from sim.present.charts.figures import drawing
from sim.present.charts.looks import looks
from sim.present.charts.paths import Band, band_of
from sim.present.dashboard.guard import FILE_POLICY
from sim.present.dashboard.kept import Kept
from sim.present.dashboard.pair import Pair
from sim.present.dashboard.shelf import Item, Shelf
from sim.present.sentences import HEADLINE_OUTCOMES

_OPEN = {REPORT: False, SCENARIO: True, COMPARISON.file: True}  # by name, whether a browser saves it
_KINDS = {"svg": "image/svg+xml", "png": "image/png"}
_PICTURES = 32  # that are kept
_DRAWING = Lock()  # matplotlib draws one picture at a time


def add_files(server: Flask, shelf: Shelf) -> None:
    """Add the addresses of files; what is not there, or not meant for readers, is not found."""
    drawn: Kept[bytes] = Kept(_PICTURES)

    @server.errorhandler(ExperimentError)
    def refused(error: ExperimentError) -> Response:
        return Response(shelf.told(error), status=409, mimetype="text/plain")

    @server.get("/file/<experiment>/<name>")
    def file(experiment: str, name: str) -> Response:
        item = shelf.item(experiment)
        if item is None or name not in _OPEN or not (item.folder / name).is_file():
            abort(404)
        return _as_file(send_file((item.folder / name).absolute(), as_attachment=_OPEN[name], download_name=name))

    @server.get("/table.csv")
    def table() -> Response:
        text = StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow(ComparisonRow._fields)
        _, pair = _asked_pair(shelf)
        writer.writerows(pair.results.comparison.values())
        return _saved(text.getvalue().encode(), "text/csv", "comparison.csv")

    @server.get("/picture/<name>.<kind>")
    def picture(name: str, kind: str) -> Response:
        item, pair = _asked_pair(shelf)  # an archive stays unpacked as long as somebody has the item
        chart = _chart(pair, name) if kind in _KINDS else None
        if chart is None:
            abort(404)
        key = (item.name, item.written, pair.baseline, pair.policy, name, kind)
        return _saved(drawn.get(key, lambda: _bytes(chart, kind)), _KINDS[kind], f"{name}.{kind}")


def _asked_pair(shelf: Shelf) -> tuple[Item, Pair]:
    """Return the pair that a request names, all three of its parts, and the experiment that it is of."""
    experiment, baseline, policy = (request.args.get(key, "") for key in ("experiment", "baseline", "policy"))
    item = shelf.item(experiment)
    arms = item.results.arms if item and item.results and not item.results.is_sweep else ()
    if item is None or baseline == policy or baseline not in arms or policy not in arms:
        abort(404)
    return item, shelf.pair(item, baseline, policy)


def _chart(pair: Pair, name: str) -> Chart | None:
    """Return the report's chart of these two policies; None where there is none of that name."""
    kind, _, wanted = name.partition("-")
    outcome = next((one for one in HEADLINE_OUTCOMES if one.name == wanted), None)
    look = looks((pair.baseline, pair.policy))
    if outcome is None or kind not in ("difference", "path"):
        return None
    if kind == "difference":
        return difference_chart(pair.results, outcome, look)
    return path_chart(pair.results, outcome, _bands(pair, outcome), look)


def _bands(pair: Pair, outcome: Outcome) -> dict[tuple[str, str], Band]:
    return {(arm, outcome.name): band_of(course) for arm, course in pair.courses(outcome).items()}


def _bytes(chart: Chart, kind: str) -> bytes:
    with _DRAWING, tempfile.TemporaryDirectory(prefix="rollout-") as folder:
        path = Path(folder) / f"{chart.name}.{kind}"
        drawing().write_chart(path, chart)
        return path.read_bytes()


def _saved(content: bytes, kind: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return _as_file(Response(content, mimetype=kind, headers=headers))


def _as_file(response: Response) -> Response:
    """A file may do nothing in a browser: no script, no request."""
    response.headers["Content-Security-Policy"] = FILE_POLICY
    return response
