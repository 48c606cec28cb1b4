"""Predict and reveal, as a reader meets it: the question, a guess by button and by key, the answer dot by dot."""

import re
from pathlib import Path

import pytest

from sim.engines.compiled.engine import CompiledEngine
from sim.model.outcomes import OUTCOME_NAMES
from sim.present.words.language import words
from sim.scenario.scenario import Scenario
from tests.present.explorer.opened import Page

STOPS = OUTCOME_NAMES.index("stops_wrongful")


pytestmark = pytest.mark.usefixtures("still")


def totals(scenario: Scenario, arm: str) -> list[float]:
    """Return the stops of each of twenty worlds in the months that count: from 2021 on."""
    engine, policy = CompiledEngine(1), scenario.policies[arm]
    return [float(engine.run(scenario.world, policy, seed).country[60:, STOPS].sum()) for seed in range(20)]


def test_the_first_screen_asks_one_question(opened: Page, scenario: Scenario) -> None:
    opened.open()
    assert opened.data["pairs"] == "20"
    assert len(opened.all(".predict h2")) == 1
    assert len(opened.all(".predict input[type=radio]")) == 3
    assert [button.is_displayed() for button in opened.all("button")].count(True) == 1
    assert not opened.one("button.main").is_enabled()
    assert not opened.one(".rules").is_displayed()
    mean = sum(totals(scenario, "status-quo")) / 20
    assert float(re.search(r"about ([\d.]+)", opened.text(".without"))[1]) == pytest.approx(mean, rel=0.05)


def test_a_guess_is_answered_pair_by_pair(opened: Page, scenario: Scenario) -> None:
    opened.open()
    opened.click("input[value=less]")
    opened.set("#count", 15)
    opened.click("button.main")
    opened.until("document.querySelectorAll('.dot').length === 20")
    differences = [
        with_it - without
        for with_it, without in zip(totals(scenario, "ban"), totals(scenario, "status-quo"), strict=True)
    ]
    fewer, more = sum(d < 0 for d in differences), sum(d > 0 for d in differences)
    assert 0 < fewer <= 20
    said = f"You said fewer in 15 of 20 twin cities. In the model there were fewer in {fewer} of 20, more in {more}, "
    assert opened.text(".verdict") == f"{said}and just as many in {20 - fewer - more}."
    assert (len(opened.all(".dot.less")), len(opened.all(".dot.more"))) == (fewer, more)
    assert opened.text("#spoken") == opened.text(".verdict")
    assert len(opened.all(".predict tbody tr")) == 20
    assert opened.one(".rules").is_displayed()


def test_the_address_brings_the_answer_back(opened: Page) -> None:
    opened.open("#rule=retention-5&guess=more&count=4&locked=yes&of=detections&set=audit_share:1:60:71&junk=<b>")
    opened.until("document.querySelectorAll('.dot').length === 20")
    assert opened.text(".verdict").startswith("You said more in 4 of 20 twin cities. In the model there were more in ")
    assert "wanted people found by cameras" in opened.text(".predict h2")
    assert opened.run("return document.querySelector('#lever-audit_share').value") == "20"
    opened.open("#rule=no-such&guess=7&of=nothing&set=audit_share:nan:x:y&month=99999")
    assert len(opened.all(".predict input[type=radio]")) == 3


def test_the_address_brings_one_path_back(opened: Page) -> None:
    opened.open("#view=more&rule=ban&path=4&by=month")
    assert "Twin city 4, simulation" in opened.text("[data-part=paths] svg")
    assert [opened.text(f"[data-part=paths] tbody tr:{end}-child th") for end in ("first", "last")] == [
        "2016-01",
        "2021-12",
    ]
    opened.set("[data-part=paths] label:nth-child(2) select", "")
    opened.click("[data-part=paths] input[value=year]")
    opened.click("[data-part=check] summary")
    opened.until("location.hash.endsWith('&open=look+paths+check')")
    opened.open(opened.run("return location.hash"))
    assert "20 twin cities, simulation" in opened.text("[data-part=paths] svg")
    assert [part.get_attribute("data-part") for part in opened.all("[data-part][open]")] == [
        "look", "paths", "check",
    ]  # fmt: skip


def test_every_fold_is_in_the_address(opened: Page) -> None:
    """One that is away meanwhile, too: the table of twin cities is there only once a guess is locked."""
    opened.open("#rule=ban&guess=less&locked=yes")
    opened.click("button[data-view=sides]")
    names = [part.get_attribute("data-part") for part in opened.all("details")]
    assert None not in names
    assert {"look", "how", "twins"} <= set(names)
    opened.click("[data-part=look] summary")
    opened.click("[data-part=how] summary")
    opened.until("location.hash.endsWith('&open=how+paths')")
    opened.click("button[data-view=predict]")
    opened.click("[data-part=twins] summary")
    opened.until("location.hash.endsWith('&open=how+twins+paths')")
    opened.click(".next button")
    opened.open(opened.run("return location.hash"))
    assert opened.all("[data-part=twins]") == []
    assert opened.run("return document.querySelector('[data-part=look]').open") is False
    assert opened.run("return document.querySelector('[data-part=how]').open") is True
    opened.click("input[value=less]")
    opened.click("button.main")
    opened.until("document.querySelector('[data-part=twins]').open")


