"""What `verify_editions` finds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.exceptions import SuspiciousOperation
from django.utils.translation import gettext as _

from publications.models import Edition, Event, PublishedFile


@dataclass(frozen=True, slots=True)
class Fault:
    """Something published that is not what it was: what, and what does not match."""

    subject: Edition | Event | PublishedFile
    code: str
    message: str


# What reading a value raises that somebody has put where none of its kind stands.
_BROKEN = (ValueError, TypeError, AttributeError, SuspiciousOperation)


def of(subject: Edition | Event | PublishedFile, found: Iterable[Fault]) -> Iterator[Fault]:
    """What is found of a row; one in which it cannot even be looked for is a fault itself, and no end."""
    try:
        yield from found
    except _BROKEN:
        yield Fault(subject, "unreadable", _("what stands in its row cannot be read"))
