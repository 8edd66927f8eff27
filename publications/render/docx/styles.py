"""Which class of the printed document's HTML is which style of blank/word/styles.xml, and how wide columns are."""

from collections.abc import Sequence

from docx.shared import Cm, Length
from lxml.html import HtmlElement

from .markup import BLOCKS, classes_of

# The style of the text of an element that says nothing else, and of the text of a table's cell.
TEXT, CELL = "BodyTextFirstIndent", "TableText"
STYLES = {
    "announcement__day": "BodyTextFirstIndent",
    "announcement__head": "Subtitle",
    "announcement__subject": "Centred",
    "cover__agency": "Subtitle",
    "cover__edition": "Centred",
    "cover__filing": "Centred",
    "cover__place": "Centred",
    "copy-notice": "Note",
    "doc-count": "LeadIn",
    "doc-coverage__cell": "TableSign",
    "doc-declared": "Note",
    "doc-evidence__facts": "TableNote",
    "doc-evidence__redacted": "TableNote",
    "doc-finding__head": "ListNumber",
    "doc-finding__text": "ListContinue",
    "doc-measures__serves": "TableNote",
    "doc-measures__stated": "TableNote",
    "doc-number": "TableNumber",
    "doc-recommendations-section": "LeadIn",
    "doc-remarks": "Note",
    "doc-rounds__dates": "TableNote",
    "doc-source": "Note",
    "doc-without-report": "BodyText",
    "running-foot": "Footer",
    "running-head": "Header",
    "signature": "Signatory",
    "signature__line": "SignatureLine",
    "verification": "Verification",
}
# Spans that begin a line of their own.
OWN_LINE = frozenset(
    (
        "doc-evidence__redacted",
        "doc-measures__serves",
        "doc-measures__stated",
        "doc-rounds__dates",
        "verification__hash",
    )
)
NUMBERED = frozenset(("doc-findings", "doc-steps"))
SEALS = frozenset(("announcement__seal", "cover__seal"))
BOLD = frozenset(
    (
        "announcement__head",
        "announcement__subject",
        "doc-remarks__heading",
        "doc-total",
        "running-head__draft",
        "verification__heading",
    )
)

# The columns of a table in hundredths of its width, as in static/css/pdf.css.
COLUMNS = {
    "doc-instruments": (44, 13, 12, 13, 18),
    "doc-measures": (28, 35, 16, 21),
    "doc-recommendations": (23, 24, 53),
    "doc-report": (24, 76),
    "doc-totals": (46, 15, 28, 11),
    "doc-totals--compared": (34, 14, 21, 10, 21),
}
# Of other tables, the columns whose heads say so; the others share what is left, as far as signs need it.
HEADS = {"doc-coverage__indicator": Cm(5.5), "doc-coverage__score": Cm(1.7), "doc-number": Cm(2), "doc-verdict": Cm(3)}
WIDEST_SIGN = Cm(1.4)

ON_ONE_PAGE = frozenset(("doc-coverage", "doc-instruments", "chart-table"))

# The largest that pictures are drawn: width, height.
SEAL: tuple[Length, Length] = (Cm(8), Cm(4.2))
EVIDENCE: tuple[Length, Length] = (Cm(3.7), Cm(2.7))
PICTURES_BESIDE = 3


def style_of(element: HtmlElement, otherwise: str) -> str:
    """The style of the text in an element."""
    return next((STYLES[name] for name in classes_of(element) if name in STYLES), otherwise)


def is_block(element: HtmlElement) -> bool:
    """Whether an element begins a paragraph of its own."""
    return element.tag in BLOCKS or is_line(element)


def is_line(element: HtmlElement) -> bool:
    """Whether an element is text on a line of its own."""
    around = element.getparent()
    within = set() if around is None else {around.tag, *classes_of(around)}
    classes = classes_of(element)
    return (
        not OWN_LINE.isdisjoint(classes)
        or (element.tag == "span" and "cover__filing" in within)
        or ("doc-evidence__facts" in classes and "figcaption" in within)
    )


def columns_of(table: HtmlElement, heads: Sequence[HtmlElement | None], width: int) -> list[int]:
    """How wide the columns of a table are that is `width` wide (EMU); `heads` are its first row, a cell for each."""
    known = [COLUMNS[name] for name in classes_of(table) if name in COLUMNS and len(COLUMNS[name]) == len(heads)]
    if known:
        return [width * share // 100 for share in known[-1]]
    said = [_width_of(head) for head in heads]
    others = max(1, said.count(None))
    share = min((width - sum(filter(None, said))) // others, WIDEST_SIGN if _is_coverage(table) else width)
    widths = [share if known is None else known for known in said]
    widths[0] += (width - sum(widths)) if _is_coverage(table) else 0
    return widths


def table_style_of(table: HtmlElement) -> str:
    """The style of a table: with less room around the signs of a narrow one."""
    return "TableOfSigns" if _is_coverage(table) else "TableGrid"


def _is_coverage(table: HtmlElement) -> bool:
    return "doc-coverage" in classes_of(table)


def _width_of(head: HtmlElement | None) -> int | None:
    classes = [] if head is None else classes_of(head)
    return next((HEADS[name] for name in classes if name in HEADS), None)
