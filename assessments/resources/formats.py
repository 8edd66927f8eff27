"""The kinds of file that are offered; which kind an uploaded file is, is seen by what is in it."""

import csv
import io
from collections.abc import Sequence

import tablib
from django.utils.translation import gettext_lazy as _
from import_export.formats.base_formats import Format

from assessments.spreadsheets import reading, workbook
from assessments.spreadsheets.workbook import Sheet


def dataset_of(sheets: Sequence[Sheet]) -> tablib.Dataset:
    """Sheets in the shape in which import-export hands a file to a resource: one row each."""
    return tablib.Dataset(*((sheet,) for sheet in sheets), headers=["sheet"])


class SheetFormat(Format):
    """A file that is read by its content, whatever it is called."""

    def create_dataset(self, in_stream):
        return dataset_of(reading.read(in_stream))

    def can_import(self):
        return True

    def can_export(self):
        return True


class Xlsx(SheetFormat):
    """Excel."""

    def get_title(self):
        return _("Excel (.xlsx)")

    def get_extension(self):
        return "xlsx"

    def get_content_type(self):
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def export_data(self, dataset, **kwargs):
        return workbook.write([workbook.Page(dataset.title, dataset.headers, dataset)])


class Csv(SheetFormat):
    """CSV in UTF-8 with a byte-order mark, so that Excel shows Thai."""

    def get_title(self):
        return _("CSV (UTF-8)")

    def get_extension(self):
        return "csv"

    def get_content_type(self):
        return "text/csv; charset=utf-8"

    def export_data(self, dataset, **kwargs):
        file = io.StringIO(newline="")
        csv.writer(file).writerows([dataset.headers, *dataset])
        return file.getvalue().encode("utf-8-sig")


FORMATS = [Xlsx, Csv]
