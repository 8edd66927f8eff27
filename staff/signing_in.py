"""What somebody meets who sends a form and is not signed in any more: the door, and then the form as it was typed."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure

from .kept import Kept
from .stale import as_read


class EndedSessionMiddleware:
    """Answers a form that nobody sends with the page of sign-in, which carries what was typed.

    It looks at the address and not at the view, so that no page of the staff's room can be forgotten; it stands
    behind the check of the form's token, so that no other site can have anything kept.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Answer in place of the view, or let it answer."""
        if request.method != "POST" or admin.site.has_permission(request):
            return None
        kept = Kept.of(request)
        return sign_in_page(request, kept) if kept else None


def sign_in_page(request: HttpRequest, kept: Kept) -> HttpResponse:
    """The door, with what is kept in its form: signing in is all that it does."""
    asked = as_read(request)
    asked.POST = QueryDict()
    way_in = f"{reverse('admin:login')}?{urlencode({REDIRECT_FIELD_NAME: kept.address})}"
    response: HttpResponse = admin.site.login(asked, {**carrying(kept), "app_path": way_in})
    response.status_code = 403
    return response


def carrying(kept: Kept | None) -> dict[str, Any]:
    """What the page of sign-in gets in order to carry what is kept."""
    return {"kept": kept, REDIRECT_FIELD_NAME: kept.address} if kept else {}


def kept_page(request: HttpRequest, kept: Kept) -> HttpResponse:
    """What is kept, shown to whoever is signed in now, with one button that sends it again and nothing done yet."""
    context = {"title": _("What you typed is kept"), "kept": kept, **admin.site.each_context(request)}
    response = TemplateResponse(request, "admin/kept.html", context)
    add_never_cache_headers(response)
    return response


def form_out_of_date(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is from before another sign-in in the same browser: as above, when it is a page of ours.

    A browser says where a form comes from and no other site can say it in our name; without that word it is refused.
    """
    kept = (Kept.read(request.POST) or Kept.of(request)) if _is_from_here(request) else None
    if kept is None:
        return csrf_failure(request, reason)
    return kept_page(request, kept) if admin.site.has_permission(request) else sign_in_page(request, kept)


def _is_from_here(request: HttpRequest) -> bool:
    return request.META.get("HTTP_ORIGIN") == f"{request.scheme}://{request.get_host()}"
