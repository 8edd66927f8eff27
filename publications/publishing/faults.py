"""What `verify_editions` finds."""

from dataclasses import dataclass

from publications.models import Edition, Event, PublishedFile


@dataclass(frozen=True, slots=True)
class Fault:
    """Something published that is not what it was: what, and what does not match."""

    subject: Edition | Event | PublishedFile
    code: str
    message: str
