"""Charts: pictures within their frame, figures in full beside them, the same on the page and in the PDF."""

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pypdfium2 import PdfDocument
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from publications.document import (
    AgencyPart,
    Approval,
    Document,
    EarlierResult,
    EarlierScore,
    IndicatorPart,
    LevelPart,
    Result,
)
from publications.public import years
from publications.render import charts
from publications.render.charts import Scored, YearScore
from publications.render.pdf.fetching import STATIC, OwnFilesFetcher
from publications.render.pdf.svg_text import shape_texts_as_a_whole
from tests.factories import SCORES
from thai.digits import to_arabic, to_thai

TARGET = Decimal("85.00")
NAMES = [
    "การปฏิบัติหน้าที่",
    "การใช้งบประมาณ",
    "การใช้อำนาจ",
    "การใช้ทรัพย์สินของทางราชการ",
    "การแก้ไขปัญหาการทุจริต",
    "คุณภาพการดำเนินงาน",
    "ประสิทธิภาพการสื่อสาร",
    "การปรับปรุงการทำงาน",
    "การเปิดเผยข้อมูล",
    "การป้องกันการทุจริต",
]
BEFORE = ["82.10", "79.40", "76.20", "78.08", "71.00", "74.90", "80.11", "85.30", "72.89", "65.56"]
LETTERS, NAMED = ("AA", "A", "F"), ("ผ่านดีเยี่ยม", "ผ่าน", "ต้องปรับปรุงโดยด่วน")
HOSTILE = "<script>x</script>\"'&"  # short enough to be drawn
unhurried = hypothesis_settings(deadline=None)  # a busy machine is no fault of the code


@pytest.fixture(autouse=True)
def english():
    """Words are compared in the language in which they stand in the code."""
    with translation.override("en"):
        yield


def instrument_of(number: int) -> str:
    return "IIT" if number <= 5 else "EIT" if number <= 8 else "OIT"


def document_of(year: int, scores=SCORES, *, names=NAMES, english=("",) * 10, target: str = "85.00") -> Document:
    """A document of the result of `year`; an indicator whose score is None does not exist in it."""
    indicators = tuple(
        IndicatorPart(
            number=number,
            name=name,
            name_en=name_en,
            instrument=instrument_of(number),
            score=Decimal(score),
            contribution=Decimal(0),
            is_strength=False,
            finding="",
            recommendation="",
            measures=(),
        )
        for number, (name, name_en, score) in enumerate(zip(names, english, scores, strict=True), start=1)
        if score is not None
    )
    labels = LETTERS if year < 2566 else NAMED
    result = Result(
        fiscal_year=year,
        target=Decimal(target),
        total=Decimal(0),
        level="",
        level_en="",
        reaches_target=False,
        instruments=(),
        indicators=indicators,
        strengths=(),
        improvements=(),
        source="",
        levels=tuple(
            LevelPart(label=label, label_en="", min_total=limit, min_each_instrument=None)
            for label, limit in zip(labels, (Decimal(95), Decimal(85), Decimal(0)), strict=True)
        ),
    )
    return Document(
        kind="plan", fiscal_year=year + 1, title="", introduction="", edition=None, filed_as=(), result=result,
        agency=AgencyPart(name="", subdistrict="", district="", province=""),
        approval=Approval(approved_on=None, position="", name=""),
        divisions=(), rounds=(), measures=(), reports=(),
    )  # fmt: skip


def history_of(scores: dict[int, str], number: int = 4) -> list[years.YearOfIndicator]:
    """One indicator's years, newest first, as the pages read them."""
    documents = [document_of(year, [score] * 10) for year, score in sorted(scores.items(), reverse=True)]
    return years.of_indicator(documents, number)


FOUR_YEARS = {2563: "81.20", 2564: "87.49", 2565: "77.85", 2566: "83.96"}
TAGS = {
    "bars": "{% indicator_bars document %}",
    "radar": "{% indicator_radar compared %}",
    "radar of one year": "{% indicator_radar document %}",
    "lines": "{% indicator_lines history %}",
}


def compared(document: Document, before: Document) -> Document:
    """`document` with the other's result as that of the year before."""
    names = ("number", "name", "name_en", "instrument", "score")
    earlier = EarlierResult(
        fiscal_year=before.result.fiscal_year,
        total=before.result.total,
        level="",
        level_en="",
        indicators=tuple(
            EarlierScore(**{name: getattr(part, name) for name in names}) for part in before.result.indicators
        ),
    )
    return document.model_copy(update={"result": document.result.model_copy(update={"earlier": earlier})})


def rendered(source: str, **context) -> str:
    document = document_of(2565)
    context = {
        "document": document,
        "compared": compared(context.get("document", document), document_of(2564, BEFORE)),
        "history": history_of(FOUR_YEARS),
    } | context
    return Template("{% load charts thai %}" + source).render(Context(context))


def picture(html: str) -> str:
    return re.search(r"<svg.*?</svg>", html, re.DOTALL)[0]


def parsed(svg: str) -> ElementTree.Element:
    """Our own picture as XML; raises ParseError when it is not well-formed."""
    return ElementTree.fromstring(svg)  # noqa: S314


