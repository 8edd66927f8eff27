"""What every table of the staff shares when it comes in or goes out: own rows, all faults at once, all or nothing."""

import hashlib
from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

import tablib
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from import_export import resources

from agencies.models import Agency
from audit.history import recorded_as
from spreadsheets import tables, workbook
from spreadsheets.faults import BadSpreadsheet, listed
from spreadsheets.formula_guard import guarded
from spreadsheets.tables import Column, Record, Text
from staff.stale import lock

from .agencies import AgencyFinder, agency_columns
from .preview import RECORD, ColumnField, TableDiff, TableResult

MOST_NOTICES = 50  # on a page; more of them nobody reads


def version_of(result: TableResult) -> str:
    """A digest of everything that an import changes, from what and to what: another one was not what was shown."""
    shown = [(row.import_type, [str(cell) for cell in row.diff or ()]) for row in result.rows]
    return hashlib.sha256(repr(shown).encode()).hexdigest()


class TableResource(resources.ModelResource):
    """
    One table, made of rows of the given agencies; without any it neither reads nor writes a single row.

    `before_import` reads and judges the whole file, so that all its faults are known before anything is saved;
    import-export then shows the differences, saves, and takes everything back when one row cannot be saved.
    With `convert`, figures that are recognised as points of a weight are taken as scores of 100.
    """

    name: ClassVar[str]
    title: ClassVar[Text]
    columns: ClassVar[tuple[Column, ...]]
    agency_path: ClassVar[str]  # from a row's object to its agency
    subject_name: ClassVar[str] = ""  # from a row's object to the one on whose page it is kept; itself when empty
    converts: ClassVar[bool] = False  # whether its figures can be points of a weight

    class Meta:
        fields = ()
        import_id_fields = ()
        skip_unchanged = True
        clean_model_instances = True

    def __init__(self, *, agencies: QuerySet[Agency] | None = None, convert: bool = False, **kwargs):
        super().__init__(**kwargs)
        self.agencies = Agency.objects.none() if agencies is None else agencies
        self.convert = convert
        self.names_agencies = len(self.agencies[:2]) > 1
        self.agency_columns = agency_columns(self.agency_path, is_required=self.names_agencies)
        self.fields = {column.name: ColumnField(column) for column in self.told(self.compared_columns())}
        self.existing: dict[tuple, Any] = {}
        self.made: dict[tuple, Any] = {}
        self.records: list[Record] = []
        self.sheets: Sequence[workbook.Sheet] = ()
        self.sheet: workbook.Sheet | None = None
        self.is_saving = False

    @classmethod
    def get_result_class(cls):
        return TableResult

    @classmethod
    def get_diff_class(cls):
        return TableDiff

    # What each table says for itself

    def file_columns(self) -> tuple[Column, ...]:
        """The columns of a file beside those that name the agency."""
        return self.columns

    def compared_columns(self) -> tuple[Column, ...]:
        """The columns of the preview; those of the file, unless several rows of the file make up one."""
        return self.file_columns()

    @abstractmethod
    def identify(self, record: Record, agency: Agency) -> tuple:
        """The key by which the record's row is found; empty after refusing a record that leads to none."""

    @abstractmethod
    def judge(self, records: list[Record]) -> list[Record]:
        """Look at all rows together, refuse what does not fit; returns them, or what several of them make up."""

    @abstractmethod
    def prepare(self, records: list[Record]) -> None:
        """
        Fill `existing` with the rows that are there, by key, after making what they hang on.

        Rows that were made with it stand in `made`: they are there now, but to the person they are new.
        """

    @abstractmethod
    def rows(self, queryset: QuerySet | None) -> QuerySet:
        """The rows to be exported: those that hang on `queryset`, or all."""

    def notices(self) -> list[str]:
        """What has to be said of the rows of the file as they are now; nothing of it keeps them out."""
        return []

    def lines(self, instance: Any) -> Iterable[Sequence[Any]]:
        """The lines of a file that tell one row."""
        return [self.export_resource(instance)]

    # In

    def import_data(self, dataset, **kwargs):
        """Import a file's sheets (formats.dataset_of), all or nothing whatever the caller asks for."""
        self.is_saving = not kwargs.get("dry_run")
        always = {"use_transactions": True, "rollback_on_validation_errors": True}
        with recorded_as(_("Imported from %(file)s") % {"file": kwargs.get("file_name") or "–"}):
            return super().import_data(dataset, **kwargs | always)

    def before_import(self, dataset, **kwargs):
        sheets = [sheet for (sheet,) in dataset]
        dataset.wipe()
        records = self.read(sheets)
        self.prepare(records)
        if self.is_saving:
            self._lock()
            records = self.read(sheets)  # against what is there now that nobody else can change it
            new = list(self.made)
            self.prepare(records)
            self.made |= {key: self.existing.pop(key) for key in new}  # there only since the first reading
        self.records = records
        given = [name for name in self.fields if any(name in record.values for record in records)]
        dataset.headers = [RECORD, *given]
        for record in records:
            dataset.append([record, *(record.get(name) for name in given)])

    def _lock(self) -> None:
        """Keep everybody else from changing the rows of the file, and those on whose pages they are kept."""
        rows = list(self.existing.values())
        found = {(type(row), row.pk) for row in (*map(self.subject, rows), *rows)}
        for model in dict.fromkeys(type(row) for row in (*map(self.subject, rows), *rows)):
            lock(model, pk__in=[pk for kind, pk in found if kind is model])

    def read(self, sheets: Sequence[workbook.Sheet]) -> list[Record]:
        """The rows of a file, ready to be saved; raises BadSpreadsheet with everything that is wrong with them."""
        self.sheets, self.sheet = sheets, tables.chosen(sheets, [self.title, self.name])
        records, faults = tables.read(self.sheet, [*self.agency_columns, *self.file_columns()])
        find = AgencyFinder(self.agencies, self.agency_columns)
        for record in records:
            agency = find(record)
            record.key = self.identify(record, agency) if agency else ()
        judged = self.judge(records)
        faults += [fault for record in records for fault in record.faults]
        if faults:
            raise BadSpreadsheet(*faults, *tables.hidden_among(sheets))
        return judged

    def refuse_repeated(self, records: list[Record], column: Column) -> None:
        """Refuse every row that speaks of the same thing as a row before it."""
        first: dict[tuple, int] = {}
        for record in records:
            number = first.setdefault(record.key, record.number) if record.key else record.number
            if number != record.number:
                record.refuse(column, _("Row %(row)s speaks of the same already.") % {"row": number})

    def get_instance(self, instance_loader, row):
        return self.existing.get(row[RECORD].key)

    def do_instance_save(self, instance, is_create):
        instance.save(force_insert=instance.pk is None)  # of what is new, the empty row may be there (`made`)

    def after_import(self, dataset, result, **kwargs):
        result.notices = listed([*tables.left_out(self.sheets, [self.sheet]), *self.notices()], at_most=MOST_NOTICES)

    def subject(self, instance: Any) -> Any:
        """The object on whose page the row is kept, and whose history tells of an import."""
        return getattr(instance, self.subject_name) if self.subject_name else instance

    def summary(self, result: TableResult) -> str:
        """What came of an import, in a line."""
        counts = {"table": self.title, "new": 0, "update": 0, "skip": 0} | result.totals
        return _("%(table)s: %(new)s new, %(update)s changed, %(skip)s unchanged.") % counts

    # Out

    def told(self, columns: tuple[Column, ...]) -> tuple[Column, ...]:
        """Columns, with the agency's before them where a reader could not know whose row it is."""
        return (*self.agency_columns, *columns) if self.names_agencies else columns

    def export(self, queryset=None, **kwargs):
        """The rows as a dataset under their headings, every text guarded against being run as a formula."""
        dataset = tablib.Dataset(headers=self.get_export_headers(), title=str(self.title))
        for instance in self.iter_queryset(self.own(self.rows(queryset))):
            for line in self.lines(instance):
                dataset.append(_guarded(line))
        return dataset

    def own(self, rows: QuerySet) -> QuerySet:
        """Those of `rows` that belong to the given agencies."""
        return rows.filter(**{f"{self.agency_path}__in": self.agencies})

    def get_export_headers(self, selected_fields=None):
        return [str(column.heading) for column in self.told(self.file_columns())]

    def get_diff_headers(self):
        return [str(column.heading) for column in self.told(self.compared_columns())]

    @classmethod
    def template_years(cls) -> list[int]:
        """The years for which a template has rows to be filled, the latest first; none when it has headings alone."""
        return []

    def template_rows(self, fiscal_year: int | None) -> Iterable[Any]:
        """The rows of a template, as the objects that they stand for; without a year, those most likely asked for."""
        return []

    def template(self, fiscal_year: str = "") -> bytes:
        """A workbook to be filled, with a sheet that explains every column; a year that it does not know is none."""
        year = next((year for year in self.template_years() if str(year) == fiscal_year), None)
        rows = [_guarded(line) for instance in self.template_rows(year) for line in self.lines(instance)]
        return workbook.write(tables.template(self.title, self.told(self.file_columns()), rows))


def _guarded(line: Sequence[Any]) -> list[Any]:
    return [guarded(cell) if isinstance(cell, str) else cell for cell in line]
