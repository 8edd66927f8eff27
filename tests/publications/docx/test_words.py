"""The Word file as python-docx opens it: what it says, in which order, as which kinds of paragraphs and cells."""

import datetime

import pytest
from docx.oxml.ns import qn
from docx.shared import Cm

from publications.render import docx
from tests.publications.docx.conftest import handed
from tests.publications.docx.reading import (
    SHA256,
    changed,
    in_order,
    meant,
    opened,
    part,
    text_of,
    unbroken,
    with_measures,
)
from thai.digits import to_arabic

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def written(sample) -> bytes:
    return docx.render(sample, sha256=SHA256)


def lacking(texts: list[str], content: bytes) -> list[str]:
    found = unbroken(text_of(content))
    return [text for text in texts if unbroken(text) not in found]


def test_it_says_all_that_the_printed_document_says(sample, written):
    texts = meant(sample)
    assert len(texts) > 200
    assert lacking(texts, written) == []


def test_a_report_says_all_that_the_printed_one_says(reported):
    written = docx.render(reported, sha256=SHA256, pictures=handed)
    assert lacking(meant(reported), written) == []
    assert in_order(
        text_of(written),
        *("๖. ผลการดำเนินการตามมาตรการ", "๖.๑ มาตรการที่ ๑", "สำนักปลัด – รอบ ๖ เดือน", "ขั้นตอนที่ ๑: จัดทำแนวทาง"),
        *("ภาพการอบรม", "๑๖ มกราคม พ.ศ. ๒๕๖๖", "minutes.pdf", "https://www.example.go.th/activity"),
        *("กองช่าง – รอบ ๖ เดือน: ไม่ได้รายงาน", "(ลงชื่อ)", "นางปลัด", f"https://ita.example.go.th/verify/{SHA256}/"),
    )


def test_the_order_is_that_of_the_printed_document(sample, written):
    assert in_order(
        text_of(written),
        *("๑. ผลการประเมิน", "คะแนนรวม", "คะแนนรายตัวชี้วัด", "๒. จุดแข็ง", "(๑) ตัวชี้วัดที่ ๙", "(๔) ตัวชี้วัดที่ ๗"),
        *("๓. จุดที่ต้องปรับปรุงพัฒนา", "๔. ข้อเสนอแนะ", "๔.๑ ", "๔.๒ ", "๔.๓ ", "๕. มาตรการส่งเสริม", "(ลงชื่อ)"),
        *("ภาคผนวก", "ฉบับที่ ๑ ของปีงบประมาณ", SHA256, f"/verify/{SHA256}/", "ไม่ใช่ต้นฉบับ"),
    )


def test_headings_are_headings_and_are_numbered(written):
    headings = [
        (p.style.name, p.text) for p in opened(written).paragraphs if p.style.name.startswith(("Head", "Title"))
    ]
    assert headings[0][0] == "Title"
    assert [text[:2] for name, text in headings if name == "Heading 1"] == ["๑.", "๒.", "๓.", "๔.", "๕.", "ภา"]
    assert [text[:4] for name, text in headings if name == "Heading 2"] == ["๔.๑ ", "๔.๒ ", "๔.๓ "]


def table(written: bytes, head: str):
    return next(table for table in opened(written).tables if table.cell(0, 0).text == head)


def test_the_follow_up_is_one_cell_beside_all_measures(sample, written):
    measures = table(written, "มาตรการ")
    follow_up = {cell._tc for cell in measures.columns[3].cells[1:]}
    assert len(follow_up) == 1
    assert len({cell._tc for cell in measures.columns[0].cells[1:]}) == len(sample.measures)
    assert "รายงานความก้าวหน้ารอบ ๖ เดือน" in measures.cell(len(sample.measures), 3).text


def test_heads_stand_on_every_page_and_names_of_rows_are_known(written):
    for each in opened(written).tables:
        heads = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in each._tbl.tr_lst]
        assert heads == [True] + [False] * (len(heads) - 1)
        assert each._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"
    look = table(written, "มาตรการ")._tbl.tblPr.find(qn("w:tblLook"))
    assert look.get(qn("w:firstColumn")) == "1"


def test_a_row_goes_to_the_next_page_as_a_whole_unless_it_is_too_tall(sample):
    steps = [f"ขั้นตอนลำดับ {number} ทบทวนคู่มือการปฏิบัติงานให้เป็นปัจจุบัน" for number in range(1, 41)]
    written = docx.render(with_measures(sample, ("สั้น", ["ทำ"]), ("ยาว", steps)), sha256=SHA256)
    rows = table(written, "มาตรการ")._tbl.tr_lst
    stays = [row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows]
    assert stays == [True, True, False]
    assert "(๔๐) ขั้นตอนลำดับ ๔๐" in text_of(written)


def test_thai_is_known_as_thai_in_the_typeface_that_comes_along(written):
    styles = part(written, "word/styles.xml")
    assert 'w:cs="Sarabun"' in styles
    assert '<w:szCs w:val="25"/>' in styles
    assert 'w:val="en-US" w:eastAsia="en-US" w:bidi="th-TH"' in styles
    assert "TH Sarabun New,TH SarabunPSK" in part(written, "word/fontTable.xml")


