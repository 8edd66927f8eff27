"""Reads the national table in one stream; every row is judged before a single one is saved."""

import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import Framework
from assessments.resources.years import no_such_indicator
from spreadsheets import cells, csv, kinds, tables
from spreadsheets.faults import BadSpreadsheet, Fault
from spreadsheets.formula_guard import unguarded
from spreadsheets.letters import destroyed, encoding_of
from spreadsheets.tables import Column
from spreadsheets.workbook import Row

from .table import EMPTY, Place, Table, Year

Progress = Callable[[int], object]

ROWS_PER_TICK = 5_000
CHUNK = 1024 * 1024


def _column(name: str, heading: Any, **options: Any) -> Column:
    return Column(name, heading, "", is_required=options.pop("is_required", True), **options)


def hundredths(cell: str) -> int:
    """A score as a whole number of hundredths, or EMPTY."""
    score = cells.score(cell)
    return EMPTY if score is None else int(score * 100)


COLUMNS = (
    _column("agency", gettext_lazy("agency"), read=cells.key, also=("ชื่อหน่วยงาน",)),
    _column("district", gettext_lazy("district"), read=cells.key),
    _column("province", gettext_lazy("province"), read=cells.key),
    _column("fiscal_year", gettext_lazy("fiscal year (B.E.)"), read=cells.fiscal_year, also=("ปีงบประมาณ", "ปี")),
    _column("indicator", gettext_lazy("number of the indicator"), read=cells.whole, also=("ตัวชี้วัด",)),
    _column("score", gettext_lazy("score"), read=hundredths),
    _column("subdistrict", gettext_lazy("subdistrict"), is_required=False),
)
AGENCY, DISTRICT, PROVINCE, YEAR, INDICATOR, SCORE, SUBDISTRICT = COLUMNS


def read(path: Path, *, progress: Progress = lambda size: None) -> Table:
    """
    Read and judge the whole file; `progress` is told the bytes read since the last time.

    Raises BadSpreadsheet for a file without rows or with columns missing; what is wrong with single rows stands
    in the table, and keeps their years from being saved.
    """
    with path.open("rb") as file:
        _refuse_other(file.read(kinds.BEGINNING))
        file.seek(0)
        encoding = encoding_of(lambda: _chunks(path))
        text = io.TextIOWrapper(file, encoding=encoding, newline="")
        rows = _told(csv.rows_of(text), file, progress)
        heading = next(rows, None)
        if heading is None:
            raise BadSpreadsheet(Fault(_("The file is empty.")))
        return _Reader(*heading).read(rows)


def _refuse_other(beginning: bytes) -> None:
    """A national table is too large for a workbook; everything else that is no CSV is known by its beginning."""
    if kinds.is_archive(beginning):
        raise BadSpreadsheet(Fault(_("The national table is read from CSV. Save it as “CSV UTF-8” and import that.")))
    kinds.refuse_other(beginning)


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            yield piece


def _told(rows: Iterable[tuple[int, list[str]]], file: Any, progress: Progress) -> Iterator[tuple[int, list[str]]]:
    """The same rows, telling now and then how far the file has been read."""
    told = 0
    for number, row in rows:
        yield number, row
        if number % ROWS_PER_TICK == 0:
            now = file.tell()
            progress(now - told)
            told = now
    progress(file.tell() - told)


