"""The portal's addresses and, before them, a view that returns the year page's bytes from memory."""

from functools import cache

from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from ita_portal import urls as portal

YEAR = 2566


@cache
def year_page() -> bytes:
    return b"".join(Client(headers={"host": "127.0.0.1"}).get(f"/{YEAR}/"))


def from_memory(request: HttpRequest) -> HttpResponse:
    return HttpResponse(year_page())


urlpatterns = [path("bench/from-memory/", from_memory), *portal.urlpatterns]
