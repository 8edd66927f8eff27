"""The official PDF, tested by what its readers get: the text, the figures, the pages, the tags, the marks."""

import logging
import re
import subprocess
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pymupdf
import pypdfium2
import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import transaction
from fontTools.ttLib import TTFont
from PIL import Image
from weasyprint.urls import FatalURLFetchingError

from measures.models import Plan
from publications import document as read_model
from publications.document import builder
from publications.render import pdf
from publications.render.pdf.fetching import OwnFilesFetcher
from tests import factories
from thai.digits import to_thai

pytestmark = pytest.mark.django_db  # the sample is read out of a database, once

SHA256 = "0123456789abcdef" * 4
PREVIEW_MARK = "ร่าง / ตัวอย่าง ยังไม่เผยแพร่"
CENTIMETRE = 72 / 2.54


class Complaints(logging.Handler):
    """Keeps what WeasyPrint logs; a test that expects complaints empties the list."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.messages = []

    def emit(self, record):
        self.messages.append(record.getMessage())


@pytest.fixture(scope="module", autouse=True)
def listening():
    handler = Complaints()
    logging.getLogger("weasyprint").addHandler(handler)
    yield handler.messages
    logging.getLogger("weasyprint").removeHandler(handler)


@pytest.fixture(autouse=True)
def complaints(listening):
    """What WeasyPrint complained of in this test; anything that is left at its end fails it."""
    listening.clear()
    yield listening
    assert listening == []


@pytest.fixture(scope="module")
def sample(django_db_setup, django_db_blocker, listening):
    """The real sample as a document, without leaving anything in the database."""
    edition = read_model.EditionPart(number=1, published_at=factories.at(), reason="", previous=None)
    with django_db_blocker.unblock(), transaction.atomic():
        for year in (2565, 2566):
            factories.load_framework(year)
        call_command("loaddata", "fixtures/thamaling_2566.yaml", verbosity=0)
        built = builder.build_document(Plan.objects.get(), "plan", edition=edition)
        transaction.set_rollback(True)
    return built


@pytest.fixture(scope="module")
def printed(sample):
    """The sample's PDF."""
    return pdf.render(sample, sha256=SHA256)


def changed(document, **fields):
    """The same document with other fields, validated as if it had been built so."""
    return read_model.Document.model_validate(document.model_dump() | fields)


def with_measures(document, *titles_and_steps):
    """The same document with these measures, numbered from 1."""
    first = document.measures[0].model_dump()
    return changed(
        document,
        measures=[
            first | {"number": number, "title": title, "steps": steps}
            for number, (title, steps) in enumerate(titles_and_steps, start=1)
        ],
    )


def by_pdftotext(content: bytes) -> str:
    # -raw: without it poppler sorts letters by place and puts a mark behind the letter after it.
    command = ["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"]
    return subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()


def by_pdfium(content: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))


def by_mupdf(content: bytes) -> str:
    return "\n".join(pages(content))


def pages(content: bytes) -> list[str]:
    with pymupdf.open(stream=content) as opened:
        return [page.get_text() for page in opened]


READERS = pytest.mark.parametrize("read", [by_pdftotext, by_pdfium, by_mupdf])


def unbroken(text: str) -> str:
    """Without blanks and line ends, which are the layout's."""
    return "".join(text.split())


def in_order(text: str, *expected: str) -> bool:
    return bool(re.search(".*".join(re.escape(unbroken(each)) for each in expected), unbroken(text), re.DOTALL))


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
        *(each for part in sample.result.indicators for each in (part.name, part.finding, part.recommendation)),
        *(each for measure in sample.measures for each in (measure.title, *measure.steps)),
        *(round_.title for round_ in sample.rounds),
    ]
    assert len(said) > 50
    assert [each for each in said if unbroken(to_thai(each)) not in text] == []


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


