"""The edition: what was published, frozen; only its withdrawal can be added to it."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from measures.kinds import Kind

from .events import Event, append
from .files import PublishedFile
from .frozen import FrozenModel, FrozenQuerySet, RowIsFrozen

FROZEN = _("An edition that was published cannot be changed or deleted; publish a correction or withdraw it.")


class EditionIsFrozen(RowIsFrozen):
    """Somebody tried to change or delete a published edition."""

    def __init__(self):
        super().__init__(str(FROZEN))


class EditionQuerySet(FrozenQuerySet):
    def for_agency(self, agency: Agency | int) -> Self:
        return self.filter(agency=agency)

    def without_files(self) -> Self:
        """The rows without content and PDF, for lists."""
        return self.defer("content", "pdf")

    def in_order(self) -> Self:
        """In the order in which they were published: the order of the chain."""
        return self.order_by("pk")


class Edition(FrozenModel):
    """One published document: canonical JSON, its SHA-256, the link to the edition before, and the rendered PDF."""

    refusal = EditionIsFrozen

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="editions", verbose_name=_("agency"))
    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year (B.E.)"))
    number = models.PositiveSmallIntegerField(_("edition number"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    sha256 = models.CharField(_("SHA-256 of the content"), max_length=64, unique=True)
    pdf_sha256 = models.CharField(_("SHA-256 of the PDF"), max_length=64)
    previous = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="next", verbose_name=_("edition before")
    )
    reason = models.TextField(_("reason for the correction"), blank=True)
    published_at = models.DateTimeField(_("published at"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published by"),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("withdrawn by"),
    )
    withdrawal_reason = models.TextField(_("reason for the withdrawal"), blank=True)
    # Since when its PDF is erased, which printed a file that was redacted; its hash remains.
    pdf_erased_at = models.DateTimeField(_("PDF erased at"), null=True, blank=True)

    # Large columns last: a database reads a row in this order.
    content = models.TextField(
        _("content"), help_text=_("Canonical JSON (RFC 8785), exactly the bytes that were hashed.")
    )
    pdf = models.BinaryField(_("PDF"))

    objects = EditionQuerySet.as_manager()

    class Meta(FrozenModel.Meta):
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-fiscal_year", "-number"]
        default_permissions = ["view"]
        permissions = [
            ("prepare_edition", _("Can draft reasons for an edition and send it for approval")),
            ("publish_edition", _("Can publish an edition")),
            ("withdraw_edition", _("Can withdraw an edition")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "fiscal_year", "number"],
                name="edition_number_once_in_a_year",
                violation_error_message=_("This edition number is taken; publish again."),
            ),
            models.UniqueConstraint(
                fields=["agency"],
                condition=Q(previous__isnull=True),
                name="one_first_edition_of_an_agency",
                violation_error_message=_("Every edition but the first follows another one."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawal_reason="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawal_reason="")),
                name="withdrawal_has_who_when_and_why",
                violation_error_message=_("A withdrawal names who, when and why."),
            ),
            models.CheckConstraint(
                condition=Q(previous__isnull=True) | ~Q(previous=F("id")),
                name="edition_does_not_follow_itself",
                violation_error_message=_("An edition cannot follow itself."),
            ),
        ]

    def __str__(self):
        return _("Edition %(number)s of fiscal year %(year)s") % {
            "number": self.number,
            "year": self.fiscal_year,
        }

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def changed_at(self) -> datetime:
        """When what is known of it changed last: its publication, or its withdrawal."""
        return self.withdrawn_at or self.published_at

    @property
    def signed_copy(self) -> Event | None:
        """What laid the scan of its signed print beside it, the last time; its `file` may have been redacted since."""
        return self.events.scans().last()

    @property
    def signed_file(self) -> PublishedFile | None:
        """Its signed copy, if it has one that was not redacted."""
        copy = self.signed_copy
        return copy.file if copy and copy.file and not copy.file.is_redacted else None

    def withdraw(self, *, by, reason: str, at=None) -> None:
        """Stop serving this edition's content; its number, date, hash and `reason` remain public.

        Raises ValueError without a reason or when it was withdrawn before.
        """
        reason = reason.strip()
        if not reason:
            raise ValueError(_("Give the reason for the withdrawal."))
        at = at or timezone.now()
        with transaction.atomic():
            Agency.objects.select_for_update().get(pk=self.agency_id)
            row = models.QuerySet(Edition).filter(pk=self.pk, withdrawn_at=None)
            if not row.update(withdrawn_at=at, withdrawn_by=by, withdrawal_reason=reason):
                raise ValueError(_("This edition was withdrawn before."))
            self.refresh_from_db(fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
            append(Event.Act.WITHDRAWN, edition=self, reason=reason, by=by, at=at)

    def erase_pdf(self, *, by, reason: str, at=None) -> None:
        """Erase the PDF, which prints a file that is redacted for `reason`; its hash and the content remain.

        Raises ValueError when it was erased before.
        """
        at = at or timezone.now()
        with transaction.atomic():
            row = models.QuerySet(Edition).filter(pk=self.pk, pdf_erased_at=None)
            if not row.update(pdf_erased_at=at, pdf=b""):
                raise ValueError(_("The PDF of this edition was erased before."))
            append(Event.Act.REDACTED, edition=self, reason=reason, by=by, at=at)
        self.refresh_from_db(fields=["pdf_erased_at", "pdf"])
