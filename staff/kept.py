"""What was typed into a form that arrived while nobody was signed in: carried by the pages until it is sent again.

It lies in a hidden field of those pages and nowhere on the server.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, get_script_prefix, resolve, reverse

from . import versions

FIELD = "kept"
ONLY_FOR_ONCE = "csrfmiddlewaretoken"
# The doors: what is sent to them is never kept.
DOORS = {f"admin:{name}" for name in ("login", "logout", "password_change")}
# Beside what is kept a form of sign-in sends a name, a password and little else.
ROOM_BESIDE = 64 * 2**10


@dataclass(frozen=True, slots=True)
class Kept:
    """The fields of a form in their order, the address that it was sent to, and the names of its files."""

    address: str
    fields: list[tuple[str, str]]
    files: list[str]

    @classmethod
    def of(cls, request: HttpRequest) -> "Kept | None":
        """What a request sends to a page of the staff's; nothing when it sends nothing that may be kept."""
        if request.method != "POST" or not is_staffs_page(request.get_full_path()):
            return None
        files = [str(file.name) for name in request.FILES for file in request.FILES.getlist(name)]
        kept = cls(request.get_full_path(), list(_fields(request.POST)), files)
        return kept if kept.fields or kept.files else None

    @classmethod
    def read(cls, sent: QueryDict) -> "Kept | None":
        """What a page has carried; nothing when it is not what this module writes."""
        try:
            kept = _checked(json.loads(sent.get(FIELD, "")))
        except (ValueError, TypeError, KeyError, RecursionError):
            return None
        within = len(kept.fields) <= (settings.DATA_UPLOAD_MAX_NUMBER_FIELDS or len(kept.fields))
        return kept if within and is_staffs_page(kept.address) else None

    @property
    def written(self) -> str:
        """As the hidden field carries it."""
        return json.dumps({"address": self.address, "fields": self.fields, "files": self.files}, ensure_ascii=False)

    @property
    def is_too_large(self) -> bool:
        """Whether a form that carries it would be refused for its size."""
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        return limit is not None and len(quote(self.written)) + ROOM_BESIDE > limit

    @property
    def texts(self) -> list[str]:
        """What a person will know as typed: words, and not what a form carries for itself."""
        return [value for name, value in self.fields if name != versions.FIELD and _is_typed(value)]


def is_staffs_page(address: str) -> bool:
    """Whether an address is a named page of the staff's room, on this site, and not one of its doors."""
    parts = urlsplit(address)
    path = unquote(parts.path)
    if parts.scheme or parts.netloc or not path.startswith(reverse("admin:index")) or "/." in path or "\\" in path:
        return False
    try:
        found = resolve("/" + path.removeprefix(get_script_prefix()))
    except Resolver404:
        return False
    return found.namespace == "admin" and bool(found.url_name) and found.view_name not in DOORS


def _fields(sent: QueryDict) -> Iterable[tuple[str, str]]:
    """Every value in its order, without tokens and passwords."""
    for name, values in sent.lists():
        if name != ONLY_FOR_ONCE and "password" not in name:
            yield from ((name, str(value)) for value in values)


def _checked(found: Any) -> Kept:
    """What was read, when it has the shape of what is written; else ValueError, TypeError or KeyError."""
    fields = [(name, value) for name, value in found["fields"]]
    texts = [found["address"], *found["files"], *(text for field in fields for text in field)]
    if not all(isinstance(text, str) for text in texts):
        raise TypeError("A text is expected.")
    return Kept(found["address"], [field for field in fields if field[0] != ONLY_FOR_ONCE], list(found["files"]))


def _is_typed(value: str) -> bool:
    words = value.strip()
    return " " in words or "://" in words or not words.isascii()