def table(html: str) -> list[list[str]]:
    """The rows of the table beside the picture, heading first."""
    rows = BeautifulSoup(html, "html5lib").select_one("table.chart-table").select("tr")
    return [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in rows]


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


# Bars


def scored(*scores: str | None, instrument: str = "") -> list[Scored]:
    return [Scored(n, f"name {n}", score and Decimal(score), instrument) for n, score in enumerate(scores, start=1)]


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
        return [e for e in svg.iter(f"{{http://www.w3.org/2000/svg}}{tag}") if name in e.get("class", "").split()]

    assert [line.get("stroke-dasharray") for line in drawn("path", "chart-now")] == [None]
    assert [line.get("stroke-dasharray") for line in drawn("path", "chart-before")] == ["6 4"]
    assert len(drawn("circle", "chart-full")) == len(drawn("rect", "chart-before")) == 11  # ten and one of the legend


# Lines


def year_scores(scores: dict[int, str], **fields) -> list[YearScore]:
    return [YearScore(year, Decimal(score), TARGET, **fields) for year, score in scores.items()]


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


def points_of(path: str) -> list[tuple[float, float]]:
    """The corners of a path; of an arc its two ends."""
    path = re.sub(r"A[\d.,]+ 0 \d 1 ", "L", path)
    return [tuple(map(float, pair.split(","))) for pair in re.findall(r"-?[\d.]+,-?[\d.]+", path)]


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
    assert len(chart.this_year.markers) == sum(each.score is not None for each in this_year)


@unhurried
@given(any_years)
def test_lines_stay_within_the_picture(scores):
    chart = charts.lines(scores)
    points = points_of(chart.path) + points_of(chart.target_path)
    points += [(year.x, year.value_y) for year in chart.years] + [(mark.x, 8) for mark in chart.scale_marks]
    assert outside(chart, points) == []
    assert all(y <= chart.bottom for _, y in points)
    assert len(chart.years) <= charts.MOST_YEARS
    assert chart.years[-1].score == max(scores, key=lambda each: each.fiscal_year).score


# In the PDF


def printed(body: str, caplog) -> PdfDocument:
    """`body` as WeasyPrint prints it, in our typeface; a warning is a fault."""
    shape_texts_as_a_whole()
    fetcher, fonts = OwnFilesFetcher(), FontConfiguration()
    face = '@font-face { font-family: Sarabun; src: url("sarabun/Sarabun-Regular.ttf") } @page { size: A3 }'
    css = CSS(string=face, base_url=STATIC, url_fetcher=fetcher, font_config=fonts)
    html = HTML(string=f"<html lang=th><title>x</title><body>{body}", base_url=STATIC, url_fetcher=fetcher)
    pdf = html.write_pdf(stylesheets=[css], font_config=fonts, pdf_variant="pdf/ua-1")
    assert [record.getMessage() for record in caplog.records if record.name == "weasyprint"] == []
    return PdfDocument(pdf)


def ink(drawing: str, caplog) -> tuple[int, int, int, int]:
    """Where the drawing left ink on the page: left, top, right, bottom in pixels."""
    page = printed(f'<svg viewBox="0 0 99 50">{drawing}</svg>', caplog)[0]
    return page.render(scale=1, grayscale=True).to_pil().point(lambda shade: 255 - shade).getbbox()


@pytest.mark.parametrize("chart", TAGS)
def test_page_and_pdf_have_the_same_picture(chart):
    page = picture(rendered(TAGS[chart]))
    pdf = picture(
        rendered("{% thai_numerals %}" + TAGS[chart].replace(" %}", " folded=False %}") + "{% endthai_numerals %}")
    )
    assert pdf != page
    assert to_arabic(pdf) == page


@pytest.mark.parametrize("chart", ["bars", "lines"])
def test_a_printed_picture_can_be_read_and_has_a_title(chart, caplog):
    body = picture(rendered("{% thai_numerals %}" + TAGS[chart] + "{% endthai_numerals %}"))
    text = printed(body, caplog)[0].get_textpage().get_text_range()
    wanted = {"bars": [*NAMES, *SCORES], "lines": FOUR_YEARS.values()}[chart]
    assert [word for word in wanted if to_thai(word) not in text] == []


def test_the_radar_is_printed_without_a_warning(caplog):
    text = printed(picture(rendered(TAGS["radar"])), caplog)[0].get_textpage().get_text_range()
    assert "IIT" in text


def test_a_tone_mark_stands_above_its_vowel_in_a_printed_picture(caplog):
    def top(word: str) -> int:
        return ink(f'<text x="9" y="40" font-family="Sarabun" font-size="20">{word}</text>', caplog)[1]

    assert top("ที่") < top("ที") < top("ท")


def test_text_whose_letters_have_places_of_their_own_is_left_alone(caplog):
    def width(attributes: str) -> int:
        left, _, right, _ = ink(f'<text y="40" font-family="Sarabun" {attributes}>aaaa</text>', caplog)
        return right - left

    together = width('x="1"')
    assert width('x="1 20 40 60"') > together
    assert width('x="1" letter-spacing="15"') > together
