"""Re-hashing the published files, and seeing to it that every one that an edition names is kept or redacted."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from agencies.models import Agency
from publications.models import Edition, PublishedFile, holds

from .faults import Fault


def faults_of_files(agency: Agency, named: Mapping[str, Edition]) -> Iterator[Fault]:
    """Every file of the agency whose bytes are not what they were; `named` are those that readable editions name."""
    kept = {file.sha256: file for file in PublishedFile.objects.for_agency(agency)}
    for sha256 in named.keys() - kept.keys():
        message = _("it names the file %(sha256)s, which is not kept")
        yield Fault(named[sha256], "file", message % {"sha256": sha256})
    for file in kept.values():
        yield from _faults_of(file)


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
