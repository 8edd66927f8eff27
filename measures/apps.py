"""The app of the measures that answer an assessment, and of the rounds in which they are followed up."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeasuresConfig(AppConfig):
    name = "measures"
    verbose_name = _("Measures and follow-up")
