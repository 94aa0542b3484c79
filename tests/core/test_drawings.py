"""Charts: what is drawn where, at every size, as SVG that anybody can read."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from django.template.loader import render_to_string

from core.drawing import NARROW, SLIDE, WIDE, chart_file, runs, scale
from core.funnel_chart import Funnel, Limits, Point, funnel_chart
from core.line_chart import Band, Break, Lines, Series, line_chart
from core.strip_chart import Strip, Strips, strip_chart, swarm

SVG = "{http://www.w3.org/2000/svg}"


def a_line_chart(**changes):
    given = {
        "labels": ["2022", "2023", "2024", "2025"],
        "series": [
            Series("The Network <all>", [30.0, None, 31.0, 32.0], cuts=[3]),
            Series("FPS Finance", [20.0, 25.0, None, 35.0], is_chosen=True),
        ],
        "band": Band("Middle half", [10.0, None, 12.0, 11.0], [40.0, None, 41.0, 42.0]),
        "breaks": [Break(3, "2025: what is counted changed")],
        "below": ["62/65", "0/65", "60/65", "61/65"],
    } | changes
    return line_chart("Title", "In %", "Two lines.", Lines(**given))


def a_funnel():
    points = [Point(50, 40.0, "FPS Justice", is_outside=True), Point(400, 29.0, is_chosen=True)]
    limits = [Limits(50, 17, 42, 10, 50), Limits(400, 25, 34, 22, 37)]
    words = {"centre_words": "Network 29%", "axis_words": "Complaints"}
    return funnel_chart("Title", "In %", "A funnel.", Funnel(points, limits, 29.0, **words))


def some_strips():
    strips = [
        Strip("The Network", "3 of 3", (1.0, 2.0, 3.0), [1.0, 2.0, 2.0], chosen=2.0),
        Strip("A group with a long name that takes more than one line", "too few", None, [2.0]),
    ]
    return strip_chart("Title", "Days", "Strips.", Strips(strips, "days"))


CHARTS = {"lines": a_line_chart, "funnel": a_funnel, "strips": some_strips}


@pytest.mark.parametrize("kind", CHARTS)
@pytest.mark.parametrize("size", [WIDE, NARROW, SLIDE])
def test_nothing_is_drawn_outside_the_picture(kind, size):
    drawing = CHARTS[kind]().at(size)

    for word in [*drawing.words, *drawing.outside]:
        wide = size.width_of(word.text, bold=word.bold)
        left = word.x - {"start": 0, "end": wide, "middle": wide / 2}[word.anchor]
        assert left > -size.letters, word
        assert left + wide <= size.width + size.letters, word
        assert 0 < word.y <= drawing.height + 1, word


def test_a_name_that_is_written_on_one_line_has_the_room_for_it():
    """In bold letters it would take two lines, each narrower than the one."""
    name = "Middelste helft van de groep"
    assert len(WIDE.lines_of(name, WIDE.beside, bold=True)) > len(WIDE.lines_of(name, WIDE.beside))
    band = Band(name, [10.0, None, 12.0, 11.0], [40.0, None, 41.0, 42.0])

    drawing = a_line_chart(series=[Series("A", [20.0, 25.0, None, 35.0])], band=band).wide

    word = next(one for one in drawing.words if one.text == name)
    assert word.x + WIDE.width_of(name) <= WIDE.width


@pytest.mark.parametrize("kind", CHARTS)
def test_chart_on_a_page_says_what_it_shows_and_has_no_styles(kind):
    chart = CHARTS[kind]()

    page = render_to_string("charts/drawn.html", {"chart": chart})

    assert page.count('role="img"') == 2
    assert f"<desc>{chart.description}</desc>" in page
    assert "style" not in page


def test_file_stands_alone_and_is_16_to_9():
    file = ET.fromstring(chart_file(a_line_chart(), source="Source: BOSA"))  # noqa: S314 - our own

    assert file.tag == f"{SVG}svg"
    assert file.get("viewBox") == "0 0 1280 720"
    texts = ["".join(text.itertext()) for text in file.iter(f"{SVG}text")]
    assert {"Title", "In %", "The Network <all>", "Source: BOSA"} <= set(texts)
    assert not [one for one in file.iter() if "href" in "".join(one.attrib)]


def test_line_ends_at_a_gap_and_at_a_break():
    drawing = a_line_chart().wide

    lines = [one.d for one in drawing.shapes if one.stroke == "#35586d" and one.fill == "none"]

    # 2022 alone, 2024 alone, 2025 after the break.
    assert [line.count("L") for line in lines] == [0, 0, 0]
    assert "2025: what is counted changed" in [word.text for word in drawing.words]
    assert (
        len([one for one in drawing.shapes if one.dashes == "4 4" and one.stroke == "#15232d"]) == 1
    )


def test_a_year_that_nobody_gave_is_a_well_with_words():
    series = [Series("The Network", [1.0, None, None, 2.0])]

    drawing = a_line_chart(series=series, band=None, gap_words="not provided").wide

    assert "not provided" in [word.text for word in drawing.words]


@pytest.mark.parametrize("width", range(200, 420, 7))
@pytest.mark.parametrize("size", [NARROW, SLIDE])
def test_words_in_a_well_are_whole_or_absent(size, width):
    series = [Series("Het Netwerk", [1.0, None, 2.0, 2.0])]
    chart = a_line_chart(series=series, band=None, gap_words="niet verzameld")

    words = [word.text for word in chart.at(replace(size, width=width * size.letters / 14)).words]

    assert not [text for text in words if text.endswith("-")]
    assert words.count("niet verzameld") or ("niet" in words) == ("verzameld" in words)


def test_series_differ_by_more_than_colour():
    series = [Series(f"Number {place}", [place, place + 1, 2, 3]) for place in range(6)]

    drawing = a_line_chart(series=series, band=None).wide

    lines = [one for one in drawing.shapes if one.d.count("L") == 3]
    markers = {one.d.split("a")[0][:1] + str(len(one.d.split("l"))) for one in drawing.shapes}
    assert len({(one.stroke, one.dashes) for one in lines}) == 6
    assert len(markers) > 2


def test_empty_chart_is_drawn_without_fault():
    nothing = [Series("Nobody", [None, None, None, None])]

    drawing = a_line_chart(series=nothing, band=None, gap_words="not provided").wide

    assert "not provided" in [word.text for word in drawing.words]


def test_scale_holds_every_value_and_stops_at_the_most():
    assert scale([93.4], (100, 0), most=100).high == 100
    # A share that contradicts itself stays within the drawing.
    assert scale([120], (100, 0), most=100).high >= 120
    assert scale([0, 0], (100, 0)).ticks == [0, 1]
    assert scale([81, 97], (100, 0), from_zero=False, most=100).low == 80


def test_runs_end_at_gaps_and_cuts():
    assert runs([1, 2, None, 3, 4], cuts=[4]) == [[0, 1], [3], [4]]


def test_dots_of_a_swarm_do_not_lie_on_one_another():
    found = swarm([10, 10, 11, 30], 3)

    assert len({up for _x, up in found[:3]}) == 3
    assert found[3] == (30, 0)
