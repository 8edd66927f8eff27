"""The recorded changes of a row and of what hangs on it, as sentences can tell them: newest first, old beside new."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from thai.templatetags.thai import be_date, score

from .history import Act, ChangeSource, Record

NOTHING = "–"
# Of a long text only what differs is shown, with this many characters around it.
AROUND = 30
SARA_AM = "\u0e33"  # a letter of its own for Unicode, and half above its consonant for a reader


class HistorySource(NamedTuple):
    """Records of one kind of row, and what such a row is called."""

    records: models.QuerySet[Record]
    name: Callable[[Any], str]


class Text(NamedTuple):
    """What two texts share at their beginning, the two parts that differ, and what they share at their end."""

    start: str
    old: str
    new: str
    end: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One value of a row, as it was and as it became."""

    field: str
    text: Text


@dataclass(frozen=True, slots=True)
class Entry:
    """What happened to one row."""

    row: str
    act: Act
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """Everything that one person changed at once."""

    at: datetime
    by: str
    means: str
    reason: str
    entries: tuple[Entry, ...]


def changes(*told: HistorySource) -> list[Change]:
    """What the records tell, newest first; in as many queries for one change as for a thousand."""
    found = sorted(
        (pair for source in told for pair in _entries(source)), key=lambda pair: pair[0].history_date, reverse=True
    )
    return [_change(list(group)) for _act, group in groupby(found, key=lambda pair: _act_of(pair[0]))]


def _act_of(record: Record) -> tuple[Any, ...]:
    return (record.history_date, record.history_user_id, record.history_means, record.history_change_reason)


def _change(pairs: Sequence[tuple[Record, Entry]]) -> Change:
    record = pairs[0][0]
    return Change(
        at=record.history_date,
        by=who(record),
        means=str(ChangeSource(record.history_means or ChangeSource.SYSTEM).label),
        reason=record.history_change_reason,
        entries=tuple(entry for _record, entry in pairs),
    )


def who(record: Record) -> str:
    """By whom a change was made, in words."""
    user = record.history_user
    if user:
        name: str = user.get_full_name() or user.get_username()
        return name
    return NOTHING if record.history_type == Act.FOUND else _("command of the host")


def _entries(told: HistorySource) -> Iterator[tuple[Record, Entry]]:
    """Each record that tells something, held against the record of the same row before it."""
    records = list(told.records.order_by("id", "history_date", "history_id").select_related("history_user"))
    linked = _linked(told.records)
    nothing = _values(told.records.model(), {})
    for _pk, rows in groupby(records, key=lambda record: record.id):
        before = nothing
        for number, record in enumerate(rows):
            values, act = _values(record, linked[record.history_id]), Act(record.history_type)
            differences = _differences(values, nothing) if act == Act.DELETED else _differences(before, values)
            if (differences or act in (Act.ADDED, Act.DELETED)) and not (act == Act.FOUND and number == 0):
                yield record, Entry(told.name(record), act, differences)
            before = values


def _linked(records: models.QuerySet[Record]) -> dict[int, dict[str, str]]:
    """By record and field, the names of the rows that a row was linked with."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for field in records.model._history_m2m_fields:
        links = getattr(records.model, field.name).model
        target = field.m2m_reverse_field_name()
        of_records = links.objects.filter(history__in=records.order_by().values("pk"))
        pairs = list(of_records.order_by(f"{target}_id").values_list("history", f"{target}_id"))
        targets = field.related_model._default_manager.filter(pk__in={pk for _record, pk in pairs})
        names = {row.pk: str(row) for row in targets}
        for record, pk in pairs:
            name = names.get(pk, _("a deleted one"))
            found[record][field.name] = "\n".join(filter(None, [found[record].get(field.name), name]))
    return found


def _values(record: Record, linked: dict[str, str]) -> dict[str, str]:
    """What a record says of its row, by the names of the fields; where a row belongs never changes and is left out."""
    fields = [field for field in record.tracked_fields if not (field.primary_key or field.is_relation)]
    told = {capfirst(str(field.verbose_name)): _told(field, getattr(record, field.attname)) for field in fields}
    links = {capfirst(str(field.verbose_name)): linked.get(field.name, "") for field in record._history_m2m_fields}
    return told | links


def _told(field: "models.Field[Any, Any]", value: Any) -> str:
    """A field's value for readers: of a choice its words."""
    words = dict(field.flatchoices)
    return str(words[value]) if value in words else written(value)


def written(value: Any) -> str:
    """A value for readers: two decimals, dates in B.E., yes and no."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        return score(value)
    if isinstance(value, date):
        return be_date(value)
    return "" if value is None else str(value)


def _differences(before: dict[str, str], after: dict[str, str]) -> tuple[Difference, ...]:
    pairs = [(field, before[field], value) for field, value in after.items()]
    return tuple(Difference(field, compared(old, new)) for field, old, new in pairs if old != new)


def compared(old: str, new: str) -> Text:
    """Two texts side by side; of long ones only what differs, between whole letters, with a little around it."""
    if max(len(old), len(new)) <= 2 * AROUND:
        return Text("", old or NOTHING, new or NOTHING, "")
    start = _whole(_shared(old, new), old, new)
    rest, other = old[start:], new[start:]
    end = _shared(rest[::-1], other[::-1])
    while end and _hangs_on(rest[len(rest) - end]):
        end -= 1
    return Text(
        _shortened(old[:start], is_start=True),
        rest[: len(rest) - end],
        other[: len(other) - end],
        _shortened(rest[len(rest) - end :], is_start=False),
    )


def _shared(one: str, other: str) -> int:
    """How many letters two texts share at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (a, b) in pairs if a != b), min(len(one), len(other)))


def _whole(length: int, *texts: str) -> int:
    """At most `length`, so that neither text is cut between a consonant and what stands above or below it."""
    while length and any(length < len(text) and _hangs_on(text[length]) for text in texts):
        length -= 1
    return length


def _hangs_on(letter: str) -> bool:
    return unicodedata.category(letter) == "Mn" or letter == SARA_AM


def _shortened(text: str, *, is_start: bool) -> str:
    if len(text) <= AROUND:
        return text
    if is_start:
        return "…" + text[_whole(len(text) - AROUND, text) :]
    return text[: _whole(AROUND, text)] + "…"
