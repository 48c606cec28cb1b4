"""What outcomes hang on: every sentence on their difference names it, and one line says whether it was published."""

import csv
import re
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest

from sim.experiments.store.reader import Results, read_results
from sim.model.outcomes import HEADLINES, OUTCOMES, Outcome
from sim.present.changes import change, label, named
from sim.present.charts.figures import pictures
from sim.present.drivers import HANGS_ON
from sim.present.practices import HELD, LOOSENS, STAFF, Assumed, about_drivers, assumed_by, assumed_in, drivers_since
from sim.present.sentences import OUTCOME_OF, answers, hanging
from sim.present.sweep import about, reach_sentence, told_of
from sim.present.words.language import KEPT, words
from sim.scenario.practices import published_practices
from tests.experiments.folders import small
from tests.experiments.sweeps import run_sweep
from tests.present.conftest import Show
from tests.present.told import ALL_UNCLEAR, CLEAR, EQUAL, UNCLEAR, UNDEFINED, answered, said, twice

pytestmark = pytest.mark.usefixtures("acted")

DRIVER = "how strictly control rooms set recognition and on the time of their staff"
WINDOW = ("2021-01", "2022-06")
UNKNOWN = "Nothing is published on either for "
STOPS = [outcome for outcome in OUTCOMES if "wrongful stop" in f"{outcome.label} {outcome.definition}"]
FEW = CLEAR | {"median_difference": -3.0, "same_sign_pairs": 3}
ASKED = {"outcome": "stops_wrongful", "policy": "retention-5"}
World = Callable[..., Assumed]


@pytest.fixture
def world(real: Results) -> World:
    """Return a function that puts events and parameters into the world of a real experiment, which has one city."""

    def made(*events: dict[str, Any], n_cities: int = 1, varied: tuple[str, ...] = (), **parameters: float) -> Assumed:
        own = dict(real.record.world)
        own |= {"events": [*own["events"], *events], "parameters": own["parameters"] | parameters}
        return Assumed(own, n_cities, varied)

    return made


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """Return a real sweep of three points."""
    folder = tmp_path_factory.mktemp("swept") / "result"
    run_sweep(folder)
    return read_results(folder)


def practised(practice: str, first: str = "2016-01", last: str = "2022-06", *cities: str) -> dict[str, Any]:
    where = {"cities": list(cities)} if cities else {}
    return {"name": "rule", "from": first, "to": last, "practice": practice, "where": where}


def told(assumed: Assumed) -> str:
    return about_drivers(assumed, WINDOW)["control_rooms"].replace(KEPT, " ")


def test_every_outcome_of_wrongful_stops_hangs_on_control_rooms() -> None:
    assert {outcome.name for outcome in STOPS} == HANGS_ON.keys()
    assert {f"driver.name.{driver}" for driver in HANGS_ON.values()} <= set(words().keys)


@pytest.mark.parametrize("cells", [CLEAR, EQUAL, UNDEFINED, FEW, UNCLEAR, CLEAR | {"baseline_mean": 0.0}])
@pytest.mark.parametrize("question", [{}, ASKED])
def test_every_sentence_that_names_stops_says_what_they_hang_on(
    show: Show, cells: dict[str, float], question: dict[str, str]
) -> None:
    results = show(**ALL_UNCLEAR | {"stops_wrongful": cells, "detections": CLEAR})
    answer = answered(results._replace(record=results.record._replace(question=question)))
    whole = " ".join((answer.finding, *(text for heading, text in answer.lines if heading != "Hangs on")))
    sentences = [one for one in re.split(r"(?<=[.!?]) (?=[A-Z“])", whole) if "wrongful stops" in one]
    assert sentences
    assert all(one.count(DRIVER) == one.count("wrongful stops") for one in sentences), sentences
    assert twice(answer) == []


@pytest.mark.parametrize("outcome", STOPS, ids=lambda outcome: outcome.name)
def test_the_name_of_each_says_it(outcome: Outcome) -> None:
    assert named(outcome) == f"{label(outcome)} (hanging on {DRIVER})"


def test_what_hangs_on_nothing_of_the_kind_is_told_as_before(show: Show) -> None:
    for outcome, row in show(**{name: CLEAR for name in HEADLINES}).rows_of("retention-5", OUTCOME_OF.values()):
        if outcome.name in HEADLINES and outcome.name not in HANGS_ON:
            assert "hang" not in named(outcome) + change(outcome, row)


def test_a_line_tells_it_once_where_stops_are_told_and_nowhere_else(show: Show) -> None:
    results = show(stops_wrongful=CLEAR)
    for answer in answers(results):
        assert [heading for heading, _ in answer.lines].count("Hangs on") == 1
    assert said(results)["Hangs on"].startswith("How strictly control rooms set recognition, and how many alerts")
    assert hanging(results, [OUTCOME_OF["offences"]]) == []


def test_pictures_of_stops_say_it_in_title_and_notes_and_no_others(show: Show) -> None:
    results = show(**{name: CLEAR for name in HEADLINES})
    for chart in pictures(results).charts:
        is_of_stops = "stops_wrongful" in chart.name
        assert chart.title.endswith(f"(hangs on {DRIVER})") == is_of_stops, chart.title
        assert any(UNKNOWN in note for note in chart.notes) == is_of_stops, chart.notes
        assert "--set" not in " ".join(chart.notes)


