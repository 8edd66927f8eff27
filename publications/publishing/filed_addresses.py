"""Whether what is filed can be read: every address asked for within this process, as a stranger without cookies asks.

No request leaves the machine. A server of one process would wait for itself, many cannot reach their own public name,
and nothing else than the portal may be asked for at all; so whether the network lets strangers in is not checked.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import DisallowedHost
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import get_script_prefix, resolve
from django.utils.translation import override

from publications.public import languages

OK = 200


@dataclass(frozen=True, slots=True)
class Opened:
    """An address and what it is answered with; 0 where this portal does not answer at its host name at all."""

    address: str
    status: int

    @property
    def is_open(self) -> bool:
        """Whether everybody can read what stands there."""
        return self.status == OK


def opened(address: str) -> Opened:
    """Ask for a public page or file of the portal at its whole address."""
    try:
        return Opened(address, _answer(address).status_code)
    except Http404:
        return Opened(address, 404)
    except DisallowedHost:
        return Opened(address, 0)


def _answer(address: str) -> HttpResponse:
    host, path = urlsplit(address)[1:3]
    request = HttpRequest()
    request.method, request.path = "GET", path
    request.path_info = f"/{path.removeprefix(get_script_prefix())}"
    request.META = {"HTTP_HOST": host, "PATH_INFO": request.path_info}
    with override(languages.of_path(request.path_info)):
        view, args, named = resolve(request.path_info)
        answer: HttpResponse = view(request, *args, **named)
    return answer
