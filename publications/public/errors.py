"""What a reader is told when there is nothing to show (404) or nothing to do (403)."""

from collections.abc import Sequence

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from thai.calendar import BUDDHIST_OFFSET

from . import languages
from .editions import Moved, PublishedEditions
from .pages import Page, editions_at, moved_response, render


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say what is missing and which years exist; a host that is nobody's hears of no agency at all."""
    try:
        editions = _editions(request)
    except Moved as moved:
        return moved_response(moved, request)
    context = {
        "reason": _reason(request, exception),
        "meant": year_meant(request.path, editions.years if editions else []),
    }
    return render(editions, Page("404.html", context, status=404), request.path)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the account does not allow this."""
    try:
        editions = _editions(request)
    except Moved:
        editions = None
    return render(editions, Page("403.html", status=403), request.path)


def year_meant(path: str, years: Sequence[int]) -> int | None:
    """The published year that an address probably meant: written in C.E., in Thai digits or with a leading zero."""
    first = languages.in_language(path, settings.LANGUAGE_CODE).strip("/").split("/")[0]
    # isdecimal is true of Thai digits too, and int() reads them.
    if not first.isdecimal() or len(first) > 5:
        return None
    return next((year for year in (int(first), int(first) + BUDDHIST_OFFSET) if year in years), None)


def _editions(request: HttpRequest) -> PublishedEditions | None:
    if hasattr(request, "editions"):
        editions: PublishedEditions = request.editions
        return editions
    try:
        return editions_at(request)
    except Http404:
        return None


def _reason(request: HttpRequest, exception: Exception) -> str:
    """The sentence that a citizens' page gave; what the resolver or the staff's rooms say is not for readers."""
    match = request.resolver_match
    is_ours = match is not None and match.app_name in ("publications", "files")
    return str(exception.args[0]) if is_ours and exception.args else ""
