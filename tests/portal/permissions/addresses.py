"""The rows of the table as addresses, and all addresses that there are below /admin/."""

from collections.abc import Iterator
from typing import NamedTuple

from django.contrib import admin
from django.urls import URLPattern, get_resolver, reverse
from django.views.generic import RedirectView

from .table import COLUMNS, TABLE

# The door: for people who are not signed in.
DOOR = {
    *("admin:login", "admin:logout"),
    *("admin_password_reset", "password_reset_done", "password_reset_confirm", "password_reset_complete"),
}


class Row(NamedTuple):
    """One line of the table: an address, and what it answers to each column."""

    line: str
    name: str
    arguments: list[str]
    cells: dict[str, str]

    def address(self, things: dict) -> str:
        """Where the row leads: an argument is a thing of the world, or itself after `=`."""
        values = [
            word[1:] if word.startswith("=") else getattr(things[word], "pk", things[word]) for word in self.arguments
        ]
        return reverse(self.name, args=values)


def rows() -> list[Row]:
    """The table; a name without a namespace is the admin's where the admin has it."""
    below = registered()
    lines = [line.split() for line in TABLE.splitlines() if line.strip() and not line.startswith("#")]
    return [
        Row(
            line=" ".join(words[: -len(COLUMNS)]),
            name=f"admin:{words[0]}" if f"admin:{words[0]}" in below else words[0],
            arguments=words[1 : -len(COLUMNS)],
            cells=dict(zip(COLUMNS, words[-len(COLUMNS) :], strict=True)),
        )
        for words in lines
    ]


def registered() -> set[str]:
    """The names of all addresses below /admin/."""
    return {name for name, pattern in _below_admin() if pattern.name}


def unnamed() -> list[str]:
    """The patterns without a name, besides Django's two: a row's address without `change`, and what does not exist."""
    return [where for where, pattern in _below_admin() if not pattern.name and not _is_djangos(pattern)]


def _is_djangos(pattern: URLPattern) -> bool:
    view = pattern.callback
    is_missing = getattr(view, "__wrapped__", None) == admin.site.catch_all_view
    return is_missing or getattr(view, "view_class", None) is RedirectView


def _below_admin() -> Iterator[tuple[str, URLPattern]]:
    tops = [pattern for pattern in get_resolver().url_patterns if str(pattern.pattern).startswith("admin/")]
    yield from _walk(tops)


def _walk(patterns, namespace: str = "", place: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address with its full name, or with its whole pattern where it has no name."""
    for pattern in patterns:
        where = place + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield (namespace + pattern.name if pattern.name else where), pattern
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, inner, where)
