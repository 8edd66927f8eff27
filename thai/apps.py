"""The ground floor as a Django app: it has no tables, it brings the template library `thai`."""

from django.apps import AppConfig


class ThaiConfig(AppConfig):
    """Makes `{% load thai %}` available."""

    name = "thai"
