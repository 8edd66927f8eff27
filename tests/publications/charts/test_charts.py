"""Charts: a picture that can stand alone, and the figures in full beside it."""

import re

import pytest
from bs4 import BeautifulSoup
from django.conf import settings

from publications.public import years
from tests.factories import SCORES
from tests.publications.charts.drawings import (
    BEFORE,
    NAMES,
    TAGS,
    compared,
    document_of,
    history_of,
    parsed,
    picture,
    rendered,
    table,
)

HOSTILE = "<script>x</script>\"'&"  # short enough to be drawn

# The picture as a thing of its own


@pytest.mark.parametrize("chart", TAGS)
def test_a_picture_is_well_formed_and_says_what_it_is(chart):
    svg = parsed(picture(rendered(TAGS[chart])))
    by_id = {element.get("id"): element for element in svg.iter() if element.get("id")}
    title, desc = (by_id[name] for name in svg.get("aria-labelledby").split())
    assert svg.get("role") == "img"
    assert (title.tag, desc.tag) == ("{http://www.w3.org/2000/svg}title", "{http://www.w3.org/2000/svg}desc")
    assert title is svg[0]  # WeasyPrint takes the alternative text from there
    assert title.text.strip() == title.text != ""
    assert desc.text.strip() == desc.text != ""


@pytest.mark.parametrize("chart", TAGS)
def test_nothing_in_a_chart_needs_what_the_content_security_policy_refuses(chart):
    soup = BeautifulSoup(rendered(TAGS[chart]), "html5lib")
    assert soup.select("svg [fill], svg [stroke]")
    assert soup.select("[style], style, script, [href], image, use, foreignObject") == []
    assert [name for tag in soup.find_all(True) for name in tag.attrs if name.startswith("on")] == []


def test_charts_beside_each_other_have_ids_of_their_own():
    source = "".join(TAGS[chart] for chart in ("bars", "radar", "lines"))
    ids = [tag["id"] for tag in BeautifulSoup(rendered(source), "html5lib").select("[id]")]
    assert len(ids) == 6
    assert len(set(ids)) == 6


@pytest.mark.parametrize("chart", TAGS)
def test_text_is_at_least_12_pixels_high_on_a_narrow_telephone(chart):
    svg = parsed(picture(rendered(TAGS[chart])))
    width_on_screen = 360 - 2 * 16
    sizes = [float(element.get("font-size")) for element in svg.iter() if element.get("font-size")]
    assert min(sizes) * width_on_screen / float(svg.get("viewBox").split()[2]) >= 12


def test_every_class_of_a_picture_follows_the_reader_into_the_dark():
    used = {name for chart in TAGS.values() for name in re.findall(r'class="(chart-[\w-]+)"', picture(rendered(chart)))}
    rules = (settings.BASE_DIR / "static/css/charts.css").read_text()
    assert used >= {"chart-ink", "chart-target", "chart-full", "chart-hollow", "chart-before"}
    assert {name for name in used if not re.search(rf"\.{name}[ ,]", rules)} == set()


@pytest.mark.parametrize("chart", TAGS)
def test_names_are_text_and_never_markup(chart):
    names = [HOSTILE, *NAMES[1:3], HOSTILE, *NAMES[4:]]
    document = document_of(2565, names=names)
    history = years.of_indicator([document], 4)
    html = rendered(TAGS[chart], document=document, previous=document_of(2564, BEFORE, names=names), history=history)
    assert "<script" not in html
    shown = BeautifulSoup(html, "html5lib")
    assert HOSTILE in shown.select_one("figure").get_text()
    assert (HOSTILE in shown.select_one("svg").get_text()) == (not chart.startswith("radar"))
    parsed(picture(html))


# The figures in full


def test_the_table_of_the_bars_has_every_indicator_and_score():
    rows = table(rendered(TAGS["bars"]))
    assert [row[:3] for row in rows[1:]] == [
        [str(number), name, score] for number, (name, score) in enumerate(zip(NAMES, SCORES, strict=True), start=1)
    ]
    assert [row[3] for row in rows[1:4]] == ["reaches the target", "below the target", "below the target"]


def test_the_table_of_the_radar_has_both_years_and_the_change():
    rows = table(rendered(TAGS["radar"]))
    assert rows[0] == ["No.", "Indicator", "2564", "2565", "Change in points"]
    assert [row[1:4] for row in rows[1:]] == [list(row) for row in zip(NAMES, BEFORE, SCORES, strict=True)]
    assert [rows[number][4] for number in (1, 2, 4)] == ["+5.39", "−1.55", "±0.00"]


def test_the_radar_of_one_year_speaks_of_no_other():
    html = rendered(TAGS["radar of one year"])
    assert table(html)[0] == ["No.", "Indicator", "2565"]
    assert "2564" not in html
    assert "chart-before" not in html


def test_an_indicator_that_last_year_did_not_have_has_no_change():
    previous = document_of(2564, [None, *BEFORE[1:]])
    rows = table(rendered(TAGS["radar"], compared=compared(document_of(2565), previous)))
    assert rows[1][2:] == ["–", "87.49", "–"]
    assert rows[2][2:] == ["79.40", "77.85", "−1.55"]


def test_the_table_of_the_lines_has_every_year_with_its_change_and_scale():
    rows = table(rendered(TAGS["lines"]))
    letters, named = "AA – F", "ผ่านดีเยี่ยม – ต้องปรับปรุงโดยด่วน"
    assert rows[1:] == [
        ["2563", "81.20", "–", "below the target", letters],
        ["2564", "87.49", "+6.29", "reaches the target", letters],
        ["2565", "77.85", "−9.64", "below the target", letters],
        ["2566", "83.96", "+6.11", "below the target", f"{named} (new; before: {letters})"],
    ]


def test_a_year_without_a_result_is_a_row_that_says_so():
    html = rendered(TAGS["lines"], history=history_of({2563: "81.20", 2565: "90.00"}))
    rows = table(html)
    assert rows[2] == ["2564", "–", "–", "no published result", "–"]
    assert rows[3][:3] == ["2565", "90.00", "–"]


def test_a_table_waits_behind_a_heading_only_where_it_may():
    folded, open_ = rendered("{% indicator_bars document %}"), rendered("{% indicator_bars document folded=False %}")
    assert "<details" in folded
    assert "<details" not in open_
    assert table(folded) == table(open_)


def test_a_reader_of_english_gets_the_english_names():
    english = ["Performance of duty", *[""] * 9]
    rows = table(rendered(TAGS["bars"], document=document_of(2565, english=english)))
    assert [rows[1][1], rows[2][1]] == ["Performance of duty", NAMES[1]]


def test_the_description_says_what_the_picture_shows():
    said = {chart: parsed(picture(rendered(TAGS[chart])))[1].text for chart in TAGS}
    assert "4 of 10 indicators reach the target of 85.00" in said["bars"]
    assert "indicator 9 with 95.00. Lowest: indicator 2 with 77.85" in said["bars"]
    assert said["radar"].endswith("Against fiscal year 2564, 7 indicators rose and 2 fell.")
    assert "2564" not in said["radar of one year"]
    assert said["lines"] == "The axis begins at 70 and ends at 100. Fiscal year 2563: 81.20. Fiscal year 2566: 83.96."
