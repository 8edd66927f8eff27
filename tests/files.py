"""Plain functions that make the files people upload, in memory, and import them."""

import csv
import io
from collections.abc import Sequence

from openpyxl import Workbook

from agencies.models import Agency
from assessments.resources import DeclaredResource, ScoreResource
from measures.resources import MeasureResource, RoundResource
from spreadsheets import reading
from staff.importing.formats import dataset_of

RESOURCES = [ScoreResource, DeclaredResource, MeasureResource, RoundResource]
SCORE_COLUMNS = ["fiscal_year", "indicator", "score"]


def xlsx(*rows: Sequence, sheet: str = "scores", **sheets: Sequence[Sequence]) -> bytes:
    """A workbook with these rows in its first sheet, and further sheets by name."""
    book = Workbook()
    book.active.title = sheet
    for name, lines in {sheet: rows, **sheets}.items():
        page = book[name] if name in book else book.create_sheet(name)
        for line in lines:
            page.append(list(line))
    return saved(book)


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def csv_file(*rows: Sequence, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue().encode(encoding)


def imported(resource, data: bytes, *, agencies=None, dry_run: bool = False, **options):
    """The result of importing a file for these agencies; for all when none are named."""
    agencies = Agency.objects.all() if agencies is None else agencies
    return resource(agencies=agencies, **options).import_data(dataset_of(reading.read(data)), dry_run=dry_run)


def scores_file(*rows: Sequence, make=xlsx) -> bytes:
    """A file of scores: rows of year, indicator and score."""
    return make(SCORE_COLUMNS, *rows)
