"""Arms that compare nothing, events that change nothing, and a `where` that chooses nothing."""

from pathlib import Path

import pytest

from sim.scenario.load import load_scenario
from sim.scenario.shipped import shipped_files
from tests.scenario.files import VALID, changed, load, write

SHORT = "    - {lever: retention_days, value: 5, from: 2021-01}\n"
EVENT = "  - {name: masks, from: 2020-05, to: 2020-12, multiply: {match: 0.6}}\n"
WHERE = "from: 2021-01, where: {%s}}\n  pause"


def told(folder: Path, text: str) -> list[str]:
    return [w.split("small.yaml:", 1)[1] for w in load(folder, text).warnings if "include_flagged" not in w]


@pytest.mark.parametrize(
    "entries",
    [
        "",
        "    - {lever: retention_days, value: 30, from: 2021-01}\n",
        "    - {lever: new_fr_permitted, value: true, from: 2020-01}\n",
        f"{SHORT}    - {{lever: retention_days, value: 30, from: 2020-01}}\n",
    ],
)
def test_an_arm_that_never_differs_from_the_baseline_is_told(tmp_path: Path, entries: str) -> None:
    text = changed(f"  short:\n{SHORT}", f"  short:\n{entries}" if entries else "  short: []\n")
    assert [
        w for w in told(tmp_path, text) if w.startswith("17:3: arms.short: never differs from the baseline, status")
    ]


@pytest.mark.parametrize(
    "entries",
    [
        SHORT,
        "    - {use: short}\n",
        "    - {lever: retention_days, value: 5, from: 2021-01, where: {population_below: 9000000}}\n",
        f"    - {{lever: retention_days, value: 9, from: 2021-01}}\n{SHORT}",
    ],
)
def test_two_arms_alike_are_told_once(tmp_path: Path, entries: str) -> None:
    (alike,) = [w for w in told(tmp_path, f"{VALID}  other:\n{entries}") if "arms.other: " in w]
    assert "is the same as the arm short (line 17)" in alike


def test_adaptive_arms_are_alike_only_with_equal_options(tmp_path: Path) -> None:
    adaptive = "  other:\n    - {adaptive: moratorium, from: 2021-01, options: {support_floor: %s}}\n"
    assert len(told(tmp_path, VALID + adaptive % 0.4)) == 1
    assert told(tmp_path, VALID + adaptive % 0.5) == []


@pytest.mark.parametrize(
    ("event", "gist"),
    [
        (EVENT.replace("0.6", "1"), "13:65: events.0.multiply.match: never in force: multiplying by 1"),
        (EVENT.replace("0.6", "1.0"), "never in force"),
        (EVENT.replace("0.6", "0.6, unrest: 1"), "events.0.multiply.unrest: never"),
        (EVENT + EVENT, "14:5: events.1: is the same event as in line 13, so it multiplies twice; keep one"),
        (
            2 * EVENT.replace("multiply: {match: 0.6}", "practice: one-in-1000"),
            "is the same event as in line 13; keep one",
        ),
        (EVENT.replace("from: 2020-05, to: 2020-12", "from: 2023-05"), "never in force: lies after the end"),
        (EVENT.replace("from: 2020-05, to: 2020-12", "from: 2010-05, to: 2011-01"), "never in force: lies before the"),
        (EVENT.replace("}}", "}, where: {region: [North, South]}}"), "matches every one of the 3 cities"),
    ],
)
def test_an_event_that_changes_nothing_is_told(tmp_path: Path, event: str, gist: str) -> None:
    (only,) = told(tmp_path, changed(EVENT, event))
    assert gist in only


@pytest.mark.parametrize(
    ("where", "gist"),
    [
        ("population_above: 5", "matches every one of the 3 cities"),
        ("cities: [Alpha, Beta, Gamma]", "matches every one"),
        ("population_above: 250000", "matches one city only, Gamma, of 3; write 'cities: [Gamma]'"),
        ("population_below: 150000, region: North", "one city only, Alpha"),
    ],
)
def test_a_where_that_chooses_all_or_by_size_one_is_told(tmp_path: Path, where: str, gist: str) -> None:
    (only,) = told(tmp_path, changed("from: 2021-01}\n  pause", WHERE % where))
    assert only.startswith("18:63: arms.short.0.where: ")
    assert gist in only


@pytest.mark.parametrize("where", ["cities: Alpha", "region: South", "population_below: 250000", "fr_stage: pilot"])
def test_a_where_that_chooses_is_not_told(tmp_path: Path, where: str) -> None:
    assert told(tmp_path, changed("from: 2021-01}\n  pause", WHERE % where)) == []


def test_what_options_set_is_named_as_such(tmp_path: Path) -> None:
    scenario = load_scenario(write(tmp_path), settings={"arms.short.0.value": "30"})
    assert [w.split(":")[0].split("/")[-1] for w in scenario.warnings] == ["small.yaml"] * 3
    assert any("never in force: retention_days is 30" in w for w in scenario.warnings)


@pytest.mark.parametrize("path", shipped_files(), ids=lambda path: path.stem)
def test_a_shipped_scenario_gives_no_hint(path: Path) -> None:
    """Two things are said on purpose: flagged cities are left out, and history.yaml ends before some events."""
    others = [w for w in load_scenario(path).warnings if "include_flagged" not in w]
    assert path.stem == "history" or others == []
    assert all("russia.yaml:" in w and ".from: never in force: lies after the end" in w for w in others)