class _Reader:
    """Puts the rows of one file into a table."""

    def __init__(self, number: int, heading: list[str]):
        found, unknown, faults = tables.matched(Row(number, tuple(heading)), COLUMNS)
        if faults:
            raise BadSpreadsheet(*faults)
        self.table = Table(ignored=[fault.column for fault in unknown])
        self.width = len(heading)
        self.places = {column.name: index for index, column in found.items()}
        self.frameworks = {framework.fiscal_year: framework for framework in Framework.objects.with_rules()}
        self.memory: dict[str, dict[str, Any]] = {column.name: {} for column in COLUMNS}
        self.agencies: dict[tuple[Any, ...], int] = {}
        self.agencies_as_written: dict[tuple[str, ...], int] = {}

    def read(self, rows: Iterable[tuple[int, list[str]]]) -> Table:
        for number, row in rows:
            if any(row):
                self.table.row_count += 1
                self._take(number, row)
        if not self.table.row_count:
            raise BadSpreadsheet(Fault(_("There are headings but no rows below them.")))
        for year in self.table.years.values():
            for number in year.printed_as_points():
                reason = _("The scores of this result look like points of a weight. Give scores of 100.")
                self.table.refuse(Fault(reason, number), year)
        return self.table

    def _take(self, number: int, row: list[str]) -> None:
        if len(row) != self.width:
            values = {"found": len(row), "wanted": self.width}
            reason = _("The row has %(found)s cells and the headings are %(wanted)s.")
            self.table.refuse(Fault(reason % values, number), None)
            return
        year = self._year(number, row)
        if year is None:
            return
        agency = self._agency(number, row, year)
        indicator = self._value(INDICATOR, number, row, year)
        cents = self._value(SCORE, number, row, year)
        if agency is None or indicator is None or cents is None:
            return
        if indicator not in year.positions:
            known = {existing.number: existing for existing in year.framework.indicators.all()}
            reason = no_such_indicator(indicator, year.framework.fiscal_year, known)
            self._refuse(INDICATOR, number, row, year, reason)
        elif earlier := year.put(agency, indicator, cents, number):
            reason = _("Row %(row)s speaks of the same already.") % {"row": earlier}
            self._refuse(INDICATOR, number, row, year, reason)

    def _value(self, column: Column, number: int, row: list[str], year: Year | None) -> Any:
        """A cell as its column reads it, remembered: most cells of such a table stand in it many times."""
        cell, memory = row[self.places[column.name]], self.memory[column.name]
        if cell not in memory:
            if spoiled := destroyed(cell):
                self._refuse(column, number, row, year, spoiled)
                return None
            try:
                memory[cell] = column.read(unguarded(cell))
            except cells.Refused as reason:
                self._refuse(column, number, row, year, str(reason))
                return None
            if memory[cell] in (None, ""):
                del memory[cell]
                self._refuse(column, number, row, year, _("This cell must not be empty."))
                return None
        return memory[cell]

    def _refuse(self, column: Column, number: int, row: list[str], year: Year | None, reason: str) -> None:
        fault = Fault(reason, number, str(column.heading), row[self.places[column.name]])
        self.table.refuse(fault, year)

    def _year(self, number: int, row: list[str]) -> Year | None:
        value = self._value(YEAR, number, row, None)
        if value is None or value in self.table.years:
            return self.table.years.get(value)
        if value not in self.frameworks:
            reason = _("There are no rules of fiscal year %(year)s yet.") % {"year": value}
            self.table.refuse_year(Fault(reason, number, str(YEAR.heading), str(value)), value)
            return None
        self.table.years[value] = Year.of(self.frameworks[value])
        return self.table.years[value]

    def _agency(self, number: int, row: list[str], year: Year) -> int | None:
        written = tuple(row[self.places[column.name]] for column in (AGENCY, DISTRICT, PROVINCE))
        if written not in self.agencies_as_written:
            key = tuple(self._value(column, number, row, year) for column in (AGENCY, DISTRICT, PROVINCE))
            if None in key:
                return None
            if key not in self.agencies:
                self.agencies[key] = len(self.agencies)
                self.table.places.append(self._place(written, row))
                self._judge_subdistrict(number, row, year)
            self.agencies_as_written[written] = self.agencies[key]
        return self.agencies_as_written[written]

    def _judge_subdistrict(self, number: int, row: list[str], year: Year) -> None:
        if "subdistrict" in self.places and (spoiled := destroyed(row[self.places["subdistrict"]])):
            self._refuse(SUBDISTRICT, number, row, year, spoiled)

    def _place(self, written: tuple[str, ...], row: list[str]) -> Place:
        subdistrict = row[self.places["subdistrict"]] if "subdistrict" in self.places else ""
        name, district, province, subdistrict = (
            " ".join(cells.trimmed(unguarded(text)).split()) for text in (*written, subdistrict)
        )
        return Place(name, district, province, subdistrict)
