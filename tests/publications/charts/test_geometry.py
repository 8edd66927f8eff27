"""Where bars, radar and lines are drawn: in proportion, and within the frame whatever the figures."""

from decimal import Decimal

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from publications.render import charts
from publications.render.charts import Scored, YearScore
from tests.publications.charts.drawings import (
    NAMES,
    TAGS,
    TARGET,
    document_of,
    instrument_of,
    parsed,
    picture,
    points_of,
    rendered,
    scored,
    table,
    year_scores,
)

unhurried = hypothesis_settings(deadline=None)  # a busy machine is no fault of the code

# Bars


def test_a_bar_is_as_long_as_its_score():
    chart = charts.bars(scored("0", "50", "100", "85", "84.99"), TARGET)
    assert [bar.length for bar in chart.bars] == [0, 159, 318, 270.3, 270.3]
    assert [bar.reaches for bar in chart.bars] == [False, False, True, True, False]
    assert chart.target_x == 1 + 270.3


def test_an_empty_score_is_no_bar_and_not_zero():
    html = rendered(TAGS["bars"])
    chart = charts.bars(scored("0", None), TARGET)
    empty = Template("{% include 'publications/charts/bars.svg' %}").render(Context({"chart": chart}))
    assert [(bar.length, bar.reaches) for bar in chart.bars] == [(0, False), (0, None)]
    assert [bar.number for bar in chart.known] == [1]
    assert ">0.00<" in empty
    assert ">–<" in empty
    assert ">–<" not in html


def test_without_any_score_a_chart_says_so():
    html = rendered(TAGS["bars"], document=document_of(2565, [None] * 10))
    assert parsed(picture(html))[1].text == "No indicator has a score."
    assert len(table(html)) == 1


def test_highest_and_lowest_of_equal_scores_have_the_smallest_number_first():
    chart = charts.bars(scored("80", "90", "90", "80"), TARGET)
    assert [bar.number for bar in chart.known] == [2, 3, 1, 4]
    assert [bar.number for bar in chart.reached] == [2, 3]


def test_a_name_is_written_whole_or_not_at_all():
    long = "การ" * 30
    document = document_of(2565, names=[long, *NAMES[1:]])
    html = rendered(TAGS["bars"], document=document)
    drawn = [text.text for text in parsed(picture(html)).iter("{http://www.w3.org/2000/svg}text")]
    assert "Indicator 1" in drawn
    assert set(NAMES[1:]) <= set(drawn)
    assert table(html)[1][1] == long


# Radar


def test_a_gap_of_the_radar_is_a_gap_and_not_the_centre():
    whole = charts.radar(scored("80", "80", "80", "80"), None, TARGET).this_year
    broken = charts.radar(scored("80", "80", None, "80"), None, TARGET).this_year
    assert whole.path.endswith("Z")
    assert (len(whole.markers), len(broken.markers)) == (4, 3)
    # From the fourth over the first to the second in one go.
    assert broken.path == "M{2}L{0}L{1}".format(*broken.markers)
    assert charts.radar([], None, TARGET).this_year.path == ""


def test_the_radar_begins_above_and_goes_clockwise():
    chart = charts.radar(scored("100", "100", "100", "0"), None, TARGET)
    up, right, down, centre = chart.this_year.markers
    assert (up.x, right.y, down.x) == (chart.centre.x, chart.centre.y, chart.centre.x)
    assert up.y < centre.y < down.y
    assert right.x > centre.x
    assert centre == chart.centre
    assert [spoke.end for spoke in chart.spokes[:3]] == [up, right, down]


def test_every_instrument_has_its_arc():
    indicators = [Scored(n, "", Decimal(90), instrument_of(n)) for n in range(1, 11)]
    assert [arc.code for arc in charts.radar(indicators, None, TARGET).arcs] == ["IIT", "EIT", "OIT"]
    assert charts.radar(scored("90", "90"), None, TARGET).arcs == ()


def test_the_two_years_of_the_radar_differ_without_colour():
    svg = parsed(picture(rendered(TAGS["radar"])))

    def drawn(tag, name):
        return [
            element
            for element in svg.iter(f"{{http://www.w3.org/2000/svg}}{tag}")
            if name in element.get("class", "").split()
        ]

    assert [line.get("stroke-dasharray") for line in drawn("path", "chart-now")] == [None]
    assert [line.get("stroke-dasharray") for line in drawn("path", "chart-before")] == ["6 4"]
    assert len(drawn("circle", "chart-full")) == len(drawn("rect", "chart-before")) == 11  # ten and one of the legend


# Lines


def test_a_missing_year_lifts_the_line_off():
    chart = charts.lines(year_scores({2563: "80", 2564: "81", 2566: "82"}))
    assert [year.fiscal_year for year in chart.years] == [2563, 2564, 2565, 2566]
    assert [year.point is None for year in chart.years] == [False, False, True, False]
    assert chart.path.count("M") == 2
    assert [year.change for year in chart.years] == [None, Decimal(1), None, None]


