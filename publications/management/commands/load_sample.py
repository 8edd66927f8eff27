"""Loads the real sample into an empty portal and publishes its first edition."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from agencies.models import Agency
from measures.models import Plan
from publications import publishing

# What the real document leaves open, said openly.
REASONS = {
    "no_urgent_point": "เอกสารต้นฉบับไม่ได้จำแนกประเด็นที่ต้องแก้ไขโดยเร่งด่วนไว้",
    "not_approved": "เอกสารต้นฉบับไม่ได้ระบุวันที่อนุมัติ",
}


class Command(BaseCommand):
    help = (
        "Load the sample (the measures of the SAO Tha Maling, 2566) and publish it; does nothing once an agency exists."
    )

    @transaction.atomic
    def handle(self, **options):
        if Agency.objects.exists():
            return
        call_command("loaddata", settings.BASE_DIR / "fixtures" / "thamaling_2566.yaml", verbosity=0)
        edition = publishing.publish(Plan.objects.get(), "plan", reasons=REASONS)
        self.stdout.write(f"published the sample: {edition.fiscal_year}, edition {edition.number}")
