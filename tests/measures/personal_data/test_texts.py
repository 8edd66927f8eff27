"""The text inside PDF, DOCX and XLSX, where personal data hides; what cannot be read is empty, never an error."""

import pytest
from openpyxl import Workbook

from measures.evidence import pdf_reader
from measures.personal_data import find, office, text_of, texts
from tests.files import saved, xlsx
from tests.measures.evidence.uploads import HEIC, changed, docx, drawing_within_drawings, jpeg, packed_objects, pdf

PHONE, ID, MAIL = "081-234-5678", "1-2345-67890-12-1", "someone@example.go.th"


def workbook_of(rows: bytes) -> bytes:
    """A workbook with the rows of its one sheet as they stand in the file."""
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return changed(xlsx(["x"]), xl__worksheets__sheet1_dot_xml=head + rows + b"</sheetData></worksheet>")


def told(content: bytes, extension: str) -> list[str]:
    return [found.text for found in find(text_of(content, extension))]


def test_every_page_of_a_pdf_is_read():
    assert told(pdf(f"call {PHONE}", "nothing", ID), "pdf") == [PHONE, ID]


def test_a_document_is_read_wherever_it_says_something():
    document = docx(f"โทร {PHONE}", header=MAIL, cell=ID)
    assert sorted(told(document, "docx")) == sorted([PHONE, MAIL, ID])


def test_a_number_that_is_split_by_formats_is_one_number():
    half = b"</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>"
    body = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>'
    body += PHONE[:5].encode() + half + PHONE[5:].encode() + b"</w:t></w:r></w:p></w:body></w:document>"
    assert told(changed(docx("x"), word__document_dot_xml=body), "docx") == [PHONE]


def test_two_cells_are_not_one_number():
    assert told(xlsx(["081-234", "5678"]), "xlsx") == []


def test_every_sheet_of_a_workbook_is_read_hidden_ones_too():
    book = Workbook()
    book.active.append(["โทร", PHONE])
    book.create_sheet("ซ่อน").append([1234567890121, "=A1"])
    book["ซ่อน"].sheet_state = "hidden"
    assert told(saved(book), "xlsx") == [PHONE, "1234567890121"]


def test_a_workbook_longer_than_a_table_may_be_is_read_to_its_end():
    assert told(xlsx(*([number] for number in range(6_000)), [PHONE]), "xlsx") == [PHONE]


def test_a_workbook_whose_rows_have_enormous_numbers_is_read_and_comes_to_an_end():
    text = b'<c t="inlineStr"><is><t>%s</t></is></c>' % PHONE.encode()
    assert told(workbook_of(b'<row r="1000000000000">' + text + b"</row>"), "xlsx") == [PHONE]


def test_a_long_number_that_excel_keeps_with_an_exponent_is_found():
    assert told(workbook_of(b"<row><c><v>1.234567890121E12</v></c></row>"), "xlsx") == ["1234567890121"]


def test_what_was_struck_out_of_a_document_is_read_as_long_as_it_is_in_it():
    body = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:del>'
    body += b"<w:r><w:delText>" + PHONE.encode() + b"</w:delText></w:r></w:del></w:p></w:body></w:document>"
    assert told(changed(docx("x"), word__document_dot_xml=body), "docx") == [PHONE]


def test_a_document_is_read_as_long_as_the_time_lasts(monkeypatch):
    monkeypatch.setattr(office, "MAX_SECONDS", -1)
    assert text_of(docx("1"), "docx") == ""


@pytest.mark.parametrize("extension", ["pdf", "docx", "xlsx", "jpg", "exe", ""])
@pytest.mark.parametrize(
    "content", [b"", b"nonsense", jpeg(), HEIC, pdf("x")[:40], docx("x")[:900], xlsx(["x"])[:900], packed_objects(b"x")]
)
def test_what_cannot_be_read_is_empty(content, extension):
    assert text_of(content, extension) == ""


def test_what_comes_before_the_damage_is_read(monkeypatch):
    def breaking(_content):
        yield PHONE
        raise RuntimeError

    monkeypatch.setitem(texts._READERS, "pdf", breaking)
    assert told(b"", "pdf") == [PHONE]


@pytest.mark.parametrize(("pages", "kept"), [(1, ["1"]), (3, ["1", "2", "3"])])
def test_pages_are_read_up_to_a_bound(pages, kept, monkeypatch):
    monkeypatch.setattr(pdf_reader, "MAX_PAGES", pages)
    assert list(pdf_reader.texts(pdf("1", "2", "3", "4"))) == kept


@pytest.mark.parametrize(("letters", "kept"), [(5, ["123", "45"]), (6, ["123", "456"])])
def test_the_pages_of_a_pdf_are_read_up_to_a_bound_of_letters(letters, kept, monkeypatch):
    monkeypatch.setattr(pdf_reader, "MAX_CHARACTERS", letters)
    assert list(pdf_reader.texts(pdf("123", "456", "789"))) == kept


def test_what_stands_before_a_page_without_end_is_read():
    assert told(drawing_within_drawings(9, 10, f"call {PHONE}"), "pdf") == [PHONE]


def test_letters_and_pieces_are_read_up_to_a_bound(monkeypatch):
    monkeypatch.setattr(texts, "MAX_CHARACTERS", 10)
    assert text_of(docx("12345678", "abcdefgh", "ijk"), "docx") == "12345678\na"
    monkeypatch.setattr(texts, "MAX_PIECES", 1)
    assert text_of(docx("1", "2"), "docx") == "1"
