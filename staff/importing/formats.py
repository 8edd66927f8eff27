"""The kinds of file that are offered; which kind an uploaded file is, is seen by what is in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import tablib
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from spreadsheets import csv, workbook
from spreadsheets.workbook import Sheet


def dataset_of(sheets: Sequence[Sheet]) -> tablib.Dataset:
    """Sheets in the shape in which import-export hands a file to a resource: one row each."""
    return tablib.Dataset(*((sheet,) for sheet in sheets), headers=["sheet"])


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A kind of file: its name for people and for files, and how an exported dataset becomes one."""

    title: str | Promise
    suffix: str
    content_type: str
    write: Callable[[tablib.Dataset], bytes]


def _as_xlsx(dataset: tablib.Dataset) -> bytes:
    return workbook.write([workbook.Page(dataset.title, dataset.headers, dataset)])


def _as_csv(dataset: tablib.Dataset) -> bytes:
    return csv.write(dataset.headers, dataset)


XLSX = FileFormat(
    _("Excel (.xlsx)"), "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _as_xlsx
)
CSV = FileFormat(_("CSV (UTF-8)"), "csv", "text/csv; charset=utf-8", _as_csv)
FORMATS = (XLSX, CSV)