def test_without_a_practice_nothing_is_published_and_what_is_taken_stands_beside_its_range(world: World) -> None:
    text = told(world(held_fpir=2.1e-4, alert_capacity_per_100k_day=1.0, n_cities=171))
    assert f"{UNKNOWN}these 171 cities." in text
    assert "1 false alert in about 4,800 searches (210 in a million; published elsewhere: 3 to 15,000), staff" in text
    assert "staff with time for 1 alert a day per 100,000 residents (possible: 0.06 to 20), and rooms that" in text
    assert text.endswith(f"To try others: --set {HELD}=NUMBER, --set {STAFF}=NUMBER, --set {LOOSENS}=NUMBER.")
    assert f"{UNKNOWN}this city. The scenario takes 1 false alert in about 50 searches" in told(world(held_fpir=0.02))


def test_what_the_line_says_to_try_is_heard(world: World) -> None:
    assumed = assumed_in(small(**{HELD: "1e-3", STAFF: "5"}))
    assert "1 false alert in about 1,000 searches" in told(assumed)
    assert "time for 5 alerts a day" in told(assumed)


@pytest.mark.parametrize(
    ("share", "says"),
    [("0", "rooms that never set it less strictly"), ("0.25", "rooms that go 25% of the way in a month")],
)
def test_what_rooms_do_with_time_to_spare_is_said_and_how_to_try_another(share: str, says: str) -> None:
    text = told(assumed_in(small(**{LOOSENS: share})))
    assert f", and {says}" in text
    assert text.endswith(f"--set {STAFF}=NUMBER, --set {LOOSENS}=NUMBER.")


@pytest.mark.parametrize("practice", published_practices())
def test_a_practice_for_all_months_and_cities_is_named_with_its_source(world: World, practice: str) -> None:
    text, known = told(world(practised(practice))), published_practices()[practice]
    taken = "the scenario takes what was published of control rooms"
    assert f"For all months that are compared {taken}: {known.meaning} ({known.source})." in text
    assert "Nothing is published on the time of their staff." in text
    assert UNKNOWN not in text
    assert "false alert in about" not in text
    assert HELD not in text


@pytest.mark.parametrize(
    "event",
    [practised("one-in-1000", "2021-02"), practised("one-in-1000", "2016-01", "2022-05"),
     practised("one-in-1000", "2016-01", "2022-06", "Exampletown")],
)  # fmt: skip
def test_a_practice_for_some_of_them_leaves_the_rest_unpublished(world: World, event: dict[str, Any]) -> None:
    text = told(world(event, n_cities=2))
    assert "For some of the cities and months that are compared" in text
    assert "Nothing is published for the rest." in text
    assert "published elsewhere: 3 to 15,000) for the rest, staff" in text


def test_practices_of_cities_and_of_months_add_up(world: World) -> None:
    here, there = (practised("one-in-1000", "2016-01", "2022-06", city) for city in ("A", "B"))
    early, late = practised("one-in-1000", "2016-01", "2021-06"), practised("vendor-default", "2021-07")
    assert "For all cities and months" in told(world(here, there, n_cities=2))
    text = told(world(early, late))
    assert text.index("at most one false alert") < text.index("delivered with")
    assert told(world(practised("one-in-1000", "2016-01", "2020-12"))) == told(world())


def test_a_value_that_runs_vary_is_not_told_as_one(world: World) -> None:
    text = told(world(varied=(HELD,)))
    assert f"The scenario takes values of {HELD} that differ between runs, staff" in text
    assert f"--set {HELD}" not in text


def test_a_source_of_the_scenario_is_not_told_as_unpublished() -> None:
    own = "{value: 1e-3, low: 1e-4, high: 1e-2, source: a court in Exampletown}"
    text = told(assumed_in(small(parameters__held_fpir=own)))
    assert UNKNOWN not in text
    assert f"For {HELD} the scenario has a source of its own: a court in Exampletown." in text
    assert UNKNOWN in told(assumed_in(small(parameters__held_fpir="1e-3")))


def test_a_world_of_an_older_model_takes_none_of_it() -> None:
    text = told(Assumed({"parameters": {STAFF: 2.0}}, 171))
    assert text.endswith(f"{UNKNOWN}these 171 cities.")


def test_a_page_is_told_from_when_on_each_text_holds(world: World) -> None:
    assumed = world(practised("one-in-1000", "2021-03"), practised("vendor-default", "2016-05", "2016-08"))
    since = drivers_since(assumed)
    assert [first for first, _ in since] == ["2016-01", "2016-09", "2021-03"]
    for month in ("2016-01", "2016-04", "2016-10", "2021-02", "2021-03", "2022-06"):
        *_, (_, texts) = [one for one in since if one[0] <= month]
        assert texts == about_drivers(assumed, (month, "2022-06"))


def test_a_stored_result_and_its_scenario_say_the_same(real: Results) -> None:
    assert assumed_by(real).n_cities == 1
    assert assumed_by(real).sources == {}
    assert told(assumed_by(real)) == told(assumed_in(small()))


def test_no_cell_of_the_published_practices_is_cut_at_a_comma() -> None:
    text = files("sim").joinpath("data", "practices.csv").read_text(encoding="utf-8")
    header, *rows = csv.reader(text.splitlines())
    assert {len(row) for row in rows} == {len(header)}


def test_a_sweep_says_it_wherever_it_names_stops_and_one_line_tells_it(swept: Results) -> None:
    told = reach_sentence(swept, told_of(swept)[0])
    assert told.count(DRIVER) == told.count("wrongful stops") == 2
    (line,) = [text for text in about(swept) if text.startswith("Hangs on: ")]
    assert f"{UNKNOWN}this city." in line
    titles = [chart.title for chart in pictures(swept).charts if chart.name == "difference-stops_wrongful"]
    assert [title.endswith(f"(hangs on {DRIVER})") for title in titles] == [True]
