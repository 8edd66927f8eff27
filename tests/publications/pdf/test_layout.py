"""How the printed document stands on its pages: cover, contents, running head, signatures, annex, code, long tables."""

import pymupdf
import pypdfium2
import pytest
import zxingcpp

from publications.render import pdf
from tests import followed_up
from tests.publications.pdf.printing import (
    CENTIMETRE,
    SHA256,
    by_mupdf,
    changed,
    in_order,
    pages,
    structure,
    unbroken,
    with_measures,
)
from thai.digits import to_thai

pytestmark = pytest.mark.django_db  # the sample is read out of a database, once

BASE = "https://ita.example.go.th"
STEP = "ทบทวนและปรับปรุงคู่มือมาตรฐานการให้บริการประชาชนให้เป็นปัจจุบันและเผยแพร่"
BOTTOM_OF_TEXT = 842 - 2 * CENTIMETRE


@pytest.fixture(scope="module")
def hosted(sample):
    """The sample as its second edition, of an agency that has a host name."""
    previous = {"fiscal_year": 2566, "number": 1, "sha256": "a" * 64, "pdf_sha256": "b" * 64}
    edition = sample.edition.model_dump() | {"number": 2, "reason": "แก้ไข", "previous": previous}
    return changed(sample, base_url=BASE, edition=edition)


@pytest.fixture(scope="module")
def printed_pages(hosted):
    return pages(pdf.render(hosted, sha256=SHA256))


# Cover, contents, running head


def test_the_cover_says_what_it_is_whose_and_which_edition_and_nothing_runs_above_or_below_it(sample, printed_pages):
    assert in_order(
        printed_pages[0],
        to_thai(sample.title),
        sample.agency.name,
        "ตำบลท่ามะลิ่ง อำเภอ",
        "(ใช้ประกอบข้อ O42",
        "ฉบับที่ ๒ เผยแพร่เมื่อวันที่ ๑๖ มกราคม พ.ศ. ๒๕๖๖",
    )
    assert printed_pages[0].count("ฉบับที่ ๒") == 1
    assert "SHA-256" not in printed_pages[0]


def test_every_other_page_bears_title_agency_edition_and_both_hashes(hosted):
    with pymupdf.open(stream=pdf.render(hosted, sha256=SHA256)) as opened:
        for page in list(opened)[1:]:
            above = pymupdf.Rect(0, 0, page.rect.width, 2.4 * CENTIMETRE)
            below = pymupdf.Rect(0, BOTTOM_OF_TEXT, page.rect.width, page.rect.height)
            assert unbroken(page.get_text(clip=above)) == unbroken(to_thai(hosted.title))
            foot = page.get_text(clip=below)
            assert in_order(foot, hosted.agency.name, "ฉบับที่ ๒ เผยแพร่เมื่อวันที่ ๑๖ มกราคม", SHA256, "a" * 64)


def test_the_contents_name_every_section_with_the_page_on_which_it_begins(hosted):
    with pymupdf.open(stream=pdf.render(hosted, sha256=SHA256)) as opened:
        sections = [(title, page) for level, title, page in opened.get_toc() if level > 1]
        words = opened[1].get_text("words")
        for title, page in sections:
            row = opened[1].search_for(title)[0]
            beside = [word for left, top, _, _, word, *_ in words if left > row.x1 and abs(top - row.y0) < 4]
            assert beside == [to_thai(str(page))], title
    assert len(sections) == 9


def test_the_bookmarks_have_the_numbers_of_the_headings(hosted):
    with pymupdf.open(stream=pdf.render(hosted, sha256=SHA256)) as opened:
        titles = [title for _, title, _ in opened.get_toc()]
    assert [title.split()[0] for title in titles[1:]] == [
        *("๑.", "๒.", "๓.", "๔.", "๔.๑", "๔.๒", "๔.๓", "๕.", "ภาคผนวก"),
    ]


