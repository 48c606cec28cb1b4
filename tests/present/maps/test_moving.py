"""Maps on a screen: plain circles on equal axes, nothing to fetch, names inert."""

import json
import re
from html import escape
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from sim.api import Experiment
from sim.experiments.problems import UsageError
from sim.present.maps.chart import month_chart
from sim.present.maps.moving import map_drawing, map_figure, moving_map
from sim.present.maps.shares import CityMap
from tests.present.maps.conftest import HOSTILE
from tests.present.maps.test_chart import filled


def texts(found: Any) -> list[str]:
    """Every text in a figure."""
    if isinstance(found, dict):
        return [text for inner in found.values() for text in texts(inner)]
    if isinstance(found, list):
        return [text for inner in found for text in texts(inner)]
    return [found] if isinstance(found, str) else []


@pytest.fixture
def moving(found: CityMap) -> go.Figure:
    return moving_map(found, ("status-quo", "ban"))


def test_it_asks_for_no_map_and_no_network(moving: go.Figure) -> None:
    figure = json.loads(moving.to_json())
    traces = [*figure["data"], *(one for frame in figure["frames"] for one in frame["data"])]
    assert {trace["type"] for trace in traces} == {"scatter"}
    assert not [key for key in figure["layout"] if re.match("geo|map|images|scene", key)]
    assert not [text for text in texts(figure) if "://" in text]


def test_every_month_is_a_frame_with_its_numbers_and_it_is_still_at_first(found: CityMap, moving: go.Figure) -> None:
    assert [frame.name for frame in moving.frames] == list(found.months)
    assert [step.args[0] for step in moving.layout.sliders[0].steps] == [(month,) for month in found.months]
    heads = [[note.text for note in frame.layout.annotations[:2]] for frame in moving.frames]
    assert all("December 2020" in head for head in heads[0])
    assert all("December 2021" in head for head in heads[1])
    html = moving._repr_mimebundle_()["text/html"]
    assert "Plotly.animate(" not in html


def test_the_filled_part_is_the_share(found: CityMap) -> None:
    chart = month_chart(filled(found, ban=[1, 2, 2, 3]), ("ban",), "2021-12")
    size = np.array(map_figure(chart).data[0].marker.size)
    shares = (size[1::2] / size[::2]) ** 2
    assert sorted(shares) == pytest.approx([0.0, 0.0, 0.0, 0.25, 0.75, 1.0], abs=0.01)
    residents = sorted((city.population for city in found.cities), reverse=True)
    assert (size[::2] / size[0]) ** 2 == pytest.approx(np.array(residents) / 400_000, abs=0.01)


def test_axes_are_equal_and_the_same_in_every_panel(moving: go.Figure) -> None:
    layout = moving.layout
    assert (layout.yaxis.scaleanchor, layout.yaxis2.scaleanchor) == ("x", "x2")
    assert (layout.xaxis.range, layout.yaxis.range) == (layout.xaxis2.range, layout.yaxis2.range)
    assert layout.yaxis.range[0] > layout.yaxis.range[1]  # north is up


def test_published_and_simulated_differ_in_shape_and_are_named(moving: go.Figure) -> None:
    circles, diamonds = moving.frames[0].data[:2]
    assert (circles.name, diamonds.name) == ("simulated (filled: share of worlds)", "published")
    assert (circles.marker.symbol, diamonds.marker.symbol, len(diamonds.x)) == (None, "diamond-open", 2)
    assert len(moving.frames[1].data[1].x) == 0


def test_alone_it_says_what_must_travel_with_it(found: CityMap) -> None:
    chart = month_chart(found, ("ban",), "2021-12")
    within = map_drawing(chart)
    said = " ".join(texts(json.loads(map_figure(chart).to_json()))).replace("<br>", " ").replace("</b> <b>", " ")
    assert escape(chart.title) in said
    assert "Simulation, not observation." in said
    assert "title" not in within["layout"]
    assert "Simulation" not in " ".join(texts(within))
    assert json.loads(json.dumps(within)) == within  # plain, so that a page can have it as it is


def test_hostile_names_are_inert(moving: go.Figure) -> None:
    said = texts(json.loads(moving.to_json()))
    assert not [text for text in said if "<script" in text or "<img" in text]
    assert [text for text in said if text.startswith(escape(HOSTILE))]


def test_a_notebook_gets_the_map_of_the_baseline(found: CityMap) -> None:
    experiment = Experiment(found.results)
    assert "“status-quo”" in experiment.map().layout.title.text
    assert "“ban”" in experiment.map("ban").layout.title.text
    with pytest.raises(UsageError, match="no policy 'nobody'"):
        experiment.map("nobody")
