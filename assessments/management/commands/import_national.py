"""Imports the national table: the scores of all agencies over years from one CSV file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from assessments import national
from assessments.models import Assessment
from audit.history import recorded_as
from spreadsheets.faults import BadSpreadsheet, listed

SHOWN_FAULTS = 50


class Command(BaseCommand):
    help = (
        "Import the scores of many agencies from a CSV file (agency, district, province, fiscal_year, indicator, "
        "score; optionally subdistrict). Each year is saved as a whole or not at all; importing again changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file, **options):
        table = self._read(file)
        if table.ignored:
            self.stdout.write(_("Columns that were not read: %s.") % ", ".join(table.ignored))
        for year in table.sound_years():
            self._save(table, year, file.name)
        national.refresh_statistics(Assessment)
        if table.fault_count:
            raise CommandError("\n".join([_refused(table), *_listed(table)]))

    def _read(self, file: Path) -> national.Table:
        try:
            with _bar(file.stat().st_size, _("reading"), unit="B", unit_scale=True) as bar:
                return national.read(file, progress=bar.update)
        except OSError as error:
            raise CommandError(_("The file %(path)s cannot be opened.") % {"path": file}) from error
        except BadSpreadsheet as error:
            raise CommandError("\n".join(listed(error.faults, at_most=SHOWN_FAULTS))) from error

    def _save(self, table: national.Table, year: int, name: str) -> None:
        scores = sum(row > 0 for row in table.years[year].rows)
        reason = _("Imported from %(file)s") % {"file": name}
        with recorded_as(reason), _bar(scores, str(year), unit=" scores") as bar:
            saved = national.save(table, year, progress=bar.update)
        line = _(
            "%(year)s: %(new)s new scores, %(changed)s changed, %(unchanged)s unchanged; "
            "%(results)s new results, %(agencies)s new agencies."
        )
        self.stdout.write(line % {"year": year, **saved._asdict()})


def _bar(total: int, what: str, **options) -> tqdm:
    # Only where somebody watches: `disable=None` keeps the bar out of logs and pipes.
    return tqdm(total=total, desc=what, disable=None, **options)


def _refused(table: national.Table) -> str:
    years = table.faulty_years()
    if table.is_unreadable or not years:
        return _("Nothing was saved: rows whose year cannot be read may belong to any year.")
    return _("Of these years nothing was saved: %s.") % ", ".join(map(str, years))


def _listed(table: national.Table) -> list[str]:
    lines = listed(table.faults[:SHOWN_FAULTS])
    more = table.fault_count - len(lines)
    return lines if more <= 0 else [*lines, _("… and %(count)s more.") % {"count": more}]
