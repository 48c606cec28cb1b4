"""A real browser, whichever drives it: opens a file, runs a script in it, tells what the page asked for."""

import json
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

import psutil


class Browser(ABC):
    """One open browser with one page.

    Attributes:
        name: as a reader knows it, with its version.
        pid: process that it and all its children descend from.
    """

    name: str
    pid: int

    @abstractmethod
    def open(self, path: Path) -> None:
        """Open a file from the disk and wait until it is loaded."""

    @abstractmethod
    def text(self, body: str) -> str:
        """Return the text that an asynchronous function with this body returns in the page."""

    @abstractmethod
    def heard(self) -> tuple[list[str], list[str]] | None:
        """Return what was asked of the network, and errors, since the last time; None where nobody can tell."""

    @abstractmethod
    def close(self) -> None:
        """End the browser and what was started for it."""

    def cpu_s(self) -> float:
        """Return the processor time of the browser, its driver and all their living children so far [seconds]."""
        parent = psutil.Process(self.pid)
        times = [process.cpu_times() for process in (parent, *parent.children(recursive=True))]
        return sum(time.user + time.system for time in times)

    def ask(self, body: str, **given: Any) -> Any:
        """Return what an asynchronous function with this body returns in the page; `given` are its constants."""
        constants = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in given.items())
        return json.loads(self.text(f"const found = await (async () => {{\n{constants}{body}\n}})();"
                                    "return JSON.stringify(found ?? null);"))  # fmt: skip


def is_network(url: str) -> bool:
    """Tell whether an address is on a network; those of the browser itself, of files and of the page are not."""
    return url.startswith(("http:", "https:", "ws:", "wss:", "ftp:"))
