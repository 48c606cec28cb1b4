"""The report in a real browser, on a wide screen, on a telephone and on paper."""

from base64 import b64decode
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from sim.experiments.store.reader import Results
from tests.present.accessibility import violations
from tests.present.browsing import visit


def test_the_page_fits_a_phone(phone: Any, html: str, tmp_path: Path) -> None:
    visit(phone, html, tmp_path / "report.html")
    assert phone.execute_script("return document.documentElement.scrollWidth") <= 390


def first_screen(browser: Any) -> dict[str, Any]:
    """Return where the question ends, each sentence ends, and the picture begins [px from the top]."""
    found: dict[str, Any] = browser.execute_script(
        "const box = one => one.getBoundingClientRect();"
        "return {question: box(document.querySelector('h1')).bottom,"
        " sentences: [...document.querySelectorAll('#answer .findings li')].map(one => box(one).bottom),"
        " picture: box(document.querySelector('figure svg')).top}"
    )
    return found


@pytest.mark.parametrize("width", ["browser", "phone"])
def test_the_first_screen_is_the_finding(
    width: str, html: str, real: Results, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    page = request.getfixturevalue(width)
    visit(page, html, tmp_path / "report.html")
    found = first_screen(page)
    assert len(found["sentences"]) == len(real.policies) == 2
    assert found["question"] < found["sentences"][0]
    assert max([*found["sentences"], found["picture"] + 40]) <= 700


@pytest.mark.parametrize("width", ["browser", "phone"])
def test_the_page_breaks_no_rule_of_accessibility(
    width: str, html: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    page = request.getfixturevalue(width)
    visit(page, html, tmp_path / "report.html")
    assert violations(page) == []


def test_what_is_folded_breaks_no_rule_of_accessibility(browser: Any, html: str, tmp_path: Path) -> None:
    """Everything is open; of long tables a few rows are enough."""
    visit(browser, html, tmp_path / "report.html")
    browser.execute_script(
        "document.querySelectorAll('details').forEach(one => one.open = true);"
        "document.querySelectorAll('tbody tr:nth-child(n+4), .grid figure:nth-child(n+3)').forEach(one => one.remove())"
    )
    assert violations(browser) == []


def test_a_rule_of_accessibility_that_is_broken_is_noticed(browser: Any, html: str, tmp_path: Path) -> None:
    visit(browser, html.replace('<html lang="en">', "<html>"), tmp_path / "report.html")
    assert violations(browser) == ["html-has-lang: 1"]


def test_it_prints_on_six_pages_at_most(browser: Any, html: str, tmp_path: Path) -> None:
    visit(browser, html, tmp_path / "report.html")
    printed = b64decode(browser.execute_cdp_cmd("Page.printToPDF", {"paperWidth": 8.27, "paperHeight": 11.69})["data"])
    pages = PdfReader(BytesIO(printed)).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert len(pages) <= 6
    assert "To cite: The developers of the surveillance roll-out simulator" in text
    assert "compare policies, not absolute numbers" in text
