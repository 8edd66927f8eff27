"""What happened to a report, one row an act: what lateness and the time spent in review are reckoned from."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .reports import Report


class ReportAct(models.Model):
    """One act on a report: which, when, by whom, and what was said to it."""

    class Act(models.TextChoices):
        OPENED = "opened", _("opened")
        SUBMITTED = "submitted", _("submitted")
        TAKEN_BACK = "taken_back", _("taken back")
        REWRITTEN = "rewritten", _("changed after it was submitted")
        ENDORSED = "endorsed", _("passed on by the head of division")
        RETURNED = "returned", _("returned for correction")
        ACCEPTED = "accepted", _("accepted")
        EXTENDED = "extended", _("given more time")
        EXCUSED = "excused", _("not owed any more")
        OWED_AGAIN = "owed_again", _("owed again")

    report = models.ForeignKey(Report, models.CASCADE, related_name="acts", verbose_name=_("report"))
    act = models.CharField(_("act"), max_length=12, choices=Act.choices)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("act on a report")
        verbose_name_plural = _("acts on reports")
        ordering = ["report", "at", "pk"]
        default_permissions = ()

    def __str__(self):
        return self.get_act_display()
