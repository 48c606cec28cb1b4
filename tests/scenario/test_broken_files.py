"""Each kind of mistake is reported at its line and column, in words that help."""

from pathlib import Path

import pytest

from sim.scenario.load import load_scenario
from sim.scenario.text.files import shipped_root
from sim.scenario.text.problems import ScenarioError
from tests.scenario.files import CITIES, VALID, changed, load, problems_of, write

RUSSIA = shipped_root() / "russia.yaml"

LEVER = "{lever: retention_days, value: 5, from: 2021-01}"
DOES = "multiply: {match: 0.6}"
EVENT = "{name: masks, from: 2020-05, to: 2020-12, multiply: {match: 0.6}}"
ADAPTIVE = "{adaptive: moratorium, from: 2021-01, options: {support_floor: 0.4}}"

# what is changed, into what, line:column, path, what the message says
BROKEN = [
    ("name: small", "name: Small", "2:7", "name", "must be 1 to 64 of a-z"),
    ("name: small", "name: con", "2:7", "name", "Windows"),
    ("title: A small world\n", "", "1:1", "title", "is missing"),
    ("format: 1", "format: 2", "1:9", "format", "at most 1"),
    ("people_per_agent: 10", "people_per_agent: 1e1", "5:19", "people_per_agent", "a whole number; got 10.0"),
    ("people_per_agent: 10", "people_per_agent: true", "5:19", "people_per_agent", "a whole number; got true"),
    ("people_per_agent: 10", "people_per_agent: 0", "5:19", "people_per_agent", "at least 1; got 0"),
    ("levers: {", "lever: {", "11:1", "lever", "Did you mean levers?"),
    ("start: 2020-01", "start: 2020-13", "4:17", "period.start", "YYYY-MM"),
    ("end: 2021-12", "end: 2019-12", "4:31", "period.end", "months after start"),
    ("corruptible_share", "corruptable_share", "10:3", "parameters.corruptable_share", "mean corruptible_share?"),
    ("share: 0.01", "share: true", "10:22", "parameters.corruptible_share.value", "a number; got true"),
    ("share: 0.01", "share: 1.01", "10:22", "parameters.corruptible_share", "outside the limits 0 to 1"),
    ("share: 0.01", "share: {value: 1, unit: percent}", "10:39", "parameters.corruptible_share.unit", "nothing is"),
    ("share: 0.01", "share: {low: 0}", "10:22", "parameters.corruptible_share.value", "is missing"),
    ("{retention_days: 30}", "{retention_day: 30}", "11:10", "levers.retention_day", "mean retention_days?"),
    ("{retention_days: 30}", "{retention_days: 3000}", "11:26", "levers.retention_days", "0 to 365 [days]"),
    ("{retention_days: 30}", "{new_fr_permitted: 1}", "11:28", "levers.new_fr_permitted", "true or false; got 1"),
    ("false_negative_rate: 0.4", "false_negative_rate: 4", "8:43", "suppliers.acme.false_negative_rate", "at most 1"),
    ("name: Acme", "nam: Acme", "8:10", "suppliers.acme.nam", "Did you mean name?"),
    (EVENT, EVENT.replace("match", "macth"), "13:58", "events.0.multiply.macth", "Did you mean match?"),
    (EVENT, EVENT.replace("0.6", "-1"), "13:65", "events.0.multiply.match", "at least 0; got -1"),
    (EVENT, EVENT.replace(DOES, "practice: one-in-100"), "13:57", "events.0.practice", "one-in-1000?"),
    (EVENT, EVENT.replace(", multiply: {match: 0.6}", ""), "13:5", "events.0.multiply", "has this, or 'practice', or"),
    (EVENT, EVENT.replace(DOES, "practice: 3"), "13:57", "events.0.practice", "must be text"),
    ("1.0e-6}", "1.0e-6, tested: 2021-13}", "8:82", "suppliers.acme.tested", "YYYY-MM"),
    ("1.0e-6}", "1.0e-6, det_slope: 3}", "8:85", "suppliers.acme.det_slope", "at most 2; got 3"),
    (EVENT, EVENT.replace("2020-12", "2020-04"), "13:38", "events.0.to", "before 'from'"),
    ("baseline: status-quo", "baseline: status-qou", "14:11", "baseline", "Did you mean status-quo?"),
    ("  status-quo: []", "  status-quo: none", "16:15", "arms.status-quo", "must be a list"),
    (LEVER, LEVER.replace("days", "day"), "18:15", "arms.short.0.lever", "Did you mean retention_days?"),
    (LEVER, LEVER.replace("value", "vlaue"), "18:31", "arms.short.0.vlaue", "Did you mean value?"),
    (LEVER, LEVER.replace("5", "five"), "18:38", "arms.short.0.value", "a number [days]; got the text 'five'"),
    (LEVER, LEVER.replace("5", "true"), "18:38", "arms.short.0.value", "a number [days]; got true"),
    (LEVER, LEVER.replace("2021-01", "2022-01"), "18:47", "arms.short.0.from", "after the end of the period, 2021-12"),
    (LEVER, LEVER.replace(", from: 2021-01", ""), "18:7", "arms.short.0.from", "is missing"),
    (
        LEVER,
        "{lever: new_fr_permitted, value: false, from: 2021-01, ramp_months: 6}",
        "18:75",
        "arms.short.0.ramp_months",
        "is not a number",
    ),
    (LEVER, LEVER.replace("01}", "01, where: {city: Alpha}}"), "18:64", "arms.short.0.where.city", "mean cities?"),
    (LEVER, LEVER.replace("01}", "01, where: {cities: [Alfa]}}"), "18:73", "arms.short.0.where.cities", "mean Alpha?"),
    (LEVER, LEVER.replace("01}", "01, where: {region: Nord}}"), "18:72", "arms.short.0.where.region", "mean North?"),
    (LEVER, LEVER.replace("01}", "01, where: {population_below: 5}}"), "18:63", "arms.short.0.where", "no city"),
    (ADAPTIVE, ADAPTIVE.replace("moratorium", "moratorum"), "20:18", "arms.pause.0.adaptive", "mean moratorium?"),
    (
        ADAPTIVE,
        ADAPTIVE.replace("_floor", "_flor"),
        "20:55",
        "arms.pause.0.options.support_flor",
        "mean support_floor?",
    ),
    (ADAPTIVE, ADAPTIVE.replace("0.4", "false"), "20:70", "arms.pause.0.options.support_floor", "a number; got false"),
    ("file: cities.csv", "file: towns.csv", "6:16", "cities.file", "not a file"),
    ("file: cities.csv", "file: ../cities.csv", "6:16", "cities.file", ""),
    ("levers: {retention_days: 30}", "levers: 3", "11:9", "levers", "must be a mapping"),
]