def test_no_page_is_three_quarters_empty_and_no_heading_ends_a_page(hosted):
    content = pdf.render(hosted, sha256=SHA256)
    sizes = {round(size) for size in (14, 12.5)}
    with pymupdf.open(stream=content) as opened:
        for page in list(opened)[1:]:
            spans = [
                span
                for block in page.get_text("dict")["blocks"]
                for line in block.get("lines", ())
                for span in line["spans"]
                if 2.4 * CENTIMETRE < span["bbox"][1] < BOTTOM_OF_TEXT and span["text"].strip()
            ]
            lowest = max(spans, key=lambda span: span["bbox"][3])
            assert lowest["bbox"][3] > 842 / 4 + 2.5 * CENTIMETRE, page.number
            is_heading = "Bold" in lowest["font"] and round(lowest["size"]) in sizes
            assert not is_heading, (page.number, lowest["text"])


# Who signs


def test_preparer_and_reviewer_sign_before_the_approver_where_they_are_named(hosted):
    signatories = [
        {"role": "preparer", "name": "นางสาวสมศรี ใจดี", "position": "นักวิเคราะห์นโยบายและแผน"},
        {"role": "reviewer", "name": "", "position": "ปลัดองค์การบริหารส่วนตำบล"},
    ]
    text = by_mupdf(pdf.render(changed(hosted, signatories=signatories), sha256=SHA256))
    assert in_order(
        text, "ผู้จัดทำ", "(นางสาวสมศรี ใจดี)", "นักวิเคราะห์นโยบายและแผน", "ผู้ตรวจสอบ", "(....", "ปลัดองค์การ", "ผู้อนุมัติ", "(...."
    )


def test_one_who_signs_alone_needs_no_role(printed_pages):
    text = "".join(printed_pages)
    assert text.count("(ลงชื่อ)") == 1
    assert "ผู้อนุมัติ" not in text


@pytest.mark.parametrize("count", range(8, 14))
def test_the_signatures_are_never_alone_on_a_page(hosted, count):
    document = with_measures(hosted, *((f"มาตรการที่ {number}", [STEP, STEP]) for number in range(1, count + 1)))
    signed = next(page for page in pages(pdf.render(document, sha256=SHA256)) if "(ลงชื่อ)" in page)
    assert f"มาตรการที่ {to_thai(str(count))}" in signed.partition("(ลงชื่อ)")[0]


# Verification


def test_the_last_page_says_how_to_verify_it_with_the_whole_address_as_link_and_as_code(hosted):
    address = f"{BASE}/verify/{SHA256}/"
    content = pdf.render(hosted, sha256=SHA256)
    with pymupdf.open(stream=content) as opened:
        last = opened[-1]
        assert [link["uri"] for link in last.get_links() if "uri" in link] == [address]
        assert in_order(last.get_text(), "ฉบับที่ ๒", "ฉบับแก้ไข", SHA256, "ต่อจากฉบับที่ ๑", "a" * 64, address)
    assert read_code(content) == [address]


def read_code(content: bytes) -> list[str]:
    """The codes on the last page, as a telephone sees them."""
    document = pypdfium2.PdfDocument(content)
    page = document[len(document) - 1]
    return [code.text for code in zxingcpp.read_barcodes(page.render(scale=2).to_pil())]


def test_without_a_host_the_path_alone_is_printed_and_no_code(sample):
    content = pdf.render(sample, sha256=SHA256)
    assert in_order(pages(content)[-1], "เว็บไซต์ของหน่วยงาน หน้า", f"/verify/{SHA256}/")
    assert read_code(content) == []


def test_a_draft_has_no_code_and_a_watermark_on_every_page(hosted):
    content = pdf.render(changed(hosted, edition=None), sha256=None)
    assert read_code(content) == []
    with pymupdf.open(stream=content) as opened:
        marked = [{drawing["fill"] for drawing in page.get_drawings()} for page in opened]
    watermark = tuple(round(value / 255, 4) for value in (0xF4, 0xE6, 0xE6))
    assert [any(fill and tuple(round(part, 4) for part in fill) == watermark for fill in page) for page in marked] == [
        True
    ] * len(marked)


# Pictures


def test_the_pictures_say_every_value_in_their_alternative_text(hosted):
    content = pdf.render(hosted, sha256=SHA256)
    with pymupdf.open(stream=content) as opened:
        alternatives = [
            opened.xref_get_key(element["number"], "Alt")[1] for tag, element in structure(content) if tag == "Figure"
        ]
    radar, bars = alternatives[:2]
    for part in hosted.result.indicators:
        assert to_thai(f"{part.number} = {part.score:.2f}") in to_thai(radar)
        assert to_thai(f"{part.number} = {part.score:.2f}") in to_thai(bars)


