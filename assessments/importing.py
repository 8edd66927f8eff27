"""What every table of the staff shares when it comes in or goes out: own rows only, all faults at once, all or nothing."""

import csv
import io
import logging
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, ClassVar

import tablib
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export import fields, resources, results
from import_export.formats.base_formats import Format

from agencies.models import Agency
from thai.differences import pieces

from .spreadsheets import cells, reading, tables, workbook
from .spreadsheets.faults import BadSpreadsheet, Fault
from .spreadsheets.tables import Column, Record, Text

logger = logging.getLogger(__name__)

RECORD = "record"  # the column of the dataset in which a row's record travels through import-export


class ColumnField(fields.Field):
    """A column as import-export sees it; what it gets has been read already."""

    def __init__(self, column: Column):
        super().__init__(attribute=column.path, column_name=column.name, readonly=column.is_key)
        self.column = column

    def clean(self, row, **kwargs):
        return row[self.column_name]

    def save(self, instance, row, is_m2m=False, **kwargs):
        value = self.clean(row)
        # A file does not show how lines end: what says the same stays byte for byte what it was.
        if self.readonly or cells.same(self.get_value(instance), value):
            return
        *way, name = self.attribute.split("__")
        for each in way:
            instance = getattr(instance, each)
        if isinstance(instance, dict):
            instance[name] = value
        else:
            setattr(instance, name, value)

    def export(self, instance, **kwargs):
        return self.column.write(self.get_value(instance))


class TableDiff(resources.Diff):
    """The preview of a row: what goes and what comes, with the breaks between lines kept."""

    def as_html(self) -> list[SafeString]:
        before = [""] * len(self.right) if self.new else self.left
        return [_marked(str(old), str(new)) for old, new in zip(before, self.right, strict=True)]


def _marked(before: str, after: str) -> SafeString:
    tags = {"same": "{}", "gone": "<del>{}</del>", "new": "<ins>{}</ins>"}
    found = [(piece.kind, linebreaksbr(piece.text, autoescape=True)) for piece in pieces(before, after)]
    return format_html_join("", "{}", ((format_html(tags[kind], text),) for kind, text in found))


