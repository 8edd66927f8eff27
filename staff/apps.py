from django.apps import AppConfig


class StaffConfig(AppConfig):
    """No tables of its own: an app so that the admin finds the pages of agencies, divisions and people."""

    name = "staff"
