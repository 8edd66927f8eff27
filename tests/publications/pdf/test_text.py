"""The official PDF, tested by what its readers get: the text, the figures, the sections, the marks."""

import re
from decimal import Decimal

import pytest

from publications.render import pdf
from tests.publications.pdf.printing import (
    PREVIEW_MARK,
    READERS,
    SHA256,
    by_mupdf,
    by_pdfium,
    changed,
    in_order,
    pages,
    structure,
    unbroken,
    with_measures,
)
from thai.digits import to_thai

pytestmark = pytest.mark.django_db  # the sample is read out of a database, once


@READERS
def test_every_reader_finds_title_and_figures_in_thai_digits(printed, read):
    text = unbroken(read(printed))
    assert text.startswith("มาตรการส่งเสริมคุณธรรมและความโปร่งใสประจำปีงบประมาณพ.ศ.๒๕๖๖องค์การบริหารส่วนตำบลท่ามะลิ่ง")
    for figure in ("๘๑.๑๒", "๘๒.๗๓", "๙๑.๒๕", "๘๕.๖๖", "๙๕.๐๐"):
        assert figure in text
    assert "มีผลคะแนน๘๕.๖๖คะแนนอยู่ในระดับAผ่านเกณฑ์เป้าหมาย(๘๕.๐๐คะแนนขึ้นไป)" in text


@READERS
def test_every_reader_gets_the_whole_text(sample, printed, read):
    text = unbroken(read(printed))
    said = [
        *(phrase for part in sample.result.indicators for phrase in (part.name, part.finding, part.recommendation)),
        *(phrase for measure in sample.measures for phrase in (measure.title, *measure.steps)),
        *(round_.title for round_ in sample.rounds),
    ]
    assert len(said) > 50
    assert [phrase for phrase in said if unbroken(to_thai(phrase)) not in text] == []


@READERS
def test_sara_am_is_read_back_after_every_consonant_and_tone(sample, read):
    consonants = [chr(letter) for letter in range(ord("ก"), ord("ฮ") + 1) if chr(letter) not in "ฤฦ"]
    words = [consonant + tone + "ำ" for consonant in consonants for tone in ("", "่", "้", "๊", "๋")]
    words += ["ตำบล", "ประจำ", "น้ำ", "ทำ", "มาตรการ", "ำ", "ํา"]
    introduction = " ".join(words)
    content = pdf.render(changed(sample, introduction=introduction), sha256=SHA256)
    # Typed as two letters it looks the same and is the same glyph; it is read as the letter that was meant.
    assert unbroken(introduction).replace("ํา", "ำ") in unbroken(read(content))


def test_arabic_digits_stand_only_in_codes_and_addresses(printed):
    text = by_pdfium(printed)
    for kept in ("O42", "SHA-256", f"/verify/{SHA256}/", SHA256):
        assert kept in text
        text = text.replace(kept, "")
    assert re.findall("[0-9]+", text) == []


def test_the_sections_come_in_their_order(printed):
    assert in_order(
        by_mupdf(printed),
        "๑. ผลการประเมิน",
        "๒. จุดแข็ง",
        "มีจำนวน ๔ ตัวชี้วัด",
        "(๑) ตัวชี้วัดที่ ๙",
        "(๔) ตัวชี้วัดที่ ๗",
        "๓. จุดที่ต้องปรับปรุงพัฒนา",
        "มีจำนวน ๖ ตัวชี้วัด",
        "(๑) ตัวชี้วัดที่ ๘",
        "(๖) ตัวชี้วัดที่ ๒",
        "๔. ข้อเสนอแนะ",
        "๔.๑",
        "ระดับ B (๘๑.๑๒ คะแนน) ยังไม่ผ่านเกณฑ์เป้าหมาย",
        "๔.๓",
        "ระดับ A (๙๑.๒๕ คะแนน) ผ่านเกณฑ์เป้าหมาย",
        "๕. มาตรการ",
        "๙. เสริมสร้างวัฒนธรรมองค์กร",
        "(ลงชื่อ)",
        "การตรวจสอบเอกสาร",
    )


