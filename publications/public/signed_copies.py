"""The scan of an edition's signed print as a response, at the edition's own address."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from publications.models import Edition

from . import evidence
from .editions import Erased
from .files import file_name


def response(edition: Edition) -> HttpResponse:
    """The signed copy of a readable edition; raises Http404 when there never was one, Erased once it is redacted."""
    copy = edition.signed_copy
    if copy is None or copy.file is None:
        raise Http404(_("No signed copy was laid beside this edition."))
    file = copy.file
    if file.is_redacted:
        raise Erased(file.redaction_reason, file.redacted_at, year=edition.fiscal_year, sha256=file.sha256)
    return evidence.response(file.file, file.sha256, file.content_type, file_name(edition, "signed.pdf"))
