"""What was published, frozen: editions, their files, the chain of what happened; and what is written before an edition.

Editions are in edition.py, files in files.py, events in events.py, reasons and requests in preparation.py.
"""

from measures.kinds import Kind

from .edition import FROZEN, Edition, EditionIsFrozen, EditionQuerySet
from .events import Event, EventIsFrozen, EventQuerySet, append
from .files import FileIsFrozen, PublishedFile, PublishedFileQuerySet, holds, store
from .frozen import RowIsFrozen
from .preparation import ApprovalRequest, DraftedReason

__all__ = [
    "FROZEN",
    "ApprovalRequest",
    "DraftedReason",
    "Edition",
    "EditionIsFrozen",
    "EditionQuerySet",
    "Event",
    "EventIsFrozen",
    "EventQuerySet",
    "FileIsFrozen",
    "Kind",
    "PublishedFile",
    "PublishedFileQuerySet",
    "RowIsFrozen",
    "append",
    "holds",
    "store",
]