def test_the_columns_of_the_measures_are_headed_on_every_page(sample, printed):
    heads = ["มาตรการ", "ขั้นตอนหรือวิธีการ", "ผู้รับผิดชอบ", "การกำกับติดตาม"]
    continued = [page for page in pages(printed) if page.startswith("\n".join(heads))]
    assert len(continued) >= 1
    carrying = [page for page in pages(printed) if "\n".join(heads) in page]
    assert sum(len(re.findall(r"^[๑-๙]\. ", page.split(heads[-1])[1], re.MULTILINE)) for page in carrying) == 9
    assert all(in_order(page, "การกำกับติดตาม", to_thai(sample.rounds[0].title)) for page in carrying)


def test_a_single_step_carries_no_number_and_several_do(printed):
    text = unbroken(by_mupdf(printed))
    assert "จัดทำแนวทางปฏิบัติเกี่ยวกับการใช้ทรัพย์สินของทางราชการที่ถูกต้อง" in text
    assert "(๑)จัดทำแนวทางปฏิบัติเกี่ยวกับ" not in text
    assert in_order(text, "(๑)ทบทวน", "(๒)ทบทวน", "(๓)รณรงค์")


def test_every_division_is_printed_as_one_word(printed):
    assert "ทุกกอง" in by_mupdf(printed)
    assert "กองช่าง" not in by_mupdf(printed)


def test_an_edition_says_how_to_verify_it(sample, printed):
    *others, last = pages(printed)
    assert in_order(last, "ฉบับที่ ๑", "เผยแพร่เมื่อวันที่ ๑๖ มกราคม พ.ศ. ๒๕๖๖ เวลา ๐๙.๐๐ น.", SHA256, f"/verify/{SHA256}/")
    assert all("ฉบับที่ ๑ เผยแพร่เมื่อวันที่ ๑๖ มกราคม พ.ศ. ๒๕๖๖" in page for page in others)
    assert PREVIEW_MARK not in "".join(others) + last
    assert "ฉบับแก้ไข" not in last


def test_a_correction_says_why(sample):
    edition = sample.edition.model_copy(update={"number": 2, "reason": "แก้คะแนนตัวชี้วัดที่ 9"})
    last = pages(pdf.render(changed(sample, edition=edition.model_dump()), sha256=SHA256))[-1]
    assert in_order(last, "ฉบับที่ ๒", "ฉบับแก้ไข เนื่องจาก แก้คะแนนตัวชี้วัดที่ ๙")


def test_a_draft_is_marked_on_every_page_and_is_no_edition(sample):
    printed_pages = pages(pdf.render(changed(sample, edition=None), sha256=None))
    assert all(PREVIEW_MARK in page for page in printed_pages)
    assert all("ฉบับที่" not in page and "/verify/" not in page for page in printed_pages)


def test_the_signature_is_dotted_where_a_hand_is_to_write(sample, printed):
    assert in_order(by_mupdf(printed), "(ลงชื่อ)", "(.....", "นายกองค์การบริหารส่วนตำบลท่ามะลิ่ง", "วันที่ ...")


def test_name_position_and_date_of_the_approval_are_printed(sample):
    approval = {"name": "นายสมชาย ใจดี", "position": "ปลัดองค์การบริหารส่วนตำบล", "approved_on": "2022-11-30"}
    text = by_mupdf(pdf.render(changed(sample, approval=approval), sha256=SHA256))
    assert in_order(text, "(ลงชื่อ)", "(นายสมชาย ใจดี)", "ปลัดองค์การบริหารส่วนตำบล", "๓๐ พฤศจิกายน พ.ศ. ๒๕๖๕")


def test_what_staff_typed_is_printed_as_text(sample):
    hostile = '<script>alert(1)</script> <img src=x> <style>*{display:none}</style> &amp; "ข้อความ"'
    document = with_measures(sample, (hostile, ["</li></ol></td></tr></table><h1>ปลอม</h1>", "ต่อ"]))
    content = pdf.render(
        changed(
            document, introduction=hostile, title=f"<b>{hostile}", agency=sample.agency.model_dump() | {"name": hostile}
        ),
        sha256=SHA256,
    )
    text = unbroken(by_pdfium(content))
    assert text.count(unbroken(to_thai(hostile))) >= 4
    assert unbroken("</li></ol></td></tr></table><h1>ปลอม</h1>") in text
    assert [tag for tag, _ in structure(content)].count("H1") == 1


