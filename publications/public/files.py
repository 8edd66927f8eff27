"""An edition's files as responses: PDF and content as they are stored, a Word file and open data made of it."""

from django.http import HttpResponse

from publications.models import Edition, Event, Kind
from publications.render import docx

from .editions import Erased, PublishedEditions, read


class StoredFile(HttpResponse):
    """Bytes that lie in the database just as they are served; their SHA-256 is their entity tag."""

    is_stored = True

    def __init__(self, content: bytes, *, sha256: str, content_type: str, name: str):
        super().__init__(content, content_type=content_type)
        self.headers["ETag"] = f'"{sha256}"'
        self.headers["Content-Disposition"] = f'inline; filename="{name}"'


def documents(editions: PublishedEditions, year: int) -> list[tuple[Kind, Edition | None]]:
    """The three documents of a year in their order, each with its newest readable edition, or None."""
    readable = [edition for edition in editions.of_year(year) if not edition.is_withdrawn]
    return [(kind, next((edition for edition in readable if edition.kind == kind), None)) for kind in Kind]


def pdf(edition: Edition) -> HttpResponse:
    """The stored PDF, never rendered for a reader; raises Erased where it prints a file that was redacted."""
    _refuse_erased(edition)
    return StoredFile(
        bytes(edition.pdf), sha256=edition.pdf_sha256, content_type="application/pdf", name=file_name(edition, "pdf")
    )


def _refuse_erased(edition: Edition) -> None:
    if edition.pdf_erased_at:
        act = edition.events.filter(act=Event.Act.REDACTED).get()
        raise Erased(act.reason, act.at, year=edition.fiscal_year, sha256=edition.pdf_sha256)


def word(edition: Edition, pictures: docx.Pictures) -> HttpResponse:
    """The document as a Word file, written from the frozen content; raises Erased where the PDF does."""
    _refuse_erased(edition)
    written = docx.render(read(edition), sha256=edition.sha256, pictures=pictures)
    return attachment(edition, "docx", written, docx.CONTENT_TYPE)


def content(edition: Edition) -> HttpResponse:
    """The canonical JSON, byte for byte as it was hashed."""
    return StoredFile(
        edition.content.encode(),
        sha256=edition.sha256,
        content_type="application/json",
        name=file_name(edition, "json"),
    )


def attachment(edition: Edition, name: str, content: bytes, content_type: str) -> HttpResponse:
    """A file that was made of an edition, saved under a name that says of which."""
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(edition, name)}"'
    return response


def file_name(edition: Edition, rest: str) -> str:
    """`ita-2566-plan-1.pdf`, `ita-2566-plan-1-measures.csv`."""
    separator = "-" if "." in rest else "."
    return f"ita-{edition.fiscal_year}-{edition.kind}-{edition.number}{separator}{rest}"
