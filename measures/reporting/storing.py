"""Where the bytes of evidence are put: whole or not at all, within the agency's share of the disk."""

import errno
from collections.abc import Iterable

from django.conf import settings
from django.core.files.base import ContentFile
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Agency
from measures.evidence import Refused, Taken
from measures.models import Evidence, Report
from measures.models.evidence import new_file_name, new_thumbnail_name
from thai.sizes import in_words

DISK_IS_FULL = gettext_lazy(
    "The portal's disk is full, so this file was not stored. Everything else works: save your text, tell "
    "whoever runs the portal, and add the file later."
)
# As many as one page shows and one form sends.
MOST_PIECES = 100
LAST_POSITION = 32_767
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def take_away(pieces: Iterable[Evidence]) -> None:
    """Delete the files of pieces whose rows are not there after all."""
    for piece in pieces:
        for file in (piece.file, piece.thumbnail):
            if file.name:
                file.storage.delete(file.name)


def store(report: Report, taken: Taken) -> Evidence:
    """A checked file as a piece of evidence whose bytes are stored and whose row is not saved yet.

    Raises Refused with a sentence when the report has it already, the agency's share is used up, or the disk is full.
    """
    check_room(report, taken.name)
    if report.evidence.filter(sha256=taken.sha256).exists():
        raise Refused(_("This file is attached to the report already."), taken.name)
    _check_quota(report, taken)
    piece = Evidence(
        report=report,
        name=taken.name,
        sha256=taken.sha256,
        size=taken.size,
        content_type=taken.content_type,
        position=next_position(report),
    )
    try:
        _write(piece, taken)
    except OSError as error:
        take_away([piece])
        raise Refused(_not_stored(error), taken.name) from error
    return piece


def next_position(report: Report) -> int:
    """The place after all that a report has; beyond the last place there is none, and the rows' order decides."""
    return min(1 + (report.evidence.aggregate(last=Max("position"))["last"] or 0), LAST_POSITION)


def check_room(report: Report, name: str) -> None:
    """Raise Refused when the report has as many pieces of evidence as it may have."""
    if report.evidence.count() >= MOST_PIECES:
        reason = _(
            "A report has at most %(limit)d pieces of evidence. Remove what is not needed, or put several pictures "
            "into one PDF."
        )
        raise Refused(reason % {"limit": MOST_PIECES}, name)


def _check_quota(report: Report, taken: Taken) -> None:
    # Two who reach the end of the room together come one after the other, and the second is told.
    Agency.objects.select_for_update(no_key=True).get(pk=report.round.plan.agency_id)
    used, quota = Evidence.objects.stored_bytes(report.round.plan.agency_id), settings.EVIDENCE_QUOTA
    if used + taken.size > quota:
        raise Refused(
            _(
                "The agency's room for evidence (%(quota)s) is used up; this file needs %(size)s more. Give a link "
                "instead, remove what is not needed, or ask whoever runs the portal for more room."
            )
            % {"quota": in_words(quota), "size": in_words(taken.size)},
            taken.name,
        )


def _write(piece: Evidence, taken: Taken) -> None:
    # The names are kept before anything is written, so that a half file can be found and taken away.
    piece.file.name = new_file_name(piece, f"file.{taken.extension}")
    piece.file.name = piece.file.storage.save(piece.file.name, ContentFile(taken.content))
    if taken.thumbnail:
        piece.thumbnail.name = new_thumbnail_name(piece, "small.jpg")
        piece.thumbnail.name = piece.thumbnail.storage.save(piece.thumbnail.name, ContentFile(taken.thumbnail))


def _not_stored(error: OSError) -> str:
    if error.errno in FULL:
        return str(DISK_IS_FULL)
    return _("The portal could not store this file. Try again, and tell whoever runs the portal if it happens again.")
