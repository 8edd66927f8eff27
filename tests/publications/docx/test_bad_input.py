"""Whatever an edition holds becomes a proper Word file: nothing fails, and nothing is lost unseen."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from docx.oxml.ns import qn

from publications.document import SealPart, sha256_of
from publications.render import docx
from tests import followed_up
from tests.publications.docx.conftest import handed
from tests.publications.docx.reading import SHA256, changed, opened, text_of, unbroken, with_measures

pytestmark = pytest.mark.django_db

LONG = "ก" * 8000
SEAL = followed_up.drawn()


def test_what_xml_cannot_hold_is_replaced_by_a_sign_that_can_be_seen(sample):
    bad = sample.model_copy(update={"introduction": "ก่อน\x00\x0b\x1b\ud800\ufffe\uffffหลัง"})
    assert "ก่อน" + "\ufffd" * 6 + "หลัง" in text_of(docx.render(bad, sha256=SHA256))


@pytest.mark.parametrize(
    "text", ["😀 ✓ 漢字", "\u202eกลับ\u202c", "<b>&amp;</b> \"'", "ก\u00a0ข\u200bค\u2060ง", "בדיקה"]
)
def test_letters_of_the_world_are_written_as_they_are(sample, text):
    assert text in text_of(docx.render(changed(sample, introduction=text), sha256=SHA256))


def test_ends_of_lines_that_were_typed_are_ends_of_lines(sample):
    written = docx.render(changed(sample, introduction="หนึ่ง\r\nสอง\nสาม"), sha256=SHA256)
    paragraph = next(p for p in opened(written).paragraphs if p.text.startswith("หนึ่ง"))
    assert paragraph.text == "หนึ่ง\nสอง\nสาม"


def test_long_words_and_names_are_whole(sample):
    agency = sample.agency.model_dump() | {"name": "อบต." + "ย" * 196}
    document = with_measures(changed(sample, agency=agency, introduction=LONG), (LONG, [LONG]), ("สั้น", ["ทำ"]))
    written = docx.render(document, sha256=SHA256)
    assert unbroken(text_of(written)).count(LONG) == 3
    assert opened(written).core_properties.author == agency["name"]


@pytest.mark.parametrize("count", [0, 1, 60])
def test_any_number_of_measures_is_written(sample, count):
    written = docx.render(with_measures(sample, *[("เรื่อง", ["ทำ"])] * count), sha256=SHA256)
    measures = next(table for table in opened(written).tables if table.cell(0, 0).text == "มาตรการ")
    assert len(measures.rows) == count + 1


def test_a_title_that_is_longer_than_a_property_may_be_is_whole_in_the_text(sample):
    written = docx.render(changed(sample, title="ชื่อ" * 100), sha256=SHA256)
    assert "ชื่อ" * 100 in text_of(written)
    assert len(opened(written).core_properties.title) == 255


@pytest.mark.parametrize("found", [b"", b"no picture", b"\xff\xd8\xff\xe0 cut off", b"\x89PNG\r\n\x1a\n"])
def test_a_picture_that_cannot_be_read_is_said_to_be_gone_and_keeps_its_caption(reported, found):
    written = docx.render(reported, sha256=SHA256, pictures=lambda sha256: found)
    assert text_of(written).count("(ไม่พบไฟล์ภาพ)") == 2
    assert "ภาพการอบรม" in text_of(written)
    assert next(opened(written).element.body.iter(qn("w:drawing")), None) is None


def test_a_picture_that_vanished_is_said_to_be_gone(reported):
    assert text_of(docx.render(reported, sha256=SHA256)).count("(ไม่พบไฟล์ภาพ)") == 2
    assert "ไม่พบ" not in text_of(docx.render(reported, sha256=SHA256, pictures=handed))


def test_only_the_seal_that_the_document_froze_is_drawn(sample):
    name = default_storage.save("seals/frozen.jpg", ContentFile(SEAL))
    for sha256, drawings in ((sha256_of(SEAL), 1), (sha256_of(b"another"), 0)):
        seal = SealPart(file_name=Path(name).name, content_type="image/jpeg", size=len(SEAL), sha256=sha256)
        agency = sample.agency.model_dump() | {"seal": seal.model_dump()}
        written = opened(docx.render(changed(sample, agency=agency), sha256=SHA256))
        assert len(list(written.element.body.iter(qn("w:drawing")))) == drawings


def test_a_seal_that_is_not_there_any_more_leaves_a_word(sample):
    seal = SealPart(file_name="../settings.py", content_type="image/png", size=1, sha256="0" * 64)
    agency = sample.agency.model_dump() | {"seal": seal.model_dump()}
    assert text_of(docx.render(changed(sample, agency=agency), sha256=SHA256)).startswith("(ไม่พบไฟล์ภาพ)")


@pytest.mark.parametrize(
    "address", ["https://[broken", "https://", "javascript:alert(1)", "https://a.go.th/" + "x" * 3000]
)
def test_what_word_would_call_damaged_is_text_and_no_link(reported, address):
    evidence = [reported.reports[0].evidence[3].model_dump() | {"url": address}]
    reports = [reported.reports[0].model_dump() | {"evidence": evidence}]
    written = docx.render(changed(reported, reports=reports), sha256=SHA256)
    assert address in text_of(written)
    targets = [relation.target_ref for relation in opened(written).part.rels.values() if relation.is_external]
    assert all(target.startswith("https://ita.example.go.th/") for target in targets)


def test_thai_in_an_address_is_encoded_where_it_leads(reported):
    evidence = [reported.reports[0].evidence[3].model_dump() | {"url": "https://a.go.th/แฟ้ม 1"}]
    reports = [reported.reports[0].model_dump() | {"evidence": evidence}]
    word = opened(docx.render(changed(reported, reports=reports), sha256=SHA256))
    targets = {relation.target_ref for relation in word.part.rels.values() if relation.is_external}
    assert "https://a.go.th/%E0%B9%81%E0%B8%9F%E0%B9%89%E0%B8%A1%201" in targets
