"""A file that does not say what was meant to be printed is not made: letters, tone marks and blanks are read back."""

import re

import pytest

from publications.render import pdf
from publications.render.pdf import actual_text, archive, rendering
from publications.render.pdf.reading_back import count_pages, texts_of, unreadable
from tests import followed_up
from tests.publications.pdf.printing import SHA256, by_pdfium, changed, with_measures
from tests.publications.pdf.test_text_layer import printed_alone

pytestmark = pytest.mark.django_db

LONG = "ทบทวนและปรับปรุงคู่มือมาตรฐานการให้บริการประชาชน "


def test_the_texts_are_those_of_the_body_without_what_steers_line_ends():
    html = (
        "<html><head><title>หัว</title></head><body><p>จัด\u2060ซื้อ  จัดจ้าง<b>หนา &amp; มาก</b></p>"
        "<svg><title>ชื่อ</title><desc>คำ</desc><text>รูป</text></svg><style>p{}</style> </body></html>"
    )
    assert list(texts_of(html)) == ["จัดซื้อ จัดจ้างหนา & มาก", "รูป"]


@pytest.mark.parametrize(
    "wanted",
    ["ป้ายประกาศ", "รอบสิ้นปี", "รอบ สิ้นปีงบประมาณ ", "น้ำ", "น้าประปา"],
)
def test_what_is_not_read_letter_for_letter_is_found(wanted):
    printed = printed_alone("<p>รอบสิ้นปีงบประมาณ น้ำประปา</p>")
    is_there = wanted in ("รอบสิ้นปี", "น้ำ")
    assert (unreadable([wanted], printed) == []) == is_there


def test_a_line_may_end_at_a_blank_and_between_letters():
    text = LONG * 20
    assert unreadable([text.strip()], printed_alone(f"<p>{text}</p>")) == []
    assert unreadable([(LONG.strip() * 20)], printed_alone(f"<p>{text}</p>")) != []


def test_a_line_may_end_at_the_blank_after_a_hyphen_that_pdfium_takes_for_one_within_a_word(monkeypatch):
    text = "เริ่มต้น - สิ้นสุด " * 60
    monkeypatch.setattr(actual_text, "_ends_a_line", lambda found: False)
    printed = printed_alone(f"<p>{text}</p>")
    assert "\ufffe" in by_pdfium(printed)
    assert unreadable([text.strip()], printed) == []


@pytest.mark.parametrize("text", ["ก" * 8000, LONG * 150, "คำ-" * 900, "a-b " * 900])
def test_a_text_over_many_pages_is_read_back(sample, text):
    assert pdf.render(changed(sample, introduction=text), sha256=SHA256)


def test_cells_that_go_over_a_page_together_are_read_back(sample):
    document = with_measures(sample, (LONG * 30, [LONG * 40, LONG * 10]), ("ท้าย", [LONG * 30]))
    report = followed_up.report(done=LONG * 90, result=LONG * 60, steps=(), evidence=()).model_dump()
    assert pdf.render(changed(document, kind="progress", reports=[report]), sha256=SHA256)


@pytest.mark.parametrize("end", ["ที่สิ้นปี", "การจัดเก็บภาษี", "ปี O12ตั้ง(https://a.example/ก่อน?x=1)ที่", "ที่\nที่\nที่"])
def test_where_one_text_ends_beside_another_no_blank_is_lost_and_none_too_much(sample, end):
    """Of a line in several pieces PDFium knows the place of the first, and so where a tone mark stands higher."""
    address = {"url": "https://b.example/ปี", "sha256": None, "size": None, "content_type": "", "file_name": ""}
    piece = followed_up.EvidencePart(caption="สรุปผล", happened_on=None, **address)
    report = followed_up.report(evidence=[piece]).model_dump()
    document = lengthened(changed(sample, kind="progress", reports=[report]).model_dump(), end)
    assert pdf.render(changed(sample, **document), sha256=SHA256)


def test_the_blank_between_two_elements_is_read():
    printed = printed_alone("<p><span>สรุปผลการจัดเก็บภาษี</span> <a href='https://b.example/'>https://b.example/</a></p>")
    assert unreadable(["สรุปผลการจัดเก็บภาษี https://b.example/"], printed) == []


@pytest.mark.parametrize("typed", ["ผ\u0e49\u0e39บริหาร", "น\u0e49\u0e4d\u0e32", "พื้นท\u0e48\u0e35", "ที\u0e48\u0e48"])
def test_letters_typed_in_another_order_are_printed(sample, typed):
    assert pdf.render(changed(sample, introduction=typed), sha256=SHA256)


def lengthened(value, end: str):
    """A document's values, every Thai text of it longer."""
    if isinstance(value, str):
        return value + end if re.search("[ก-๎]", value) else value
    if isinstance(value, dict):
        places = ("subdistrict", "district", "province")
        return {key: each if key in places else lengthened(each, end) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [lengthened(each, end) for each in value]
    return value


def test_a_text_is_not_put_together_from_letters_of_several_pages():
    printed = printed_alone("<p style='break-after: page'>ผาลาน<br>ผา</p><p>มาร้าน<br>ร้าง<br>ไกล</p>")
    assert unreadable(["ผา", "ผาร้าง", "ผาร้างไกล"], printed) == []
    torn = ["ผาร้าน", "ลาร้าง", "ลานร้า ง"]
    assert unreadable(torn, printed) == torn


def test_a_blank_between_cells_that_go_over_a_page_is_looked_for():
    printed = printed_alone(f"<p>{LONG * 60}</p>")
    text = (LONG * 60).strip()
    assert count_pages(printed) > 1
    assert unreadable([text], printed) == []
    assert unreadable([text.replace("มาตรฐาน", "มาตร ฐาน", 1)], printed) != []
    assert unreadable([text[:-8] + " " + text[-8:]], printed) != []


def test_an_edition_that_cannot_be_read_back_is_not_printed_and_says_what_is_lost(sample, monkeypatch):
    monkeypatch.setattr(archive.actual_text, "say_letters", tearing)
    with pytest.raises(pdf.RenderingFailed, match=r"texts cannot be read back from the PDF, the first: \S+"):
        pdf.render(sample, sha256=SHA256)


def tearing(opened) -> None:
    """Let each text say itself without its tone marks."""
    for stream in actual_text._drawings(opened):
        stream.write(stream.read_bytes())
    for page in opened.pages:
        page.Contents.write(page.Contents.read_bytes().replace(b"<02df>", b"<0003>"))


def test_a_draft_is_shown_whatever_is_read_back_of_it(sample, monkeypatch):
    monkeypatch.setattr(rendering, "unreadable", lambda *given: ["ทั้งหมด"])
    assert pdf.render(changed(sample, edition=None), sha256=None)
    with pytest.raises(pdf.RenderingFailed, match=r"1 texts .* ทั้งหมด"):
        pdf.render(sample, sha256=SHA256)
