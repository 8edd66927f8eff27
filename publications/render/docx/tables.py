"""Tables of the printed document as Word's: merged cells, repeated heads, columns as wide as they were meant."""

from collections.abc import Callable
from itertools import count
from math import ceil

from docx.blkcntnr import BlockItemContainer
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row, CT_Tbl
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length
from docx.table import Table as WordTable
from docx.table import _Cell
from lxml.html import HtmlElement

from . import styles
from .markup import classes_of

# What writes the content of a cell into it: the cell's HTML, the cell, its width.
CellWriter = Callable[[HtmlElement, BlockItemContainer, int], None]

PADDING = 2 * 57_150  # left and right of the text of a cell, as in the style Table Grid
# A row of more lines than half a page may go over a page's end; a letter of Thai is so wide in a table's text.
LETTER, MOST_LINES = 62_000, 22
BETWEEN = "BetweenTables"


class Table:
    """A table while it is written, row by row and cell by cell."""

    def __init__(self, container: BlockItemContainer, widths: list[int], style: str) -> None:
        self.container = container
        self.widths = widths
        self._separate()
        self.tbl = CT_Tbl.new_tbl(0, len(widths), Length(sum(widths)))
        container._element._insert_tbl(self.tbl)
        for column, width in zip(self.tbl.tblGrid.gridCol_lst, widths, strict=True):
            column.w = Length(width)
        self.table = WordTable(self.tbl, container)
        self.tbl.tblStyle_val = style
        self.table.autofit = False

    @classmethod
    def without_lines(cls, container: BlockItemContainer, width: int, columns: int) -> "Table":
        """A table that only lays its cells beside each other."""
        table = cls(container, [width // columns] * columns, "TableNormal")
        table.name_heads(has_head=False, has_names=False)
        return table

    def _separate(self) -> None:
        """Keep two tables apart: without a paragraph between them Word makes them one."""
        last = next((child for child in self.container._element.iterchildren(reversed=True) if not _ends(child)), None)
        if last is not None and last.tag == qn("w:tbl"):
            self.close()

    def close(self) -> None:
        """End with a paragraph, as a cell has to and as what follows must not be joined."""
        self.container.add_paragraph()._p.style = BETWEEN

    def name_heads(self, *, has_head: bool, has_names: bool) -> None:
        """Say whether the first row and column are heads, to who listens to the table."""
        look = self.tbl.tblPr.find(qn("w:tblLook"))
        look.set(qn("w:firstRow"), str(int(has_head)))
        look.set(qn("w:firstColumn"), str(int(has_names)))
        look.set(qn("w:val"), f"{0x0400 + 0x20 * has_head + 0x80 * has_names:04X}")

    def add_row(self, *, stays_together: bool, is_head: bool = False) -> CT_Row:
        """A new row; one that `stays_together` goes to the next page as a whole, a head stands on every page."""
        row = self.tbl.add_tr()
        properties = row.get_or_add_trPr()
        if stays_together:
            properties.append(OxmlElement("w:cantSplit"))
        if is_head:
            properties.append(OxmlElement("w:tblHeader"))
        return row

    def add_cell(self, row: CT_Row, column: int, span: int = 1, merge: str | None = None) -> _Cell:
        """A new cell at the end of a row; `merge` is `restart` or `continue` of a cell that goes over several rows."""
        tc = row.add_tc()
        tc.width = Length(sum(self.widths[column : column + span]))
        if span > 1:
            tc.grid_span = span
        if merge:
            tc.vMerge = merge
        tc.clear_content()  # type: ignore[no-untyped-call]
        return _Cell(tc, self.table)

    @staticmethod
    def finish(cell: _Cell) -> None:
        """Let a cell end with a paragraph, without which Word calls the file damaged."""
        if not len(cell._tc) or cell._tc[-1].tag != qn("w:p"):
            cell.add_paragraph()._p.style = styles.CELL


def table_of(element: HtmlElement, container: BlockItemContainer, width: int, write_cell: CellWriter) -> None:
    """Write a table of HTML with the cells that it merges."""
    rows = element.findall(".//tr")
    grid = _grid(rows)
    heads = [grid.get((0, column), (None, 0))[0] for column in range(_columns(grid))]
    widths = styles.columns_of(element, heads, width)
    table = Table(container, widths, styles.table_style_of(element))
    has_head = bool(rows) and rows[0].getparent().tag == "thead"
    table.name_heads(has_head=has_head, has_names=any(row.find("th") is not None for row in rows[has_head:]))
    for number, row in enumerate(rows):
        _write_row(table, row, number, grid, write_cell)
    if not styles.ON_ONE_PAGE.isdisjoint(classes_of(element)):
        _keep_together(table.tbl)


Grid = dict[tuple[int, int], tuple[HtmlElement | None, int]]


def _grid(rows: list[HtmlElement]) -> Grid:
    """Every place of a table with its cell, and in the how-manieth row of that cell it lies."""
    grid: Grid = {}
    for number, row in enumerate(rows):
        for cell in row.iterchildren("th", "td"):
            column = next(place for place in count() if (number, place) not in grid)
            for down in range(int(cell.get("rowspan", "1"))):
                for right in range(int(cell.get("colspan", "1"))):
                    grid[number + down, column + right] = (cell, down)
    return grid


def _columns(grid: Grid) -> int:
    return 1 + max((column for _, column in grid), default=0)


def _write_row(table: Table, element: HtmlElement, number: int, grid: Grid, write_cell: CellWriter) -> None:
    is_head = element.getparent().tag == "thead"
    row = table.add_row(stays_together=is_head or _fits(element, table.widths, grid, number), is_head=is_head)
    column = 0
    while column < len(table.widths):
        cell, down = grid.get((number, column), (None, 0))
        span = 1 if cell is None else int(cell.get("colspan", "1"))
        is_merged = cell is not None and int(cell.get("rowspan", "1")) > 1
        written = table.add_cell(row, column, span, ("continue" if down else "restart") if is_merged else None)
        if cell is not None and not down:
            width = sum(table.widths[column : column + span]) - PADDING
            write_cell(cell, written, width)
        table.finish(written)
        column += span


def _fits(row: HtmlElement, widths: list[int], grid: Grid, number: int) -> bool:
    """Whether a row is at most half a page high; what a merged cell holds has room beside other rows."""
    if "doc-long" in classes_of(row):
        return False
    for column, width in enumerate(widths):
        cell, _ = grid.get((number, column), (None, 0))
        if cell is not None and int(cell.get("rowspan", "1")) == 1 and _lines(cell, width) > MOST_LINES:
            return False
    return True


def _lines(cell: HtmlElement, width: int) -> int:
    """How many lines a cell takes, about."""
    letters = max(1, (width - PADDING) // LETTER)
    texts = ["".join(text.split()) for text in cell.itertext()]
    return sum(ceil(len(text) / letters) for text in texts)


def _keep_together(table: CT_Tbl) -> None:
    """Keep each row on the page of the next one."""
    for row in table.tr_lst[:-1]:
        for paragraph in row.iter(qn("w:p")):
            paragraph.get_or_add_pPr().keepNext_val = True


def _ends(element: BaseOxmlElement) -> bool:
    return str(element.tag) == qn("w:sectPr")
