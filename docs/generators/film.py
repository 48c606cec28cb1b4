"""Film the live page for the README: a guess, a lock, and twin cities that drop one by one.

Needs the test extra, chromium and chromedriver.
"""

import io
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from selenium.webdriver import Chrome

from docs.browsing import browser
from docs.generated import Generated
from sim.present.explorer import EXAMPLE
from sim.present.explorer.page import page
from sim.present.explorer.source import scenario_meant

PATH = "docs/images/explorer.gif"
_WIDTH, _HEIGHT = 760, 830  # [pixels] of the window, of which the page has about 140 less
_STEP_MS = 250
_COLOURS = 64
_GUESS = "document.querySelector('input[value=less]').click()"
_COUNT = """
const count = document.querySelector('#count');
count.value = arguments[0];
count.dispatchEvent(new Event('input'));
"""
_LOCK = "document.querySelector('#count').dispatchEvent(new Event('change')); document.querySelector('.main').click()"


def make() -> Generated:
    """Return the film as an animated GIF."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "explorer.html"
        path.write_text(page(scenario_meant(EXAMPLE)), encoding="utf-8")
        with browser(_WIDTH, _HEIGHT) as opened:
            opened.get(path.as_uri())
            frames = list(_frames(opened))
    return Generated(_animated(frames))


def _frames(opened: Chrome) -> Iterator[tuple[Image.Image, int]]:
    """Yield pictures, and how long each stands, in milliseconds."""
    _wait(opened, "document.documentElement.dataset.state === 'ready'")
    yield _shot(opened), 2500
    opened.execute_script(_GUESS)
    yield _shot(opened), 800
    for count in (11, 13, 15):
        opened.execute_script(_COUNT, count)
        yield _shot(opened), _STEP_MS
    yield _shot(opened), 900
    opened.execute_script(_LOCK)
    while "In the model" not in opened.execute_script("return document.querySelector('.verdict').textContent"):
        yield _shot(opened), _STEP_MS
        time.sleep(_STEP_MS / 1000)
    time.sleep(1.0)  # until the last one has landed
    yield _shot(opened), 5000


def _wait(opened: Chrome, condition: str) -> None:
    while not opened.execute_script(f"return {condition}"):
        time.sleep(0.05)


def _shot(opened: Chrome) -> Image.Image:
    return Image.open(io.BytesIO(opened.get_screenshot_as_png())).convert("RGB")


def _animated(frames: list[tuple[Image.Image, int]]) -> bytes:
    """Return the frames as one GIF with one palette, so that only what moves is stored."""
    palette = frames[-1][0].quantize(_COLOURS)
    first, *others = [image.quantize(palette=palette, dither=Image.Dither.NONE) for image, _ in frames]
    film = io.BytesIO()
    first.save(film, "GIF", save_all=True, append_images=others, duration=[stands for _, stands in frames], loop=0,
               optimize=True)  # fmt: skip
    return film.getvalue()
