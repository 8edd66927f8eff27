"""Checks that everything that was published is still what it was."""

from django.core.management.base import BaseCommand, CommandError

from publications import publishing
from publications.models import Edition


class Command(BaseCommand):
    help = "Re-hash every edition and published file, follow every chain; name what does not match and end with code 1."

    def add_arguments(self, parser):
        parser.add_argument(
            "--render",
            action="store_true",
            help="also print every readable edition again that today's versions printed, and compare the bytes",
        )

    def handle(self, *, render=False, **options):
        faults = list(publishing.verify())
        prints = publishing.Prints()
        if render:
            faults += prints.verify()
        for fault in faults:
            self.stdout.write(f"{fault.subject.agency} · {fault.subject}: {fault.message}")
        if render:
            self.stdout.write(
                f"{prints.same} printed again with the same bytes, "
                f"{prints.of_another_version} printed by another version and kept as stored"
            )
        if faults:
            raise CommandError(f"{len(faults)} faults", returncode=1)
        self.stdout.write(f"{Edition.objects.count()} editions verified, nothing differs")
