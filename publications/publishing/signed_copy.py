"""Laying the scan of an edition's signed print beside the accessible original: told by its code, named in the chain."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from agencies.models import Agency, User
from measures.evidence import Refused as Unusable
from measures.evidence import Taken, Upload, take
from publications.models import Edition, Event, append, store
from publications.render import pdf

from .publish import Refused
from .scan_codes import Codes, Unreadable


def lay_signed_copy(
    edition: Edition, upload: Upload, *, by: User, is_compared: bool = False, at: datetime | None = None
) -> Event:
    """Keep a scan of the signed print of `edition` for good, and name its hash in the agency's chain.

    A scan without a readable code, or with another number of pages than the print, is taken only when the publisher has
    compared it (`is_compared`), and the event says so. Raises Refused, with a sentence, for what is no PDF, cannot be
    read, carries the code of another edition, is the print itself, or when the edition has its signed copy already.
    """
    _check_edition(edition)
    taken = _taken(upload)
    _check_file(edition, taken)
    doubts = _doubts(edition, _codes_of(edition, taken.content))
    if doubts and not is_compared:
        ask = _("Compare every page with the edition, choose the file again and tick that you have compared it.")
        raise Refused(" ".join([*doubts, ask]))
    moment = timezone.localtime(at).replace(microsecond=0)
    with transaction.atomic():
        Agency.objects.select_for_update().get(pk=edition.agency_id)
        edition.refresh_from_db(fields=["withdrawn_at", "pdf_erased_at"])
        _check_edition(edition)
        return _kept(edition, taken, reason=_statement(bool(doubts)), by=by, at=moment)


def _check_edition(edition: Edition) -> None:
    if edition.is_withdrawn:
        raise Refused(_("This edition is withdrawn; nothing is laid beside it any more."))
    if edition.pdf_erased_at:
        raise Refused(
            _("The PDF of this edition is erased, since it prints a redacted file; so would its signed copy.")
        )
    if edition.signed_file:
        raise Refused(_("This edition has its signed copy already. If it is a wrong one, redact that file first."))


def _taken(upload: Upload) -> Taken:
    try:
        taken = take(upload)
    except Unusable as refusal:
        raise Refused(str(refusal)) from refusal
    if taken.extension != "pdf":
        raise Refused(
            _("This file is no PDF. Let the scanner save all pages as one PDF, or print the pictures as one.")
        )
    return taken


def _check_file(edition: Edition, taken: Taken) -> None:
    if Edition.objects.for_agency(edition.agency_id).filter(pdf_sha256=taken.sha256).exists():
        raise Refused(
            _("This is the PDF that the portal published, without a signature. Choose the scan of its print.")
        )
    scans = Event.objects.for_agency(edition.agency_id).scans().filter(file__sha256=taken.sha256)
    other = scans.exclude(edition=edition).first()
    if other:
        raise Refused(_("This file is the signed copy of another edition: %(edition)s.") % {"edition": other.edition})


def _codes_of(edition: Edition, content: bytes) -> Codes:
    """What the scan says of itself; raises Refused where it names another edition."""
    try:
        codes = Codes.of(content)
    except Unreadable as error:
        message = _(
            "The scan cannot be read within the time and memory that a file may take. "
            "Scan it anew with 200 to 300 dots per inch, all pages as one PDF."
        )
        raise Refused(message) from error
    for page, sha256 in codes.named:
        if sha256 != edition.sha256:
            message = _(
                "Page %(page)s of the scan carries the code of another document (%(document)s), not of this one."
            )
            raise Refused(message % {"page": page, "document": _named(edition, sha256)})
    return codes


def _named(edition: Edition, sha256: str) -> str:
    """Which document a code belongs to, in words."""
    other = Edition.objects.for_agency(edition.agency_id).without_files().filter(sha256=sha256).first()
    return str(other) if other else _("none that was published here")


def _doubts(edition: Edition, codes: Codes) -> list[str]:
    doubts = [] if codes.named else [_("No QR code of the edition could be read in the scan.")]
    printed = pdf.count_pages(bytes(edition.pdf))
    if codes.pages != printed:
        message = _("The scan has %(scanned)s pages, the edition %(printed)s.")
        doubts.append(message % {"scanned": codes.pages, "printed": printed})
    return doubts


def _statement(is_doubtful: bool) -> str:
    """What the event tells of the comparison, in the language of the official document."""
    with translation.override("th"):
        if is_doubtful:
            return _("The publisher compared the scan with the edition page by page.")
        return _("The QR code in the scan names this edition.")


def _kept(edition: Edition, taken: Taken, *, reason: str, by: User, at: datetime) -> Event:
    file = store(
        edition.agency,
        taken.content,
        name=taken.name,
        extension=taken.extension,
        content_type=taken.content_type,
        at=at,
    )
    if file.is_redacted:
        raise Refused(_("This very file was published before and redacted. Choose another one."))
    return append(Event.Act.SCANNED, edition=edition, file=file, reason=reason, by=by, at=at)
