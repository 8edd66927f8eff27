"""Which class of the printed document's HTML is which style of blank/word/styles.xml, and how wide columns are."""

from collections.abc import Sequence

from docx.shared import Cm, Length
from lxml.html import HtmlElement

from .markup import BLOCKS, classes_of

# The style of the text of an element that says nothing else, and of the text of a table's cell.
TEXT, CELL = "BodyTextFirstIndent", "TableText"
STYLES = {
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
BOLD = frozenset(("doc-remarks__heading", "doc-total", "running-head__draft", "verification__heading"))

# The columns of a table in hundredths of its width, as in static/css/pdf.css.
COLUMNS = {
    "doc-instruments": (44, 13, 12, 13, 18),
    "doc-measures": (28, 35, 16, 21),
    "doc-recommendations": (23, 24, 53),
    "doc-report": (24, 76),
    "doc-totals": (46, 15, 28, 11),
    "doc-totals--compared": (34, 14, 21, 10, 21),
}
# Of other tables, the columns whose heads say so; the others share what is left.
HEADS = {"doc-coverage__indicator": 34, "doc-coverage__score": 10, "doc-number": 12, "doc-verdict": 20}

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


def columns_of(table: HtmlElement, heads: Sequence[HtmlElement | None]) -> list[float]:
    """How wide the columns of a table are, in hundredths; `heads` are the cells of its first row, one a column."""
    known = [COLUMNS[name] for name in classes_of(table) if name in COLUMNS and len(COLUMNS[name]) == len(heads)]
    if known:
        return list(known[-1])
    shares = [_share(head) for head in heads]
    left = 100 - sum(share for share in shares if share)
    return [share or left / shares.count(None) for share in shares]


def _share(head: HtmlElement | None) -> int | None:
    classes = [] if head is None else classes_of(head)
    return next((HEADS[name] for name in classes if name in HEADS), None)
