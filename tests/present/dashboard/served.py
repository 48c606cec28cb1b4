"""A dashboard that runs as users start it, in a process of its own, and how a test asks it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[3]
_SHOWN = [("views", "children"), ("content", "children"), ("title", "data")]


class Answer(NamedTuple):
    """What the server answered."""

    status: int
    headers: dict[str, str]
    body: bytes


class Served(NamedTuple):
    """A dashboard at an address."""

    url: str  # as it was printed
    process: subprocess.Popen[str]

    @property
    def base(self) -> str:
        parts = urlsplit(self.url)
        return f"{parts.scheme}://127.0.0.1:{parts.port}"

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        """Ask for an address; header names have a _ for each -."""
        connection = HTTPConnection("127.0.0.1", urlsplit(self.url).port or 0, timeout=60)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, named)
        answer = connection.getresponse()
        found = Answer(answer.status, {key.lower(): value for key, value in answer.getheaders()}, answer.read())
        connection.close()
        return found

    def shown(self, path: str, search: str = "", **headers: str) -> str:
        """Return what a view shows, as the browser gets it."""
        inputs = {"pathname": path, "search": search}
        content = {
            "output": f"..{'...'.join('.'.join(one) for one in _SHOWN)}..",
            "outputs": [{"id": name, "property": prop} for name, prop in _SHOWN],
            "inputs": [{"id": "address", "property": key, "value": value} for key, value in inputs.items()],
            "changedPropIds": ["address.pathname"],
        }
        sent = {"Origin": self.base, "Content_Type": "application/json"} | headers
        answer = self.ask("/_dash-update-component", "POST", json.dumps(content).encode(), **sent)
        assert answer.status == 200, answer
        return json.dumps(json.loads(answer.body)["response"], ensure_ascii=False)

    def end(self) -> int:
        """Press Ctrl+C, and return the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=60)


@contextmanager
def serving(results: Path, *options: str) -> Iterator[Served]:
    """Serve a folder on a free port meanwhile."""
    command = [sys.executable, "-m", "sim", "serve", "--results", str(results), "--port", "0", *options]
    process = subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               env={**os.environ, "PYTHONUNBUFFERED": "1"})  # fmt: skip
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line.startswith("Dashboard: http://"), (line, process.stderr and process.stderr.read())
    served = Served(line.split()[1], process)
    try:
        yield served
    finally:
        process.kill()
        process.communicate()


def texts(node: Any) -> Iterator[str]:
    """Yield every text of a part, in order."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, list):
        for one in node:
            yield from texts(one)
    elif isinstance(node, dict):
        yield from texts(node.get("props", node).get("children", ()))
