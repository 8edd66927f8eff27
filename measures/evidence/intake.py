"""An uploaded file taken in: measured, recognised, checked by its kind, and told what of it is kept."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import IO, Any, TypeAlias

from django.conf import settings
from django.core.files.base import File
from django.utils.translation import gettext as _

from thai.sizes import in_words

from . import kinds, names, office, pdf, pictures
from .refusals import Refused

Upload: TypeAlias = "File[bytes] | IO[bytes]"


@dataclass(frozen=True, slots=True)
class Taken:
    """What is kept of an upload; `taken_on` is only a proposal for the day on which it happened."""

    content: bytes
    sha256: str
    size: int
    content_type: str
    extension: str
    name: str
    thumbnail: bytes | None = None
    taken_on: date | None = None


def take(upload: Upload) -> Taken:
    """
    What is kept of an uploaded file (anything with `name`, `size` and `read`); raises Refused with a sentence.

    The content decides what it is. A picture is drawn anew, all else is kept byte for byte. Nothing is stored here.
    """
    name = str(getattr(upload, "name", "") or "")
    try:
        return _taken(_content(upload), name)
    except Refused as refusal:
        raise Refused(refusal.reason, names.shown(name)) from refusal


def _taken(content: bytes, name: str) -> Taken:
    kind = kinds.of(content)
    if kind in kinds.PICTURES:
        limits = {"side": settings.EVIDENCE_PICTURE_SIDE, "max_pixels": settings.EVIDENCE_MAX_PIXELS}
        picture = pictures.redrawn(content, kind, **limits)
        return _described(picture.content, picture.extension, name, picture.thumbnail, picture.taken_on)
    if kind == "pdf":
        pdf.check(content)
    else:
        office.check(content, kind)
    return _described(content, kind, name)


def _described(content: bytes, extension: str, name: str, *of_picture: Any) -> Taken:
    sha256, content_type = hashlib.sha256(content).hexdigest(), kinds.CONTENT_TYPES[extension]
    return Taken(content, sha256, len(content), content_type, extension, names.cleaned(name, extension), *of_picture)


def _content(upload: Upload) -> bytes:
    """All bytes of the upload; one that is too large is refused by its size, before it is read."""
    limit = settings.EVIDENCE_MAX_FILE_SIZE
    _check_size(getattr(upload, "size", None) or 0, limit)
    upload.seek(0)
    content: bytes = upload.read(limit + 1)
    _check_size(len(content), limit)
    if not content:
        raise Refused(_("The file is empty. Choose the file that you mean and upload it again."))
    return content


def _check_size(size: int, limit: int) -> None:
    if size > limit:
        reason = _(
            "The file has %(size)s; at most %(limit)s are accepted. "
            "Save it smaller, or give its address on the web as a link."
        )
        raise Refused(reason % {"size": in_words(size), "limit": in_words(limit)})
