"""Firefox over WebDriver BiDi: the protocol that it speaks itself, without a driver in between."""

import json
import re
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from websocket import WebSocket, create_connection

from benchmarks.page.browser import Browser, is_network

PATIENCE = 600.0  # [seconds] for one answer


class Firefox(Browser):
    """A Firefox with an empty profile and no window."""

    def __init__(self, program: str) -> None:
        """Start it; it chooses a port of this machine."""
        self.profile = TemporaryDirectory(prefix="firefox-", ignore_cleanup_errors=True)
        command = [program, "--headless", "--no-remote", "--profile", self.profile.name, "--remote-debugging-port=0"]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        self.pid = self.process.pid
        self.socket: WebSocket = create_connection(
            f"{self._address()}/session", timeout=PATIENCE, suppress_origin=True, enable_multithread=False
        )
        self.asked, self.events = 0, list[dict[str, Any]]()
        told = self._command("session.new", capabilities={})["capabilities"]
        self.name = f"Firefox {told['browserVersion']}"
        self._command("session.subscribe", events=["network.beforeRequestSent", "log.entryAdded"])
        self.context = self._command("browsingContext.getTree")["contexts"][0]["context"]
        screen = {"width": 1280, "height": 800}
        self._command("browsingContext.setViewport", context=self.context, viewport=screen)

    def _address(self) -> str:
        """Return where it listens, which is a line of its own among others."""
        assert self.process.stderr is not None
        for line in self.process.stderr:
            if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", line):
                return found[1]
        raise RuntimeError(f"Firefox ended before it listened, with code {self.process.wait()}")

    def _command(self, method: str, **params: Any) -> dict[str, Any]:
        """Return the answer to a command; what happened meanwhile is kept."""
        self.asked += 1
        self.socket.send(json.dumps({"id": self.asked, "method": method, "params": params}))
        while (told := json.loads(self.socket.recv())).get("id") != self.asked:
            self.events.append(told)
        if told["type"] == "error":
            raise RuntimeError(f"{method}: {told['message']}")
        return dict(told["result"])

    def open(self, path: Path) -> None:
        """Open a file."""
        self._command("browsingContext.navigate", context=self.context, url=path.resolve().as_uri(), wait="complete")

    def text(self, body: str) -> str:
        """Run a function in the page."""
        told = self._command(
            "script.callFunction", functionDeclaration=f"async () => {{ {body} }}", awaitPromise=True,
            target={"context": self.context},
        )  # fmt: skip
        if told["type"] == "exception":
            raise RuntimeError(f"in the page: {told['exceptionDetails']['text']}")
        return str(told["result"]["value"])

    def heard(self) -> tuple[list[str], list[str]]:
        """Return requests and errors, in the order of the protocol's events."""
        events, self.events = self.events, []
        urls = [one["params"]["request"]["url"] for one in events if one["method"] == "network.beforeRequestSent"]
        entries = [one["params"] for one in events if one["method"] == "log.entryAdded"]
        return [url for url in urls if is_network(url)], [one["text"] for one in entries if one["level"] == "error"]

    def close(self) -> None:
        """Ask it to end, and wait for that."""
        self._command("browser.close")
        self.socket.close()
        self.process.wait()
        if self.process.stderr:
            self.process.stderr.close()
        self.profile.cleanup()