def test_language_title_author_and_date_are_set(sample, printed):
    with pymupdf.open(stream=printed) as opened:
        catalog = opened.pdf_catalog()
        assert opened.xref_get_key(catalog, "Lang") == ("string", "th")
        assert opened.metadata["title"] == to_thai(sample.title)
        assert opened.metadata["author"] == sample.agency.name
        assert opened.metadata["creationDate"] == "D:20230116090000+07'00"
        assert "DisplayDocTitle true" in opened.xref_get_key(catalog, "ViewerPreferences")[1]


def test_it_is_tagged_and_says_that_it_is_pdf_ua(printed):
    with pymupdf.open(stream=printed) as opened:
        catalog = opened.pdf_catalog()
        assert opened.xref_get_key(catalog, "MarkInfo")[1] == "<</Marked true>>"
        assert opened.xref_get_key(catalog, "StructTreeRoot")[0] == "xref"
        assert 'pdfuaid:part="1"' in opened.get_xml_metadata()
        assert next(title for level, title, _ in opened.get_toc() if level == 2) == "๑. ผลการประเมิน"
    tags = [tag for tag, _ in structure(printed)]
    assert tags.count("H1") == 1
    assert {"H2", "H3", "P", "L", "LI", "LBody", "Table", "THead", "TBody", "TR", "TH", "TD"} <= set(tags)


def test_every_row_of_every_tagged_table_has_the_same_columns(sample, printed):
    tables = tagged_tables(printed)
    assert len(tables) >= 6
    assert [len(set(widths)) for widths in tables] == [1] * len(tables)


def test_the_figures_of_a_merged_cell_are_known_to_be_merged(printed):
    assert any(cell.get("RowSpan", 1) > 1 for tag, cell in structure(printed) if tag == "TD")


def structure(content: bytes) -> list[tuple[str, dict]]:
    """All structure elements in reading order: tag, and the spans of a cell with the object's number."""
    with pymupdf.open(stream=content) as opened:
        root = int(opened.xref_get_key(opened.pdf_catalog(), "StructTreeRoot")[1].split()[0])
        return list(_elements(opened, root))


def _elements(opened, xref: int, parent: int = 0):
    kind = opened.xref_get_key(xref, "S")[1].removeprefix("/")
    spans = {
        name: int(value)
        for name in ("RowSpan", "ColSpan")
        if (value := opened.xref_get_key(xref, f"A/{name}")[1]) != "null"
    }
    yield kind, spans | {"number": xref, "parent": parent}
    for child in re.findall(r"(\d+) 0 R", opened.xref_get_key(xref, "K")[1]):
        if opened.xref_get_key(int(child), "Type")[1] == "/StructElem":
            yield from _elements(opened, int(child), xref)


def tagged_tables(content: bytes) -> list[list[int]]:
    """For each table the columns of its rows, cells that reach down from an earlier row included."""
    tables: list[list[int]] = []
    reaching: list[int] = []
    for tag, cell in structure(content):
        if tag == "Table":
            tables.append([])
        if tag in ("THead", "TBody"):
            reaching = []
        if tag == "TR":
            tables[-1].append(sum(rows > 0 for rows in reaching))
            reaching = [rows - 1 for rows in reaching if rows > 0]
        if tag in ("TH", "TD"):
            tables[-1][-1] += cell.get("ColSpan", 1)
            reaching += [cell.get("RowSpan", 1) - 1] * cell.get("ColSpan", 1)
    return tables


def test_only_sarabun_is_used_and_it_is_embedded(printed):
    with pymupdf.open(stream=printed) as opened:
        fonts = {font[:4] for page in opened for font in page.get_fonts()}
        assert {name.split("+")[1] for _, _, _, name in fonts} == {"Sarabun", "Sarabun-Bold"}
        assert all(opened.extract_font(xref)[3] for xref, *_ in fonts)


