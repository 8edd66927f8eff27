"""What shows that a report is true."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from audit.history import Records

from .reports import Report


def new_file_name(evidence: "Evidence", name: str) -> str:
    """Where a file is kept: under its agency, by a name of its own that says nothing of what is in it."""
    ending = name.rpartition(".")[2].lower()
    return f"evidence/{evidence.report.round.plan.agency_id}/{uuid.uuid4().hex}.{ending}"


def new_thumbnail_name(evidence: "Evidence", name: str) -> str:
    """Beside its picture."""
    return new_file_name(evidence, "small.jpg")


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def stored_bytes(self, agency: Agency | int) -> int:
        """How many bytes the files of an agency take, thumbnails not counted."""
        return self.filter(report__round__plan__agency=agency).aggregate(total=Sum("size"))["total"] or 0


class Evidence(models.Model):
    """A file or a link that shows what a report says; never both in one row."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="evidence", verbose_name=_("report"))
    caption = models.CharField(_("caption"), max_length=300, help_text=_("What it shows, for example ภาพการอบรม."))
    happened_on = models.DateField(
        _("day it happened"),
        null=True,
        blank=True,
        help_text=_("The day of what it shows, not of the upload. B.E., for example 15/01/2566."),
    )
    file = models.FileField(_("file"), upload_to=new_file_name, blank=True, max_length=200)
    thumbnail = models.FileField(
        _("small picture"), upload_to=new_thumbnail_name, blank=True, max_length=200, editable=False
    )
    name = models.CharField(_("name of the file"), max_length=150, blank=True, editable=False)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True, editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"), null=True, blank=True, editable=False)
    content_type = models.CharField(_("type of the file"), max_length=100, blank=True, editable=False)
    url = models.URLField(_("link"), max_length=500, blank=True)
    shows_children = models.BooleanField(
        _("shows children who can be recognised"),
        default=False,
        help_text=_("Then the consent of their parents must exist."),
    )
    has_consent = models.BooleanField(
        _("the parents' consent exists"), default=False, help_text=_("In writing, kept by the division.")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = EvidenceQuerySet.as_manager()
    history = Records()

    class Meta:
        verbose_name = _("piece of evidence")
        verbose_name_plural = _("evidence")
        ordering = ["report", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(file="") & ~Q(url="")) | (~Q(file="") & Q(url="")),
                name="evidence_is_a_file_or_a_link",
                violation_error_message=_("Give either a file or a link, not both."),
            ),
            models.CheckConstraint(
                condition=Q(sha256="", size__isnull=True, content_type="")
                | (~Q(sha256="") & Q(size__isnull=False) & ~Q(content_type="") & ~Q(file="")),
                name="evidence_is_known_by_hash_size_and_type",
                violation_error_message=_("A stored file is known by its SHA-256, its size and its type together."),
            ),
        ]

    def __str__(self):
        return self.caption


class Clearance(models.Model):
    """A person's decision that something marked as personal data may be published after all (personal_data/)."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="clearances", verbose_name=_("report"))
    digest = models.CharField(_("what was marked, as SHA-256"), max_length=64)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"))

    class Meta:
        verbose_name = _("decision about personal data")
        verbose_name_plural = _("decisions about personal data")
        ordering = ["report", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["report", "digest"],
                name="one_decision_about_what_was_marked",
                violation_error_message=_("This was decided already."),
            ),
        ]

    def __str__(self):
        return self.digest
