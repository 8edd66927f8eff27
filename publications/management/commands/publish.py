"""Publishes a fiscal year from the command line."""

from django.core.management.base import BaseCommand, CommandError

from agencies.models import Agency
from measures.models import Plan
from publications import publishing
from publications.models import Kind
from publications.publishing import checklist


class Command(BaseCommand):
    help = "Publish a fiscal year (B.E.) as the agency's next edition."

    def add_arguments(self, parser):
        parser.add_argument("year", type=int, help="fiscal year, B.E., for example 2566")
        parser.add_argument("--kind", choices=Kind.values, required=True)
        parser.add_argument(
            "--agency", metavar="DOMAIN", help="host name of the agency; may be left out when there is one"
        )
        parser.add_argument("--reason", default="", help="why an earlier edition of this kind is corrected")
        parser.add_argument(
            "--explain",
            metavar="KEY=REASON",
            action="append",
            default=[],
            help="why a warning may stand; once for each",
        )

    def handle(self, *, year, kind, agency, reason, explain, **options):
        plan = Plan.objects.for_year(year).filter(agency=_agency(agency)).first()
        if plan is None:
            raise CommandError(f"There is no plan of fiscal year {year}.")
        try:
            edition = publishing.publish(plan, kind, reason=reason, reasons=_reasons(explain))
        except publishing.Refused as refusal:
            raise CommandError("\n".join([str(refusal), *map(_line, refusal.issues)])) from refusal
        self.stdout.write(f"/{edition.fiscal_year}/editions/{edition.number}/  {edition.sha256}")


def _reasons(explanations: list[str]) -> dict[str, str]:
    pairs = [explanation.partition("=") for explanation in explanations]
    if not all(key and reason.strip() for key, _, reason in pairs):
        raise CommandError("Write --explain as KEY=REASON.")
    return {key: reason for key, _, reason in pairs}


def _line(issue: checklist.Issue) -> str:
    return f"- {issue.message}" + (f"  (--explain '{issue.key}=…')" if issue.key else "")


def _agency(domain: str | None) -> Agency:
    found = Agency.objects.filter(domain=domain.lower()) if domain else Agency.objects.all()[:2]
    if len(found) == 1:
        return found[0]
    if domain:
        raise CommandError(f"No agency has the host name {domain}.")
    raise CommandError("Name the agency with --agency DOMAIN." if found else "There is no agency yet.")
