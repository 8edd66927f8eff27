"""Whether the printed document of a plan or round begins with a sheet that announces it, in which words and when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

ANNOUNCED = ["is_announced", "announced_on", "announcement"]


class Announced(models.Model):
    """A row whose printed document may begin with an announcement sheet, signed by its approver."""

    is_announced = models.BooleanField(
        _("announcement sheet"),
        default=False,
        help_text=_("Tick to let the printed document begin with a sheet that announces it, for the approver to sign."),
    )
    announced_on = models.DateField(
        _("day of the announcement"),
        null=True,
        blank=True,
        help_text=_("The day of the announcement, B.E. Leave it empty to write it on paper by hand."),
    )
    announcement = models.TextField(
        _("text of the announcement"),
        blank=True,
        help_text=_("One paragraph a line. Leave it empty for the usual words; the preview shows them."),
    )

    class Meta:
        abstract = True
