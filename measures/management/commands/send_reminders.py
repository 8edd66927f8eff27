"""Reminds everybody of what is due, what is overdue and what waits; to be run once a day."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from agencies.models import Agency
from measures.reminders.sending import Outcome, send_due


class Command(BaseCommand):
    help = "Mail officers what they have to report, heads what to look at, and planners how the open rounds stand."
    stealth_options = ("at",)  # the moment of the run, for whoever calls it

    def add_arguments(self, parser):
        parser.add_argument("--agency", metavar="DOMAIN", help="host name of the only agency whose people are mailed")
        parser.add_argument("--dry-run", action="store_true", help="say who would be mailed and send nothing")

    def handle(self, *, agency, dry_run, at=None, **options):
        agencies = Agency.objects.filter(domain=agency.lower()) if agency else Agency.objects.all()
        if agency and not agencies.exists():
            raise CommandError(f"No agency has the host name {agency}.")
        # Of thousands of agencies only those are looked at that have something open.
        open_ones = agencies.filter(plans__rounds__is_opened=True, plans__rounds__closed_at=None).distinct()
        at = at or timezone.now()
        for found in open_ones:
            self._tell(found, send_due(found, at, dry_run=dry_run))
        if dry_run:
            self.stdout.write("Nothing was sent, as asked.")

    def _tell(self, agency: Agency, outcome: Outcome) -> None:
        self.stdout.write(f"{agency}: {outcome.mails} mails")
        for user in outcome.without_mail:
            self.stdout.write(self.style.WARNING(f"  no e-mail address: {user.name} ({user.get_username()})"))
        for division in outcome.without_people:
            self.stdout.write(self.style.WARNING(f"  nobody has an account: {division}"))
        if outcome.without_base_address:
            self.stdout.write(
                self.style.WARNING(
                    f"  {outcome.without_base_address} people were skipped: "
                    "neither the agency's host name nor BASE_ADDRESS says where the portal is found."
                )
            )
