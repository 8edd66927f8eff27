"""Serving a site's files without a database: by the portal's own server, where no web server stands before it."""

import json
import re
from collections.abc import Callable
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.http.response import HttpResponseBase
from whitenoise.middleware import WhiteNoiseFileResponse
from whitenoise.responders import StaticFile

from publications.public.languages import of_path

from . import folder, state

# What a site has no file for: an address of old that chose in its query, and a search.
ASKS_DJANGO = re.compile(r"(?:^|&)(?:division|status|indicator|q)=")
# Of a host name nothing but letters, digits, dots and hyphens becomes a part of a path.
HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")


class SiteFilesMiddleware:
    """Answers with the file that a site has for an address; every other request goes on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._from_file(request) or self.get_response(request)

    def _from_file(self, request: HttpRequest) -> HttpResponseBase | None:
        if not folder.is_kept() or request.method not in ("GET", "HEAD"):
            return None
        if ASKS_DJANGO.search(request.META.get("QUERY_STRING", "")) or not is_plain(request.path_info):
            return None
        try:
            site = site_at(split_domain_port(request.get_host())[0])
            return (_page(site, request) or _gone(site, request)) if site else None
        except OSError:  # taken away, or the site switched, at this very moment
            return None


def is_plain(path: str) -> bool:
    """Whether a path names a file below a folder and nothing else: no way up, no hidden file, no NUL."""
    _root, *parts, last = path.split("/")
    return all(parts) and not any(part.startswith(".") or "\0" in part or "\\" in part for part in [*parts, last])


def site_at(host: str) -> Path | None:
    """The site that is served at a host name, else that of the only agency there is, if it has no host name."""
    names = [host.lower()] if HOST.fullmatch(host.lower()) else []
    for name in [*names, folder.EVERYWHERE]:
        link = folder.of_host(name) / "current"
        if link.exists():
            site = link.resolve()
            # One that another version of the portal wrote names stylesheets that are gone by now: Django answers.
            return site if _about(site)["look"] == state.look() else None
    return None


def _page(site: Path, request: HttpRequest) -> HttpResponseBase | None:
    path = request.path_info
    name = f"{folder.PAGES}{path}index.html" if path.endswith("/") else f"{folder.PAGES}{path}"
    file = _file(site, name)
    if file is None or not (site / name).exists():
        return None
    found = file.get_response(request.method, request.META)
    response = WhiteNoiseFileResponse(found.file or (), status=int(found.status))
    del response["Content-Type"]
    for key, value in found.headers:
        response[key] = value
    return _as_django_would(response, path)


def _gone(site: Path, request: HttpRequest) -> HttpResponseBase | None:
    file = site / f"{folder.GONE}{request.path_info.rstrip('/')}/index.html"
    if not file.is_file():
        return None
    content = file.read_bytes()
    response = HttpResponse(content if request.method == "GET" else b"", status=HTTPStatus.GONE)
    response.headers["Content-Length"] = str(len(content))
    return _as_django_would(response, request.path_info)


def _as_django_would(response: HttpResponseBase, path: str) -> HttpResponseBase:
    """With the headers that stand on an answer of the citizens' room."""
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Content-Language"] = of_path(path)
    response.headers["X-Frame-Options"] = "DENY"
    return response


@lru_cache(maxsize=4096)
def _file(site: Path, name: str) -> StaticFile | None:
    """The file with its compressed copies, looked at once; a site's files never change, they only go."""
    told = _about(site)["files"].get(name)
    if told is None or not (site / name).is_file():
        return None
    headers = {"Content-Type": told["content_type"], "ETag": f'"{told["sha256"]}"'}
    if told["disposition"]:
        headers["Content-Disposition"] = told["disposition"]
    place = str(site / name)
    return StaticFile(place, list(headers.items()), encodings={"gzip": f"{place}.gz", "br": f"{place}.br"})


@lru_cache(maxsize=64)
def _about(site: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((site / folder.ABOUT).read_text())
    return told