class TableResult(results.Result):
    """What came of an import; `faults` is everything that kept it from being saved."""

    def append_invalid_row(self, number, row, validation_error):
        super().append_invalid_row(row[RECORD].number, row, validation_error)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The faults of the file, or where reading it went well, those that came up while its rows were saved."""
        found = [_of_base(error.error) for error in self.base_errors]
        found += [[Fault(reason, row.number) for reason in row.error.messages] for row in self.invalid_rows]
        found += [[_unexpected(error.error)] for _number, errors in self.row_errors() for error in errors]
        return tuple(fault for faults in found for fault in faults)

    def changes(self) -> bool:
        """Whether confirming would change anything."""
        return any(row.import_type != row.IMPORT_TYPE_SKIP for row in self.rows)


def _of_base(error: Exception) -> Sequence[Fault]:
    return error.faults if isinstance(error, BadSpreadsheet) else [_unexpected(error)]


def _unexpected(error: Exception) -> Fault:
    """A fault of ours and not of the file: the details are for the log, the person learns that nothing happened."""
    logger.error("An import stopped unexpectedly.", exc_info=error)
    return Fault(_("An unexpected error stopped the import. Nothing was saved; please tell the administrator."))


class TableResource(resources.ModelResource):
    """
    One table, made of rows of the agencies that are given; without any it neither reads nor writes a single row.

    `before_import` reads and judges the whole file, so that all its faults are known before anything is saved;
    import-export then shows the differences, saves, and takes everything back when one row cannot be saved.
    With `convert`, figures that are recognised as points of a weight are taken as scores of 100.
    """

    name: ClassVar[str]
    title: ClassVar[Text]
    agency_path: ClassVar[str]  # from a row's object to its agency
    columns: ClassVar[tuple[Column, ...]]

    class Meta:
        fields: ClassVar[tuple[str, ...]] = ()
        import_id_fields = ()
        skip_unchanged = True
        clean_model_instances = True
        use_transactions = True

    def __init__(self, *, agencies: QuerySet[Agency] | None = None, convert: bool = False, **kwargs):
        super().__init__(**kwargs)
        self.agencies = Agency.objects.none() if agencies is None else agencies
        self.convert = convert
        self.names_agencies = len(self.agencies[:2]) > 1
        self.agency_columns = agency_columns(self.agency_path, is_required=self.names_agencies)
        shown = [*(self.agency_columns if self.names_agencies else ()), *self.compared_columns()]
        self.fields = {column.name: ColumnField(column) for column in shown}
        self.existing: dict[tuple, Any] = {}

    @classmethod
    def get_display_name(cls):
        return str(cls.title)

    @classmethod
    def get_result_class(cls):
        return TableResult

    @classmethod
    def get_diff_class(cls):
        return TableDiff

    # What the tables differ in

    def file_columns(self) -> tuple[Column, ...]:
        """The columns of a file beside those that name the agency."""
        return self.columns

    def compared_columns(self) -> tuple[Column, ...]:
        """The columns by which a row of the preview is told; those of the file, unless rows are brought together."""
        return self.file_columns()

    def identify(self, record: Record, agency: Agency) -> tuple | None:
        """The key by which the record's row is found, or None after refusing what does not lead to one."""
        raise NotImplementedError

    def judge(self, records: list[Record]) -> list[Record]:
        """Look at all rows together; returns them, or what several of them make up."""
        return records

    def prepare(self, records: list[Record]) -> None:
        """Fill `existing` with the rows that are there, by key, after making what they belong to."""
        raise NotImplementedError

    def rows(self, queryset: QuerySet | None) -> QuerySet:
        """The rows to be exported: those that belong to `queryset`, or all."""
        raise NotImplementedError

    def lines(self, instance: Any) -> Iterable[Sequence[Any]]:
        """The lines of a file that tell one row."""
        return [self.export_resource(instance)]

    # In

    def import_data(self, dataset, **kwargs):
        """Import a file's sheets (see `dataset_of`), all or nothing whatever the caller wishes."""
        return super().import_data(
            dataset, **{**kwargs, "use_transactions": True, "rollback_on_validation_errors": True}
        )

    def before_import(self, dataset, **kwargs):
        sheets = [sheet for (sheet,) in dataset]
        dataset.wipe()
        records = self.read(sheets)
        self.prepare(records)
        given = [name for name in self.fields if any(name in record.values for record in records)]
        dataset.headers = [RECORD, *given]
        for record in records:
            dataset.append([record, *(record.get(name) for name in given)])

    def read(self, sheets: Sequence[workbook.Sheet]) -> list[Record]:
        """The rows of the file, ready to be saved; raises BadSpreadsheet with everything that is wrong with them."""
        sheet = tables.chosen(sheets, [self.title, self.name])
        records, faults = tables.read(sheet, [*self.agency_columns, *self.file_columns()])
        find = AgencyFinder(self.agencies, records, self.agency_columns)
        for record in records:
            agency = find(record)
            record.key = (agency and self.identify(record, agency)) or ()
        judged = self.judge(records)
        faults += [fault for record in records for fault in record.faults]
        if faults:
            raise BadSpreadsheet(*faults)
        return judged

    def refuse_repeated(self, records: list[Record], column: Column) -> None:
        """Refuse every row that speaks of the same thing as a row before it."""
        first: dict[tuple, int] = {}
        for record in records:
            number = first.setdefault(record.key, record.number) if record.key else record.number
            if number != record.number:
                record.refuse(column, _("Row %(row)s already speaks of the same.") % {"row": number})

    def get_instance(self, instance_loader, row):
        return self.existing.get(row[RECORD].key)

    def before_save_instance(self, instance, row, **kwargs):
        # For the history: which figures came from a file, and from which.
        instance._change_reason = reason_of(kwargs)

    def handle_import_error(self, result, error, raise_errors=False):
        super().handle_import_error(result, error, raise_errors and not isinstance(error, BadSpreadsheet))

    # Out

    def export(self, queryset=None, **kwargs):
        """The rows as a dataset under their headings, every text guarded against being run as a formula."""
        dataset = tablib.Dataset(headers=self.get_export_headers(), title=str(self.title))
        for instance in self.iter_queryset(self.own(self.rows(queryset))):
            for line in self.lines(instance):
                dataset.append([cells.guarded(cell) if isinstance(cell, str) else cell for cell in line])
        return dataset

    def own(self, rows: QuerySet) -> QuerySet:
        """Those of `rows` that belong to the given agencies."""
        return rows.filter(**{f"{self.agency_path}__in": self.agencies})

    def exported_columns(self) -> tuple[Column, ...]:
        """The columns of an exported file."""
        return (*(self.agency_columns if self.names_agencies else ()), *self.file_columns())

    def get_export_headers(self, selected_fields=None):
        return [str(column.heading) for column in self.exported_columns()]

    def get_diff_headers(self):
        return [str(field.column.heading) for field in self.get_import_fields()]

    def template(self) -> bytes:
        """A blank workbook to be filled, with a sheet that explains every column."""
        return workbook.write(tables.template(self.title, self.exported_columns()))
