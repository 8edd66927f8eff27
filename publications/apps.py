"""The app of what is published: editions and their renderings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationsConfig(AppConfig):
    name = "publications"
    verbose_name = _("Publication")

    def ready(self) -> None:
        from .site import changes

        changes.connect()
