"""What is known about a document by its SHA-256: is it one of ours, which, and is it the newest."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from publications.models import Edition, Event

from .editions import PublishedEditions


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer for one SHA-256; `edition` is None for a document that is not ours.

    `file_sha256` is that of a file which is not ours although the content with `sha256` is attached to it; `scan` is
    the event that laid the file with `sha256` beside the edition as its signed copy.
    """

    sha256: str
    edition: Edition | None
    successor: Edition | None
    file_sha256: str = ""
    scan: Event | None = None

    @property
    def verdict(self) -> str:
        """`unknown`, `resaved`, `withdrawn`, `superseded` or `newest`."""
        if self.edition is None:
            return "unknown"
        if self.file_sha256:
            return "resaved"
        if self.edition.is_withdrawn:
            return "withdrawn"
        return "superseded" if self.successor else "newest"

    @property
    def is_readable(self) -> bool:
        """Whether it is an edition whose content may still be shown."""
        return self.edition is not None and not self.edition.is_withdrawn

    @property
    def is_pdf(self) -> bool:
        """Whether the SHA-256 is that of the PDF; else it is that of the content (the JSON file)."""
        return self.edition is not None and self.sha256 == self.edition.pdf_sha256

    @property
    def status(self) -> int:
        """The HTTP status that says the same."""
        if self.edition is not None and self.edition.is_withdrawn:
            return 410
        return 404 if self.verdict == "unknown" else 200


def find(editions: PublishedEditions, sha256: str) -> Answer:
    """Look a SHA-256 up among all editions of an agency and their signed copies, withdrawn ones included."""
    sha256 = sha256.lower()
    edition, scan = editions.by_hash(sha256), None
    if edition is None and (scan := editions.scan_by_hash(sha256)):
        edition = scan.edition
    if edition is None or edition.is_withdrawn or editions.is_newest(edition):
        return Answer(sha256, edition, None, scan=scan)
    return Answer(sha256, edition, editions.latest(edition.fiscal_year, edition.kind), scan=scan)


def find_attached(editions: PublishedEditions, attached: Iterable[str], *, file_sha256: str) -> Answer | None:
    """The first edition among the attached contents of a file that is not ours; None when there is none."""
    contents = {edition.sha256 for edition in editions.editions}
    known = next((sha256 for sha256 in attached if sha256 in contents), None)
    return replace(find(editions, known), file_sha256=file_sha256) if known else None
