"""Checks that everything that was published is still what it was."""

from django.core.management.base import BaseCommand, CommandError

from publications import publishing
from publications.models import Edition


class Command(BaseCommand):
    help = "Re-hash every edition and published file, follow every chain; name what does not match and end with code 1."

    def handle(self, **options):
        faults = list(publishing.verify())
        for fault in faults:
            self.stdout.write(f"{fault.subject.agency} · {fault.subject}: {fault.message}")
        if faults:
            raise CommandError(f"{len(faults)} faults", returncode=1)
        self.stdout.write(f"{Edition.objects.count()} editions verified, nothing differs")
