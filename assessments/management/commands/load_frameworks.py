"""Loads the rules of the years that the database does not have yet."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from assessments.models import Framework


class Command(BaseCommand):
    help = "Load the reference rules of every fiscal year that is not there yet; what staff changed stays as it is."

    def handle(self, **options):
        known = set(Framework.objects.values_list("fiscal_year", flat=True))
        for path in sorted((settings.BASE_DIR / "fixtures" / "frameworks").glob("*.yaml")):
            if int(path.stem) not in known:
                call_command("loaddata", path, verbosity=0)
                self.stdout.write(f"loaded the rules of fiscal year {path.stem}")