def test_a_rule_that_is_left_and_chosen_again_has_its_pairs_once(opened: Page) -> None:
    opened.open("#rule=retention-5&guess=less&locked=yes")
    opened.until("'sha256' in document.documentElement.dataset")
    expected = opened.data["sha256"]
    opened.open("#rule=ban&guess=less&locked=yes")
    for rule in ("retention-5", "ban", "retention-5"):
        opened.click(f".rules input[value={rule}]")
    opened.wait()
    opened.until("'sha256' in document.documentElement.dataset")
    assert (opened.data["pairs"], opened.data["sha256"]) == ("20", expected)


def test_a_second_guess_is_answered_as_it_is(opened: Page) -> None:
    opened.open("#rule=ban&guess=less&count=4&locked=yes")
    opened.until("document.querySelector('.verdict').textContent.includes('You said fewer in 4 of 20')")
    opened.click(".next button")
    opened.click("input[value=more]")
    opened.set("#count", 3)
    opened.click("button.main")
    opened.until("document.querySelector('.verdict').textContent.includes('In the model')")
    more = len(opened.all(".dot.more"))
    assert opened.text(".verdict").startswith(
        f"You said more in 3 of 20 twin cities. In the model there were more in {more} of 20,"
    )


def test_a_locked_guess_survives_what_is_chosen_elsewhere(opened: Page) -> None:
    opened.open("#rule=ban&guess=less&count=4&locked=yes")
    opened.click("button[data-view=more]")
    opened.set("[data-part=paths] select", "detections")
    assert "wanted people found by cameras" in opened.text("[data-part=paths] svg")
    assert "chart=detections" in opened.run("return location.hash")
    opened.click(".rules input[value=retention-5]")
    opened.open(opened.run("return location.hash"))
    assert "wanted people found by cameras" in opened.text("[data-part=paths] svg")
    opened.click("button[data-view=predict]")
    opened.until("document.querySelector('.verdict').textContent.includes('In the model')")
    other = words().say("page.dots.other_rule", rule="No face recognition")
    assert opened.text(".verdict").startswith(f"You said fewer in 4 of 20 twin cities. {other} In the model")
    assert "wrongful stops" in opened.text(".predict h2")
    opened.click(".rules input[value=ban]")
    assert len(opened.all(".predict input[type=radio]")) == 3, "another rule that is chosen here is asked about anew"


def test_the_picture_of_twin_cities_says_how_much_differs(opened: Page, scenario: Scenario) -> None:
    opened.open("#rule=ban&guess=less&locked=yes")
    opened.until("document.querySelectorAll('.dot').length === 20")
    ticks = opened.run(
        "return [...document.querySelectorAll('.tick')].map((t) => [t.textContent, t.getAttribute('x')])"
    )
    *numbers, (what, _) = ticks
    assert what == "How many more or fewer with the rule"
    (low, x_low), (high, x_high) = [
        (float(text.replace("\u2212", "-")), float(x)) for text, x in (numbers[0], numbers[-1])
    ]
    assert low < 0 < high
    pairs = zip(totals(scenario, "ban"), totals(scenario, "status-quo"), strict=True)
    changes = [with_it - without for with_it, without in pairs]
    column = 720 / 27
    dots = opened.run(
        "return [...document.querySelectorAll('.dot')].map((d) => Number(d.transform.baseVal[0].matrix.e))"
    )
    for x, change in zip(dots, changes, strict=True):
        assert abs(x - (x_low + (change - low) / (high - low) * (x_high - x_low))) <= column


def test_a_choice_keeps_the_focus(opened: Page) -> None:
    opened.open()
    opened.run("document.querySelector('input[value=less]').focus()")
    opened.one("input[value=less]").send_keys("\ue00d")  # the space bar
    assert opened.run("return document.activeElement.value") == "less"
    opened.one("input[value=less]").send_keys("\ue014")  # the arrow to the right
    assert opened.run("return document.activeElement.value") == "same"
    assert "guess=same" in opened.run("return location.hash")


def test_a_failure_is_seen(opened: Page, tmp_path: Path) -> None:
    broken = tmp_path / "broken.html"
    page = opened.path.read_text(encoding="utf-8")
    broken.write_text(
        page.replace('<script type="text/plain" id="model">', '<script type="text/plain" id="model">AAAA')
    )
    opened.browser.get(broken.as_uri())
    opened.until("document.documentElement.dataset.state === 'failed'")
    assert opened.one("#spoken").size["height"] > 20
    assert opened.text("#spoken").startswith("The page had to stop: ")


def test_it_asks_the_network_for_nothing_and_complains_of_nothing(opened: Page) -> None:
    opened.asked_for(), opened.complaints()
    opened.open()
    assert opened.asked_for() == []
    assert opened.complaints() == []


def test_it_runs_where_no_worker_starts(opened: Page) -> None:
    found = opened.browser.execute_cdp_cmd(
        "Page.addScriptToEvaluateOnNewDocument",
        {"source": "window.Worker = class { constructor() { throw Error(); } }"},
    )
    opened.open()
    assert opened.data["pairs"] == "20"
    opened.browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", {"identifier": found["identifier"]})


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_screen(opened: Page, width: int) -> None:
    screen = {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width < 500}
    opened.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    opened.open("#rule=ban&guess=less&count=4&locked=yes")
    assert opened.run("return document.documentElement.scrollWidth") <= width
    opened.browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