def test_pages_are_a4_with_the_customary_margins_and_count_themselves(sample, written):
    section = opened(written).sections[0]
    assert [round(length.cm, 1) for length in (section.page_width, section.page_height)] == [21.0, 29.7]
    margins = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    assert [round(length.cm, 1) for length in margins] == [3, 2, 2.5, 2]
    fields = [field.get(qn("w:instr")).strip() for field in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert unbroken(section.header.paragraphs[0].text) == unbroken(
        "มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. ๒๕๖๖"
    )


def test_an_annex_of_many_measures_lies_on_its_side(sample):
    written = docx.render(with_measures(sample, *[("มาตรการ", ["ทำ"])] * 20), sha256=SHA256)
    standing, lying = opened(written).sections
    assert (lying.page_width, lying.page_height) == (standing.page_height, standing.page_width)
    assert lying.header.is_linked_to_previous
    annex = table(written, "ตัวชี้วัด")
    assert abs(sum(cell.width for cell in annex.rows[0].cells) - Cm(24.7)) < Cm(0.2)


def test_title_author_language_and_day_are_those_of_the_edition(sample, written):
    properties = opened(written).core_properties
    assert to_arabic(properties.title) == sample.title
    assert (properties.author, properties.language) == (sample.agency.name, "th-TH")
    published = sample.edition.published_at
    assert properties.created == properties.modified == published
    assert published < datetime.datetime.now(datetime.UTC)


def test_pictures_say_what_they_show_and_links_lead_there(reported):
    word = opened(docx.render(reported, sha256=SHA256, pictures=handed))
    assert [shape._inline.docPr.get("descr") for shape in drawings(word)] == ["ภาพการอบรม", "ภาพการลงนาม"]
    targets = {relation.target_ref for relation in word.part.rels.values() if relation.is_external}
    picture, _, published, *_ = reported.reports[0].evidence
    assert targets >= {
        "https://www.example.go.th/activity",
        f"https://ita.example.go.th/2566/evidence/{picture.sha256}.jpg",
        f"https://ita.example.go.th/2566/evidence/{published.sha256}.pdf",
        f"https://ita.example.go.th/verify/{SHA256}/",
        "https://ita.example.go.th/2566/editions/1.pdf",
    }


def drawings(word):
    inlines = word.element.body.iter(qn("wp:inline"))
    return [type("Shape", (), {"_inline": inline}) for inline in inlines]


def test_no_paragraph_is_empty_but_between_tables(reported):
    written = docx.render(reported, sha256=SHA256, pictures=handed)
    empty = [
        paragraph
        for paragraph in opened(written).element.body.iter(qn("w:p"))
        if not paragraph.text.strip() and paragraph.find(f".//{qn('w:drawing')}") is None
    ]
    assert {paragraph.style for paragraph in empty} <= {"BetweenTables", "TableText"}
    assert all(paragraph.style == "BetweenTables" or paragraph.getparent().tag == qn("w:tc") for paragraph in empty)


def test_two_tables_are_never_joined_and_no_cell_ends_with_one(reported):
    body = opened(docx.render(reported, sha256=SHA256, pictures=handed)).element.body
    after = [table.getnext() for table in body.iter(qn("w:tbl"))]
    assert len(after) > 8
    assert {following.tag for following in after} == {qn("w:p")}


def test_the_digits_are_those_of_the_document(sample, written):
    arabic = docx.render(changed(sample, digits="arabic"), sha256=SHA256)
    assert in_order(text_of(arabic), "1. ผลการประเมิน", "85.66", "(1) ตัวชี้วัดที่ 9", "4.1 ", "1. มีแนวทาง")
    assert not set("๐๑๒๓๔๕๖๗๘๙") & set(text_of(arabic))
    assert "O42" in text_of(written)


def test_a_draft_says_so_on_every_page(sample):
    word = opened(docx.render(changed(sample, edition=None), sha256=None))
    section = word.sections[0]
    for head in (section.first_page_header, section.header):
        assert head.paragraphs[0].text == "ร่าง / ตัวอย่าง ยังไม่เผยแพร่"
    assert "ร่างเพื่อตรวจสอบ ยังไม่เผยแพร่" in section.footer.paragraphs[0].text


def test_an_edition_is_marked_as_no_draft_but_as_a_copy(written):
    assert "ร่าง" not in text_of(written)
    assert "ฉบับสำหรับแก้ไข ไม่ใช่ต้นฉบับ" in opened(written).sections[0].footer.paragraphs[-1].text


def test_three_sign_beside_each_other_and_one_on_the_right_half(sample, written):
    signatories = [
        {"role": "preparer", "name": "นายหนึ่ง", "position": "นักวิเคราะห์"},
        {"role": "reviewer", "name": "นางสอง", "position": "ปลัด"},
    ]
    three = opened(docx.render(changed(sample, signatories=signatories), sha256=SHA256))
    signing = next(table for table in three.tables if "(ลงชื่อ)" in table.cell(0, 0).text)
    assert ["นายหนึ่ง" in cell.text or "นางสอง" in cell.text for cell in signing.rows[0].cells] == [True, True, False]
    alone = next(p for p in opened(written).paragraphs if p.text.startswith("(ลงชื่อ)"))
    assert round(alone.paragraph_format.left_indent.cm) == 8


def test_reports_are_summed_up_by_division(reported):
    totals = table(docx.render(reported, sha256=SHA256, pictures=handed), "กอง")
    assert [row.cells[1].text for row in totals.rows[1:]] == ["๑ / ๑", "๑ / ๑", "๐ / ๑", "๒ / ๓"]
