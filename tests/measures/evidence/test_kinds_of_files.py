"""Which files are taken as evidence and which are refused, by their content and with a sentence."""

import hashlib

import pytest
from django.utils import translation

from measures.evidence import Refused, take
from measures.evidence.kinds import CONTENT_TYPES
from tests.files import xlsx

from . import uploads
from .uploads import changed, docx, jpeg, pdf, photograph, png_header, saved, taken, upload, zip_of

SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600
RUN = b"91 0 obj<</S/Launch/F(calc.exe)>>endobj\n"
SCRIPT = b"91 0 obj<</S/JavaScript/JS(app.alert\\(1\\))>>endobj\n"

REFUSED = {
    "nothing": (b"", "The file is empty"),
    "web page": (HTML, "is a web page (HTML)"),
    "web page with a mark and a comment": (b"\xef\xbb\xbf<!-- x --> <HTML>", "is a web page (HTML)"),
    "web page in UTF-16": (HTML.decode().encode("utf-16"), "is a web page (HTML)"),
    "drawing with a script": (SVG, "is a drawing with program code (SVG)"),
    "program of Windows": (b"MZ\x90\0\3", "is a program"),
    "program of Linux": (b"\x7fELF\2\1", "is a program"),
    "shell script": (b"#!/bin/sh\nrm -rf /\n", "is a program"),
    "archive": (zip_of({"a.txt": b"hello", "b.exe": b"MZ"}), "is an archive of files"),
    "old Word": (OLE, "is a document of an old Office"),
    "GIF": (saved(photograph(), "GIF"), "is a picture of another kind"),
    "AVIF": (saved(photograph(), "AVIF"), "is a picture of another kind"),
    "film": (b"\0\0\0\x20ftypisom\0\0\2\0", "is a film or a sound"),
    "text": ("ข้อความ".encode(), "is of a kind that is not known"),
    "web page before a PDF": (HTML + pdf("page"), "is a web page (HTML)"),
    "broken PDF": (b"%PDF-1.7\n" + b"x" * 900, "The PDF cannot be opened"),
    "PDF without a page": (uploads.empty_pdf(), "The PDF cannot be opened"),
    "locked PDF": (uploads.locked_pdf(opens=False), "The PDF is protected with a password"),
    "PDF that may not be printed": (uploads.locked_pdf(opens=True), "The PDF is protected with a password"),
    "PDF with a script": (pdf("page", objects=SCRIPT), "The PDF contains a program"),
    "PDF that starts a program": (pdf("page", objects=RUN), "The PDF contains a program"),
    "PDF with a script that is spelt in numbers": (
        pdf("page", objects=SCRIPT.replace(b"/JavaScript", b"/J#61vaScr#69pt")),
        "The PDF contains a program",
    ),
    "PDF with a packed script": (pdf("page", objects=uploads.packed_objects(SCRIPT)), "The PDF contains a program"),
    "PDF with a script packed behind much else": (
        pdf("page", objects=uploads.packed_objects(uploads.noise(300_000) + SCRIPT)),
        "The PDF contains a program",
    ),
    "PDF that draws a thousand million letters": (
        uploads.drawing_within_drawings(9, 10),
        "cannot be opened within the time and memory",
    ),
    "locked Office": (OLE + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
    "locked parts": (uploads.flagged_as_locked(docx("text")), "locked with a password"),
    "half a document": (docx("text")[:-2000], "The document cannot be read"),
    "document with a broken part": (
        changed(docx("text"), word__document_dot_xml=b"<w:"),
        "The document cannot be read",
    ),
    "document with entities": (
        changed(docx("text"), word__document_dot_xml=b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'),
        "The document cannot be read",
    ),
    "document with macros": (changed(docx("text"), word__vbaProject_dot_bin=b"x"), "The document contains macros"),
    "workbook with macros": (changed(xlsx(["a"]), xl__vbaProject_dot_bin=b"x"), "The document contains macros"),
    "workbook with macros of the old kind": (
        changed(xlsx(["a"]), xl__macrosheets__sheet1_dot_xml=b"<a/>"),
        "The document contains macros",
    ),
    "document with a control": (
        changed(docx("a"), word__activeX__activeX1_dot_bin=b"x"),
        "The document contains macros",
    ),
    "bomb": (changed(docx("text"), word__media__a_dot_xml=b" " * 2**25), "Unpacked, the document would be far larger"),
    "half a photograph": (jpeg()[: len(jpeg()) // 2], "The picture cannot be read"),
    "the beginning of a photograph": (b"\xff\xd8\xff\xe0", "The picture cannot be read"),
    "PNG of 400 million pixels": (png_header(20_000, 20_000), "20000 × 20000 pixels; at most 60 million"),
    "PNG without pixels": (png_header(200, 200), "The picture cannot be read"),
    "PNG with a text that unpacks to 100 MB": (uploads.png_with_text(100_000_000), "The picture cannot be read"),
    "HEIC of 400 million pixels": (uploads.heic_that_claims(20_000, 20_000), "20000 × 20000 pixels; at most 60 mil"),
    "HEIC of ten thousand million pixels": (uploads.heic_that_claims(100_000, 100_000), "picture"),
    "half a HEIC": (uploads.HEIC[:600], "The picture cannot be read"),
    "photograph of endless scans": (uploads.endless_scans(60), "The picture cannot be read"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_file_is_refused_with_its_name_and_a_sentence(case):
    content, sentence = REFUSED[case]
    with translation.override("en"), pytest.raises(Refused) as refusal:
        taken(content, "C:\\งาน\\ภาพ\u202e.jpg")
    assert str(refusal.value).startswith("ภาพ.jpg: ")
    assert sentence in str(refusal.value)


@pytest.mark.parametrize("kind", uploads.WHOLE)
def test_the_content_decides_what_a_file_is(kind):
    kept = take(upload(uploads.WHOLE[kind], "โครงการ.v2.html.JPEG", "text/html"))
    assert (kept.extension, kept.content_type, kept.name) == (kind, CONTENT_TYPES[kind], f"โครงการ.v2.html.{kind}")
    assert (kept.size, kept.sha256) == (len(kept.content), hashlib.sha256(kept.content).hexdigest())


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx"])
def test_a_document_is_kept_byte_for_byte(kind):
    kept = taken(uploads.WHOLE[kind])
    assert (kept.content, kept.thumbnail, kept.taken_on) == (uploads.WHOLE[kind], None, None)


def test_a_pdf_that_only_writes_of_scripts_is_no_program():
    assert taken(pdf("JavaScript and Launch")).extension == "pdf"


def test_a_file_beyond_the_limit_is_refused_unread():
    class Unreadable:
        name, size = "ภาพ.jpg", 60 * 2**20

        def read(self, *_sizes):
            raise AssertionError("read")

    with translation.override("en"), pytest.raises(Refused, match=r"The file has 60 MB; at most 20 MB are accepted"):
        take(Unreadable())


def test_a_file_that_says_it_is_smaller_than_it_is_is_refused(settings):
    settings.EVIDENCE_MAX_FILE_SIZE = 2048
    lying = upload(b"%PDF-" + b"x" * 9000)
    lying.size = 10
    with translation.override("en"), pytest.raises(Refused, match=r"The file has 2.1 kB; at most 2 kB are accepted"):
        take(lying)
