"""The runs of a paragraph: text, links, fields that Word counts, pictures with their alternative text."""

from collections.abc import Iterable

from docx.enum.text import WD_UNDERLINE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.shape import CT_Inline
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from .markup import Piece


def write(paragraph: Paragraph, pieces: Iterable[Piece]) -> None:
    """Append the pieces of a paragraph's text."""
    for piece in pieces:
        if piece.field:
            paragraph._p.append(_field(piece.field))
        elif piece.link:
            paragraph._p.append(_link(paragraph, piece))
        else:
            _dress(paragraph.add_run(piece.text), piece)


def _dress(run: Run, piece: Piece) -> None:
    if piece.is_bold:
        run._r.style = "Strong"
    if piece.is_dotted:
        run.font.underline = WD_UNDERLINE.DOTTED


def _link(paragraph: Paragraph, piece: Piece) -> BaseOxmlElement:
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(piece.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(piece.text)
    run._r.style = "Hyperlink"
    link.append(run._r)
    return link


def _field(instruction: str) -> BaseOxmlElement:
    """A number that Word and LibreOffice count when they lay the document out."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), f" {instruction} ")
    run = OxmlElement("w:r")
    run.style = "PageNumber"
    run.text = "1"
    field.append(run)
    return field


def draw(paragraph: Paragraph, picture: CT_Inline, alternative: str, link: str) -> None:
    """Append a picture, with what it shows for those who do not see it and where it leads."""
    paragraph.add_run()._r.add_drawing(picture)
    # Without these LibreOffice keeps some room around it.
    for side in ("distT", "distB", "distL", "distR"):
        picture.set(side, "0")
    properties = picture.docPr
    properties.set("descr", alternative)
    properties.set("name", f"Picture {properties.id}")
    if link:
        leading = OxmlElement("a:hlinkClick")
        leading.set(qn("r:id"), paragraph.part.relate_to(link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        properties.append(leading)