def test_one_year_stands_in_the_middle():
    chart = charts.lines(year_scores({2565: "78.08"}))
    (year,) = chart.years
    assert (year.x, year.change, year.is_valued) == (167, None, True)
    assert "L" not in chart.path


def test_the_latest_ten_years_are_shown():
    chart = charts.lines(year_scores(dict.fromkeys((2555, 2556, 2557, 2563, 2566), "80")))
    assert [year.fiscal_year for year in chart.years] == list(range(2557, 2567))
    assert chart.years[0].change == 0
    assert [year.is_valued for year in chart.years].count(True) == 1


def test_the_axis_says_where_it_begins_and_leaves_room_below():
    floors = {score: charts.lines(year_scores({2565: score})).ticks[0].value for score in ("0", "56", "81", "100")}
    assert floors == {"0": 0, "56": 50, "81": 70, "100": 80}


def test_a_new_scale_is_marked_before_its_first_year():
    old, new = year_scores({2564: "80", 2565: "81"}, scale=1), year_scores({2567: "82", 2568: "83"}, scale=2)
    chart = charts.lines(old + new)
    (mark,) = chart.scale_marks
    assert mark.fiscal_year == 2567
    assert chart.years[2].x < mark.x < chart.years[3].x
    assert charts.lines(old).scale_marks == ()
    assert charts.lines(old).height < chart.height


def test_a_scale_that_changed_before_the_first_year_shown_is_marked_at_the_edge():
    chart = charts.lines(year_scores({2550: "80"}, scale=1) + year_scores(dict.fromkeys(range(2557, 2567), "80")))
    assert [(mark.fiscal_year, mark.x) for mark in chart.scale_marks] == [(2557, chart.left)]


def test_every_year_is_held_against_its_own_target():
    first, second = YearScore(2564, Decimal(82), Decimal(80)), YearScore(2565, Decimal(82), Decimal(85))
    chart = charts.lines([second, first])
    assert [year.reaches for year in chart.years] == [True, False]
    assert len({y for _, y in points_of(chart.target_path)}) == 2
    assert chart.target == 85


def test_a_year_given_twice_or_none_at_all_is_refused():
    with pytest.raises(ValueError, match="twice"):
        charts.lines(year_scores({2565: "80"}) * 2)
    with pytest.raises(ValueError, match="at least one"):
        charts.lines([])


# Within the frame, whatever the figures

any_score = st.decimals(0, 100, places=2)
any_indicators = st.lists(st.one_of(st.none(), any_score), max_size=14).map(
    lambda scores: [Scored(n, "", score, instrument_of(n)) for n, score in enumerate(scores, start=1)]
)
any_years = st.dictionaries(st.integers(2540, 2600), st.tuples(any_score, any_score), min_size=1, max_size=14).map(
    lambda known: [YearScore(year, score, target, scale=year // 7) for year, (score, target) in known.items()]
)


def outside(chart, points) -> list:
    return [(x, y) for x, y in points if not (0 <= x <= chart.width and 0 <= y <= chart.height)]


@unhurried
@given(any_indicators, any_score)
def test_bars_stay_within_the_picture(indicators, target):
    chart = charts.bars(indicators, target)
    assert outside(chart, [(bar.length + 1, bar.y + 42) for bar in chart.bars]) == []
    assert outside(chart, [(chart.target_x, 20), *((tick.at, chart.bottom) for tick in chart.ticks)]) == []
    assert len(chart.bars) == len(indicators)


@unhurried
@given(any_indicators, any_indicators, any_score)
def test_the_radar_stays_within_the_picture(this_year, last_year, target):
    chart = charts.radar(this_year, last_year, target)
    paths = [*chart.rings, chart.target_ring, chart.this_year.path, chart.last_year.path]
    paths += [path for arc in chart.arcs for path in arc.paths]
    places = [*chart.this_year.markers, *chart.last_year.markers, *(arc.label for arc in chart.arcs)]
    places += [place for spoke in chart.spokes for place in (spoke.end, spoke.label)]
    assert outside(chart, [point for path in paths for point in points_of(path)]) == []
    assert outside(chart, [(place.x, place.y) for place in places]) == []
    assert len(chart.this_year.markers) == sum(indicator.score is not None for indicator in this_year)


@unhurried
@given(any_years)
def test_lines_stay_within_the_picture(scores):
    chart = charts.lines(scores)
    points = points_of(chart.path) + points_of(chart.target_path)
    points += [(year.x, year.value_y) for year in chart.years] + [(mark.x, 8) for mark in chart.scale_marks]
    assert outside(chart, points) == []
    assert all(y <= chart.bottom for _, y in points)
    assert len(chart.years) <= charts.MOST_YEARS
    assert chart.years[-1].score == max(scores, key=lambda score: score.fiscal_year).score
