"""Where printed lines do not end within words of the field, and that nothing but line ends changes."""

import re
from itertools import pairwise

import pytest
import weasyprint

from publications.render import pdf
from publications.render.pdf import whole_words
from publications.render.pdf.rendering import PdfRenderer
from publications.render.pdf.whole_words import WIDEST, WORDS, held, read_words, width
from tests.publications.pdf.printing import SHA256, by_mupdf, changed, pages, unbroken

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
        ("ให้จัดซื้อจัดจ", ["จัดซื้อจัดจ"]),  # so much of a long text as fills a line
        ("ABC ก ๑ ข", []),
        ("", []),
    ],
)
def test_what_is_held_together_is_the_longest_word_with_its_prefix_and_a_number_with_its_unit(text, together):
    assert [text[start:end] for start, end in held(text)] == together


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
    monkeypatch.setattr(whole_words.line_break.Layout, "set_text", whole_words._set_text_of_weasyprint)
    before = pdf.render(changed(sample, title=sample.title), sha256=SHA256)
    assert before != printed
    body = "การจัดซื้อจัดจ้าง"
    assert unbroken(by_mupdf(printed)).count(body) == unbroken(by_mupdf(before)).count(body) > 0
    assert set("\u200b\u2060") & set(by_mupdf(printed)) == set()
