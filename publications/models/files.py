"""Files as they were published: kept by agency and SHA-256, so that nobody has to be asked what was published."""

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from publications.hashing import sha256_of, sha256_of_file

from .events import Event, append
from .frozen import FrozenModel, FrozenQuerySet, RowIsFrozen


class FileIsFrozen(RowIsFrozen):
    """Somebody tried to change or delete a published file."""

    def __init__(self):
        super().__init__(str(_("A file that was published cannot be changed or deleted; it can be redacted.")))


class PublishedFileQuerySet(FrozenQuerySet):
    def for_agency(self, agency: Agency | int) -> "PublishedFileQuerySet":
        return self.filter(agency=agency)

    def readable(self) -> "PublishedFileQuerySet":
        """Those that were not redacted."""
        return self.filter(redacted_at=None)


def _place(row: "PublishedFile", ending: str) -> str:
    return f"published/{row.agency_id}/{row.sha256[:2]}/{row.sha256}{ending}"


def place_of_file(row: "PublishedFile", name: str = "") -> str:
    """Where the bytes lie: the same bytes of an agency in one place, whatever they were called."""
    return _place(row, f".{row.extension}")


def place_of_thumbnail(row: "PublishedFile", name: str = "") -> str:
    """Where the small picture of it lies, beside it."""
    return _place(row, "-small.jpg")


class PublishedFile(FrozenModel):
    """One file that editions of an agency name by its hash; only its redaction can be added to it."""

    refusal = FileIsFrozen

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="published_files", verbose_name=_("agency"))
    sha256 = models.CharField(_("SHA-256"), max_length=64, validators=[RegexValidator(r"\A[0-9a-f]{64}\Z")])
    size = models.PositiveBigIntegerField(_("size in bytes"))
    content_type = models.CharField(_("type"), max_length=100)
    extension = models.CharField(_("extension"), max_length=5, validators=[RegexValidator(r"\A[a-z0-9]{1,5}\Z")])
    name = models.CharField(_("file name"), max_length=300)
    file = models.FileField(_("file"), upload_to=place_of_file, max_length=120)
    thumbnail = models.FileField(_("small picture"), upload_to=place_of_thumbnail, max_length=120, blank=True)
    thumbnail_sha256 = models.CharField(_("SHA-256 of the small picture"), max_length=64, blank=True)
    published_at = models.DateTimeField(_("published at"))
    redacted_at = models.DateTimeField(_("redacted at"), null=True, blank=True)
    redacted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("redacted by"),
    )
    redaction_reason = models.TextField(_("reason for the redaction"), blank=True)
    # The editions that name it: what can be read of it, and what prints it, follow from them.
    editions = models.ManyToManyField("publications.Edition", related_name="files", verbose_name=_("editions"))

    objects = PublishedFileQuerySet.as_manager()

    class Meta(FrozenModel.Meta):
        verbose_name = _("published file")
        verbose_name_plural = _("published files")
        ordering = ["agency", "pk"]
        default_permissions = ["view"]
        permissions = [("redact_file", _("Can redact a published file"))]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "sha256"],
                name="one_published_file_of_the_same_bytes",
                violation_error_message=_("The agency has published this file already."),
            ),
            models.CheckConstraint(
                condition=Q(redacted_at__isnull=True, redacted_by__isnull=True, redaction_reason="")
                | (Q(redacted_at__isnull=False, redacted_by__isnull=False) & ~Q(redaction_reason="")),
                name="redaction_has_who_when_and_why",
                violation_error_message=_("A redaction names who, when and why."),
            ),
        ]

    def __str__(self):
        return f"{self.name} · {self.sha256[:16]}"

    @property
    def is_redacted(self) -> bool:
        return self.redacted_at is not None

    def redact(self, *, by, reason: str, at=None) -> None:
        """Take the file out of everybody's reach for good: its bytes are erased once this is committed, hashes remain.

        Raises ValueError without a reason or when it was redacted before.
        """
        reason = reason.strip()
        if not reason:
            raise ValueError(_("Give the reason for the redaction."))
        at = at or timezone.now()
        with transaction.atomic():
            Agency.objects.select_for_update().get(pk=self.agency_id)
            row = models.QuerySet(PublishedFile).filter(pk=self.pk, redacted_at=None)
            if not row.update(redacted_at=at, redacted_by=by, redaction_reason=reason):
                raise ValueError(_("This file was redacted before."))
            self.refresh_from_db(fields=["redacted_at", "redacted_by", "redaction_reason"])
            append(Event.Act.REDACTED, file=self, reason=reason, by=by, at=at)
            transaction.on_commit(self.erase)

    def erase(self) -> None:
        """Delete the bytes of a redacted file; safe to repeat, as after a backup was restored."""
        if not self.is_redacted:
            raise FileIsFrozen
        for kept in filter(None, [self.file, self.thumbnail]):
            kept.storage.delete(kept.name)


def store(
    agency: Agency,
    content: bytes,
    *,
    name: str,
    extension: str,
    content_type: str,
    thumbnail: bytes | None = None,
    at=None,
) -> PublishedFile:
    """Keep a file for good under its SHA-256, and return its row; the same bytes a second time are the same row.

    `name` is what people called it; `extension` (no dot), `content_type` and the JPEG `thumbnail` follow from the
    content. What was redacted stays so: the row that comes back says it, and nothing is kept. Raises ValidationError
    for a name or an extension that is none.
    Call it under the agency's lock. Bytes of a transaction that fails lie unnamed until the same ones come again.
    """
    sha256 = sha256_of(content)
    row = PublishedFile.objects.for_agency(agency).filter(sha256=sha256).first()
    if row is None:
        row = PublishedFile(
            agency=agency,
            sha256=sha256,
            size=len(content),
            content_type=content_type,
            extension=extension,
            name=name,
            thumbnail_sha256=sha256_of(thumbnail) if thumbnail else "",
            published_at=at or timezone.now(),
        )
        row.file = place_of_file(row)
        row.thumbnail = place_of_thumbnail(row) if thumbnail else ""
        row.clean_fields(exclude=["agency"])
        _put(row, content, thumbnail)
        row.save()
    elif not row.is_redacted:
        _put(row, content, thumbnail)
    return row


def _put(row: PublishedFile, content: bytes, thumbnail: bytes | None) -> None:
    """See to it that the right bytes lie where the row says; a place that holds others is cleared."""
    for place, wanted in ((row.file, content), (row.thumbnail, thumbnail)):
        if not place or wanted is None or holds(place, sha256_of(wanted)):
            continue
        place.storage.delete(place.name)
        place.storage.save(place.name, ContentFile(wanted))


def holds(place, sha256: str) -> bool:
    """Whether exactly these bytes lie in a place of the storage; False also where nothing does."""
    try:
        with place.storage.open(place.name) as file:
            return sha256_of_file(file) == sha256
    except (OSError, ValueError, SuspiciousFileOperation):  # the last two: a name that is none of a place
        return False
