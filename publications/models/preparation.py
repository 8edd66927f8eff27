"""What is written before an edition: reasons for warnings, and the word that a document is ready to be published."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .edition import Edition, Kind


def _plan(related_name: str) -> models.ForeignKey:
    # By its name: what citizens read imports these models' room, and knows nothing of the staff's tables.
    return models.ForeignKey(
        "measures.Plan", models.CASCADE, related_name=related_name, verbose_name=_("plan of measures")
    )


def _person(verbose_name) -> models.ForeignKey:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=verbose_name)


class DraftedReason(models.Model):
    """Why a warning may stand, as the planner drafts it: the publisher finds it written and may change it.

    It lasts until an edition gives a reason for its warning; from then on the edition's words are offered again.
    """

    plan = _plan("drafted_reasons")
    key = models.CharField(_("warning"), max_length=300)
    text = models.TextField(_("reason"))
    drafted_by = _person(_("drafted by"))
    drafted_at = models.DateTimeField(_("drafted at"))

    class Meta:
        verbose_name = _("drafted reason")
        verbose_name_plural = _("drafted reasons")
        ordering = ["plan", "key"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "key"],
                name="one_drafted_reason_of_a_warning",
                violation_error_message=_("This warning already has its drafted reason."),
            ),
            models.CheckConstraint(
                condition=~Q(key="") & ~Q(text=""),
                name="drafted_reason_names_its_warning_and_says_why",
                violation_error_message=_("Write the reason."),
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def author(self) -> str:
        """Who drafted it, by name."""
        return self.drafted_by.get_full_name() or self.drafted_by.get_username()


class ApprovalRequest(models.Model):
    """A planner's word that a document is ready: of which content, by its hash, from whom and since when.

    It holds for exactly that content, so that a change withdraws it; an edition of the kind answers it.
    """

    plan = _plan("approval_requests")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    sha256 = models.CharField(_("SHA-256 of the content"), max_length=64)
    sent_by = _person(_("sent by"))
    sent_at = models.DateTimeField(_("sent at"))
    edition = models.ForeignKey(
        Edition, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )

    class Meta:
        verbose_name = _("request for approval")
        verbose_name_plural = _("requests for approval")
        ordering = ["sent_at"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "kind"],
                condition=Q(edition__isnull=True),
                name="one_open_approval_request_of_a_document",
                violation_error_message=_("This document was sent for approval already."),
            ),
        ]

    def __str__(self):
        return f"{self.plan} · {self.get_kind_display()}"

    @property
    def sender(self) -> str:
        """Who sent it, by name."""
        return self.sent_by.get_full_name() or self.sent_by.get_username()
