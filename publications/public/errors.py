"""What a reader is told when there is nothing to show (404) or nothing to do (403)."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse

from thai.calendar import BUDDHIST_OFFSET

from .editions import PublishedEditions
from .pages import Page, host_of, render


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say what is missing and which years exist; a host that is nobody's hears of no agency at all."""
    editions = _editions(request)
    context = {
        "reason": _reason(request, exception),
        "meant": year_meant(request.path, editions.years if editions else []),
    }
    return render(request, editions, Page("404.html", context, status=404))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the account does not allow this."""
    return render(request, _editions(request), Page("403.html", status=403))


def year_meant(path: str, years: Sequence[int]) -> int | None:
    """The published year that an address probably meant: written in C.E., in Thai digits or with a leading zero."""
    first = path.strip("/").split("/")[0]
    # isdecimal is true of Thai digits too, and int() reads them.
    if not first.isdecimal() or len(first) > 5:
        return None
    return next((year for year in (int(first), int(first) + BUDDHIST_OFFSET) if year in years), None)


def _editions(request: HttpRequest) -> PublishedEditions | None:
    if hasattr(request, "editions"):
        editions: PublishedEditions = request.editions
        return editions
    try:
        return PublishedEditions.for_host(host_of(request))
    except Http404:
        return None


def _reason(request: HttpRequest, exception: Exception) -> str:
    """The sentence that a citizens' page gave; what the resolver or the staff's rooms say is not for readers."""
    match = request.resolver_match
    is_ours = match is not None and match.app_name == "publications"
    return str(exception.args[0]) if is_ours and exception.args else ""
