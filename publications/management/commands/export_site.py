"""Makes a copy of an agency's public pages for any web hosting."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from agencies.models import Agency
from publications.site.export import export


class Command(BaseCommand):
    help = "Copy the public pages of an agency into an empty folder: plain files that need no server of ours."

    def add_arguments(self, parser):
        parser.add_argument("folder", metavar="DIR", type=Path, help="an empty folder, or one that is not there yet")
        parser.add_argument("--agency", metavar="DOMAIN", help="its host name; not needed if there is only one")
        parser.add_argument(
            "--origin", default="", help="where the copy will be found, for example https://www.example.go.th/ita"
        )

    def handle(self, folder, *, agency=None, origin="", **options):
        found = Agency.objects.filter(domain=agency) if agency else Agency.objects.all()
        if len(found) != 1:
            raise CommandError("Name one agency by its host name: --agency DOMAIN")
        try:
            files = export(found[0], folder, origin=origin.rstrip("/"))
        except OSError as error:
            raise CommandError(f"Nothing was copied: {error}") from error
        self.stdout.write(f"{found[0]}: {files} files in {folder}")
