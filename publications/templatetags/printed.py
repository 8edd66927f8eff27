"""What only the printed document has: who signs, the QR code, the annex in tables as wide as a page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import segno
from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from publications.document import Document, EvidencePart, IndicatorPart
from publications.templatetags.coverage import Matrix, coverage_of
from publications.templatetags.pages import is_web_address
from publications.templatetags.rounds import signing_approval

register = template.Library()

# As the line of a signature names them; official documents are Thai only.
ROLES = {"preparer": "ผู้จัดทำ", "reviewer": "ผู้ตรวจสอบ", "approver": "ผู้อนุมัติ"}
SERVES, SERVES_NOT = "■", "–"
# So many measures have room beside the indicators' names on a page that stands, and on one that lies.
UPRIGHT, WIDE = 12, 24


@dataclass(frozen=True, slots=True)
class Signature:
    """One line to sign on: as what, by whom, in which position, and when where it is known."""

    role: str
    name: str
    position: str
    signed_on: date | None = None


@register.filter
def signatures(document: Document) -> tuple[Signature, ...]:
    """Those who prepared and reviewed the document, where they are named, and who approves it, always."""
    approval = signing_approval(document)
    approver = Signature(ROLES["approver"], approval.name, approval.position, approval.approved_on)
    return (
        *(Signature(ROLES[part.role], part.name, part.position) for part in document.signatories),
        approver,
    )


# Verification


@register.simple_tag
def verification_address(document: Document, sha256: str | None) -> str:
    """The whole address at which an edition is verified; empty where the document names no host."""
    return f"{document.base_url}/verify/{sha256}/" if document.base_url and sha256 else ""


@register.simple_tag
def qr_code(address: str, title: str) -> SafeString:
    """A QR code as a picture of the document (SVG) that names what it is for."""
    code = segno.make(address, error="m", micro=False)
    picture = mark_safe(code.svg_inline(omitsize=True, border=4, title=title, svgclass="qr-code", lineclass=None))  # noqa: S308
    return format_html("{}", picture)


@register.filter
def whole_address(piece: EvidencePart, document: Document) -> str:
    """Where a reader of paper finds a piece of evidence: its link, or its file where the edition publishes it.

    Empty for what is no web page, for a draft, and where the document names no host.
    """
    if piece.url:
        return piece.url if is_web_address(piece.url) else ""
    if not (piece.is_readable and document.base_url and document.edition):
        return ""
    path = reverse("files:evidence-show", args=[document.fiscal_year, piece.sha256, piece.extension])
    return document.base_url + path


# The annex


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """An indicator and the signs below the measures of this table."""

    part: IndicatorPart
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnnexTable:
    """The indicators by some of the measures."""

    measures: tuple[int, ...]
    rows: tuple[AnnexRow, ...]


@dataclass(frozen=True, slots=True)
class AnnexTables:
    """All tables of the annex, and whether they need a page that lies."""

    is_wide: bool
    parts: tuple[AnnexTable, ...]


@register.filter
def annex_tables(document: Document) -> AnnexTables:
    """Which measure serves which indicator, cut into tables that a page can hold."""
    matrix = coverage_of(document)
    is_wide = len(matrix.measures) > UPRIGHT
    return AnnexTables(is_wide, tuple(_tables(matrix, WIDE if is_wide else UPRIGHT)))


def _tables(matrix: Matrix, width: int) -> Iterator[AnnexTable]:
    for start in range(0, max(1, len(matrix.measures)), width):
        some = slice(start, start + width)
        rows = (
            AnnexRow(row.part, tuple(SERVES if serves else SERVES_NOT for _, serves in row.cells[some]))
            for row in matrix.rows
        )
        yield AnnexTable(tuple(measure.number for measure in matrix.measures[some]), tuple(rows))