@pytest.mark.parametrize(("old", "new", "where", "path", "gist"), BROKEN)
def test_a_mistake_is_reported_alone_and_in_its_place(
    tmp_path: Path, old: str, new: str, where: str, path: str, gist: str
) -> None:
    file = write(tmp_path, changed(old, new))
    (problem,) = problems_of(file)
    assert str(problem).startswith(f"{file}:{where}: {path}: ")
    assert gist in problem.message


BROKEN_CITIES = [
    ("100000,,operating", "100000,,operatin", "2:48", "fr_stage_start", "Did you mean operating?"),
    ("50.0,30.0", "95.0,30.0", "2:30", "lat", "from -90 to 90"),
    ("200000", "2e400", "3:38", "population", "from 1 to 1e+09"),
    ("200000", "1.5", "3:38", "population", "whole number"),
    ("Beta,Бета", "Alpha,Альфа", "3:1", "name_en", "cannot be told"),
    ("Gamma,,South,XX-S,Lower,45.0", 'Gam"ma,"x,""y",South,XX-S,Lower,x', "4:33", "lat", "from -90 to 90"),
    ("Gamma,,South", "Gamma,,", "4:8", "region_en", "filled in"),
    ("Beta,", "Country,", "3:1", "name_en", "'Country' is what results call all cities together; rename it"),
    ("lat,lon", "lat,long", "1:1", "lon", "needs"),
    (",,pilot", ",pilot", "4:1", "", "has 9 fields where the header has 10"),
]


@pytest.mark.parametrize(("old", "new", "where", "column", "gist"), BROKEN_CITIES)
def test_a_mistake_in_the_cities_file_is_reported_in_its_place(
    tmp_path: Path, old: str, new: str, where: str, column: str, gist: str
) -> None:
    found = problems_of(write(tmp_path, cities=changed(old, new, CITIES)))
    text = str(found[0])
    assert text.startswith(f"{tmp_path / 'cities.csv'}:{where}: {column}")
    assert gist in text


@pytest.mark.parametrize(
    ("cities", "gist"),
    [
        ("", "no header"),
        (CITIES.split("\n")[0], "no city"),
        (CITIES.replace("0,,", "0,x,"), "no city that is not flagged"),
    ],
)
def test_a_file_without_cities_is_refused(tmp_path: Path, cities: str, gist: str) -> None:
    assert gist in problems_of(write(tmp_path, cities=cities))[0].message


