"""The columns that say who did something, and when."""

from django.conf import settings
from django.db import models


def moment(name) -> models.DateTimeField:
    """When it was done; empty until it is."""
    return models.DateTimeField(name, null=True, blank=True, editable=False)


def person(name) -> models.ForeignKey:
    """Who did it; that stays known, so the account is closed instead of deleted."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=name,
    )
