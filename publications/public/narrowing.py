"""Narrowing the list of measures: by division, by how far they are, by indicator; each choice is a page of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from publications.document import Document, MeasurePart

STATUSES = {
    "pending": _("no report yet"),
    "partial": _("partly reported"),
    "complete": _("fully reported"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow the list: `by` and `value` are the end of its address, `word` is what old addresses said."""

    by: str
    value: str
    word: str
    label: str | Promise
    measures: tuple[MeasurePart, ...]
    is_thai: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """The choices of one kind, in their order."""

    by: str
    title: str | Promise
    choices: tuple[Choice, ...]


def groups(document: Document) -> list[Group]:
    """Everything by which the measures of a document can be narrowed."""
    return [
        Group("division", _("Division"), tuple(_by_division(document))),
        Group("status", _("How far"), tuple(_by_status(document))),
        Group("indicator", _("Indicator"), tuple(_by_indicator(document))),
    ]


def choice(document: Document, by: str, value: str) -> Choice | None:
    """The choice at the end of an address; None where the document has no such."""
    return next((found for found in _all(document) if (found.by, found.value) == (by, value)), None)


def asked_in_query(document: Document, query: QueryDict) -> Choice | None:
    """The first choice that an address of old made in its query (`?division=กองคลัง`); None where it made none."""
    return next((found for found in _all(document) if query.get(found.by) == found.word), None)


def _all(document: Document) -> list[Choice]:
    return [found for group in groups(document) for found in group.choices]


def _by_division(document: Document) -> list[Choice]:
    """Numbered from 1 in the order in which the document names them."""
    return [
        Choice("division", str(number), name, name, _those(document, partial(_is_owned, name)))
        for number, name in enumerate(_divisions(document), start=1)
    ]


def _divisions(document: Document) -> list[str]:
    named = [*document.divisions, *(name for measure in document.measures for name in measure.divisions)]
    return list(dict.fromkeys(named))


def _by_status(document: Document) -> list[Choice]:
    return [
        Choice("status", status, status, label, _those(document, partial(_has_status, status)), is_thai=False)
        for status, label in STATUSES.items()
    ]


def _by_indicator(document: Document) -> list[Choice]:
    return [
        Choice(
            *("indicator", str(part.number), str(part.number), f"{part.number}. {part.name}"),
            _those(document, partial(_serves, part.number)),
        )
        for part in document.result.indicators
    ]


def _those(document: Document, answers: Callable[[MeasurePart], bool]) -> tuple[MeasurePart, ...]:
    return tuple(measure for measure in document.measures if answers(measure))


def _is_owned(name: str, measure: MeasurePart) -> bool:
    return name in measure.divisions


def _has_status(status: str, measure: MeasurePart) -> bool:
    return measure.status == status


def _serves(number: int, measure: MeasurePart) -> bool:
    return number in measure.indicators
