"""What an agency has written itself for the pages that every government site carries."""

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from audit.history import Records

from .agency import Agency

MAX_LETTERS = 20_000


class SitePage(models.TextChoices):
    """The pages of a site whose text an agency may write, by their addresses (/privacy/) and in the footer's order."""

    PRIVACY = "privacy", _("Privacy notice")
    POLICY = "policy", _("Web site policy")
    ACCESSIBILITY = "accessibility", _("Accessibility statement")
    ABOUT = "about", _("About this site")
    LICENCE = "licence", _("Licence of the open data")


def languages() -> list[tuple[str, str]]:
    """Those of the site, asked for when they are needed: one more is an entry of the settings and no migration."""
    return list(settings.LANGUAGES)


class SiteText(models.Model):
    """One page in one language in the agency's own words; without a row the page says what the portal's text says.

    Public pages show it, so that saving or deleting one raises the agency's `site_version` in the same transaction.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="site_texts", verbose_name=_("agency"))
    page = models.CharField(_("page"), max_length=20, choices=SitePage.choices)
    language = models.CharField(_("language"), max_length=10, choices=languages)
    text = models.TextField(
        _("text"),
        validators=[MaxLengthValidator(MAX_LETTERS)],
        help_text=_(
            "Plain text. An empty line begins a new paragraph; a line that begins with # and a blank is a heading."
        ),
    )

    history = Records()

    class Meta:
        verbose_name = _("text of the site")
        verbose_name_plural = _("texts of the site")
        ordering = ["agency", "page", "-language"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "page", "language"],
                name="site_text_is_written_once",
                violation_error_message=_("This page already has a text of the agency in this language."),
            ),
            models.CheckConstraint(
                condition=~models.Q(text=""),
                name="site_text_is_not_empty",
                violation_error_message=_("Delete the text to show the portal's own, instead of leaving it empty."),
            ),
        ]

    def __str__(self):
        return f"{self.get_page_display()} ({self.get_language_display()})"

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            Agency.objects.raise_site_version(self.agency_id)

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            deleted = super().delete(*args, **kwargs)
            Agency.objects.raise_site_version(self.agency_id)
        return deleted
