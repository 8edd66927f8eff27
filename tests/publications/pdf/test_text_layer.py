"""What is read back of a printed document is what was written, blanks and tone marks included, in every reader."""

import re
from itertools import product

import pymupdf
import pytest
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from publications.render import pdf
from publications.render.pdf import actual_text, archive
from publications.render.pdf.fetching import STATIC, OwnFilesFetcher
from publications.render.pdf.text_layer import with_sara_am
from tests import followed_up
from tests.editions import freeze
from tests.publications.pdf.printing import (
    SHA256,
    by_mupdf,
    by_pdfium,
    by_poppler,
    by_poppler_raw,
    changed,
    structure,
)
from thai.digits import to_thai

pytestmark = pytest.mark.django_db

CONSONANTS = [chr(letter) for letter in range(ord("ก"), ord("ฮ") + 1)]
ABOVE_AND_BELOW = ["", "ั", "ิ", "ี", "ึ", "ื", "ุ", "ู"]
TONES = ["", "่", "้", "๊", "๋"]
SARA_AM = ["ำ", "่ำ", "้ำ", "๊ำ", "๋ำ", "์", "็"]


EVERY_READER = pytest.mark.parametrize("read", [by_pdfium, by_mupdf, by_poppler, by_poppler_raw])


def lines_of(text: str) -> str:
    """The text with its line ends and page ends as one kind of line end, without blanks before it."""
    return re.sub(r" *[\r\n\f]+", "\n", text)


def is_read(phrase: str, text: str) -> bool:
    """Whether the phrase stands in the text letter for letter; a line may end at a blank of it, or between letters."""
    letters = (r"(?: |\n)" if letter.isspace() else re.escape(letter) for letter in to_thai(phrase).strip())
    return bool(re.search(r"\n?".join(letters), text))


def texts_of(document) -> list[str]:
    """Everything that people wrote into a document and that is printed of it."""
    return [
        *(document.title, document.agency.name, document.introduction, document.result.source),
        *(text for part in document.result.indicators for text in (part.name, part.finding, part.recommendation)),
        *(text for measure in document.measures for text in (measure.title, *measure.steps)),
        *(round_.title for round_ in document.rounds),
        *(text for remark in document.remarks for text in (remark.message, remark.reason)),
        *(text for report in document.reports for text in (report.division, report.done, report.result)),
        *(text for report in document.reports for text in (report.value_reached, report.obstacles, report.next_step)),
        *(text for report in document.reports for step in report.steps for text in (step.text, step.done)),
        *(piece.caption for report in document.reports for piece in report.evidence),
    ]


@EVERY_READER
def test_every_text_of_the_sample_is_read_letter_for_letter(sample, printed, read):
    text = lines_of(read(printed))
    assert len(texts_of(sample)) > 50
    assert [phrase for phrase in texts_of(sample) if not is_read(phrase, text)] == []


@EVERY_READER
def test_every_text_of_a_report_is_read_letter_for_letter(read):
    plan = followed_up.plan_with_facts()
    captions = ["รายงานสรุปผล ณ รอบสิ้นปีงบประมาณ", "ป้ายที่ตั้งหน้าที่ทำการ", "ฟื้นฟูปั๊มน้ำ"]
    pieces = [
        followed_up.photograph(plan.agency, caption, colour)
        for caption, colour in zip(captions, ("red", "blue", "teal"), strict=True)
    ]
    reports = [followed_up.report(evidence=pieces), followed_up.late()]
    document = freeze_and_read(plan, reports=reports)
    text = lines_of(read(pdf.render(document, sha256=SHA256, pictures=lambda sha256: followed_up.drawn())))
    assert set(captions) <= set(texts_of(document))
    assert [phrase for phrase in texts_of(document) if not is_read(phrase, text)] == []


def freeze_and_read(plan, **parts):
    from publications.public.editions import read

    return read(freeze(plan, "progress", **{**followed_up.parts(plan), **parts}))