def test_it_is_a4_with_the_customary_margins_and_numbered_pages(printed):
    with pymupdf.open(stream=printed) as opened:
        for number, page in enumerate(opened, start=1):
            assert (round(page.rect.width), round(page.rect.height)) == (595, 842)
            assert f"หน้า {to_thai(str(number))} จาก {to_thai(str(len(opened)))}" in page.get_text()
            assert_within_margins(page)


def assert_within_margins(page) -> None:
    for left, top, right, _, word, *_ in page.get_text("words"):
        assert left >= 3 * CENTIMETRE - 1, word
        assert right <= page.rect.width - 2 * CENTIMETRE + 1, word
        assert top >= 2.4 * CENTIMETRE, word


def test_the_same_document_gives_the_same_bytes(sample, printed):
    assert pdf.render(sample, sha256=SHA256) == printed


def test_the_typeface_is_not_dated_by_the_day_of_printing():
    source = Path(finders.find("sarabun/Sarabun-Regular.ttf"))
    changed_face = TTFont(BytesIO(OwnFilesFetcher().fetch("file:///static/sarabun/Sarabun-Regular.ttf").read()))
    assert changed_face["head"].modified == TTFont(source)["head"].modified


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
    assert unbroken("</li></ol></td></tr></table><h๑>ปลอม</h๑>") in text
    assert [tag for tag, _ in structure(content)].count("H1") == 1


def test_line_breaks_addresses_and_codes_of_staff_are_kept(sample):
    typed = "บรรทัดที่ 1\nดู https://www.example.go.th/2566/a?b=1 ข้อ O42 หรือ staff1@example.go.th"
    text = by_mupdf(pdf.render(changed(sample, introduction=typed), sha256=SHA256))
    assert "บรรทัดที่ ๑\nดู https://www.example.go.th/2566/a?b=1" in text
    assert in_order(text, "ข้อ O42 หรือ staff1@example.go.th")


def test_words_that_never_end_stay_inside_the_margins(sample):
    address = "https://www.example.go.th/" + "a1" * 150
    document = with_measures(sample, ("ก" * 400, [address, "W" * 300]), (address, ["ข" * 300]))
    content = pdf.render(changed(document, introduction=address), sha256=SHA256)
    assert unbroken(by_pdfium(content)).count(address) == 3
    with pymupdf.open(stream=content) as opened:
        for page in opened:
            assert_within_margins(page)


def test_a_letter_that_no_font_has_does_not_stop_the_printing(sample, complaints):
    content = pdf.render(changed(sample, introduction="ก่อน \U000f0000 หลัง"), sha256=SHA256)
    assert in_order(by_mupdf(content), "ก่อน", "หลัง")
    assert [message[:7] for message in complaints] == [".notdef"] * len(complaints) != []
    complaints.clear()


def test_twenty_five_long_measures_break_between_rows(sample):
    steps = ["ทบทวนและปรับปรุงคู่มือมาตรฐานการให้บริการประชาชน " * 4] * 3
    content = pdf.render(with_measures(sample, *[("มีแนวทางปฏิบัติที่ถูกต้อง " * 5, steps)] * 25), sha256=SHA256)
    carrying = [page for page in pages(content) if "ขั้นตอนหรือวิธีการ" in page]
    begun = [number for page in carrying for number in re.findall(r"^([๐-๙]+)\. มีแนวทาง", page, re.MULTILINE)]
    assert begun == [to_thai(str(number)) for number in range(1, 26)]
    assert all(in_order(page, "การกำกับติดตาม", to_thai(sample.rounds[0].title)) for page in carrying)
    assert [len(set(widths)) for widths in tagged_tables(content)] == [1] * len(tagged_tables(content))


