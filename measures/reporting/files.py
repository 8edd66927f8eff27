"""Stored evidence for the staff: under which address, and what a browser may do with it."""

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from measures.evidence import SHOWN_TYPES
from measures.models import Evidence

from .access import StaffRequest, visible_to

SMALL = "-small.jpg"
# Whatever is inside, it is neither run nor does it fetch anything; `nosniff` stands on every answer (settings).
POLICY = "default-src 'none'; sandbox"


def address_name(piece: Evidence) -> str:
    """The last part of a file's address: its hash and its kind; of a file from before hashes its stored name."""
    return f"{piece.sha256}.{_extension(piece)}" if piece.sha256 else _stored_name(piece)


def small_name(piece: Evidence) -> str:
    """The last part of the address of its small picture."""
    return f"{piece.sha256}{SMALL}"


@require_safe
def evidence_file(request: StaffRequest, pk: int, file_name: str) -> FileResponse:
    """A file of the own agency's evidence, or its small picture, for those who may read the report."""
    piece = get_object_or_404(Evidence.objects.exclude(file=""), pk=pk, report__in=visible_to(request.user))
    if file_name == address_name(piece):
        content_type = piece.content_type if piece.content_type in SHOWN_TYPES else "application/octet-stream"
        return _answer(piece.file, content_type, piece.name or file_name, is_shown=piece.content_type in SHOWN_TYPES)
    if piece.thumbnail and file_name == small_name(piece):
        return _answer(piece.thumbnail, "image/jpeg", file_name, is_shown=True)
    raise Http404(_("There is no such file."))


def _answer(file: FieldFile, content_type: str, name: str, *, is_shown: bool) -> FileResponse:
    try:
        opened = file.open()
    except OSError as error:
        raise Http404(_("There is no such file.")) from error
    response = FileResponse(opened, as_attachment=not is_shown, filename=name, content_type=content_type)
    if content_type != "application/pdf":  # which a browser draws by a page of its own that a sandbox would stop
        response["Content-Security-Policy"] = POLICY
    return response


def _extension(piece: Evidence) -> str:
    return _stored_name(piece).rpartition(".")[2]


def _stored_name(piece: Evidence) -> str:
    return (piece.file.name or "").rpartition("/")[2]
