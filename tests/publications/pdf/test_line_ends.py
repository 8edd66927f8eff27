"""Where printed lines do not end: within dates, places, words of the field; and that nothing but line ends changes."""

import re
from itertools import pairwise

import pytest
import weasyprint

from publications.render import pdf
from publications.render.pdf import line_ends, rendering
from publications.render.pdf.line_ends import WIDEST, WORDS, held, read_words, width
from publications.render.pdf.rendering import PdfRenderer
from tests.publications.pdf.printing import SHA256, by_mupdf, changed, pages, unbroken
from tests.publications.pdf.test_text_layer import printed_alone

pytestmark = pytest.mark.django_db  # the sample is read out of a database, once

# Words that the sample's narrow columns tore apart.
TORN = [
    *("จัดซื้อจัดจ้าง", "สื่อสารสนเทศ", "ความก้าวหน้า", "การประเมินผล", "ทรัพยากรบุคคล", "มีส่วนร่วม", "เป็นไปตาม"),
    *("เกี่ยวกับ", "ดำเนินงาน", "ส่วนได้ส่วนเสีย", "ผู้มาติดต่อ"),
]


def ends_within(word: str, lines: list[str]) -> list[str]:
    """The line ends within a word."""
    return [
        f"{line}|{after}"
        for line, after in pairwise(lines)
        for place in range(1, len(word))
        if line.endswith(word[:place]) and after.startswith(word[place:])
    ]


def test_the_narrow_columns_of_the_sample_tear_none_of_these_words(printed):
    lines = [line.strip() for page in pages(printed) for line in page.splitlines()]
    text = unbroken("".join(lines))
    assert [word for word in TORN if word not in text] == []
    assert [torn for word in TORN for torn in ends_within(word, lines)] == []


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("การดำเนินการจัดซื้อจัดจ้างของหน่วยงาน", ["การดำเนินการ", "จัดซื้อจัดจ้าง", "หน่วยงาน"]),
        ("หรือสื่อสารสนเทศและการสื่อสาร", ["สื่อสารสนเทศ", "การสื่อสาร"]),
        ("บริการประชาชนและการประชุม", ["บริการ", "ประชาชน", "การประชุม"]),
        ("อบรม 25 คน ร้อยละ ๙๐ ข้อ (๑) มาตรการที่ ๓", ["อบรม", "25 คน", "ร้อยละ ๙๐", "ข้อ (๑)", "มาตรการที่ ๓"]),
        ("การประชาสัมพันธ์", ["ประชาสัมพันธ์"]),  # too wide with its prefix
        ("ก (จัดจ้าง) “พัสดุ”, ข", ["(จัดจ้าง)", "“พัสดุ”,"]),
        ("ให้จัดซื้อจัดจ", ["จัดซื้อจัดจ"]),  # so much of a long text as fills a line
        ("ABC ก ๑ ข", []),
        ("", []),
    ],
)
def test_what_is_held_together_is_the_longest_word_with_its_prefix_and_a_number_with_its_unit(text, together):
    assert [text[start:end] for start, end in held(text)] == together


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("ณ ๓๑ มีนาคม พ.ศ. ๒๕๖๖ นี้", ["๓๑ มีนาคม พ.ศ. ๒๕๖๖"]),
        ("ใน 5 ต.ค. 2566 และ 1 มี.ค. 2567", ["5 ต.ค. 2566", "1 มี.ค. 2567"]),
        ("ณ พ.ศ. ๒๕๖๖ ถึง มีนาคม พ.ศ. ๒๕๖๗", ["พ.ศ. ๒๕๖๖", "มีนาคม พ.ศ. ๒๕๖๗"]),
        ("เมษายน - กันยายน ก - ข", ["- กันยายน"]),
        ("ธันวาคม 2565 - มีนาคม 2566", ["ธันวาคม 2565", "- มีนาคม 2566"]),
        ("ก ๑๒๓ มีนาคม ๒๕๖๖", ["มีนาคม ๒๕๖๖"]),
        ("มีนาคม ๒๕๖๖๑", []),
        ("พ.ศ. ๒๕๖๖๑", []),
        # so much of a long text as fills a line
        ("ณ ๓๑ มีน", ["๓๑ มีน"]),
        ("ณ ๓๑ มีนาคม", ["๓๑ มีนาคม"]),
        ("ณ ๓๑ มีนาคม พ.", ["๓๑ มีนาคม พ."]),
        ("ณ ๓๑ มีนาคม พ.ศ. ๒๕", ["๓๑ มีนาคม พ.ศ. ๒๕"]),
    ],
)
def test_dates_are_held_together(text, together):
    assert [text[start:end] for start, end in held(text)] == together


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("นายกองค์การบริหารส่วนตำบลท่ามะลิ่ง", ["องค์การบริหาร", "ส่วนตำบลท่ามะลิ่ง"]),
        ("ใน ตำบลท่ามะลิ่งและ อบต.ท่ามะลิ่ง", ["ตำบลท่ามะลิ่ง", "ท่ามะลิ่ง"]),
        ("ข ตำบลท่ามะ", ["ตำบลท่ามะ"]),
        ("ข จังหวัดอื่น", ["จังหวัด"]),
        ("จังหวัดนา ณ นา นายาว", ["จังหวัดนา", "นา"]),
        ("ข ตำบล<b>(ค", ["ตำบล<b>("]),
    ],
)
def test_the_names_of_places_are_held_together_with_their_kinds(text, together):
    assert [text[start:end] for start, end in held(text, frozenset(("ท่ามะลิ่ง", "นา", "<b>(")))] == together


