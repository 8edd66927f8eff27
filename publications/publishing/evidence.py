"""The files of evidence that an edition names, copied into the publications' own store: nobody is asked later."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.core.files.base import ContentFile
from django.db.models.fields.files import FieldFile

from measures.evidence import Refused as Unusable
from measures.evidence import take
from measures.models import Evidence, Plan
from publications.document import Document, EvidencePart, sha256_of
from publications.models import Edition, PublishedFile, store


class FileIsLost(Exception):
    """The stored file of a piece of evidence is gone or is not the one that was uploaded."""

    def __init__(self, piece: EvidencePart):
        super().__init__(piece.caption)
        self.piece = piece


def pieces_of(document: Document) -> Iterator[EvidencePart]:
    """The pieces of evidence whose files an edition of the document publishes."""
    return (piece for report in document.reports for piece in report.evidence if piece.is_readable)


def keep_files(edition: Edition, document: Document, plan: Plan) -> None:
    """Copy every file that `document` names into the publications' store, unless it lies there; link it to `edition`.

    Call it in the transaction that creates the edition, under the agency's lock. Raises FileIsLost.
    """
    there = {file.sha256: file for file in PublishedFile.objects.for_agency(edition.agency_id)}
    rows = evidence_of(plan)
    wanted = {piece.sha256: piece for piece in pieces_of(document) if piece.sha256}
    for sha256, piece in wanted.items():
        if sha256 not in there:
            there[sha256] = _copied(edition, rows[sha256], piece)
    edition.files.add(*(there[sha256] for sha256 in document.files & there.keys()))


def evidence_of(plan: Plan) -> dict[str, Evidence]:
    """The staff's rows of a plan's files by SHA-256, from rows that were read before."""
    reports = (report for measure in plan.measures.all() for report in measure.reports.all())
    return {piece.sha256: piece for report in reports for piece in report.evidence.all() if piece.sha256}


def _copied(edition: Edition, row: Evidence, piece: EvidencePart) -> PublishedFile:
    content = read(row.file)
    if sha256_of(content) != piece.sha256:
        raise FileIsLost(piece)
    return store(
        edition.agency,
        content,
        name=piece.file_name,
        extension=piece.extension,
        content_type=piece.content_type,
        thumbnail=small_picture_of(row, content),
        at=edition.published_at,
    )


def read(kept: FieldFile) -> bytes:
    """The bytes of a stored file; none where there is no file, or where it is gone."""
    if not kept:
        return b""
    try:
        with kept.open("rb") as file:
            content: bytes = file.read()
    except OSError:
        return b""
    return content


def small_picture_of(row: Evidence, content: bytes) -> bytes | None:
    """The JPEG that is shown of a picture, made now where an older version kept none; None of what is no picture."""
    if not row.content_type.startswith("image/"):
        return None
    kept = read(row.thumbnail)
    if kept:
        return kept
    try:
        return take(ContentFile(content, name=row.name)).thumbnail
    except Unusable:
        return None


@dataclass(frozen=True)
class Pictures:
    """The small pictures that a document prints, by SHA-256 of the pictures: published ones, else the staff's own."""

    agency: int
    rows: Mapping[str, Evidence] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan) -> "Pictures":
        """Those of a plan that was read with its measures, their reports and evidence."""
        return cls(plan.agency_id, evidence_of(plan))

    @cached_property
    def _published(self) -> dict[str, PublishedFile]:
        return {file.sha256: file for file in PublishedFile.objects.for_agency(self.agency).readable()}

    def __call__(self, sha256: str) -> bytes:
        """The JPEG of one; raises FileNotFoundError where there is none."""
        content: bytes | None = None
        if sha256 in self._published:
            content = read(self._published[sha256].thumbnail)
        elif sha256 in self.rows:
            content = small_picture_of(self.rows[sha256], read(self.rows[sha256].file))
        if not content:
            raise FileNotFoundError(sha256)
        return content
