"""Re-hashing what was published: every edition, its PDF and the chain that they form."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from publications import document
from publications.models import Edition

from .review import link_to


@dataclass(frozen=True, slots=True)
class Fault:
    """A published edition that is not what it was: which, and what does not match."""

    edition: Edition
    code: str
    message: str


def verify(editions: QuerySet[Edition] | None = None) -> Iterator[Fault]:
    """Re-hash every edition's content and PDF and follow every agency's chain; yields what does not match."""
    last: dict[int, Edition] = {}
    editions = Edition.objects.all() if editions is None else editions
    for edition in editions.order_by("agency_id", "pk").iterator(chunk_size=50):
        yield from _faults_of(edition, last.get(edition.agency_id))
        last[edition.agency_id] = edition


def _faults_of(edition: Edition, before: Edition | None) -> Iterator[Fault]:
    if document.sha256_of(edition.content.encode()) != edition.sha256:
        yield Fault(edition, "content", _("the content does not match its SHA-256"))
    if document.sha256_of(bytes(edition.pdf)) != edition.pdf_sha256:
        yield Fault(edition, "pdf", _("the PDF does not match its SHA-256"))
    if edition.previous_id != (before.pk if before else None):
        yield Fault(edition, "chain", _("it does not follow the edition before it"))
    yield from _faults_between_row_and_content(edition, before)


def _faults_between_row_and_content(edition: Edition, before: Edition | None) -> Iterator[Fault]:
    try:
        frozen = document.parse(edition.content)
    except ValueError:
        yield Fault(edition, "unreadable", _("the content cannot be read"))
        return
    if frozen.edition is None or _row_says(edition) != _content_says(frozen, frozen.edition):
        yield Fault(edition, "row", _("number, year, kind, reason or date differ from the content"))
    elif frozen.edition.previous != (before and link_to(before)):
        yield Fault(edition, "link", _("the content names another edition before it"))


def _row_says(edition: Edition) -> tuple[object, ...]:
    return (edition.fiscal_year, edition.number, edition.kind, edition.reason, edition.published_at)


def _content_says(frozen: document.Document, part: document.EditionPart) -> tuple[object, ...]:
    return (frozen.fiscal_year, part.number, frozen.kind, part.reason, part.published_at)