def test_line_breaks_addresses_and_codes_of_staff_are_kept(sample):
    typed = "บรรทัดที่ 1\nดู https://www.example.go.th/2566/a?b=1 ข้อ O42 หรือ staff1@example.go.th"
    text = by_mupdf(pdf.render(changed(sample, introduction=typed), sha256=SHA256))
    assert "บรรทัดที่ ๑\nดู https://www.example.go.th/2566/a?b=1" in text
    assert in_order(text, "ข้อ O42 หรือ staff1@example.go.th")


def test_one_measure_without_rounds_is_a_whole_document(sample):
    text = by_mupdf(pdf.render(changed(with_measures(sample, ("เดียว", ["ทำ"])), rounds=[]), sha256=SHA256))
    assert in_order(text, "๑. เดียว", "ยังไม่ได้กำหนดรอบติดตามผล", "(ลงชื่อ)")


def test_texts_that_were_left_out_are_sentences(sample):
    result = sample.result.model_dump()
    result["indicators"] = [indicator | {"finding": "", "recommendation": ""} for indicator in result["indicators"]]
    result |= {"source": "", "strengths": (), "improvements": tuple(range(1, 11))}
    text = by_mupdf(pdf.render(changed(sample, result=result, filed_as=[]), sha256=SHA256))
    assert in_order(text, "จุดแข็ง", "ไม่มีตัวชี้วัดที่ผ่านเกณฑ์เป้าหมาย", "ไม่มีข้อค้นพบที่บันทึกไว้", "ไม่มีข้อเสนอแนะที่บันทึกไว้")
    assert "ใช้ประกอบข้อ" not in text


@pytest.mark.parametrize(
    ("kind", "title"),
    [("progress", "รายงานความก้าวหน้าการดำเนินการตามมาตรการส่งเสริม"), ("final", "รายงานผลการดำเนินการตามมาตรการส่งเสริม")],
)
def test_a_report_says_what_was_done(sample, kind, title):
    report = {
        "round": kind,
        "measure": 2,
        "division": "สำนักปลัด",
        "done": "อบรมบุคลากร 25 คน",
        "result": "ผ่านการทดสอบทุกคน",
        "obstacles": "",
        "evidence": [
            {"caption": "ภาพถ่าย", "url": "https://www.example.go.th/2566", "file_name": ""},
            {"caption": "คำสั่ง", "url": "", "file_name": "order-12.pdf"},
        ],
    }
    content = pdf.render(changed(sample, kind=kind, reports=[report]), sha256=SHA256)
    text = by_mupdf(content)
    assert unbroken(text).startswith(title)
    assert "O43" in text
    assert in_order(
        text,
        "๖. ผลการดำเนินการ",
        "มาตรการที่ ๑",
        "ไม่มีรายงานผลการดำเนินการของมาตรการนี้",
        "มาตรการที่ ๒",
        "สำนักปลัด",
        "อบรมบุคลากร ๒๕ คน",
        "ผ่านการทดสอบทุกคน",
        "ภาพถ่าย https://www.example.go.th/2566",
        "คำสั่ง order-12.pdf",
        "(ลงชื่อ)",
    )


def test_a_plan_has_no_section_of_reports(printed):
    assert "ผลการดำเนินการตามมาตรการ" not in unbroken(by_mupdf(printed))


def test_a_level_that_is_a_word_and_a_year_with_other_rules_are_printed(sample):
    result = sample.result.model_dump() | {
        "level": "ต้องปรับปรุงโดยด่วน",
        "total": Decimal("69.99"),
        "reaches_target": False,
    }
    text = by_mupdf(pdf.render(changed(sample, result=result), sha256=SHA256))
    assert in_order(text, "มีผลคะแนน ๖๙.๙๙ คะแนน อยู่ในระดับ ต้องปรับปรุงโดยด่วน ยังไม่ผ่านเกณฑ์เป้าหมาย")


def test_one_switch_prints_all_digits_arabic(sample):
    text = by_mupdf(pdf.render(changed(sample, digits="arabic", introduction="ครั้งที่ ๑"), sha256=SHA256))
    assert re.findall("[๐-๙]", text) == []
    for words in ("85.66", "พ.ศ. 2566", "1. ผลการประเมิน", "4.1", "(1)", "หน้า 2 จาก", "ครั้งที่ 1"):
        assert words in text
    assert "SHA-256" in text
