"""Everything of a year in the order in which it happened, read from its newest edition and the list of its editions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from publications.document import Document, EvidencePart, ReportPart, RoundPart
from publications.models import Edition
from thai.calendar import local_day

# In the order in which they stand on the same day.
Act = Literal["evidence", "submitted", "due", "closed", "redacted", "published", "withdrawn"]
ACTS: tuple[Act, ...] = ("evidence", "submitted", "due", "closed", "redacted", "published", "withdrawn")


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened, and what it is about; the day is None where it was not stated."""

    day: date | None
    act: Act
    report: ReportPart | None = None
    evidence: EvidencePart | None = None
    round: RoundPart | None = None
    edition: Edition | None = None


@dataclass(frozen=True, slots=True)
class Month:
    """What happened in one month, known by its first day."""

    first_day: date
    happenings: tuple[Happening, ...]


@dataclass(frozen=True, slots=True)
class Chronicle:
    """A year month by month, and what has no day."""

    months: tuple[Month, ...]
    undated: tuple[Happening, ...]


def chronicle(document: Document, editions: Sequence[Edition]) -> Chronicle:
    """All that the document and the year's editions say; `editions` may stand in any order."""
    found = [*_of_reports(document), *_of_rounds(document), *_of_editions(editions)]
    dated = sorted(
        ((entry.day, ACTS.index(entry.act), place, entry) for place, entry in enumerate(found) if entry.day),
        key=lambda placed: placed[:3],
    )
    months = groupby(dated, key=lambda placed: placed[0].replace(day=1))
    return Chronicle(
        months=tuple(Month(first, tuple(entry for *_, entry in placed)) for first, placed in months),
        undated=tuple(entry for entry in found if entry.day is None),
    )


def _of_reports(document: Document) -> Iterable[Happening]:
    for report in document.reports:
        yield Happening(report.submitted_on, "submitted", report=report)
        for piece in report.evidence:
            yield Happening(piece.happened_on, "evidence", report=report, evidence=piece)
            if piece.redaction:
                yield Happening(piece.redaction.redacted_on, "redacted", report=report, evidence=piece)


def _of_rounds(document: Document) -> Iterable[Happening]:
    for round_ in document.rounds:
        if round_.due_on:
            yield Happening(round_.due_on, "due", round=round_)
        if round_.closed_on:
            yield Happening(round_.closed_on, "closed", round=round_)


def _of_editions(editions: Iterable[Edition]) -> Iterable[Happening]:
    for edition in sorted(editions, key=lambda edition: edition.number):
        yield Happening(local_day(edition.published_at), "published", edition=edition)
        if edition.withdrawn_at:
            yield Happening(local_day(edition.withdrawn_at), "withdrawn", edition=edition)
