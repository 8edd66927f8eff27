"""What changed from one edition to another, as citizens read it: only where the content of both can still be read."""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import get_language, override

from publications.document import Document
from publications.document.comparison import Section, compare
from publications.models import Edition

from .editions import PublishedEditions, read, read_by_hash


@dataclass(frozen=True, slots=True)
class EditionChanges:
    """An edition held against the newest readable one of its kind before it, or against none.

    `withdrawn` are the editions of the kind between the two (or before it, if none can be read), newest first.
    """

    after: Edition
    before: Edition | None
    withdrawn: tuple[Edition, ...]
    sections: tuple[Section, ...]
    is_of_older_schema: bool = False


def since_the_one_before(editions: PublishedEditions, edition: Edition) -> EditionChanges:
    """What an edition changed against the one of its kind before it."""
    earlier = [other for other in editions.of_year(edition.fiscal_year) if other.number < edition.number]
    of_kind = [other for other in earlier if other.kind == edition.kind]
    before = next((other for other in of_kind if not other.is_withdrawn), None)
    withdrawn = tuple(of_kind[: of_kind.index(before)] if before else of_kind)
    return _changes(before, edition, withdrawn)


def between(before: Edition, after: Edition) -> EditionChanges:
    """What differs between two readable editions of a kind."""
    return _changes(before, after, ())


def of_specimen(edition: Edition, document: Document) -> EditionChanges:
    """What an edition would change if it said what `document` says: every look of a change, for the gallery."""
    return EditionChanges(edition, edition, (edition,), compare(read(edition), document), True)


def _changes(before: Edition | None, after: Edition, withdrawn: tuple[Edition, ...]) -> EditionChanges:
    if before is None:
        return EditionChanges(after, None, withdrawn, ())
    sections = _compared(before.sha256, after.sha256, get_language())
    is_of_older_schema = read(before).schema_version != read(after).schema_version
    return EditionChanges(after, before, withdrawn, sections, is_of_older_schema)


@lru_cache(maxsize=64)
def _compared(before: str, after: str, language: str) -> tuple[Section, ...]:
    """Found once in a process for a reader's language: two long documents take a second to compare."""
    with override(language):
        return compare(read_by_hash(before), read_by_hash(after))
