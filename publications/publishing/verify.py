"""Re-hashing what was published: every edition, its PDF and the chain that they form; then events and files."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from agencies.models import Agency
from publications import document
from publications.models import Edition

from . import faults
from .faults import Fault
from .review import link_to
from .verify_events import faults_of_events
from .verify_files import Named, faults_of_files


def verify() -> Iterator[Fault]:
    """Re-hash every edition's content and PDF and every published file, follow both chains of every agency.

    Yields what does not match; nothing that was stored, however broken, makes it stop.
    """
    for agency in Agency.objects.order_by("pk"):
        before, named = None, Named()
        for edition in Edition.objects.for_agency(agency).in_order().iterator(chunk_size=50):
            frozen = _read(edition)
            yield from faults.of(edition, _faults_of(edition, frozen, before))
            if frozen:
                named.take(edition, frozen)
            before = edition
        yield from faults_of_events(agency)
        yield from faults_of_files(agency, named)


def _read(edition: Edition) -> document.Document | None:
    try:
        return document.parse(edition.content)
    except (ValueError, TypeError):
        return None


def _faults_of(edition: Edition, frozen: document.Document | None, before: Edition | None) -> Iterator[Fault]:
    if document.sha256_of(edition.content.encode()) != edition.sha256:
        yield Fault(edition, "content", _("the content does not match its SHA-256"))
    if edition.pdf_erased_at is None and document.sha256_of(bytes(edition.pdf)) != edition.pdf_sha256:
        yield Fault(edition, "pdf", _("the PDF does not match its SHA-256"))
    if edition.pdf_erased_at is not None and edition.pdf:
        yield Fault(edition, "erased", _("its PDF was erased, and its bytes still lie there"))
    if edition.previous_id != (before.pk if before else None):
        yield Fault(edition, "chain", _("it does not follow the edition before it"))
    if frozen is None:
        yield Fault(edition, "unreadable", _("the content cannot be read"))
    elif frozen.edition is None or _row_says(edition) != _content_says(frozen, frozen.edition):
        yield Fault(edition, "row", _("number, year, kind, reason or date differ from the content"))
    elif not _follows(frozen.edition, before):
        yield Fault(edition, "link", _("the content names another edition before it"))


def _row_says(edition: Edition) -> tuple[object, ...]:
    return (edition.fiscal_year, edition.number, edition.kind, edition.reason, edition.published_at)


def _content_says(frozen: document.Document, part: document.EditionPart) -> tuple[object, ...]:
    return (frozen.fiscal_year, part.number, frozen.kind, part.reason, part.published_at)


def _follows(part: document.EditionPart, before: Edition | None) -> bool:
    try:
        return part.previous == (before and link_to(before))
    except ValueError:  # what stands in the row before is no hash at all
        return False
