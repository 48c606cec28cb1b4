"""Charts: what stands in them, their files, and that they are the same wherever they are drawn."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from sim.experiments.problems import UsageError
from sim.experiments.store.reader import Results
from sim.model.outcomes import OUTCOMES, Outcome
from sim.present.charts.amounts import signed
from sim.present.charts.chosen import chosen_charts, write_charts
from sim.present.charts.data import N_LINES, DifferenceChart, PathChart, difference_chart, path_chart
from sim.present.charts.draw import WIDTH, svg_text, write_chart
from sim.present.charts.figures import first_picture, pictures, write_figures
from sim.present.charts.layout import width_of, wrap
from sim.present.charts.looks import looks
from sim.present.charts.paths import bands
from sim.present.words.language import KEPT
from tests.present.conftest import Show

TEXT = "{http://www.w3.org/2000/svg}text"
CLEAR = {"lo95": -90.0, "hi95": -70.0, "difference": -80.0, "baseline_mean": 200.0}
HARM = {"lo95": 5.0, "hi95": 15.0, "difference": 10.0, "baseline_mean": 20.0}
ZERO = {"lo95": 0.0, "hi95": 0.0, "difference": 0.0}


def outcome(name: str) -> Outcome:
    return next(one for one in OUTCOMES if one.name == name)


def chart_of(results: Results, name: str) -> DifferenceChart:
    chart = difference_chart(results, outcome(name), looks((results.baseline, *results.policies)))
    assert chart is not None
    return chart


def path_of(results: Results, name: str) -> PathChart | None:
    one = outcome(name)
    return path_chart(results, one, bands(results.folder, [one]), looks((results.baseline, *results.policies)))


def texts(svg: str) -> str:
    """Every text of a picture, in its order."""
    return " ".join("".join(one.itertext()) for one in ElementTree.fromstring(svg).iter(TEXT))


def test_a_picture_stands_alone(show: Show) -> None:
    results = show(stops_wrongful=CLEAR)
    found = texts(svg_text(chart_of(results, "stops_wrongful")))
    for words in (
        "Wrongful stops: in the model, 80 fewer under “retention-5”, 80 fewer under “pause”",
        "pause: \N{MINUS SIGN}80 (\N{MINUS SIGN}40%)",
        "\N{MINUS SIGN}90 to \N{MINUS SIGN}70",
        "Stops: difference from the baseline",
        "A wrongful stop: the police stop somebody whom a camera took for another person.",
        "Under “status-quo”, the baseline: 200 stops. Added up from January 2021 to June 2022, mean over 20 simulated",
        "It holds chance between runs, not whether the assumptions are right.",
        f"Simulation, not observation. Surveillance roll-out simulator, version {results.record.model_version}",
        "scenario one-city, one simulated city, each simulated person stands for 100 residents; The developers of the "
        "surveillance roll-out simulator; MIT licence.",
    ):
        assert words in found, words


def test_a_picture_of_a_gain_names_the_largest_harm(show: Show) -> None:
    notes = " ".join(chart_of(show(stops_wrongful=CLEAR, people_leaked=HARM), "stops_wrongful").notes)
    harm = "people with data leaked in a breach +10 (+50%); 95% interval +5.0 to +15."
    for policy in ("retention-5", "pause"):  # the title names both
        assert f"Largest harm or cost under “{policy}”: {harm}" in notes, notes


def test_a_picture_of_a_harm_names_the_largest_gain(show: Show) -> None:
    notes = " ".join(chart_of(show(stops_wrongful=CLEAR, people_leaked=HARM), "people_leaked").notes)
    assert "Largest gain or saving under “retention-5”:" in notes


def test_what_is_not_clear_has_no_direction_in_the_title(show: Show) -> None:
    unclear = {"lo95": -9.0, "hi95": 7.0, "difference": -1.0}
    chart = chart_of(show(stops_wrongful=unclear), "stops_wrongful")
    assert chart.title == (
        "Wrongful stops: in the model, no clear difference from “status-quo” "
        "(hangs on how strictly control rooms set recognition and on the time of their staff)"
    )
    assert chart.dots[0].span == "no clear difference; \N{MINUS SIGN}9.0 to +7.0"


def test_a_mean_that_few_runs_carry_has_its_median_beside_it_and_an_arm_that_did_not_act_says_so(show: Show) -> None:
    few = CLEAR | {"median_difference": -3.0, "same_sign_pairs": 3, "acted_pairs": 3}
    span = chart_of(show(stops_wrongful=few), "stops_wrongful").dots[0].span
    assert "changed nothing at all in 17 of 20 simulated pairs" in span
    assert "a few pairs make up most of it: median \N{MINUS SIGN}3.0, 3 of 20 simulated pairs with this sign" in span


def test_percentage_points_are_not_per_cent(show: Show) -> None:
    share = {"lo95": 0.004, "hi95": 0.016, "difference": 0.01, "baseline_mean": 0.5}
    chart = chart_of(show(support_mean=share), "support_mean")
    assert chart.dots[0].text == f"+1.0{KEPT}percentage points"
    assert "%" not in chart.dots[0].span + chart.axis
    assert "Under “status-quo”, the baseline: 50%." in " ".join(chart.notes)


def test_zeros_are_not_drawn(show: Show) -> None:
    results = show(stops_wrongful=ZERO)
    assert difference_chart(results, outcome("stops_wrongful"), looks(results.policies)) is None
    assert outcome("stops_wrongful") in pictures(results).left_out
    assert path_of(results, "spend_federal_rub") is None


def leaving(picture: str) -> list[str]:
    """Return every text that is wider than a picture has room for."""
    found = []
    for one in ElementTree.fromstring(picture).iter(TEXT):
        style, text = one.get("style", ""), "".join(one.itertext())
        size = float(re.search(r"([\d.]+)px", style)[1])  # type: ignore[index]
        places = re.findall(r"translate\(([\d.]+)|(?<![\w-])x=\"([\d.]+)", ElementTree.tostring(one).decode())
        x = next(float(number) for place in places for number in place if number)
        wide = width_of(text, size, bold="bold" in style or "700" in style)
        left = x - (wide / 2.0 if "middle" in style else 0.0)
        if left < 0.0 or left + wide > WIDTH:
            found.append(text)
    return found


def test_a_label_of_any_length_stays_in_the_picture(real: Results) -> None:
    labels = {arm: f"{arm} is what this rule of eighty letters is about, as a label may be" for arm in real.arms}
    chart = path_of(real._replace(record=real.record._replace(labels=labels)), "offences")
    assert chart is not None
    svg = svg_text(chart)
    assert leaving(svg) == []
    for label in labels.values():
        assert " ".join(label.split()[:4]) in texts(svg)


@pytest.mark.parametrize("name", ["clearances_total", "spend_city_rub", "support_mean"])
def test_no_text_leaves_the_picture_and_each_number_but_zero_has_a_sign(name: str, real: Results) -> None:
    chart = chart_of(real, name)
    assert leaving(svg_text(chart)) == []
    assert all(dot.text[0] in "+\N{MINUS SIGN}" for dot in chart.dots if dot.value and dot.text[0] != "e")


def test_the_first_picture_is_where_most_policies_differ_whoever_gains(show: Show) -> None:
    quiet = {one.name: {"lo95": -9.0, "hi95": 7.0, "difference": -1.0} for one in OUTCOMES if one.headline}
    for loud in (CLEAR, HARM):
        results = show(**(quiet | {"people_leaked": loud}))
        chart = first_picture(results, pictures(results))
        assert chart is not None
        assert chart.name == "difference-people_leaked"


def test_more_arms_than_can_be_told_apart_are_left_to_the_table(real: Results) -> None:
    found = bands(real.folder, [outcome("offences")])
    many = {(f"arm-{i}", "offences"): found["pause", "offences"] for i in range(8)}
    chart = path_chart(real, outcome("offences"), many, looks(tuple(f"arm-{i}" for i in range(8))))
    assert chart is not None
    assert len(chart.lines) == N_LINES
    assert "3 more policies are in the table only." in chart.notes[0]


def test_pictures_of_one_policy_name_no_other_and_look_as_beside_all(real: Results, tmp_path: Path) -> None:
    charts = chosen_charts(real, ["retention-5"], ["spend_city_rub"])
    assert [chart.name for chart in charts] == ["difference-spend_city_rub", "path-spend_city_rub"]
    difference, path = charts
    assert isinstance(difference, DifferenceChart)
    assert isinstance(path, PathChart)
    assert [dot.arm for dot in difference.dots] == [real.called("retention-5")]
    assert difference.dots[0].look == looks((real.baseline, *real.policies))["retention-5"]
    assert [line.arm for line in path.lines] == [real.called(real.baseline), real.called("retention-5")]
    files = write_charts(tmp_path / "own", charts)
    assert real.called("pause") not in texts(files[0].read_text(encoding="utf-8"))
    assert sorted(path.suffix for path in files) == [".pdf", ".pdf", ".png", ".png", ".svg", ".svg"]


def test_a_picture_of_what_is_not_there_is_refused_all_at_once(real: Results) -> None:
    with pytest.raises(UsageError) as refused:
        chosen_charts(real, ["puase"], ["stops"])
    said = str(refused.value)
    assert "--arms puase: is not compared with the baseline" in said
    assert "Did you mean pause?" in said
    assert "--outcomes stops: is not a headline outcome" in said


def test_files_are_the_same_each_time_and_old_ones_go(real: Results, tmp_path: Path) -> None:
    found = pictures(real)
    (tmp_path / "difference-old.png").write_bytes(b"old")
    (tmp_path / "notes.txt").write_text("of the user", encoding="utf-8")
    write_figures(tmp_path, found)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == sorted(["notes.txt", *(f"{chart.name}.svg" for chart in found.charts)])
    again = pictures(real)
    for chart in again.charts:
        assert (tmp_path / f"{chart.name}.svg").read_text(encoding="utf-8") == again.svg[chart.name]
    assert str(real.folder.parent) not in "".join(found.svg.values())


@pytest.mark.parametrize(("kind", "starts"), [("png", b"\x89PNG"), ("pdf", b"%PDF"), ("svg", b"<?xml")])
def test_a_picture_is_written_in_each_kind_with_the_same_bytes(
    kind: str, starts: bytes, real: Results, tmp_path: Path
) -> None:
    chart = chart_of(real, "spend_city_rub")
    first, second = tmp_path / f"a.{kind}", tmp_path / f"b.{kind}"
    write_chart(first, chart)
    write_chart(second, chart)
    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes().startswith(starts)
    assert b"Date" not in first.read_bytes()


def test_names_in_any_letters_and_with_signs_of_formulas_are_drawn(real: Results, tmp_path: Path) -> None:
    chart = chart_of(real, "spend_city_rub")
    dots = tuple(dot._replace(arm=name) for dot, name in zip(chart.dots, ("запрет $x_1$", "禁止 <&>"), strict=True))
    found = texts(svg_text(chart._replace(dots=dots)))
    assert "запрет $x_1$" in found
    assert "禁止 <&>" in found
    write_chart(tmp_path / "letters.png", chart._replace(dots=dots))  # a letter that the font lacks is no warning


def test_lines_are_as_wide_as_they_may_be() -> None:
    for text in ("a " * 200, "word" * 60, "Большие буквы " * 12):
        lines = wrap(text, 200.0, 10.0)
        assert max(width_of(line, 10.0) for line in lines) <= 200.0
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_numbers_have_two_digits_that_count_and_a_sign() -> None:
    assert [signed(number) for number in (-0.004, 0.0, 12.0)] == ["\N{MINUS SIGN}0.004", "0", "+12"]