# Long tables


def test_a_measure_of_forty_steps_keeps_its_lines_and_the_follow_up_beside_it(hosted):
    document = with_measures(
        hosted, ("ก่อนหน้า", ["ทำ"]), ("ยาว", [f"{STEP} {n}" for n in range(1, 41)]), ("ท้าย", ["ทำ"])
    )
    content = pdf.render(document, sha256=SHA256)
    text = unbroken(by_mupdf(content))
    assert [number for number in range(1, 41) if to_thai(f"({number})ทบทวน") not in text] == []
    with pymupdf.open(stream=content) as opened:
        cut = [page for page in opened if "ผู้รับผิดชอบ" in page.get_text() and f"({to_thai('20')})" in page.get_text()]
        for page in cut:
            sides = [drawing["rect"].x1 for drawing in page.get_drawings() if drawing["rect"].height > 400]
            assert max(sides) == pytest.approx(page.rect.width - 2 * CENTIMETRE, abs=1)
            lines = [drawing["rect"] for drawing in page.get_drawings() if drawing["rect"].width > 50]
            assert max(line.y1 for line in lines if line.y1 < BOTTOM_OF_TEXT) > 750
        assert len(cut) == 1


def test_the_steps_stand_below_each_other_also_from_the_tenth_on(hosted):
    document = with_measures(hosted, ("ยาว", [f"ทำ {n}" for n in range(1, 12)]))
    with pymupdf.open(stream=pdf.render(document, sha256=SHA256)) as opened:
        page = next(page for page in opened if "(๑๐)" in page.get_text())
        number = page.search_for("(๑๐)")[0]
        ninth, tenth = page.search_for("ทำ ๙")[0], page.search_for("ทำ ๑๐")[0]
    assert number.x1 < tenth.x0
    assert tenth.x0 == pytest.approx(ninth.x0, abs=0.5)


def test_the_findings_have_room_for_their_numbers_also_from_the_tenth_on(hosted):
    result = hosted.result.model_dump() | {"strengths": (), "improvements": range(1, 11)}
    with pymupdf.open(stream=pdf.render(changed(hosted, result=result), sha256=SHA256)) as opened:
        page = next(page for page in opened if "(๑๐)" in page.get_text())
        ninth, tenth = page.search_for("(๙)")[0], page.search_for("(๑๐)")[0]
    assert tenth.x0 == pytest.approx(ninth.x0, abs=0.5)
    assert tenth.height == pytest.approx(ninth.height, abs=0.5)


def test_the_annex_lies_on_its_side_for_many_measures_and_shows_each(hosted):
    document = with_measures(hosted, *((f"มาตรการที่ {number}", [STEP]) for number in range(1, 61)))
    with pymupdf.open(stream=pdf.render(document, sha256=SHA256)) as opened:
        lying = [page for page in opened if page.rect.width > page.rect.height]
        heads = unbroken("".join(page.get_text() for page in lying))
        assert len(opened) - len(lying) > 5
    assert [number for number in range(1, 61) if to_thai(str(number)) not in heads] == []
    assert in_order(heads, "คะแนน๑๒๓", "คะแนน๒๕๒๖", "คะแนน๔๙๕๐", "การตรวจสอบเอกสาร")


def test_the_annex_of_nine_measures_shows_which_serves_which(hosted, printed_pages):
    annex = unbroken(printed_pages[-1])
    assert "๙)การเปิดเผยข้อมูล๙๕.๐๐" + "–" * 9 in annex
    served = hosted.result.indicator(4)
    cells = "".join("■" if number in served.measures else "–" for number in range(1, 10))
    assert f"๔)การใช้ทรัพย์สินของทางราชการ๗๘.๐๘{cells}" in annex
    assert "■" in cells


def test_a_report_that_is_taller_than_a_page_flows_and_its_head_is_repeated(hosted):
    report = followed_up.report(done=f"{STEP} " * 90, steps=(), evidence=())
    document = changed(hosted, kind="progress", reports=[report.model_dump()])
    found = [page for page in pages(pdf.render(document, sha256=SHA256)) if "สำนักปลัด – รอบ ๖ เดือน" in page]
    assert len(found) >= 2
    assert unbroken("".join(found)).count(unbroken(STEP)) >= 60
