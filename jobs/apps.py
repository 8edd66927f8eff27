"""The queue as a Django app: it brings the command `run_jobs`, and no table of its own."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "jobs"
    verbose_name = _("Queued jobs")
