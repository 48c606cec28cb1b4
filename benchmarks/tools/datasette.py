"""Datasette on result.sqlite, in Chromium that reaches nothing but this computer."""

import json
import socket
import subprocess
import time
import venv
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks.tools.chromium import HOST, ROWS, chromium
from benchmarks.tools.described import described
from benchmarks.tools.line import Line

PACKAGES = ("datasette==0.65.5",)
_VIEWS = {  # what a reader looks at first, by the name of its picture: address, and what has to be there
    "start": ("/result", "h3 a"),
    "cities": ("/result/by_city?_size=20", ROWS),
    "differences": ("/result/differences?_size=20", ROWS),
}
_PATIENCE = 60.0  # [s] until it answers


def datasette_lines(exported: Path, programs: Path | None, pictures: Path | None) -> Iterator[Line]:
    """Yield a line for each view: whether rows are there, and what was asked of other hosts.

    `programs` is an environment that has Datasette; without it one is made, from the package index.
    """
    with TemporaryDirectory() as place:
        program = (programs or _environment(Path(place) / "venv")) / "bin" / "datasette"
        yield Line(subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.strip())
        about = Path(place) / "metadata.json"
        about.write_text(json.dumps(described(exported / "result.sqlite")), encoding="utf-8")
        with served(program, exported / "result.sqlite", about) as url, chromium() as browser:
            for name, (path, wanted) in _VIEWS.items():
                picture = pictures / f"datasette-{name}.png" if pictures else None
                yield browser.look(f"{url}{path}", wanted, picture).line(name)


def _environment(folder: Path) -> Path:
    venv.create(folder, with_pip=True)
    subprocess.run([folder / "bin" / "pip", "install", "--quiet", *PACKAGES], check=True)
    return folder


@contextmanager
def served(program: Path, database: Path, about: Path) -> Iterator[str]:
    """Serve a database on a free port of this computer; return its address once it answers."""
    with closing(socket.socket()) as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    words = ["serve", "--immutable", str(database), "--host", HOST, "--port", str(port), "--metadata", str(about)]
    with subprocess.Popen([program, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            url = f"http://{HOST}:{port}"
            wait_for(url, process)
            yield url
        finally:
            process.terminate()


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until a server answers.

    Raises
    ------
    RuntimeError
        It ended, or did not answer in time.
    """
    until = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < until:
        try:
            with urlopen(url, timeout=5):
                return
        except (URLError, TimeoutError):
            time.sleep(0.2)
    raise RuntimeError(f"{process.args!r} gave no answer at {url} within {_PATIENCE:.0f} s")
