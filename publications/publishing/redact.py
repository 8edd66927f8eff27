"""Taking one published file out of everybody's reach, in the open, and publishing on without it in the same act."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from agencies.models import Agency, User
from publications import document
from publications.document.year import redaction_of
from publications.models import Edition, Event, PublishedFile, append
from publications.render import pdf

from .evidence import Pictures
from .publish import Refused
from .redaction_log import remember
from .review import link_to


@dataclass(frozen=True, slots=True)
class Consequences:
    """What a redaction would do: which editions lose their PDF, which get a successor without the file, which scans go.

    A signed copy prints what its edition prints, so it is redacted with the edition's PDF.
    """

    erased: tuple[Edition, ...]
    succeeded: tuple[Edition, ...]
    scans: tuple[PublishedFile, ...]


def consequences(file: PublishedFile) -> Consequences:
    """What redacting `file` means for the editions that name it, oldest first."""
    naming = list(file.editions.without_files().in_order())
    printed = tuple(edition for edition in naming if edition.pdf_erased_at is None)
    copies = {event.file for edition in printed for event in edition.events.scans() if not event.file.is_redacted}
    scans = sorted(copies - {file}, key=lambda scan: scan.pk)
    return Consequences(printed, tuple(edition for edition in naming if _is_current(edition)), tuple(scans))


def _is_current(edition: Edition) -> bool:
    """Whether it is what citizens read of its kind of document."""
    of_kind = Edition.objects.for_agency(edition.agency_id).filter(
        fiscal_year=edition.fiscal_year, kind=edition.kind, withdrawn_at=None
    )
    newest = of_kind.without_files().in_order().last()
    return newest is not None and newest.pk == edition.pk


def redact(file: PublishedFile, *, by: User, reason: str, at: datetime | None = None) -> list[Edition]:
    """Erase a published file, every PDF and signed copy that prints it; publish and return successors without it.

    The hash, the caption and `reason` remain. A successor is its predecessor word for word, not what stands in the
    staff's tables by now. All of it happens or nothing does; the agency's lock is held while the successors are
    printed, so others wait. Raises Refused without a reason, for a file that was redacted, when a PDF cannot be made.
    """
    moment = timezone.localtime(at).replace(microsecond=0)
    try:
        with transaction.atomic():
            Agency.objects.select_for_update().get(pk=file.agency_id)
            meant = consequences(file)
            for one in (file, *meant.scans):
                one.redact(by=by, reason=reason, at=moment)
            for edition in meant.erased:
                edition.erase_pdf(by=by, reason=reason.strip(), at=moment)
            successors = [_succeed(edition, file, by=by, at=moment) for edition in meant.succeeded]
            for one in (file, *meant.scans):
                transaction.on_commit(partial(remember, one))
    except ValueError as refusal:
        raise Refused(str(refusal)) from refusal
    except pdf.RenderingFailed as error:
        message = _("Nothing was redacted: the PDF without the file could not be made. Tell whoever runs the portal.")
        raise Refused(message) from error
    return successors


def _succeed(edition: Edition, file: PublishedFile, *, by: User, at: datetime) -> Edition:
    last = Edition.objects.for_agency(edition.agency_id).without_files().in_order().last()
    of_year = Edition.objects.for_agency(edition.agency_id).filter(fiscal_year=edition.fiscal_year)
    part = document.EditionPart(
        number=of_year.count() + 1,
        published_at=at,
        reason=_reason_of(file),
        previous=last and link_to(last),
    )
    frozen = _without(document.parse(edition.content), file).model_copy(
        update={"edition": part, "renderer": pdf.RENDERER}
    )
    content = frozen.canonical()
    digest = document.sha256_of(content)
    printed = pdf.render(frozen, sha256=digest, pictures=Pictures(edition.agency_id))
    successor = Edition.objects.create(
        agency_id=edition.agency_id,
        fiscal_year=edition.fiscal_year,
        number=part.number,
        kind=edition.kind,
        content=content.decode(),
        sha256=digest,
        pdf=printed,
        pdf_sha256=document.sha256_of(printed),
        previous=last,
        reason=part.reason,
        published_at=at,
        published_by=by,
    )
    append(Event.Act.PUBLISHED, edition=successor, reason=part.reason, by=by, at=at)
    successor.files.add(*edition.files.all())
    return successor


def _reason_of(file: PublishedFile) -> str:
    """Why there is a successor, in the language of the official document."""
    with translation.override("th"):
        return _("One file of evidence was redacted: %(reason)s") % {"reason": file.redaction_reason}


def _without(frozen: document.Document, file: PublishedFile) -> document.Document:
    """The document with the file's tombstone in its place."""
    tombstone = redaction_of(file)
    reports = tuple(
        report.model_copy(
            update={
                "evidence": tuple(
                    piece.model_copy(update={"redaction": tombstone}) if piece.sha256 == file.sha256 else piece
                    for piece in report.evidence
                )
            }
        )
        for report in frozen.reports
    )
    return frozen.model_copy(update={"reports": reports})
