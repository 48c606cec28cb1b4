"""The page says what Python says, character for character, from the same runs and from any comparison."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sim.analysis.compare.acting import Acting, acting_policies
from sim.analysis.compare.comparison import TOLD
from sim.experiments.store.reader import Results, read_results
from sim.experiments.store.schema import ComparisonRow, reading_of
from sim.model.levers import LEVERS
from sim.present import sentences
from sim.present.explorer.tables import tables
from sim.present.practices import assumed_by, drivers_since
from sim.present.sentences import Answer, answers
from sim.scenario.load import load_scenario
from sim.scenario.practices import published_practices
from sim.scenario.shipped import resolve_scenario_path
from tests.experiments.folders import run
from tests.present.explorer.given import experiment, statistics
from tests.present.explorer.page import ask, open_module

N_DRAWN = 60
ARMS = ("ban", "short-ban", "never", "seldom", "often", "expand", "consent")
NOT_OF_THE_PAGE = {"variance_reduction", "window"}

COMPARE = """
const key = (values) => Array.from(new Uint8Array(values.buffer)).join();
const array = (numbers) => Float64Array.from(numbers, (value) => value ?? NaN);
const made = ({ seed, country, cities }) => ({ seed, country: array(country), cities: array(cities) });
const runs = (list) => list.map(made);
const { experiment, statistics } = given;
const found = modules["compare/answers.js"].compareRuns(
  { ...experiment, baselineRuns: runs(experiment.baselineRuns),
    policies: experiment.policies.map((one) => ({ ...one, runs: runs(one.runs) })) },
  { student: (values) => statistics.student[key(values)], median: (values) => statistics.median[key(values)],
    adjusted: (all) => statistics.adjusted[all.map(key).join("|")] });
