"""Who answers for a measure, as a cell names it: divisions, one a line, or every division."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Division
from spreadsheets import cells
from spreadsheets.tables import in_all_languages

EVERY_DIVISION = gettext_lazy("every division")
_SEPARATORS = re.compile(r"[;,]")


class Owners(NamedTuple):
    """Every division, or the named ones in the order in which the agency lists them."""

    every: bool = False
    names: tuple[str, ...] = ()


def owners_of(cell: str, divisions: Sequence[Division]) -> Owners:
    """
    Read the cell's names; raises Refused for one that is none of `divisions` and says what they are called.

    A line is a name; a line that is none is taken for several, separated by semicolons or commas.
    """
    known = {cells.key(division.name): division.name for division in divisions}
    every = {cells.key(name) for name in (*in_all_languages(EVERY_DIVISION), "ทุกกอง")}
    named = [name for line in cell.split("\n") for name in _names_in(line, known)]
    unknown = [name for name in named if cells.key(name) not in known.keys() | every]
    if unknown:
        reason = _("No active division is called %(unknown)s. There are: %(known)s.")
        listed = ", ".join([*known.values(), str(EVERY_DIVISION)])
        raise cells.Refused(reason % {"unknown": ", ".join(unknown), "known": listed})
    keys = {cells.key(name) for name in named}
    return Owners(bool(keys & every), tuple(name for key, name in known.items() if key in keys))


def _names_in(line: str, known: dict[str, str]) -> list[str]:
    parts = [line] if cells.key(line) in known else _SEPARATORS.split(line)
    return [part.strip() for part in parts if part.strip()]


def listed(owners: Owners) -> str:
    """The owners as a cell, one a line."""
    return "\n".join([*([str(EVERY_DIVISION)] if owners.every else []), *owners.names])
