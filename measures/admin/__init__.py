"""The staff's room of measures: plans, measures, rounds and reports, in the order of the work."""

from django.contrib import admin

from measures.reminders.pages import pages as reminder_pages

from . import measures, plans, reports, rounds

__all__ = ["measures", "plans", "reports", "rounds"]

admin.site.register_pages("review/", reminder_pages)  # type: ignore[attr-defined]