return found;
"""
TELL = """
const words = new modules["words/language.js"].Words(given.tables);
return given.drawn.map((results) => modules["words/sentences.js"].answers({ ...results, words }));
"""


@pytest.fixture(scope="module")
def page(browser: Any) -> Any:
    open_module(browser, "compare/answers.js")
    return browser


@pytest.fixture(scope="session")
def arms(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """A real folder of an invented country, whose arms act and last in every way."""
    folder = tmp_path_factory.mktemp("arms")
    country = resolve_scenario_path("template-country")
    shutil.copytree(country.parent / "data", folder / "data")
    shutil.copy(country, folder)
    shutil.copy(Path(__file__).with_name("arms.yaml"), folder)
    run(folder / "experiment", load_scenario(folder / "arms.yaml", arms=ARMS), n_seeds=8)
    return read_results(folder / "experiment")


def plain(answer: Answer) -> dict[str, Any]:
    return answer._asdict() | {"lines": [list(line) for line in answer.lines]}


@pytest.mark.parametrize("folder", ["arms", "real", "one_seed", "alone"])
def test_the_same_runs_give_the_same_comparison_and_the_same_sentences(
    folder: str, page: Any, request: pytest.FixtureRequest
) -> None:
    results = request.getfixturevalue(folder)
    found = ask(page, COMPARE, experiment=experiment(results), statistics=statistics(results))
    rows = [
        {name: value for name, value in row._asdict().items() if name not in NOT_OF_THE_PAGE}
        for row in results.comparison.values()
    ]
    assert found["rows"] == rows
    acting = acting_policies(results.folder, results.baseline)
    assert {name: Acting(*map(tuplish, own.values())) for name, own in found["acting"].items()} == acting
    assert found["answers"] == [plain(answer) for answer in answers(results)]


def tuplish(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def test_the_arms_act_and_last_in_every_way(arms: Results) -> None:
    said = " ".join(answer.text() for answer in answers(arms))
    assert "under “No face recognition”" in said
    for part in (
        "In none of 8",
        "In 4 of 8",
        "What follows counts all 8",
        "ended as planned",
        "does not last",
        "a city can undo a ban on its own",
        "has it on again",
        "Which cities",
    ):
        assert part in said


def test_months_without_a_value_are_left_out_of_means_and_make_a_sum_undefined(page: Any) -> None:
    found = ask(
        page,
        'const { addUp } = modules["compare/window.js"];'
        "const outcome = (kind) => ({ name: 'a', over_time: kind, numerator: ['a'], denominator: ['b'] });"
        "const values = { a: [1, NaN, 4, NaN], b: [0, 2, NaN, 0] };"
        "const of = (kind) => addUp(outcome(kind), (name) => values[name]);"
        "return [...['sum', 'mean', 'last', 'ratio'].map(of), addUp(outcome('mean'), () => [NaN])];",
    )
    assert found == [None, 2.5, 4, 2.5, None]


def test_any_comparison_is_told_alike(page: Any, real: Results, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [drawn(real, random.Random(seed)) for seed in range(N_DRAWN)]
    found = ask(page, TELL, tables=tables(), drawn=[as_given(*case) for case in cases])
    for (results, acting, recognising), told in zip(cases, found, strict=True):
        monkeypatch.setattr(sentences, "acting_policies", lambda *_, own=acting: own)
        monkeypatch.setattr(sentences, "recognising_cities", lambda _, own=recognising: own)
        assert told == [plain(answer) for answer in answers(results)]


MOODS = (
    *({"n": 20, "p": 0.001, "sign": 0},) * 4, {"n": 60, "p": None, "sign": 1}, {"n": 20, "p": 0.5, "sign": 0},
    {"n": 1, "p": None, "sign": 0}, {"n": 4, "p": 0.25, "sign": -1}, {"n": 8, "p": 0.001, "sign": -1},
)  # fmt: skip
TIMES = (
    0.5,
    1.0,
    1.02,
    1.3,
    1.5,
    1.75,
    2.0,
    3.0,
    4.0,
    30.0,
    90.0,
    100.0,
    110.0,
    1e4,
)  # how many times its difference a level is
Case = tuple[Results, dict[str, Acting], dict[str, set[str]]]


def as_given(results: Results, acting: dict[str, Acting], recognising: dict[str, set[str]]) -> dict[str, Any]:
    return {
        "asked": results.record.question.get("outcome"),
        "drivers": drivers_since(assumed_by(results)),
        "baseline": results.baseline,
        "policies": results.policies,
        "labels": results.record.labels,
        "entries": results.arms,
        "start": results.record.world["levers"],
        "lastMonth": results.record.months[1],
        "window": results.window,
        "rows": [row._asdict() for row in results.comparison.values()],
        "acting": {name: own._asdict() for name, own in acting.items()},
        "recognising": {name: sorted(cities) for name, cities in recognising.items()},
    }


def drawn(real: Results, luck: random.Random) -> Case:
    """Return a comparison that no run gave: any sizes, readings, months, entries and cities."""
    window = f"{luck.choice(['2016-01', '2018-07', '2020-01'])} to {luck.choice(['2021-12', '2020-12', '2022-06'])}"
    mood = luck.choice(MOODS)
    comparison = {key: row_of(row, window, luck, **mood) for key, row in real.comparison.items()}
    arms = {name: arm | {"definition": list(entries(luck))} for name, arm in real.record.arms.items()}
    acting = {name: acting_of(luck) for name in real.policies if luck.random() < 0.9}
    cities = {name: {f"Town {k}" for k in range(12) if luck.random() < 0.5} for name in real.arms}
    labels = {name: f"The rule “{name}”, 100% {{policy}}" for name in real.arms if luck.random() < 0.5}
    question = luck.choice([{}, {"outcome": luck.choice(list(TOLD)), "policy": real.policies[0]}])
    world = real.record.world | {"events": list(practised(luck))}
    record = real.record._replace(arms=arms, labels=labels, question=question, world=world)
    return real._replace(comparison=comparison, record=record), acting, cities


def practised(luck: random.Random) -> Iterator[dict[str, Any]]:
    """Yield practices of control rooms that hold to the end, as a page compares to the end."""
    for practice in luck.sample(list(published_practices()), luck.randint(0, 2)):
        first, cities = luck.choice(["2016-01", "2018-07", "2019-04", "2020-01"]), luck.choice([{}, {"cities": ["A"]}])
        yield {"name": "rule", "from": first, "to": "2022-06", "practice": practice, "where": cities}


def row_of(row: ComparisonRow, window: str, luck: random.Random, n: int, p: float | None, sign: int) -> ComparisonRow:
    if luck.random() < 0.1:
        nothing = dict.fromkeys(("difference", "lo95", "hi95", "median_difference", "median_lo95", "median_hi95"))
        return row._replace(
            n_pairs=n, window=window, reading="undefined", baseline_mean=None, adjusted_p=None, **nothing
        )
    difference = abs(number(luck)) * sign if sign else number(luck)
    half = abs(difference) * luck.choice([0.0, 0.1, 0.5, 2.0])
    base = luck.choice([None, 0.0, abs(number(luck)), *(abs(difference) * times for times in TIMES)])
    differing = n if luck.random() < 0.7 else luck.randint(0, n)
    median = luck.choice([difference, difference, 0.0, 0.3 * difference, -difference])
    ends = (None, None) if n == 1 else (difference - half, difference + half)
    middle = (None, None) if n == 1 else tuple(sorted((median, luck.choice([0.0, 2 * median, -median]))))
    return row._replace(
        difference=difference, lo95=ends[0], hi95=ends[1], baseline_mean=base, n_pairs=n, window=window,
        median_difference=median, median_lo95=middle[0], median_hi95=middle[1], adjusted_p=p, differing_pairs=differing,
        same_sign_pairs=luck.randint(0, differing), reading=reading_of(difference, *ends, p, differing),
    )  # fmt: skip


def number(luck: random.Random) -> float:
    if luck.random() < 0.1:
        return 0.0
    return luck.choice([-1, 1]) * luck.choice([luck.uniform(1, 10), luck.randint(1, 9)]) * 10.0 ** luck.randint(-6, 11)


def acting_of(luck: random.Random) -> Acting:
    n = luck.choice([1, 8, 20])
    months = sorted(luck.choice(["2021-01", "2021-04", "2020-11"]) for _ in range(luck.choice([n, n, n, n // 2, 2, 0])))
    latest = luck.choice([1, 12])
    undone = sorted(f"2021-{luck.randint(1, latest):02d}" for _ in range(luck.choice([0, 0, n // 2])))
    again = tuple(luck.choice([0, 1, 2, 5]) for _ in range(luck.choice([0, n])))
    return Acting(n, tuple(months[:n]), tuple(undone), tuple(3 for _ in again), again)


def entries(luck: random.Random) -> Iterator[dict[str, Any]]:
    for _ in range(luck.randint(0, 3)):
        when = {"from": "2021-01", "to": luck.choice(["2022-06", "2021-12"]), "where": where(luck)}
        if luck.random() < 0.3:
            name, option = luck.choice([("moratorium", {"support_floor": 1.0}), ("until-statute", {}), ("own", {})])
            yield {"adaptive": name, "options": option, **when}
            continue
        lever = luck.choice(LEVERS)
        numbers, switches = [5, 1e-7, 1e12, 0.1 + 0.2], [True, False]
        value = luck.choice({"number": numbers, "switch": switches}.get(lever.kind, [*lever.choices, lever.default]))
        yield {"lever": lever.name, "value": value, "ramp_months": luck.choice([0, 6]), **when}


def where(luck: random.Random) -> dict[str, Any]:
    return luck.choice([{}, {"cities": ["XX/A", "B"]}, {"population_below": 1e6, "region": ["C", "D"]}])