def test_the_names_of_places_are_those_of_the_printed_agency(sample, monkeypatch):
    seen = set()
    monkeypatch.setattr(line_ends, "held", lambda text, places: seen.add(places) or ())
    PdfRenderer(sample, None).lay_out("<p>ข้อความ</p>", rendering._Pagination())
    agency = sample.agency
    assert seen == {frozenset((agency.subdistrict, agency.district, agency.province))}
    assert line_ends._places.get() == frozenset()


@pytest.mark.parametrize("text", ["คำ {}ข้อความ", "({}) ข้อความ", "{} {}"])
def test_what_is_wider_than_its_line_is_broken_all_the_same_at_its_blanks(sample, text):
    date = "๓๐ กันยายน พ.ศ. ๒๕๖๖"
    narrow = lines_of(sample, text.format(date, date), 60)
    assert max(points for _, points in narrow) <= 60
    assert [line for line, _ in narrow if line.strip() in ("(", ")")] == []
    assert "".join(line for line, _ in narrow).replace(" ", "") == text.format(date, date).replace(" ", "")
    wide = [line for line, _ in lines_of(sample, text.format(date, date), 130)]
    assert [line for line in wide if date in line]


@pytest.mark.parametrize("points", range(130, 260, 10))
def test_a_date_behind_a_link_goes_to_the_next_line_as_a_whole(points):
    date = "๒๑ มีนาคม พ.ศ. ๒๕๖๗"
    body = f"<p style='width: {points}pt'>บันทึกผล <a href='https://a.example/'>survey.pdf</a> <span>{date}</span></p>"
    assert date in by_mupdf(printed_alone(body))


def test_no_line_of_a_document_ends_within_a_date_and_lines_like_the_one_above_are_read(sample):
    text = "ประชุม วันที่ 31 มีนาคม พ.ศ. 2566 " * 40
    lines = [
        line.strip()
        for page in pages(pdf.render(changed(sample, introduction=text), sha256=SHA256))
        for line in page.splitlines()
    ]
    assert sum(line.count("๓๑ มีนาคม พ.ศ. ๒๕๖๖") for line in lines) == 40


def test_every_word_of_the_list_is_thai_and_fits_into_a_narrow_column():
    words = read_words(WORDS.read_text("utf-8"))
    assert len(words) > 400
    assert {word for word in words if not re.fullmatch("[ก-๎]{3,}", word) or width(word) > WIDEST} == set()


def lines_of(sample, text: str, points: float) -> list[tuple[str, float]]:
    """The lines of a paragraph of this width, and how wide each is, in points."""
    renderer = PdfRenderer(sample, None)
    html = f'<html lang="th"><body style="font-size: 11pt"><p style="width: {points}pt">{text}</p>'
    page = weasyprint.HTML(string=html, url_fetcher=renderer.fetcher).render(
        font_config=renderer.fonts, counter_style=renderer.counters, stylesheets=[renderer.stylesheet]
    )
    [body] = page.pages[0]._page_box.children[0].children
    return [(line.children[0].text, line.children[0].width * 0.75) for line in body.children[0].children]


def test_a_word_that_is_wider_than_its_line_is_broken_all_the_same(sample):
    narrow = lines_of(sample, "การจัดซื้อจัดจ้างพัสดุ", 35)
    assert "".join(line for line, _ in narrow) == "การจัดซื้อจัดจ้างพัสดุ"
    assert max(points for _, points in narrow) <= 35
    assert "จัดซื้อจัดจ้าง" in [line for line, _ in lines_of(sample, "การจัดซื้อจัดจ้างพัสดุ", 60)]


def test_nothing_but_the_ends_of_lines_is_another(sample, printed, monkeypatch):
    monkeypatch.setattr(line_ends.line_break.Layout, "set_text", line_ends._set_text_of_weasyprint)
    before = pdf.render(changed(sample, title=sample.title), sha256=SHA256)
    assert before != printed
    body = "การจัดซื้อจัดจ้าง"
    assert unbroken(by_mupdf(printed)).count(body) == unbroken(by_mupdf(before)).count(body) > 0
    assert set("\u200b\u2060") & set(by_mupdf(printed)) == set()
