"""The Word file as a file: the same bytes each time, of no day but its own, and nothing of the machine in it."""

import subprocess
import sys
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document as WordDocument
from docx.image.image import Image
from docx.shared import Cm
from fontTools.ttLib import TTFont
from PIL import Image as Picture

from publications.document import sha256_of
from publications.render import docx
from publications.render.docx import faces, package
from publications.render.docx.drawings import Drawings
from tests.publications.docx.conftest import handed
from tests.publications.docx.reading import SHA256, changed, part

pytestmark = pytest.mark.django_db

# What another process makes of the same document, with other hashes of strings and on another day of another zone.
ELSEWHERE = """
import sys, conftest
from publications.document import parse, sha256_of
from publications.render import docx
print(sha256_of(docx.render(parse(sys.stdin.read()), sha256="0123456789abcdef" * 4)))
"""


def test_the_same_document_gives_the_same_bytes_in_any_process(sample):
    here = docx.render(sample, sha256=SHA256)
    assert docx.render(sample, sha256=SHA256) == here
    run = subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        input=sample.canonical(),
        env={"PYTHONHASHSEED": "7", "TZ": "America/New_York", "PYTHONPATH": ".", "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        check=True,
    )
    assert run.stdout.decode().split()[-1] == sha256_of(here)


def test_no_part_of_the_file_is_dated_by_the_day_of_writing(reported):
    with ZipFile(BytesIO(docx.render(reported, sha256=SHA256, pictures=handed))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None


def test_only_what_was_put_in_is_in_it(sample):
    with ZipFile(BytesIO(docx.render(sample, sha256=SHA256))) as archive:
        names = set(archive.namelist())
    assert {name for name in names if not name.startswith("word/")} == {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
    }
    assert "python-docx" not in part(docx.render(sample, sha256=SHA256), "docProps/core.xml")


def test_pages_are_counted_in_the_digits_of_the_document(sample):
    thai = part(docx.render(sample, sha256=SHA256), "word/styles.xml")
    arabic = part(docx.render(changed(sample, digits="arabic"), sha256=SHA256), "word/styles.xml")
    assert ("SarabunThaiDigits" in thai, "SarabunThaiDigits" in arabic) == (True, False)


def test_the_face_of_thai_digits_draws_each_arabic_digit_as_a_thai_one():
    own, thai = TTFont(BytesIO(faces.face(faces.THAI_DIGITS))), TTFont(BytesIO(faces.face("Sarabun-Regular")))
    for digit in range(10):
        drawn = own["glyf"][own.getBestCmap()[ord("0") + digit]]
        assert drawn == thai["glyf"][thai.getBestCmap()[ord("๐") + digit]]


def test_all_faces_come_along_veiled_as_the_standard_says(sample):
    with ZipFile(BytesIO(docx.render(sample, sha256=SHA256))) as archive:
        for face, key in package.FACES.items():
            veiled = archive.read(f"word/fonts/{face}.odttf")
            mask = bytes.fromhex(key.replace("-", ""))[::-1] * 2
            bare = bytes(a ^ b for a, b in zip(veiled[:32], mask, strict=True)) + veiled[32:]
            assert TTFont(BytesIO(bare))["name"].getDebugName(1) == face.split("-")[0]
            assert f"{{{key}}}" in archive.read("word/fontTable.xml").decode()


def test_a_picture_that_is_drawn_twice_is_stored_once():
    word = WordDocument()
    pixels = {tone: Image.from_blob(png(tone)) for tone in (0, 255)}
    drawings = Drawings(word)
    drawn = [drawings.draw(pixels[tone], Cm(1), Cm(1)) for tone in (0, 255, 0)]
    pictures = [relation for relation in word.part.rels.values() if relation.reltype.endswith("/image")]
    assert len(pictures) == 2
    assert [picture.docPr.id for picture in drawn] == [1, 2, 3]


def png(tone: int) -> bytes:
    file = BytesIO()
    Picture.new("L", (2, 2), tone).save(file, "PNG")
    return file.getvalue()
