"""Writes the blocks of the printed document's HTML into a Word document, one after the other."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from docx.blkcntnr import BlockItemContainer
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENTATION, WD_SECTION
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.image.image import Image
from docx.shared import Length
from docx.text.paragraph import Paragraph
from lxml.html import HtmlElement

from . import styles, words
from .drawings import Drawings
from .markup import Node, Piece, classes_of, counted, link_of, nodes_of, pieces_of
from .package import text_width
from .tables import Table, table_of

BROKEN = (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError)
HEADINGS = {"h1": "Title", "h2": "Heading1", "h3": "Heading2"}


@dataclass(frozen=True, slots=True)
class Place:
    """Into what text is written, how wide that is, and in which style unless an element says otherwise."""

    container: BlockItemContainer
    width: int
    style: str = styles.TEXT
    is_bold: bool = False
    indent: int = 0


class Writer:
    """One Word document while it is written; `picture_at` answers an address of its HTML with the picture's bytes."""

    def __init__(
        self, word: WordDocument, digits: str, picture_at: Callable[[str], bytes | None], no_picture: str
    ) -> None:
        self.word = word
        self.digits = digits
        self.picture_at = picture_at
        self.no_picture = no_picture
        self.drawings = Drawings(word)
        self.sections = self.parts = 0
        self._number = ""  # which the next paragraph bears
        self._begins_page = False  # whether the next paragraph does
        self._latest: Paragraph | None = None

    def write(self, body: HtmlElement) -> None:
        """Write all that is in `body`."""
        self._flow(body, Place(self.word._body, text_width(self.word.sections[0])))

    # Blocks

    def _flow(self, element: HtmlElement, place: Place) -> None:
        """Write what is in an element: its text as paragraphs, its blocks where they stand."""
        text: list[Node] = []
        for node in nodes_of(element):
            if isinstance(node, str) or not _has_blocks(node):
                text.append(node)
                continue
            self._paragraph(text, place)
            text = []
            self._block(node, place)
        self._paragraph(text, place)

    def _block(self, element: HtmlElement, place: Place) -> None:
        classes = classes_of(element)
        style = styles.style_of(element, place.style)
        inside = replace(place, style=style, is_bold=place.is_bold or not styles.BOLD.isdisjoint(classes))
        special = next((self._SPECIAL[name] for name in classes if name in self._SPECIAL), None)
        write = special or self._TAGS.get(element.tag) or (Writer._line if styles.is_line(element) else Writer._flow)
        write(self, element, inside)

    def _line(self, element: HtmlElement, place: Place) -> None:
        """A line of its own, which may be a link."""
        self._paragraph([element], place)

    def _heading(self, element: HtmlElement, place: Place) -> None:
        if not styles.BOLD.isdisjoint(classes_of(element)):
            return self._flow(element, place)
        self._number = self._number_of(element)
        return self._flow(element, replace(place, style=HEADINGS[element.tag]))

    def _number_of(self, heading: HtmlElement) -> str:
        """`1. ` for a section, `1.2 ` for a part of one; nothing for the title and an annex."""
        if heading.tag == "h1" or "doc-annex" in classes_of(heading.getparent()):
            return ""
        if heading.tag == "h2":
            self.sections, self.parts = self.sections + 1, 0
            return f"{counted(self.sections, self.digits)}. "
        self.parts += 1
        return f"{counted(self.sections, self.digits)}.{counted(self.parts, self.digits)} "

    def _numbered(self, element: HtmlElement, place: Place) -> None:
        style = "TableStep" if place.style == styles.CELL else place.style
        for number, item in enumerate(element.findall("li"), start=1):
            self._number = f"({counted(number, self.digits)})\t"
            self._flow(item, replace(place, style=style))

    def _cover(self, element: HtmlElement, place: Place) -> None:
        self._flow(element, replace(place, style="Seal"))
        self._begins_page = True

    def _announcement(self, element: HtmlElement, place: Place) -> None:
        """A sheet of its own, between the cover and the document that it announces."""
        self._flow(element, place)
        self._begins_page = True

    def _lying(self, element: HtmlElement, place: Place) -> None:
        """What is too wide for a page that stands begins one that lies."""
        section = self.word.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENTATION.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
        section.different_first_page_header_footer = False
        self._flow(element, replace(place, width=text_width(section)))

    def _running_head(self, element: HtmlElement, place: Place) -> None:
        """The head of every page; of a draft also that of its first one, which has no other."""
        section = self.word.sections[0]
        for draft in element.find_class("running-head__draft"):
            self._alone(section.first_page_header, draft, replace(place, is_bold=True))
        self._alone(section.header, element, place)

    def _running_foot(self, element: HtmlElement, place: Place) -> None:
        self._alone(self.word.sections[0].footer, element, place)

    def _alone(self, container: BlockItemContainer, element: HtmlElement, place: Place) -> None:
        """Write into a container that holds one empty paragraph, and leave none."""
        empty = container.paragraphs[0]
        self._flow(element, replace(place, container=container))
        empty._p.getparent().remove(empty._p)

    def _signatures(self, element: HtmlElement, place: Place) -> None:
        """Who signs: one on the right half, several beside each other."""
        signatures = element.find_class("signature")
        if len(signatures) == 1:
            self._flow(element, replace(place, indent=place.width // 2))
            if self._latest:  # which keeps to what is signed and not to what follows
                self._latest.paragraph_format.keep_with_next = False
        else:
            self._beside(signatures, place, len(signatures))

    def _pictures(self, element: HtmlElement, place: Place) -> None:
        self._beside(element.findall("figure"), replace(place, style="TableNote"), styles.PICTURES_BESIDE)

    def _beside(self, elements: list[HtmlElement], place: Place, columns: int) -> None:
        """Write elements beside each other, in rows without lines that stay on one page."""
        grid = Table.without_lines(place.container, place.width, columns)
        for start in range(0, len(elements), columns):
            row = grid.add_row(stays_together=True)
            for column in range(columns):
                cell = grid.add_cell(row, column)
                for element in elements[start + column : start + column + 1]:
                    self._block(element, replace(place, container=cell, width=cell.width or place.width))
                grid.finish(cell)
        grid.close()

    # Tables

    def _table(self, element: HtmlElement, place: Place) -> None:
        """A table; the head of a report is a heading above it, which readers find in the list of headings."""
        for caption in element.findall("caption"):
            self._flow(caption, replace(place, style="Caption"))
        if "doc-report" in classes_of(element):
            for head in element.findall("thead"):
                self._flow(head.find("tr/th"), replace(place, style="Heading3"))
                element.remove(head)
        table_of(element, place.container, place.width, self._cell)

    def _cell(self, element: HtmlElement, cell: BlockItemContainer, width: int) -> None:
        is_head = element.getparent().getparent().tag == "thead"
        style = "TableHead" if is_head else styles.style_of(element, styles.CELL)
        is_bold = not styles.BOLD.isdisjoint(classes_of(element.getparent()))
        self._flow(element, Place(cell, width, style, is_bold))

    # Text

    def _paragraph(self, nodes: list[Node], place: Place) -> None:
        """Write a paragraph, unless there is nothing to read."""
        pieces = pieces_of(nodes, is_bold=place.is_bold)
        if not pieces:
            return
        if self._number:
            pieces.insert(0, Piece(self._number, place.is_bold))
            self._number = ""
        words.write(self._begin(place), pieces)

    def _begin(self, place: Place) -> Paragraph:
        paragraph = place.container.add_paragraph()
        paragraph._p.style = place.style
        self._latest = paragraph
        if place.indent:
            paragraph.paragraph_format.left_indent = Length(place.indent)
        if self._begins_page:
            paragraph.paragraph_format.page_break_before, self._begins_page = True, False
        return paragraph

    def _image(self, element: HtmlElement, place: Place) -> None:
        content = self.picture_at(element.get("src"))
        is_seal = not styles.SEALS.isdisjoint(classes_of(element))
        width, height = styles.SEAL if is_seal else styles.EVIDENCE
        try:
            image = Image.from_blob(content or b"")
        except BROKEN:
            return self._paragraph([self.no_picture], place)
        scale = min(width / image.px_width, height / image.px_height)
        size = Length(int(image.px_width * scale)), Length(int(image.px_height * scale))
        paragraph = self._begin(replace(place, style="Seal") if is_seal else place)
        paragraph.paragraph_format.keep_with_next = True
        link = link_of(element.getparent())
        words.draw(paragraph, self.drawings.draw(image, *size), element.get("alt", ""), link)
        return None

    _TAGS = {"h1": _heading, "h2": _heading, "h3": _heading, "img": _image, "table": _table}
    _SPECIAL = {
        "announcement": _announcement,
        "annexes--wide": _lying,
        "contents": lambda self, element, place: None,
        "cover": _cover,
        "doc-findings": _numbered,
        "doc-pictures": _pictures,
        "doc-steps": _numbered,
        "running-foot": _running_foot,
        "running-head": _running_head,
        "signatures": _signatures,
    }


def _has_blocks(element: HtmlElement) -> bool:
    """Whether an element stands for itself, or has one within that does, as a picture in a link."""
    return styles.is_block(element) or any(styles.is_block(child) for child in element.iterdescendants())
