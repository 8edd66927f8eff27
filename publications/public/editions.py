"""The citizens' room: an agency's editions as its public pages ask for them, and nothing else."""

from datetime import datetime
from functools import cached_property, lru_cache

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.utils.translation import gettext as _

from agencies.models import Agency
from publications import document
from publications.models import Edition, Event


class Withdrawn(Exception):
    """What was asked for was published and withdrawn; `edition` carries the reason."""

    def __init__(self, edition: Edition):
        super().__init__(edition.withdrawal_reason)
        self.edition = edition


class Erased(Exception):
    """What was asked for was published and erased, since it is or prints a file that was redacted."""

    def __init__(self, reason: str, at: datetime | None, *, year: int, sha256: str):
        super().__init__(reason)
        self.year = year
        self.reason = reason
        self.at = at
        self.sha256 = sha256


class Moved(Exception):
    """The agency that was asked for answers at another host name by now: `address`, without a slash at the end."""

    def __init__(self, address: str):
        super().__init__(address)
        self.address = address


class EditionDamaged(Exception):
    """The stored content does not match its hash; nothing of it is shown."""


class PublishedEditions:
    """All editions of one agency; two queries, and one more for the content of each edition that is opened."""

    def __init__(self, agency: Agency, *, asked: str = "", origin: str = "", is_exported: bool = False):
        self.agency = agency
        # Where its pages are found: scheme and host, without a slash at the end. Empty where nobody has said so.
        self.origin = origin or agency.base_address or asked
        # For a copy of the site that no server answers for.
        self.is_exported = is_exported

    @classmethod
    def for_host(cls, host: str, *, asked: str) -> "PublishedEditions":
        """The editions of the agency that answers at `host`, which was `asked` with its scheme.

        Raises Http404 when there is none, and Moved when it has another host name by now.
        """
        agency = Agency.objects.for_host(host)
        if agency is None:
            raise Http404(_("No agency publishes at this address."))
        if agency.domain and agency.has_left(host):
            raise Moved(agency.base_address)
        return cls(agency, asked=asked)

    @cached_property
    def editions(self) -> list[Edition]:
        """Every edition, newest first, withdrawn ones included, without content and PDF; with `is_scanned`."""
        scans = Event.objects.filter(edition=OuterRef("pk"), act=Event.Act.SCANNED)
        rows = Edition.objects.for_agency(self.agency).without_files().annotate(is_scanned=Exists(scans))
        return list(rows.order_by("-pk"))

    def signed_copy(self, edition: Edition) -> Event | None:
        """What laid a signed copy beside an edition; asked for only where there is one."""
        is_scanned = any(row.pk == edition.pk and row.is_scanned for row in self.editions)  # type: ignore[attr-defined]
        return edition.signed_copy if is_scanned else None

    @property
    def years(self) -> list[int]:
        """The fiscal years of which something can be read, newest first."""
        return sorted({edition.fiscal_year for edition in self.editions if not edition.is_withdrawn}, reverse=True)

    def of_year(self, year: int) -> list[Edition]:
        """Every edition of a year, newest first; raises Http404 when there never was one."""
        found = [edition for edition in self.editions if edition.fiscal_year == year]
        if not found:
            raise Http404(_("Nothing was published for fiscal year %(year)s.") % {"year": year})
        return found

    def latest(self, year: int, kind: str | None = None) -> Edition:
        """The newest readable edition of a year (and kind); raises Withdrawn or Http404 when there is none."""
        found = [edition for edition in self.of_year(year) if kind in (None, edition.kind)]
        if not found:
            raise Http404(_("This document of fiscal year %(year)s is not published yet.") % {"year": year})
        readable = [edition for edition in found if not edition.is_withdrawn]
        if not readable:
            raise Withdrawn(found[0])
        return readable[0]

    def edition(self, year: int, number: int) -> Edition:
        """One edition by its number; raises Withdrawn or Http404."""
        found = next((edition for edition in self.of_year(year) if edition.number == number), None)
        if found is None:
            raise Http404(_("Fiscal year %(year)s has no edition %(number)s.") % {"year": year, "number": number})
        if found.is_withdrawn:
            raise Withdrawn(found)
        return found

    def by_hash(self, sha256: str) -> Edition | None:
        """The edition whose content or PDF has this SHA-256, withdrawn ones included."""
        return next((edition for edition in self.editions if sha256 in (edition.sha256, edition.pdf_sha256)), None)

    def scan_by_hash(self, sha256: str) -> Event | None:
        """What laid the file with this SHA-256 beside an edition as its signed copy, redacted ones included."""
        return Event.objects.for_agency(self.agency).scans().filter(file__sha256=sha256).last()

    def is_newest(self, edition: Edition) -> bool:
        """Whether no later readable edition of the same year and kind exists."""
        later = (other for other in self.of_year(edition.fiscal_year) if other.number > edition.number)
        return not any(other.kind == edition.kind and not other.is_withdrawn for other in later)


@lru_cache(maxsize=256)
def read_by_hash(sha256: str) -> document.Document:
    """The frozen document whose content has this SHA-256; raises EditionDamaged where it has another by now."""
    content = Edition.objects.values_list("content", flat=True).get(sha256=sha256)
    if document.sha256_of(content.encode()) != sha256:
        raise EditionDamaged(sha256)
    return document.parse(content)


def read(edition: Edition) -> document.Document:
    """The frozen document of an edition; parsed once in a process, since its hash is its identity."""
    return read_by_hash(edition.sha256)
