"""The results of all published years side by side, read from their newest editions."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from publications.document import Document, IndicatorPart, MeasurePart, parse, sha256_of
from publications.models import Edition

from .editions import EditionDamaged, PublishedEditions


@dataclass(frozen=True, slots=True)
class YearOfIndicator:
    """One indicator in one year's result: its part, the change in points against the year before, who serves it."""

    document: Document
    part: IndicatorPart
    change: Decimal | None
    scale_changed: bool
    measures: tuple[MeasurePart, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """All indicators by all years, oldest year first as in the charts; None where a year lacks the indicator."""

    documents: Sequence[Document]
    rows: Sequence[tuple[IndicatorPart, Sequence[IndicatorPart | None]]]


def newest_documents(editions: PublishedEditions) -> list[Document]:
    """The newest readable document of each year, newest year first; one query however many years there are."""
    return documents([editions.latest(year).sha256 for year in editions.years])


def documents(wanted: Sequence[str]) -> list[Document]:
    """The documents with these SHA-256, in their order, in one query; raises EditionDamaged."""
    contents = dict(Edition.objects.filter(sha256__in=wanted).values_list("sha256", "content"))
    return [_parsed(sha256, contents[sha256]) for sha256 in wanted]


def _parsed(sha256: str, content: str) -> Document:
    if sha256_of(content.encode()) != sha256:
        raise EditionDamaged(sha256)
    return parse(content)


def table(documents: Sequence[Document]) -> Table:
    """Every indicator that any year has, under the name of its newest year; `documents` newest first."""
    newest: dict[int, IndicatorPart] = {}
    for document in documents:
        for part in document.result.indicators:
            newest.setdefault(part.number, part)
    columns = documents[::-1]
    rows = [(newest[number], [_part(document, number) for document in columns]) for number in sorted(newest)]
    return Table(columns, rows)


def of_indicator(documents: Sequence[Document], number: int) -> list[YearOfIndicator]:
    """One indicator's years, newest first; `documents` likewise."""
    by_result_year = {document.result.fiscal_year: document for document in documents}
    return [
        _year_of(document, part, by_result_year.get(document.result.fiscal_year - 1))
        for document in documents
        if (part := _part(document, number))
    ]


def _year_of(document: Document, part: IndicatorPart, before: Document | None) -> YearOfIndicator:
    earlier = _part(before, part.number) if before else None
    return YearOfIndicator(
        document=document,
        part=part,
        change=part.score - earlier.score if earlier else None,
        scale_changed=before is not None and before.result.levels != document.result.levels,
        measures=tuple(measure for measure in document.measures if part.number in measure.indicators),
    )


def _part(document: Document, number: int) -> IndicatorPart | None:
    return next((part for part in document.result.indicators if part.number == number), None)
