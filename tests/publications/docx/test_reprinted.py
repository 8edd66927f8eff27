"""The Word files printed by LibreOffice, all in one call, and read back: no character of what they say is lost."""

import subprocess
from pathlib import Path

import pymupdf
import pytest
from django.db import transaction

from publications.document import Document
from publications.public.editions import read
from publications.render import docx
from publications.render.pdf.reading_back import unreadable
from tests import followed_up
from tests.publications.docx.conftest import handed
from tests.publications.docx.reading import SHA256, changed, in_order, meant, unbroken, with_measures
from tests.publications.pdf.printing import by_poppler_raw, pages

pytestmark = pytest.mark.django_db

STEPS = [f"ขั้นตอนลำดับ {number} ทบทวนคู่มือการปฏิบัติงานให้เป็นปัจจุบัน" for number in range(1, 61)]
NAMES = ("plan", "report", "tall", "draft")
EACH = pytest.mark.parametrize("name", NAMES)


@pytest.fixture(scope="module")
def printed(django_db_setup, django_db_blocker, sample, tmp_path_factory) -> dict[str, tuple[Document, bytes]]:
    """Each document by its name, with the PDF that LibreOffice makes of its Word file."""
    folder = tmp_path_factory.mktemp("docx")
    with django_db_blocker.unblock(), transaction.atomic():
        report = read(followed_up.freeze_followed_up(base_url="https://ita.example.go.th"))
        tall = with_measures(sample, ("ก่อน", ["ทำ"]), ("ยาว", STEPS), *[("หลัง", ["ทำ", "ทวน"])] * 18)
        documents = dict(zip(NAMES, (sample, report, tall, changed(sample, edition=None)), strict=True))
        for name, document in documents.items():
            written = docx.render(document, sha256=SHA256 if document.edition else None, pictures=handed)
            (folder / f"{name}.docx").write_bytes(written)
        transaction.set_rollback(True)
    print_all(folder)
    return {name: (document, (folder / f"{name}.pdf").read_bytes()) for name, document in documents.items()}


def print_all(folder: Path) -> None:
    # A profile of its own, so that nobody's open LibreOffice is asked instead.
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, sorted(folder.glob("*.docx")))], check=True, capture_output=True, timeout=300)


@EACH
def test_every_text_is_read_back_letter_for_letter(printed, name):
    document, content = printed[name]
    texts = meant(document, SHA256 if document.edition else None)
    assert len(texts) > 100
    assert unreadable(texts, content) == []


@pytest.mark.parametrize("name", [name for name in NAMES if name != "tall"])  # whose steps go over a page's end
def test_another_reader_reads_the_same(printed, name):
    document, content = printed[name]
    found = unbroken(by_poppler_raw(content))
    texts = meant(document, SHA256 if document.edition else None)
    assert [text for text in texts if unbroken(text) not in found] == []


@EACH
def test_it_is_printed_in_the_typeface_that_comes_along(printed, name):
    with pymupdf.open(stream=printed[name][1]) as opened:
        fonts = {font[3].split("+")[1] for page in opened for font in page.get_fonts()}
    assert fonts == {"Sarabun-Regular", "Sarabun-Bold", "SarabunThaiDigits"}


@EACH
def test_every_page_but_the_cover_bears_the_title_and_its_number(printed, name):
    _document, content = printed[name]
    cover, *others = pages(content)
    assert "หน้า" not in cover.split()
    for number, page in enumerate(others, start=2):
        assert in_order(page, f"หน้า {number} จาก {len(others) + 1}"), page


def test_a_row_that_is_taller_than_a_page_goes_on_under_the_column_heads(printed):
    carrying = [page for page in pages(printed["tall"][1]) if "ขั้นตอนลำดับ" in page]
    assert len(carrying) >= 2
    assert all(in_order(page, "มาตรการ", "ขั้นตอนหรือวิธีการ", "ขั้นตอนลำดับ") for page in carrying)


def test_a_wide_annex_lies_on_its_side(printed):
    with pymupdf.open(stream=printed["tall"][1]) as opened:
        assert [page.rect.width > page.rect.height for page in opened][-1]
        assert not any(page.rect.width > page.rect.height for page in list(opened)[:-1])


def test_the_pictures_of_a_report_are_printed_beside_each_other(printed):
    with pymupdf.open(stream=printed["report"][1]) as opened:
        places = [place for page in opened for image in page.get_images() for place in page.get_image_rects(image[0])]
    first, second = sorted(places, key=lambda place: place.x0)
    assert round(first.y0) == round(second.y0)
    assert first.x1 < second.x0


def test_one_signs_on_the_right_half_of_the_page(printed):
    with pymupdf.open(stream=printed["plan"][1]) as opened:
        line = next(found[0] for page in opened if (found := page.search_for("(ลงชื่อ)")))
        assert line.x0 > opened[0].rect.width / 2
