"""What no page of ours sends, and the pages and rows to which it is sent."""

from django.contrib import admin

HUGE = "9" * 400
NAMES = sorted(f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry)
# Which nobody changes or deletes, or (reports) on pages of their own: tests/measures/reporting/.
READ_ONLY = {"publications_edition", "publications_publishedfile", "jobs_queuedjob", "measures_report"}
CHANGED = [name for name in NAMES if name not in READ_ONLY]


def admin_of(name: str):
    found = {f"{model._meta.app_label}_{model._meta.model_name}": kept for model, kept in admin.site._registry.items()}
    return found[name]


def row_of(name: str):
    return admin_of(name).model._default_manager.order_by("-pk").first()
