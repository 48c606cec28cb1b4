"""Whoever has no mouse: Tab goes through an open page, control by control."""

from typing import Any, NamedTuple

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

# What can be used now, in the order of the document.
_CONTROLS = """
const kinds = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
window.controls = [...document.querySelectorAll(kinds)].filter((one) => !one.disabled && one.checkVisibility());
document.activeElement.blur();
return controls.map((one) => one.id || one.textContent.slice(0, 40));
"""
# Which control has the focus, and whether a line of 2 pixels shows it, of another colour than what lies behind it.
_HERE = """
const one = document.activeElement, { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(one);
const { top, bottom, width } = one.getBoundingClientRect();
const isInSight = width > 0 && bottom > 0 && top < innerHeight;
const isClear = (colour) => /^rgba.*, 0\\)$|[/] 0\\)$/.test(colour);
let behind = one, paper = outlineColor;
do { behind = behind.parentElement; paper = behind ? getComputedStyle(behind).backgroundColor : 'rgb(255, 255, 255)'; }
while (isClear(paper));
const isLine = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && !isClear(outlineColor);
return [controls.indexOf(one), isInSight && isLine && outlineColor !== paper];
"""


class Walked(NamedTuple):
    """Where Tab led."""

    names: list[str]  # of every control, in the order of the document
    reached: list[int]  # which of them had the focus, one after the other
    unseen: list[str]  # those of them that did not show it
    is_left: bool  # whether the last one could be left


def walk(browser: Any) -> Walked:
    """Press Tab until it has had the chance to reach every control, and once more."""
    names: list[str] = browser.execute_script(_CONTROLS)
    found = []
    for _ in range(len(names) + 1):
        ActionChains(browser).send_keys(Keys.TAB).perform()
        found.append(browser.execute_script(_HERE))
    *steps, (last, _) = found
    unseen = [names[place] for place, is_shown in steps if not is_shown and place >= 0]
    return Walked(names, [place for place, _ in steps], unseen, last != len(names) - 1)
