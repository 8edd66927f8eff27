"""Which language an answer speaks: the address says it, and behind the sign-in the account.

No cookie and no `Accept-Language`: an address shows everybody the same, and a browser's own language says little about
who reads a Thai page.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from publications.public import languages


class LanguageOfAddressMiddleware:
    """Activates the language that the address names, else Thai."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        translation.activate(languages.of_path(request.path_info))
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language() or "")
        return response
