"""What a map says: the finding, its doubt, what is observed and what is simulated."""

import numpy as np

from sim.experiments.store.reader import Results
from sim.present.maps.chart import chosen_months, month_chart, years_chart
from sim.present.maps.shares import CityMap

MONTHS = ("2020-12", "2021-12")


def filled(found: CityMap, **counts: list[int]) -> CityMap:
    """Return the map with the first cities recognising in both months, as many as given of each world."""
    recognises = {
        policy.replace("_", "-"): np.array([[[city < n for city in range(6)]] * 2 for n in by_world])
        for policy, by_world in counts.items()
    }
    return found._replace(recognises=found.recognises | recognises)


def test_the_title_is_the_finding_with_its_range(found: CityMap) -> None:
    chart = years_chart(filled(found, status_quo=[1, 2, 2, 3]), "status-quo")
    assert chart.title == (
        "Cities that recognise faces under “status-quo”: in the model, 1 to 3 of 6 in December 2020, "
        "and 1 to 3 of 6 in December 2021"
    )
    assert chart.subtitle.startswith("Filled part of a circle: share of 4 simulated worlds")
    assert [one.heading for one in chart.panels] == ["December 2020: 1 to 3 of 6", "December 2021: 1 to 3 of 6"]
    assert chart.panels[0].shares.tolist() == [1.0, 0.75, 0.25, 0.0, 0.0, 0.0]
    assert chart.panels[0].spoken.endswith("in every simulated world: 1; in some: 2; in none: 3")


def test_two_policies_stand_beside_each_other(found: CityMap) -> None:
    chart = month_chart(filled(found, status_quo=[3, 3, 3, 3], ban=[0, 1, 0, 0]), ("status-quo", "ban"), "2021-12")
    assert chart.title == (
        "Cities that recognise faces in December 2021: in the model, 3 of 6 under “status-quo”, "
        "and 0 to 1 of 6 under “ban”"
    )
    assert [one.heading for one in chart.panels] == [
        "“status-quo”, December 2021: 3 of 6",
        "“ban”, December 2021: 0 to 1 of 6",
    ]


def test_what_must_travel_with_a_map_is_inside(results: Results, found: CityMap) -> None:
    notes = " ".join(years_chart(found, "status-quo").notes)
    for words in (
        "4 simulated worlds of each policy (runs that differ by chance alone)",
        "A circle's area is the number of residents; the largest stands for 400,000.",
        "Baseline “status-quo”; policies may differ from 2021-01 on.",
        "Albers' equal-area conic projection, true along",
        "Internationally recognised borders are not shown, and no others either.",
        "Cities that the scenario's list flags because of their status are left out.",
        "Places of cities: <i>, GeoNames.",
        f"Simulation, not observation. Surveillance roll-out simulator, version {results.record.model_version}",
        "MIT licence",
    ):
        assert words in notes, words
    assert "acme" not in notes.lower()  # the supplier


def test_flagged_cities_are_said_to_be_left_out_only_where_they_are(results: Results, found: CityMap) -> None:
    record = results.record._replace(world=results.record.world | {"cities": {"include_flagged": True}})
    notes = " ".join(years_chart(found._replace(results=results._replace(record=record)), "status-quo").notes)
    assert "flags" not in notes


def test_doubt_about_parameters_is_named(results: Results, found: CityMap) -> None:
    record = results.record._replace(world=results.record.world | {"ensemble": {"parameters": ["a"]}})
    chart = years_chart(found._replace(results=results._replace(record=record)), "status-quo")
    assert "runs that differ by chance and fitted parameters" in chart.notes[0]


def test_one_world_is_one_possible_history(found: CityMap) -> None:
    chart = years_chart(found.one_world(2), "status-quo")
    assert chart.title.startswith("One possible history, seed 2. Cities that recognise faces")
    assert "this one simulated world" in chart.subtitle
    assert "one possible history, not a forecast" in chart.notes[0]
    assert [text for _, text in chart.key] == ["does not recognise faces", "recognises faces"]
    assert set(np.unique(chart.panels[0].shares)) <= {0.0, 1.0}


def test_published_facts_stand_beside_the_past_alone(found: CityMap) -> None:
    chart = years_chart(found, "status-quo")
    past, future = chart.panels
    names = [chart.cities[number] for number in past.published]
    assert sorted(names) == ["Moscow", "Saint Petersburg"]  # and not Moskva, which is of that region
    assert not future.published
    assert chart.diamond == "published, not simulated: recognition reported by then"
    assert "Moscow by December 2017, a pilot on about 3,000 cameras (docs/facts.md, S09" in chart.notes[1]
    after = month_chart(found, ("status-quo", "ban"), "2021-12")
    assert (after.diamond, "Diamonds" in " ".join(after.notes)) == ("", False)


def test_a_fact_is_of_a_city_and_its_region(found: CityMap) -> None:
    cities = tuple(city._replace(region="Idaho") for city in found.cities)
    assert years_chart(found._replace(cities=cities), "status-quo").diamond == ""


def test_at_most_four_months_are_chosen(found: CityMap) -> None:
    years = tuple(f"{year}-12" for year in range(2016, 2031))
    assert chosen_months(found._replace(months=years)) == ("2016-12", "2020-12", "2025-12", "2030-12")
    assert chosen_months(found._replace(months=("2022-12",))) == ("2022-12",)
    assert chosen_months(found._replace(months=("2021-03", "2021-04"))) == ("2021-03", "2021-04")


def test_one_city_is_told_by_its_worlds(found: CityMap) -> None:
    alone = found._replace(cities=found.cities[:1], recognises={p: w[:, :, :1] for p, w in found.recognises.items()})
    chart = years_chart(
        alone._replace(recognises={"status-quo": np.array([[[True], [True]], [[False], [True]]])}), "status-quo"
    )
    city = chart.cities[0]
    assert f"in the model, {city} in 1 of 2 simulated worlds in December 2020" in chart.title
