"""The staff's room of measures: plans, measures, rounds and reports, in the order of the work."""

from django.contrib import admin

from measures import handover
from measures.reminders import pages as reminders

from . import measures, my_reports, plans, reports, reviewing, rounds

__all__ = ["measures", "my_reports", "plans", "reports", "reviewing", "rounds"]

admin.site.register_pages("review/", reminders.pages)  # type: ignore[attr-defined]
admin.site.register_pages("my/", handover.pages)  # type: ignore[attr-defined]
