"""Imports a file of results; it lives above them because a workbook may hold measures and rounds as well."""

from collections.abc import Sequence
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Agency
from assessments.resources import DeclaredResource, ScoreResource
from measures.resources import MeasureResource, RoundResource
from spreadsheets import cells, reading, tables
from spreadsheets.faults import BadSpreadsheet, listed
from spreadsheets.workbook import Sheet
from staff.importing.formats import dataset_of
from staff.importing.preview import TableResult
from staff.importing.resource import TableResource

# In the order in which one table can rest on another.
RESOURCES = {resource.name: resource for resource in (ScoreResource, DeclaredResource, MeasureResource, RoundResource)}


class Command(BaseCommand):
    help = "Import scores, declared results, measures or rounds from XLSX or CSV: everything in the file, or nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--table",
            choices=RESOURCES,
            help="which table the file holds; left out, the sheets of a workbook are known by their names, "
            "and any other file holds scores",
        )
        parser.add_argument("--agency", metavar="DOMAIN", help="host name of the only agency whose rows may change")
        parser.add_argument("--convert", action="store_true", help="take points of a weight as scores of 100")
        parser.add_argument("--dry-run", action="store_true", help="say what would change and save nothing")

    def handle(self, *, file, table, agency, convert, dry_run, **options):
        agencies = Agency.objects.filter(domain=agency.lower()) if agency else Agency.objects.all()
        if not agencies.exists():
            raise CommandError(f"No agency has the host name {agency}." if agency else "There is no agency yet.")
        try:
            sheets = reading.load(file)
        except BadSpreadsheet as error:
            raise CommandError(str(error)) from error
        chosen = [RESOURCES[table]] if table else _held_by(sheets)
        resources = [resource(agencies=agencies, convert=convert) for resource in chosen]
        with transaction.atomic():
            results = _imported(resources, sheets, file.name)
            notices = _notices(resources, sheets)
            transaction.set_rollback(dry_run)
        for resource, result in zip(resources, results, strict=True):
            self.stdout.write(resource.summary(result))
        for notice in listed(notices):
            self.stdout.write(self.style.WARNING(notice))
        if dry_run:
            self.stdout.write(_("Nothing was saved, as asked."))


def _held_by(sheets: Sequence[Sheet]) -> list[type[TableResource]]:
    """The tables that have a sheet of their name with rows in it; scores when there is none."""
    names = {cells.key(sheet.name) for sheet in sheets if len(sheet.rows) > 1 and not sheet.is_hidden}
    held = [resource for resource in RESOURCES.values() if names & tables.spellings(resource.title, resource.name)]
    return held or [ScoreResource]


def _imported(resources: Sequence[TableResource], sheets: Sequence[Sheet], file_name: str) -> list[TableResult]:
    """The results of all tables; CommandError names the faults of all of them, and then nothing is to be saved."""
    results = [resource.import_data(dataset_of(sheets), file_name=file_name) for resource in resources]
    found = [
        [f"{resource.title}:", *listed(result.faults)]
        for resource, result in zip(resources, results, strict=True)
        if result.faults
    ]
    if found:
        raise CommandError("\n".join([_("Nothing was saved."), *(line for lines in found for line in lines)]))
    return results


def _notices(resources: Sequence[TableResource], sheets: Sequence[Sheet]) -> list[str]:
    """What is to be said once all tables are in, each thing once: two of them may speak of the same result."""
    said = dict.fromkeys(notice for resource in resources for notice in resource.notices())
    return [*tables.left_out(sheets, [resource.sheet for resource in resources]), *said]
