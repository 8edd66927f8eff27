"""What is known about a document by its SHA-256: is it one of ours, which, and is it the newest."""

from dataclasses import dataclass

from publications.models import Edition

from .editions import PublishedEditions


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer for one SHA-256; `edition` is None for a document that is not ours."""

    sha256: str
    edition: Edition | None
    successor: Edition | None

    @property
    def verdict(self) -> str:
        """`unknown`, `withdrawn`, `superseded` or `newest`."""
        if self.edition is None:
            return "unknown"
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
        return {"unknown": 404, "withdrawn": 410}.get(self.verdict, 200)


def find(editions: PublishedEditions, sha256: str) -> Answer:
    """Look a SHA-256 up among all editions of an agency, withdrawn ones included."""
    sha256 = sha256.lower()
    edition = editions.by_hash(sha256)
    if edition is None or edition.is_withdrawn or editions.is_newest(edition):
        return Answer(sha256, edition, None)
    return Answer(sha256, edition, editions.latest(edition.fiscal_year, edition.kind))
