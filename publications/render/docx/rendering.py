"""From a document to the bytes of its Word file: the HTML of its PDF, written as Word writes it."""

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from publications.document import Document

from . import package
from .markup import body_of
from .pictures import Pictures, address_of, no_pictures, read
from .writer import Writer

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def render(document: Document, *, sha256: str | None, pictures: Pictures = no_pictures) -> bytes:
    """
    Write `document` as a Word file (DOCX); the same document with the same pictures gives the same bytes.

    `sha256` is the hash of its edition and stands at its end; None writes a draft, marked as such on every page.
    `pictures` answers the SHA-256 of a picture of evidence with the JPEG that is shown of it. In place of a picture
    that is gone stands that it is; what XML cannot hold (control characters) is replaced by U+FFFD.
    """
    seal = document.agency.seal
    with translation.override("th"):
        context: dict[str, object] = {
            "document": document,
            "sha256": sha256,
            "seal_address": address_of(seal),
            "breaks": frozenset(),
        }
        body = body_of(render_to_string("publications/docx/document.html", context))
        word = package.blank(document.digits)
        writer = Writer(
            word, document.digits, lambda address: read(address, seal, pictures), _("(the picture is gone)")
        )
        writer.write(body)
    title = body.xpath("string(.//h1)")
    created = document.edition.published_at if document.edition else None
    package.describe(word, title=" ".join(title.split()), author=document.agency.name, created=created)
    return package.saved(word)
