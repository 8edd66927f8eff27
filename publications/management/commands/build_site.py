"""Writes the public pages as files, from what was published alone."""

from django.core.management.base import BaseCommand, CommandError

from agencies.models import Agency
from publications.models import Event
from publications.site import folder, state, write


class Command(BaseCommand):
    help = "Write the public pages of every agency that has published as files (SITE_ROOT), from editions alone."

    def add_arguments(self, parser):
        parser.add_argument("--agency", metavar="DOMAIN", help="only the agency with this host name")
        parser.add_argument(
            "--outdated", action="store_true", help="only where the files are not of what is published now"
        )

    def handle(self, *, agency=None, outdated=False, **options):
        if not folder.is_kept():
            raise CommandError("SITE_ROOT is empty: pages are not written as files here.")
        found = Agency.objects.filter(pk__in=Event.objects.values("agency"))
        if agency:
            found = found.filter(domain=agency)
            if not found:
                raise CommandError(f"No agency that has published has the host name {agency}.")
        for one in found:
            self._write(one, outdated=outdated)

    def _write(self, agency, *, outdated):
        try:
            is_written = write.write(agency.pk, anew=not outdated)
        except (OSError, write.Overtaken) as error:
            raise CommandError(f"The site of {agency} was not written, the one before stays: {error}") from error
        if is_written:
            self.stdout.write(f"{agency}: {len(state.written(agency.pk)['files'])} files")
