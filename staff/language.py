"""The language of the staff's rooms: each person's own, kept on the account; before the sign-in it is Thai."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from agencies.models import User


class StaffLanguageMiddleware:
    """Speaks the language of whoever is signed in, on the pages of the staff's rooms."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """Activate the language before the view answers."""
        if request.path.startswith(reverse("admin:index")) and request.user.is_authenticated:
            translation.activate(language_of(request.user))


def language_of(person: User) -> str:
    """The language that a person chose, as long as the portal still speaks it."""
    return person.language if person.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the language that was chosen on the account, and lead back to the page where it was chosen."""
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        User.objects.filter(pk=request.user.pk).update(language=chosen)
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(back if is_ours else reverse("admin:index"))
