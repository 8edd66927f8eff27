"""Published files of evidence as responses: as long as an edition of the year that can be read names them."""

from functools import cache

from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from measures.evidence import SHOWN_TYPES
from publications.hashing import sha256_of
from publications.models import Edition, PublishedFile
from publications.render.docx import Pictures

from .editions import Erased, PublishedEditions, Withdrawn
from .files import StoredFile


def full(editions: PublishedEditions, year: int, sha256: str, extension: str) -> HttpResponse:
    """The file itself; raises Http404, Withdrawn or Erased when there is nothing to read."""
    file = _readable(editions, year, sha256)
    if file.extension != extension:
        raise _no_file()
    return response(file.file, file.sha256, file.content_type, file.name)


def small(editions: PublishedEditions, year: int, sha256: str) -> HttpResponse:
    """Its small picture; raises the same."""
    file = _readable(editions, year, sha256)
    if not file.thumbnail:
        raise _no_file()
    return response(file.thumbnail, file.thumbnail_sha256, "image/jpeg", f"{file.sha256[:16]}-small.jpg")


def small_pictures_of(edition: Edition) -> Pictures:
    """What answers the SHA-256 of a picture that an edition names with its small picture; KeyError without."""

    @cache
    def files() -> dict[str, PublishedFile]:
        return {file.sha256: file for file in edition.files.readable()}

    return lambda sha256: _bytes_of(files()[sha256].thumbnail)


def _readable(editions: PublishedEditions, year: int, sha256: str) -> PublishedFile:
    """The file if an edition of the year names it that can be read; the newest withdrawn one says why not."""
    of_year = {edition.pk: edition for edition in editions.of_year(year)}
    file: PublishedFile | None = PublishedFile.objects.for_agency(editions.agency).filter(sha256=sha256).first()
    naming = [of_year[pk] for pk in file.editions.values_list("pk", flat=True) if pk in of_year] if file else []
    if file is None or not naming:
        raise _no_file()
    if file.is_redacted:
        raise Erased(file.redaction_reason, file.redacted_at, year=year, sha256=file.sha256)
    if all(edition.is_withdrawn for edition in naming):
        raise Withdrawn(max(naming, key=lambda edition: edition.number))
    return file


def _no_file() -> Http404:
    return Http404(_("There is no such file of evidence."))


def response(kept: FieldFile, sha256: str, content_type: str, name: str) -> HttpResponse:
    """A stored file, shown or saved by its type; 503 with a sentence where its bytes are not those of `sha256`."""
    content = _bytes_of(kept)
    if sha256_of(content) != sha256:
        sentence = _("This file is damaged and is not shown. Whoever runs the portal brings it back from a backup.")
        return HttpResponse(sentence, status=503, content_type="text/plain; charset=utf-8")
    stored = StoredFile(content, sha256=sha256, content_type=content_type, name=name)
    stored.headers["Content-Disposition"] = content_disposition_header(content_type not in SHOWN_TYPES, name) or ""
    return stored


def _bytes_of(kept: FieldFile) -> bytes:
    """The stored bytes; none where the file is gone."""
    try:
        with kept.open() as file:
            content: bytes = file.read()
    except OSError:
        return b""
    return content
