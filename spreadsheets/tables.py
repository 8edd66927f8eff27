"""What a table of the staff looks like in a file: its columns under their headings, and its rows as they were read."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from . import cells
from .faults import BadSpreadsheet, Fault
from .formula_guard import unguarded
from .letters import destroyed
from .workbook import Page, Row, Sheet, Unreadable, Value, column_letter

Text = str | Promise
EXPLANATION = gettext_lazy("Explanation")


@dataclass(frozen=True, slots=True)
class Column:
    """
    One column: its name for programs, its heading and explanation for people, how its cells are read.

    `path` leads from a row's object to the value (`indicator__number`). A key only finds the row and is never
    saved. A required column must be there and filled in every row; of the others, one that is left out of a file
    leaves everything as it is, and an empty cell means *empty*.
    """

    name: str
    heading: Text
    note: Text
    read: Callable[[str], Any] = cells.text
    path: str = ""
    write: Callable[[Any], str | int | Decimal] = cells.written
    is_key: bool = False
    is_required: bool = False
    example: str = ""
    also: tuple[str, ...] = ()  # further headings under which people know it

    def headings(self) -> set[str]:
        """Everything by which a file may name this column."""
        return spellings(self.name, self.heading, *self.also)


@dataclass(slots=True)
class Record:
    """
    One row of a file: its cells as they stand there, their values as they were read, and what is wrong.

    `key` is what the row is known by, empty while that is not clear; `found` holds the objects that it led to.
    """

    number: int
    cells: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    key: tuple[int, ...] = ()
    found: dict[str, Any] = field(default_factory=dict)

    def get(self, name: str) -> Any:
        """The value of a column, None when the file does not have it or it could not be read."""
        return self.values.get(name)

    def refuse(self, column: Column | None, reason: Text) -> None:
        """Note a fault at a cell of this row, or with None at the row as a whole."""
        heading, value = (str(column.heading), self.cells.get(column.name, "")) if column else ("", "")
        self.faults.append(Fault(reason, self.number, heading, value))


def in_all_languages(text: Text) -> set[str]:
    """A text in every language of the interface: a file made in one can be read in another."""
    found = set()
    for code, _name in settings.LANGUAGES:
        with override(code):
            found.add(str(text))
    return found


def spellings(*names: Text) -> set[str]:
    """All that these names may be in a file, in any language of the interface, as they are compared."""
    return {cells.key(spelling) for name in names for spelling in in_all_languages(name)}


def chosen(sheets: Sequence[Sheet], names: Sequence[Text]) -> Sheet:
    """
    The sheet that has one of these names, or the only one that is not empty; BadSpreadsheet when it is unclear.

    A hidden sheet is never chosen: who made the file saw the others.
    """
    wanted = spellings(*names)
    filled = [sheet for sheet in sheets if sheet.rows and not sheet.is_hidden]
    named = [sheet for sheet in filled if cells.key(sheet.name) in wanted]
    if len(named or filled) == 1:
        return (named or filled)[0]
    if named:
        reason = _("Several sheets of this workbook hold “%(wanted)s”: %(found)s. Keep one of them in the file.")
    elif filled:
        reason = _("No sheet of this workbook is called “%(wanted)s”. Its sheets are: %(found)s.")
    else:
        reason = _("All sheets that have rows are hidden: %(found)s. Unhide the one that is to be read.")
    listed = named or filled or [sheet for sheet in sheets if sheet.rows]
    values = {"wanted": str(names[0]), "found": ", ".join(sheet.name for sheet in listed)}
    raise BadSpreadsheet(Fault(reason % values), *hidden_among(sheets if filled else []))


def left_out(sheets: Sequence[Sheet], read: Collection[Sheet]) -> list[str]:
    """What has to be said of the sheets that were not read: hidden ones first, then those that everybody sees."""
    explanation = spellings(EXPLANATION)
    names = [
        sheet.name
        for sheet in sheets
        if sheet.rows and not sheet.is_hidden and sheet not in read and cells.key(sheet.name) not in explanation
    ]
    seen = [_("These sheets were not read: %s.") % ", ".join(names)] if names else []
    return [*(str(fault.reason) for fault in hidden_among(sheets)), *seen]


def hidden_among(sheets: Iterable[Sheet]) -> list[Fault]:
    """A line for the sheets with rows that are hidden and therefore not read."""
    names = [sheet.name for sheet in sheets if sheet.is_hidden and sheet.rows]
    reason = _("These sheets are hidden and were not read: %s. Unhide what belongs to the table.")
    return [Fault(reason % ", ".join(names))] if names else []


def read(sheet: Sheet, columns: Sequence[Column]) -> tuple[list[Record], list[Fault]]:
    """The rows of a sheet under its headings, and what is wrong with the sheet itself."""
    heading, *rows = sheet.rows
    found, unknown, faults = matched(heading, columns)
    if not found:
        return [], [*sheet.faults, *faults]
    if not rows:
        faults.append(Fault(_("There are headings but no rows below them.")))
    faults += unknown + _cells_without_heading(heading, rows)
    return [_record(row, found) for row in rows], [*sheet.faults, *faults]


def matched(heading: Row, columns: Sequence[Column]) -> tuple[dict[int, Column], list[Fault], list[Fault]]:
    """Which column stands where, by index; then the headings that are none, and what keeps the rows from being read."""
    spoiled = [Fault(reason, heading.number, text) for text in heading.cells if (reason := destroyed(text))]
    if spoiled:
        return {}, [], spoiled
    known = {spelling: column for column in columns for spelling in column.headings()}
    found: dict[int, Column] = {}
    unknown, faults = [], []
    for index, text in enumerate(heading.cells):
        column = known.get(cells.key(unguarded(text)))
        if column in found.values():
            faults.append(Fault(_("This column stands in the file twice."), heading.number, text))
        elif column:
            found[index] = column
        elif text.strip():
            unknown.append(Fault(_unknown(columns), heading.number, text))
    missing = [column for column in columns if column.is_required and column not in found.values()]
    faults += [Fault(_("This column is missing."), heading.number, str(column.heading)) for column in missing]
    if not found:
        faults = _run_together(heading, known) or [
            Fault(_("The first row must hold the headings: %s.") % _listed(columns), heading.number)
        ]
    return found, unknown, faults


def _run_together(heading: Row, known: Collection[str]) -> list[Fault]:
    """Headings that stand in one cell because nothing between them is a mark that parts columns."""
    reason = _(
        "Several headings stand in one cell, with “%(mark)s” between them. In CSV separate the columns by comma, "
        "semicolon, tab or |; in Excel split the column with Data › Text to Columns."
    )
    return [
        Fault(reason % {"mark": mark}, heading.number, text)
        for text in heading.cells
        for mark in sorted(set(text))
        if not mark.isalnum() and not mark.isspace() and sum(cells.key(part) in known for part in text.split(mark)) > 1
    ]


def _unknown(columns: Sequence[Column]) -> str:
    return _("This column is not known. Remove it, or name it as one of: %s.") % _listed(columns)


def _listed(columns: Sequence[Column]) -> str:
    return ", ".join(str(column.heading) for column in columns)


def _cells_without_heading(heading: Row, rows: Sequence[Row]) -> list[Fault]:
    named = {index for index, text in enumerate(heading.cells) if text.strip()}
    found: dict[int, Fault] = {}
    for row in rows:
        for index, text in enumerate(row.cells):
            if index not in named and text.strip():
                reason = _("This column has no heading.")
                found.setdefault(index, Fault(reason, row.number, column_letter(index + 1), text))
    return list(found.values())


def _record(row: Row, columns: dict[int, Column]) -> Record:
    texts = {column.name: row.cells[index] if index < len(row.cells) else "" for index, column in columns.items()}
    record = Record(row.number, texts)
    for column in columns.values():
        _read_cell(record, column)
    return record


def _read_cell(record: Record, column: Column) -> None:
    text = record.cells[column.name]
    if isinstance(text, Unreadable):
        return
    if reason := destroyed(text):
        record.refuse(column, reason)
        return
    try:
        value = column.read(unguarded(text))
    except cells.Refused as refusal:
        record.refuse(column, str(refusal))
        return
    if column.is_required and value in (None, ""):
        record.refuse(column, _("This cell must not be empty."))
    else:
        record.values[column.name] = value


def template(name: Text, columns: Sequence[Column], rows: Iterable[Sequence[Value]] = ()) -> list[Page]:
    """A table to be filled, with its headings and the rows that are known, and a sheet that explains the columns."""
    explained = [
        [str(column.heading), column.name, _yes_or_no(column.is_required), str(column.note), column.example]
        for column in columns
    ]
    explanation = Page(
        str(EXPLANATION),
        [_("heading"), _("name for programs"), _("required"), _("explanation"), _("example")],
        explained,
    )
    return [Page(str(name), [str(column.heading) for column in columns], rows), explanation]


def _yes_or_no(value: bool) -> str:
    return _("yes") if value else _("no")
