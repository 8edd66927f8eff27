"""The PDF as a file: tags, typeface, pages, margins, and the same bytes each time."""

import re
from io import BytesIO
from pathlib import Path
from unittest.mock import patch

import pymupdf
import pytest
import weasyprint
from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont

from publications.render import pdf
from publications.render.pdf import rendering
from publications.render.pdf.fetching import OwnFilesFetcher
from tests.publications.pdf.printing import (
    SHA256,
    assert_within_margins,
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
            assert (f"หน้า {to_thai(str(number))} จาก {to_thai(str(len(opened)))}" in page.get_text()) == (number > 1)
            assert_within_margins(page)


def lowest_frame(content):
    """Where the lowest frame of the last page stands: left, top, right, bottom, in points."""
    with pymupdf.open(stream=content) as opened:
        frames = [drawing["rect"] for drawing in opened[-1].get_drawings()]
    return tuple(round(edge) for edge in max(frames, key=lambda frame: frame.y1))


def test_the_same_document_gives_the_same_bytes(sample, printed):
    assert pdf.render(sample, sha256=SHA256) == printed


def test_after_its_preview_the_document_is_laid_out_once_and_is_the_same(sample, printed):
    with patch.object(weasyprint.HTML, "render", autospec=True, side_effect=weasyprint.HTML.render) as layout:
        pdf.render(changed(sample, edition=None), sha256=None)
        assert layout.call_count == 2
        assert pdf.render(sample, sha256=SHA256) == printed
        assert layout.call_count == 3


def test_how_to_verify_takes_as_much_room_in_a_draft_as_in_its_edition(sample, printed):
    draft = pdf.render(changed(sample, edition=None), sha256=None)
    assert lowest_frame(draft) == lowest_frame(printed)


def test_rows_that_were_foreseen_wrongly_are_laid_out_once_more(sample, printed, monkeypatch):
    wrongly = rendering._Pagination(frozenset({"recommendation-2"}))
    monkeypatch.setattr(rendering.PdfRenderer, "_foresee", lambda *args: wrongly)
    assert pdf.render(sample, sha256=SHA256) == printed


def test_the_typeface_is_not_dated_by_the_day_of_printing():
    source = Path(finders.find("sarabun/Sarabun-Regular.ttf"))
    changed_face = TTFont(BytesIO(OwnFilesFetcher().fetch("file:///static/sarabun/Sarabun-Regular.ttf").read()))
    assert changed_face["head"].modified == TTFont(source)["head"].modified


def test_words_that_never_end_stay_inside_the_margins(sample):
    address = "https://www.example.go.th/" + "a1" * 150
    document = with_measures(sample, ("ก" * 400, [address, "W" * 300]), (address, ["ข" * 300]))
    content = pdf.render(changed(document, introduction=address), sha256=SHA256)
    assert unbroken(by_pdfium(content)).count(address) == 3
    with pymupdf.open(stream=content) as opened:
        for page in opened:
            assert_within_margins(page)


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