@EVERY_READER
@pytest.mark.parametrize("weight", ["normal", "bold"])
def test_no_tone_mark_is_torn_off_its_syllable(read, weight):
    syllables = [consonant + rest for consonant in CONSONANTS for rest in _rests()]
    assert len(syllables) == 2162
    found = set(lines_of(read(printed_alone(f"<p style='font-weight: {weight}'>{' '.join(syllables)}</p>"))).split())
    assert [syllable for syllable in syllables if syllable not in found] == []


def printed_alone(body: str) -> bytes:
    """A page of this body in our typeface, finished as a document is."""
    fetcher, fonts = OwnFilesFetcher(), FontConfiguration()
    css = CSS(url=f"{STATIC}css/pdf.css", url_fetcher=fetcher, font_config=fonts)
    html = HTML(string=f"<html lang=th><title>x</title><body>{body}", base_url=STATIC, url_fetcher=fetcher)
    options = {"pdf_variant": archive.VARIANT, "uncompressed_pdf": True}
    return archive.finished(html.write_pdf(stylesheets=[css], font_config=fonts, **options))


def _rests() -> list[str]:
    return [*(mark + tone for mark, tone in product(ABOVE_AND_BELOW, TONES)), *SARA_AM]


def test_what_is_drawn_and_how_it_is_tagged_is_the_same_as_without(sample, printed, monkeypatch):
    monkeypatch.setattr(actual_text, "say_letters", lambda opened: None)
    silent = pdf.render(sample, sha256=SHA256)
    assert silent != printed
    assert [(tag, cell.get("RowSpan")) for tag, cell in structure(silent)] == [
        (tag, cell.get("RowSpan")) for tag, cell in structure(printed)
    ]
    with pymupdf.open(stream=silent) as before, pymupdf.open(stream=printed) as after:
        for one, other in zip(before, after, strict=True):
            assert one.get_pixmap(dpi=60).samples == other.get_pixmap(dpi=60).samples


def test_letters_that_only_steer_line_ends_are_not_read(sample):
    content = pdf.render(changed(sample, introduction="จัด\u2060ซื้อ\u200bจัดจ้าง"), sha256=SHA256)
    assert "จัดซื้อจัดจ้าง" in by_mupdf(content)


@EVERY_READER
def test_a_hyphen_at_the_end_of_a_line_is_read_and_none_that_stands_within_gets_a_blank(read):
    address = "https://www.example.go.th/" + "no-gift-policy-" * 12
    text = read(printed_alone(f"<p>{address}</p><p>เมษายน <b>a-</b><b>b</b></p>"))
    assert is_read(address, lines_of(as_hyphens(text)))
    assert "เมษายน a-b" in text


def as_hyphens(text: str) -> str:
    """PDFium says with a letter of its own that a hyphen ends a line."""
    return text.replace("\ufffe", "-\n")


@EVERY_READER
@pytest.mark.parametrize("typed", ["ทํา", "น้ํา", "นํ้า", "ก\u2002ข", "ก\u00a0ข"])
def test_how_a_letter_was_typed_first_changes_none_that_follow(read, typed):
    text = read(printed_alone(f"<p>{typed} ตำบล น้ำ ก ข</p>"))
    assert text.startswith(f"{with_sara_am(typed.replace(chr(0x2002), ' ').replace(chr(0xA0), ' '))} ตำบล น้ำ ก ข")


def test_what_each_glyph_stands_for_is_mended_for_readers_who_know_nothing_else(monkeypatch):
    monkeypatch.setattr(actual_text, "_said", lambda found, fonts: found[0])
    assert "ตำบล น้ำ" in by_mupdf(printed_alone("<p>ทํา นํ้า ตำบล น้ำ</p>"))


def test_an_edition_with_sara_am_typed_in_two_letters_in_either_order_is_printed(sample):
    assert "ตำบล" in by_mupdf(pdf.render(changed(sample, introduction="นํ้า น้ำ"), sha256=SHA256))