def test_all_mistakes_are_reported_at_once(tmp_path: Path) -> None:
    text = VALID
    for old, new, *_ in (BROKEN[0], BROKEN[8], BROKEN[10], BROKEN[15], BROKEN[18], BROKEN[21], BROKEN[31]):
        text = changed(old, new, text)
    cities = changed("50.0,30.0", "95.0,30.0", CITIES)
    places = [(problem.file.rsplit("/", 1)[-1], problem.line) for problem in problems_of(write(tmp_path, text, cities))]
    assert places == [("cities.csv", 2), *(("small.yaml", line) for line in (2, 4, 8, 10, 11, 13, 18))]


def test_what_is_only_unusual_is_a_warning(tmp_path: Path) -> None:
    scenario = load(tmp_path, changed("share: 0.01", "share: 0.5"))
    flagged, unusual = sorted(scenario.warnings, key=len, reverse=True)
    assert unusual.startswith(f"{tmp_path / 'small.yaml'}:10:22: parameters.corruptible_share: is 0.5, outside")
    assert flagged.startswith(f"{tmp_path / 'small.yaml'}:6:16: cities: ")
    assert "Delta" in flagged
    assert "disputed" in flagged


def test_an_error_in_a_setting_names_the_setting(tmp_path: Path) -> None:
    settings = {"corruptable_share": "1", "levers.retention_days": "no", "period.end": "2019-01", "audit_share": "2"}
    with pytest.raises(ScenarioError) as caught:
        load_scenario(write(tmp_path), settings=settings)
    found = {problem.file: problem.message for problem in caught.value.problems}
    assert set(found) == {f"--set {key}" for key in settings}
    assert "Did you mean corruptible_share?" in found["--set corruptable_share"]
    assert "ambiguous" in found["--set levers.retention_days"]


SAID_OF_SETTINGS = {
    "levers.retention_days=-5": "is -5, outside the limits 0 to 365 [days]",
    "retention_days=x": "must be a number [days]; got the text 'x'",
    "audit_share=5%": "must be a number [share]; got the text '5%'; write 0.05",
    "levers.new_fr_permitted=maybe": "must be true or false; got the text 'maybe'",
    "watchlist_scope=all": "must be wanted or debtors or quarantine or protesters; got the text 'all'",
    "levers.retention_dayz=3": "is not a lever; allowed: one of 23 names. Did you mean retention_days?",
    "levers.retention_days={a": "is not valid YAML: a list or mapping in brackets without a comma between two values, "
    "or without its end",
    "parameters.corruptible_share=7": "is 7, outside the limits 0 to 1 [share]; a share is between 0 and 1: write 0.07",
    "people_per_agent=-1": "must be at least 1; got -1",
    "nope=3": "is not a key that can be set; allowed: one of 246 names.",
    "period.months=3": "is not a known key; allowed: end, start.",
    "levers=3": "must be a mapping, or left out; got 3",
    "arms.ban.0.value=7": "new_fr_permitted must be true or false; got 7",
    "levers.a.b=3": "levers.a: is not a lever; allowed: one of 23 names.",
}


@pytest.mark.parametrize("setting", SAID_OF_SETTINGS)
def test_an_error_in_a_setting_names_its_key_once_and_what_is_allowed(setting: str) -> None:
    key, value = setting.split("=")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(RUSSIA, settings={key: value})
    assert str(caught.value) == f"--set {key}: {SAID_OF_SETTINGS[setting]}"


def test_a_setting_of_an_entry_that_is_not_there_or_given_in_two_ways_is_told(tmp_path: Path) -> None:
    settings = {"arms.retention-5.4.value": "3", "arms.retention-5.x": "3", "retention_days": "3"}
    with pytest.raises(ScenarioError) as caught:
        load_scenario(RUSSIA, settings=settings | {"levers.retention_days": "4"})
    found = {problem.file: f"{problem.path}: {problem.message}" for problem in caught.value.problems}
    assert found == {
        "--set arms.retention-5.4.value": "arms.retention-5: has one entry, number 0; '4' names none",
        "--set arms.retention-5.x": "arms.retention-5: has one entry, number 0; 'x' names none",
        "--set levers.retention_days": (
            "levers.retention_days: is the same value as --set retention_days; leave one out"
        ),
    }


def test_settings_of_the_files_own_lists_and_of_values_with_a_source_are_read() -> None:
    chosen = {"arms.retention-5.0.value": "3", "parameters.corruptible_share.value": "0.02"}
    scenario, plain = (load_scenario(RUSSIA, arms=["retention-5"], settings=given) for given in (chosen, {}))
    assert scenario.resolved_arms["retention-5"] != plain.resolved_arms["retention-5"]
    assert {one.name: one.value for one in scenario.parameters}["corruptible_share"] == 0.02


def test_a_wrong_month_of_a_large_scenario_is_told_alone() -> None:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(RUSSIA, settings={"period.end": "2030-13"})
    assert [problem.path for problem in caught.value.problems] == ["period.end"]
