"""explore writes one file that opens without a network, from a scenario or from a stored experiment."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from sim.cli import main
from tests.experiments.folders import ONE_CITY, run, small

SHIPPED = ONE_CITY.parents[1]


def told(page: str) -> dict:
    """Return the data inside a page."""
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)[1])


def explored(tmp_path: Path, *arguments: object) -> str:
    out = tmp_path / "page.html"
    assert main(["explore", *map(str, arguments), "--out", str(out)]) == 0
    return out.read_text(encoding="utf-8")


def test_a_page_lets_in_its_own_script_and_style_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = explored(tmp_path, "one-city")
    assert f"Page: {tmp_path / 'page.html'}" in capsys.readouterr().out
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)[1]
    for tag, directive in (("script", "script-src"), ("style", "style-src")):
        (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert f"{directive} 'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none'")
    assert not re.search(r"unsafe-(?!eval)|https?:|\*", policy)
    assert len(page) < 1_000_000


def test_the_page_of_a_country_has_agents_for_more_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = explored(tmp_path, "russia")
    assert "An agent stands for 10,000 people" in capsys.readouterr().out
    assert told(page)["world"]["peoplePerAgent"] == 10_000
    assert len(page) < 2_000_000


def written(tmp_path: Path, name: str, *lines: str, title: str = "Mine") -> Path:
    """Write a scenario of one's own beside a copy of the shipped ones."""
    copytree(SHIPPED, tmp_path / "scenarios")
    path = tmp_path / "scenarios" / f"{name}.yaml"
    head = ["format: 1", f"name: {name}", f"title: {json.dumps(title)}"]
    path.write_text("\n".join([*head, "extends: classroom/one-city.yaml", *lines]) + "\n")
    return path


def test_a_stored_experiment_gives_the_page_of_its_scenario(tmp_path: Path) -> None:
    run(tmp_path / "made", small(people_per_agent=400, arms=("ban",), parameters__corruptible_share="0.02"), n_seeds=1)
    page = told(explored(tmp_path, tmp_path / "made"))
    settings = (
        "people_per_agent: 400",
        "period: {start: 2016-01, end: 2021-12}",
        "parameters: {corruptible_share: 0.02}",
    )
    same = told(explored(tmp_path, written(tmp_path, "same", *settings)))
    assert [arm["name"] for arm in page["arms"]] == ["ban"]
    given = [[area.get("bytes") for area in one["world"]["areas"]] for one in (page, same)]
    assert given[0] == given[1]
    assert page["world"]["nMonths"] == 72


@pytest.mark.parametrize("name", ["mine", "one-city"])  # the second is no longer the shipped one
def test_a_stored_experiment_of_an_own_scenario_gives_its_page(name: str, tmp_path: Path) -> None:
    arms = "arms: {ban: [{lever: existing_fr_permitted, value: false, from: 2023-01}]}"
    made = tmp_path / "made"
    scenario = written(tmp_path, name, "people_per_agent: 500", arms, title="A question of mine")
    assert main(["simulate", str(scenario), "--seeds", "1", "--arms", "ban", "--out", str(made)]) == 0
    rmtree(tmp_path / "scenarios")
    page = told(explored(tmp_path, made))
    assert page["title"] == "A question of mine"
    (entry,) = page["arms"][0]["entries"]
    assert (entry["lever"], entry["from"]) == ("existing_fr_permitted", "2023-01")


def test_a_scenario_without_a_rule_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    alone = written(tmp_path, "alone", "arms: {ban: null, retention-5: null, pause: null}")
    assert main(["explore", str(alone), "--out", str(tmp_path / "page.html")]) == 2
    assert "alone has no arm besides its baseline" in capsys.readouterr().err


def test_words_of_a_scenario_stay_words(tmp_path: Path) -> None:
    hostile = "</script><script>alert(1)</script><!-- <img src=x onerror=alert(2)>"
    page = explored(tmp_path, written(tmp_path, "hostile", "people_per_agent: 500", title=hostile))
    assert "<script>alert" not in page
    assert "<img" not in page
    assert told(page)["title"] == hostile
