"""Following an agency's chain of events, and holding what it says against the rows that it is about."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _
from pydantic import AwareDatetime, BaseModel

from agencies.models import Agency
from publications.document import sha256_of
from publications.models import Edition, EditionQuerySet, Event, PublishedFile, PublishedFileQuerySet
from publications.models.events import written

from . import faults
from .faults import Fault


class _Withdrawal(BaseModel):
    """The withdrawal of an edition that was adopted."""

    at: AwareDatetime
    reason: str
    by_role: str


class _Told(BaseModel):
    """What stands in the content of an event and in no column of its row."""

    reason: str
    by_role: str
    withdrawal: _Withdrawal | None


class _Act(NamedTuple):
    """What was done to an edition or a file, when, by whom and why."""

    act: str
    at: datetime | None
    by: int | None
    reason: str


def faults_of_events(agency: Agency) -> Iterator[Fault]:
    """What does not match in the agency's chain, and every edition and file of which it says something else."""
    before: Event | None = None
    told: dict[tuple[str, int], list[_Act]] = defaultdict(list)
    events = Event.objects.for_agency(agency).in_order().select_related("edition", "file", "previous")
    for place, event in enumerate(events.defer("edition__content", "edition__pdf"), start=1):
        said = _read(event)
        yield from faults.of(event, _faults_of(event, said, place, before))
        if said:
            told[_subject(event)] += _acts(event, said)
        before = event
    yield from _faults_of_editions(Edition.objects.for_agency(agency).without_files().in_order(), told)
    yield from _faults_of_files(PublishedFile.objects.for_agency(agency), told)


def _read(event: Event) -> _Told | None:
    try:
        return _Told.model_validate_json(event.content)
    except ValueError:
        return None


def _faults_of(event: Event, said: _Told | None, place: int, before: Event | None) -> Iterator[Fault]:
    if sha256_of(event.content.encode()) != event.sha256:
        yield Fault(event, "content", _("the content does not match its SHA-256"))
    if event.number != place or event.previous_id != (before.pk if before else None):
        yield Fault(event, "chain", _("it does not follow the event before it"))
    if said is None:
        yield Fault(event, "unreadable", _("the content cannot be read"))
    elif event.content.encode() != _content_of(event, said) or not _is_its_agencys(event):
        yield Fault(event, "row", _("what stands in its row and before it differs from the content"))


def _content_of(event: Event, said: _Told) -> bytes:
    """The content that an event of this row would have."""
    withdrawal = said.withdrawal.model_dump() | {"at": written(said.withdrawal.at)} if said.withdrawal else None
    return event.canonical(reason=said.reason, by_role=said.by_role, withdrawal=withdrawal)


def _is_its_agencys(event: Event) -> bool:
    """Whether it stands in the chain of the agency whose edition or file it is about."""
    return event.agency_id in (row.agency_id for row in (event.edition, event.file) if row)


# What the chain says of an edition or a file, and what their rows say


def _subject(event: Event) -> tuple[str, int]:
    return ("edition", event.edition_id) if event.edition_id else ("file", event.file_id or 0)


def _acts(event: Event, said: _Told) -> Sequence[_Act]:
    if event.act != Event.Act.ADOPTED:
        return [_Act(event.act, event.at, event.by_id, said.reason)]
    adopted = _Act(Event.Act.ADOPTED, None, None, "")
    withdrawal = said.withdrawal
    return (
        [adopted, _Act(Event.Act.WITHDRAWN, withdrawal.at, event.by_id, withdrawal.reason)] if withdrawal else [adopted]
    )


def _faults_of_editions(editions: EditionQuerySet, told: dict[tuple[str, int], list[_Act]]) -> Iterator[Fault]:
    for edition in editions:
        published = _Act(Event.Act.PUBLISHED, edition.published_at, edition.published_by_id, edition.reason)
        adopted = _Act(Event.Act.ADOPTED, None, None, "")
        withdrawn = _Act(Event.Act.WITHDRAWN, edition.withdrawn_at, edition.withdrawn_by_id, edition.withdrawal_reason)
        after = [withdrawn] if edition.is_withdrawn else []
        done = told["edition", edition.pk]
        acts = [act for act in done if act.act in (published.act, adopted.act, withdrawn.act)]
        erased = [act.at for act in done if act.act == Event.Act.REDACTED]
        is_told_of_erasing = erased == ([edition.pdf_erased_at] if edition.pdf_erased_at else [])
        if not is_told_of_erasing or acts not in ([published, *after], [adopted, *after]):
            yield Fault(edition, "events", _("what the chain of events says of it is not what stands in its row"))


def _faults_of_files(files: PublishedFileQuerySet, told: dict[tuple[str, int], list[_Act]]) -> Iterator[Fault]:
    for file in files:
        redacted = _Act(Event.Act.REDACTED, file.redacted_at, file.redacted_by_id, file.redaction_reason)
        if told["file", file.pk] != ([redacted] if file.is_redacted else []):
            yield Fault(file, "events", _("what the chain of events says of it is not what stands in its row"))
