"""Where printed lines do not end: within dates, after the sign of the era, between a dash and a month."""

import pymupdf
import pytest

from publications.render import pdf
from publications.render.pdf.line_ends import kept_together
from tests.publications.pdf.printing import SHA256, by_mupdf, changed, pages, unbroken

pytestmark = pytest.mark.django_db  # the sample is read out of a database, once


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("ณ วันที่ ๓๑ มีนาคม พ.ศ. ๒๕๖๖ นี้", "ณ วันที่ [๓๑ มีนาคม พ.ศ. ๒๕๖๖] นี้"),
        ("ภายใน 5 ต.ค. 2566 และ 1 มี.ค. 2567", "ภายใน [5 ต.ค. 2566] และ [1 มี.ค. 2567]"),
        ("ปีงบประมาณ พ.ศ. ๒๕๖๖ ถึง มีนาคม พ.ศ. ๒๕๖๗", "ปีงบประมาณ [พ.ศ. ๒๕๖๖] ถึง [มีนาคม พ.ศ. ๒๕๖๗]"),
        ("เมษายน - กันยายน ก - ข", "เมษายน [- กันยายน] ก - ข"),
        ("ข้อ ๑๒๓ มีนาคม ๑ ครั้ง", "ข้อ ๑๒๓ มีนาคม ๑ ครั้ง"),
    ],
)
def test_what_belongs_together_is_joined(text, joined):
    silent = "<html><head><title>พ.ศ. ๒๕๖๖</title></head><svg><text>พ.ศ. ๒๕๖๖</text></svg><a>พ.ศ. ๒๕๖๖</a>"
    silent += '<p title="พ.ศ. ๒๕๖๖">'
    boxed = joined.replace("[", '<span class="keep-together">').replace("]", "</span>")
    assert kept_together(silent + text) == silent + boxed


def test_no_line_of_a_document_ends_within_a_date_and_the_blanks_are_read(sample):
    text = "ประชุม วันที่ 31 มีนาคม พ.ศ. 2566 " * 40
    content = pdf.render(changed(sample, introduction=text), sha256=SHA256)
    lines = [line.strip() for page in pages(content) for line in page.splitlines()]
    assert [line for line in lines if line.endswith(("พ.ศ.", "มีนาคม", " ๓๑"))] == []
    assert unbroken(by_mupdf(content)).count(unbroken("วันที่ ๓๑ มีนาคม พ.ศ. ๒๕๖๖")) == 40
    assert sum(line.count("๓๑ มีนาคม พ.ศ. ๒๕๖๖") for line in lines) == 40


def test_the_name_of_a_place_is_not_torn():
    page = '<p title="ท่ามะลิ่ง">นายกองค์การบริหารส่วนตำบลท่ามะลิ่ง และ ท่ามะลิ่ง</p>'
    box = '<span class="keep-together">'
    expected = f'<p title="ท่ามะลิ่ง">นายกองค์การบริหารส่วน{box}ตำบลท่ามะลิ่ง</span> และ {box}ท่ามะลิ่ง</span></p>'
    assert kept_together(page, ["ท่ามะลิ่ง", ""]) == expected


def test_a_place_whose_name_is_hostile_stays_text():
    assert kept_together("<p>&lt;b&gt;(</p>", ["<b>("]) == '<p><span class="keep-together">&lt;b&gt;(</span></p>'


def test_what_is_kept_together_stands_where_the_text_goes_on_in_an_indented_paragraph_too(sample):
    """A box takes its paragraph's indent along unless it is told not to, and stands 1.5 cm too far to the right."""
    with pymupdf.open(
        stream=pdf.render(changed(sample, introduction="ก" * 9 + " พ.ศ. 2566 ข"), sha256=SHA256)
    ) as opened:
        letters = [
            (letter["c"], letter["bbox"][0], letter["bbox"][2])
            for page in opened
            for block in page.get_text("rawdict")["blocks"]
            for line in block.get("lines", ())
            for span in line["spans"]
            for letter in span["chars"]
        ]
    first = next(place for place, (letter, *_) in enumerate(letters) if letter == "ก" and letters[place + 8][0] == "ก")
    gaps = [
        after[1] - before[2] for before, after in zip(letters[first:], letters[first + 1 : first + 20], strict=False)
    ]
    assert max(gaps) < 6
