"""How long a reader waits: until something is drawn, from a lever to the first pair and to all, and while dragging."""

from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.page.browser import Browser

# Opens the part of the page in which levers are in sight, without a reader's guess.
_START = "#view=predict&guess=more&count=10&locked=yes"
_READY = """
const page = document.documentElement.dataset;
const until = (wanted) => new Promise((done, failed) => {
  const look = () => {
    if (page.state === "failed") failed(new Error(document.body.innerText));
    else if (wanted()) done(performance.now());
    else return false;
    return true;
  };
  if (look()) return;
  const watcher = new MutationObserver(() => look() && watcher.disconnect());
  watcher.observe(document.documentElement, { attributes: true });
});
"""
_OPENED = (
    _READY
    + """
const all = await until(() => page.state === "ready");
const paints = performance.getEntriesByType("paint").filter(({ name }) => name === "first-contentful-paint");
return { picture: paints.length ? paints[0].startTime : null, all, model: page.model, pairs: Number(page.pairs) };
"""
)
_LEVERS_IN_SIGHT = (
    _READY
    + """
if (location.hash.length < 2) location.hash = start;
await until(() => page.state === "ready");
await new Promise((done) => setTimeout(done, 100));
"""
)
# A value that this page has not run yet, each time; the slider's own events are what a hand gives.
_LEVER = (
    _READY
    + """
const slider = [...document.querySelectorAll("input[type=range][id^=lever-]")].filter((one) => one.max > 1)[which];
const values = [...Array(Number(slider.max) + 1).keys()].filter((value) => value !== Number(slider.value));
slider.value = values[Math.floor(values.length / 2)];
const begun = performance.now();
slider.dispatchEvent(new Event("input", { bubbles: true }));
slider.dispatchEvent(new Event("change", { bubbles: true }));
if (page.state !== "running") throw new Error(`${slider.id} changed nothing`);
const first = until(() => Number(page.pairs) >= 1);
const all = until(() => page.state === "ready");
return { lever: slider.id, first: (await first) - begun, all: (await all) - begun };
"""
)
# Drags while runs go on; the longest time in which the page could not answer a hand.
_DRAG = """
const all = [...document.querySelectorAll("input[type=range][id^=lever-]")];
const sliders = all.filter((one) => one.max > 1).slice(0, 3);
const pause = (time) => new Promise((done) => setTimeout(done, time));
let longest = 0, last = performance.now(), isOver = false;
const channel = new MessageChannel();
const tick = () => {
  const now = performance.now();
  longest = Math.max(longest, now - last);
  last = now;
  if (!isOver) setTimeout(() => channel.port2.postMessage(0), 1);
};
channel.port1.onmessage = tick;
tick();
for (const slider of sliders) {
  for (let value = 0; value <= Number(slider.max); value++) {
    slider.value = value;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    await pause(30);
  }
  slider.dispatchEvent(new Event("change", { bubbles: true }));
  await pause(200);
}
isOver = true;
return longest;
"""


class Opened(NamedTuple):
    """What opening a page took, from the moment at which the browser began."""

    picture_s: float | None
    all_pairs_s: float
    n_pairs: int


class Moved(NamedTuple):
    """What moving a lever took."""

    lever: str
    first_pair_s: float
    all_pairs_s: float
    cpu_s: float  # of the browser and its children, until all pairs are there


def opened(browser: Browser, page: Path) -> Opened:
    """Open the page and wait until it is ready."""
    browser.open(page)
    told: dict[str, Any] = browser.ask(_OPENED)
    picture = told["picture"]
    return Opened(None if picture is None else picture / 1e3, told["all"] / 1e3, told["pairs"])


def moved(browser: Browser, which: int) -> Moved:
    """Move one of the levers in sight, by its place among them, when nothing else runs."""
    browser.ask(_LEVERS_IN_SIGHT, start=_START)
    before = browser.cpu_s()
    told = browser.ask(_LEVER, which=which)
    lever = told["lever"].removeprefix("lever-")
    return Moved(lever, told["first"] / 1e3, told["all"] / 1e3, browser.cpu_s() - before)


def longest_task_s(browser: Browser) -> float:
    """Drag levers while runs go on; return the longest time without an answer."""
    return float(browser.ask(_DRAG)) / 1e3
