"""What shows that a report is true."""

from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .reports import Report


class Evidence(models.Model):
    """A file or a link that shows what a report says; never both in one row."""

    ALLOWED = ["pdf", "jpg", "jpeg", "png"]

    report = models.ForeignKey(Report, models.CASCADE, related_name="evidence", verbose_name=_("report"))
    caption = models.CharField(_("caption"), max_length=300)
    file = models.FileField(
        _("file"),
        upload_to="evidence/%Y/",
        blank=True,
        validators=[FileExtensionValidator(ALLOWED)],
        help_text=_("PDF, JPEG or PNG."),
    )
    url = models.URLField(_("link"), max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

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
        ]

    def __str__(self):
        return self.caption
