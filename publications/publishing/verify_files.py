"""Re-hashing the published files, and seeing to it that every one that an edition names is kept or redacted."""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _

from agencies.models import Agency
from publications.document import Document, EvidencePart
from publications.models import Edition, PublishedFile, holds
from publications.models.files import place_of_file, place_of_thumbnail

from . import faults
from .faults import Fault


class Named:
    """What the readable editions of an agency say of files, by SHA-256."""

    def __init__(self) -> None:
        self.pieces: dict[str, list[EvidencePart]] = defaultdict(list)
        self.editions: dict[str, set[int]] = defaultdict(set)
        # Those that citizens may open: of them each has to be there.
        self.needed: dict[str, Edition] = {}

    def take(self, edition: Edition, frozen: Document) -> None:
        """Note what one edition says."""
        for piece in (piece for report in frozen.reports for piece in report.evidence if piece.sha256):
            self.pieces[str(piece.sha256)].append(piece)
            self.editions[str(piece.sha256)].add(edition.pk)
        if not edition.is_withdrawn:
            self.needed |= dict.fromkeys(frozen.files, edition)


def faults_of_files(agency: Agency, named: Named) -> Iterator[Fault]:
    """Every file of the agency whose bytes or row are not what they were, or what the editions say of them."""
    rows = PublishedFile.objects.for_agency(agency).prefetch_related("editions")
    kept = {file.sha256: file for file in rows}
    for sha256 in named.needed.keys() - kept.keys():
        message = _("it names the file %(sha256)s, which is not kept")
        yield Fault(named.needed[sha256], "file", message % {"sha256": sha256})
    for file in kept.values():
        yield from faults.of(file, _faults_of(file))
        yield from faults.of(file, _differences(file, named))


def _faults_of(file: PublishedFile) -> Iterator[Fault]:
    places = [(file.file, file.sha256), (file.thumbnail, file.thumbnail_sha256)]
    if file.is_redacted:
        if any(place and place.storage.exists(str(place.name)) for place, _sha256 in places):
            yield Fault(file, "erased", _("it was redacted, and its bytes still lie there"))
        return
    if not holds(file.file, file.sha256):
        yield Fault(file, "bytes", _("its bytes are missing or do not match its SHA-256"))
    if file.thumbnail and not holds(file.thumbnail, file.thumbnail_sha256):
        yield Fault(file, "thumbnail", _("its small picture is missing or not the one that was made"))


def _differences(file: PublishedFile, named: Named) -> Iterator[Fault]:
    """Where its row says something else than the editions that name it, or than its own hashes."""
    said = {(piece.size, piece.content_type, piece.extension, piece.file_name) for piece in named.pieces[file.sha256]}
    row = (file.size, file.content_type, file.extension, file.name)
    small = place_of_thumbnail(file) if file.thumbnail_sha256 else ""
    is_in_place = (file.file.name, file.thumbnail.name) == (place_of_file(file), small)
    if (said and row not in said) or not is_in_place:
        yield Fault(file, "row", _("what stands in its row is not what the editions say of it"))
    if {edition.pk for edition in file.editions.all()} != named.editions[file.sha256]:
        yield Fault(file, "editions", _("it belongs to other editions than those that name it"))
