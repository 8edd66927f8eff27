"""Justified lines: they end at the margin, no letter stands apart, marks stay with their letters, short ones stay."""

from itertools import pairwise

import pymupdf
import pytest

from publications.render import pdf
from publications.render.pdf.justified import MOST
from tests.publications.pdf.printing import CENTIMETRE, READERS, SHA256, changed, unbroken

pytestmark = pytest.mark.django_db  # the sample is read out of a database, once

SIZE = 12.5  # points
RIGHT_EDGE = 21 * CENTIMETRE - 2 * CENTIMETRE
WORDS = "หน่วยงานเผยแพร่ข้อมูลให้ประชาชนรับรู้อย่างทั่วถึงและดำเนินการนำคำแนะนำทำน้ำใจจำนวนคำกำกับ " * 12


def lines_of(content: bytes, start: str) -> list[list[tuple[str, float, float]]]:
    """The lines of the first paragraph that begins so: each letter with its left and right edge, in points."""
    with pymupdf.open(stream=content) as opened:
        lines = [
            [(letter["c"], letter["bbox"][0], letter["bbox"][2]) for span in line["spans"] for letter in span["chars"]]
            for page in opened
            for block in page.get_text("rawdict")["blocks"]
            for line in block.get("lines", ())
        ]
    first = next(place for place, line in enumerate(lines) if text_of(line).startswith(start))
    return lines[first : first + 8]


def text_of(line: list[tuple[str, float, float]]) -> str:
    return "".join(letter for letter, *_ in line)


def visible(line: list[tuple[str, float, float]]) -> list[tuple[str, float, float]]:
    return [part for part in line if not part[0].isspace() and part[2] - part[1] > 0.5]


@pytest.fixture(scope="module")
def introduced(sample) -> bytes:
    return pdf.render(changed(sample, introduction=WORDS), sha256=SHA256)


def test_every_line_but_the_last_ends_at_the_margin(introduced):
    edges = [max(right for _letter, _left, right in visible(line)) for line in lines_of(introduced, "หน่วยงานเผย")]
    assert edges == pytest.approx([RIGHT_EDGE] * len(edges), abs=1.2)


def test_no_two_letters_of_a_word_stand_apart(introduced):
    for line in lines_of(introduced, "หน่วยงานเผย"):
        letters = visible(line)
        joined = [after[1] - before[2] for before, after in pairwise(letters) if before[0] + after[0] in WORDS]
        assert max(joined) < (MOST + 0.1) * SIZE


def test_a_line_that_lacks_too_much_ends_where_it_ends(sample):
    """A word that fits into no line but its own leaves the one before it half empty."""
    long = "ก" * 40
    content = pdf.render(changed(sample, introduction=f"{long} {'A' * 60} ข้อความต่อไป"), sha256=SHA256)
    first = visible(lines_of(content, "กกกก")[0])
    assert max(right for _letter, _left, right in first) < RIGHT_EDGE - 2 * CENTIMETRE
    assert max(after[1] - before[2] for before, after in pairwise(first)) < 1


@READERS
def test_what_is_spread_is_read_back_without_blanks_of_its_own(introduced, read):
    assert unbroken(WORDS) in unbroken(read(introduced))
    assert "หน่วยงานเผยแพร่ข้อมูล" in read(introduced)