def test_a_measure_that_needs_several_pages_goes_on_under_the_column_heads(sample):
    steps = [f"ขั้นตอนลำดับ {number} ทบทวนคู่มือการปฏิบัติงานให้เป็นปัจจุบัน" for number in range(1, 91)]
    content = pdf.render(with_measures(sample, ("ก่อน", ["ทำ"]), ("ยาว", steps), ("หลัง", ["ทำ"])), sha256=SHA256)
    text = unbroken(by_mupdf(content))
    assert [step for step in steps if unbroken(to_thai(step)) not in text] == []
    carrying = [page for page in pages(content) if "ขั้นตอนลำดับ" in page]
    assert len(carrying) >= 3
    assert all(in_order(page, "มาตรการ", "ขั้นตอนหรือวิธีการ", "ขั้นตอนลำดับ") for page in carrying)


def test_one_measure_without_rounds_is_a_whole_document(sample):
    text = by_mupdf(pdf.render(changed(with_measures(sample, ("เดียว", ["ทำ"])), rounds=[]), sha256=SHA256))
    assert in_order(text, "๑. เดียว", "ยังไม่ได้กำหนดรอบการกำกับติดตาม", "(ลงชื่อ)")


def test_texts_that_were_left_out_are_sentences(sample):
    result = sample.result.model_dump()
    result["indicators"] = [each | {"finding": "", "recommendation": ""} for each in result["indicators"]]
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
        "ปัญหาและอุปสรรค ไม่มี",
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


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/x.png",
        "https://example.com/x.css",
        "ftp://example.com/x",
        "data:text/css,*{}",
        "file:///etc/passwd",
        "file:///static/../ita_portal/settings.py",
        "file:///static/%2e%2e/ita_portal/settings.py",
        "file:///static//etc/passwd",
        "file:///static/css/missing.css",
        "file:///static/css",
        "file:///media/secret.png",
        "file:///media/seals/../secret.png",
        "file:///media/seals/%2e%2e/secret.png",
        "file:///media/seals/seal.svg",
        "file:///media/seals/link.png",
        "file:///media/seals/missing.png",
        "file://example.com/static/css/pdf.css",
    ],
)
def test_nothing_but_our_own_files_is_fetched(pictures, url):
    with pytest.raises((ValueError, OSError)):
        OwnFilesFetcher().fetch(url)


@pytest.mark.parametrize("url", ["file:///static/css/pdf.css", "file:///media/seals/seal.png"])
def test_our_own_files_are_fetched(pictures, url):
    assert OwnFilesFetcher().fetch(url).read()


@pytest.fixture
def pictures(settings, tmp_path):
    """A media folder with a seal, a file outside of it, and a link that leads out."""
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "seals").mkdir()
    for name in ("secret.png", "seals/seal.png"):
        Image.new("RGB", (2, 2)).save(tmp_path / name)
    (tmp_path / "seals" / "seal.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (tmp_path / "seals" / "link.png").symlink_to(tmp_path / "secret.png")


def test_a_refused_file_stops_weasyprint_and_is_not_only_logged():
    from weasyprint import HTML

    page = HTML(string='<html lang="th"><img src="http://127.0.0.1/x.png" alt="x">', url_fetcher=OwnFilesFetcher())
    with pytest.raises(FatalURLFetchingError):
        page.write_pdf()


def test_a_missing_stylesheet_fails_the_rendering(sample, settings):
    settings.STATICFILES_DIRS = []
    with pytest.raises(pdf.RenderingFailed, match=r"css/pdf\.css"):
        pdf.render(sample, sha256=SHA256)


def test_a_missing_typeface_fails_the_rendering(sample, settings):
    settings.STATICFILES_DIRS = [settings.BASE_DIR / "static"]
    with pytest.raises(pdf.RenderingFailed, match=r"Sarabun-Regular\.ttf"):
        pdf.render(sample, sha256=SHA256)


def test_a_stylesheet_that_is_not_understood_fails_the_rendering(sample, settings, tmp_path, complaints):
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "pdf.css").write_text("p { colour: black }")
    settings.STATICFILES_DIRS = [tmp_path]
    with pytest.raises(pdf.RenderingFailed, match="colour"):
        pdf.render(sample, sha256=SHA256)
    complaints.clear()
