"""What import-export shows before it saves: the cells of a row, what changes in them, and what is wrong."""

import logging
from collections.abc import Sequence
from functools import cached_property

from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from import_export import fields, resources, results

from spreadsheets import cells
from spreadsheets.faults import BadSpreadsheet, Fault
from spreadsheets.tables import Column
from thai.text_diff import pieces

logger = logging.getLogger(__name__)

RECORD = "record"  # the column of the dataset in which a row's record travels through import-export
TAGS = {"same": "{}", "gone": "<del>{}</del>", "new": "<ins>{}</ins>"}


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
        for step in way:
            instance = getattr(instance, step)
        if isinstance(instance, dict):
            instance[name] = value
        else:
            setattr(instance, name, value)

    def export(self, instance, **kwargs):
        return self.column.write(self.get_value(instance))


class TableDiff(resources.Diff):
    """What goes and what comes in each cell of a row, with the breaks between lines kept."""

    def as_html(self) -> list[SafeString]:
        before = [""] * len(self.right) if self.new else self.left
        return [_marked(str(old), str(new)) for old, new in zip(before, self.right, strict=True)]


def _marked(before: str, after: str) -> SafeString:
    found = [(piece.kind, linebreaksbr(piece.text, autoescape=True)) for piece in pieces(before, after)]
    return format_html_join("", "{}", ((format_html(TAGS[kind], text),) for kind, text in found))


class TableResult(results.Result):
    """What came of an import; `faults` is what kept it from being saved, `notices` what else a person has to know."""

    notices: Sequence[str] = ()

    def append_invalid_row(self, number, row, validation_error):
        super().append_invalid_row(row[RECORD].number, row, validation_error)

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        """The faults of the file or, where reading it went well, those that came up while its rows were saved."""
        found = [_of_base(error.error) for error in self.base_errors]
        found += [[Fault(reason, row.number) for reason in row.error.messages] for row in self.invalid_rows]
        found += [[_unexpected(error.error)] for _number, errors in self.row_errors() for error in errors]
        return tuple(fault for faults in found for fault in faults)

    def has_changes(self) -> bool:
        """Whether confirming would change anything."""
        return any(row.import_type != row.IMPORT_TYPE_SKIP for row in self.rows)


def _of_base(error: Exception) -> Sequence[Fault]:
    return error.faults if isinstance(error, BadSpreadsheet) else [_unexpected(error)]


def _unexpected(error: Exception) -> Fault:
    """A fault of ours and not of the file: the details are for the log, the person learns that nothing happened."""
    logger.error("An import stopped unexpectedly.", exc_info=error)
    return Fault(_("An unexpected error stopped the import. Nothing was saved; please tell the administrator."))
