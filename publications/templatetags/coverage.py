"""Which indicators the measures of a document serve, and whether those of the year before helped."""

from dataclasses import dataclass
from decimal import Decimal

from django import template

from measures.coverage import Change, Coverage, coverage, did_it_help
from publications.document import Document, EarlierScore, IndicatorPart, MeasurePart, Result

register = template.Library()


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """An indicator with a cell for each measure: the measure's number, and whether it serves the indicator."""

    part: IndicatorPart
    cells: tuple[tuple[int, bool], ...]
    is_uncovered: bool


@dataclass(frozen=True, slots=True)
class Matrix:
    """Indicators by measures, and what is left over on both sides."""

    measures: tuple[MeasurePart, ...]
    rows: tuple[MatrixRow, ...]
    uncovered: tuple[IndicatorPart, ...]
    idle: tuple[int, ...]


@register.filter
def coverage_of(document: Document) -> Matrix:
    """The matrix of a frozen document; nothing but the document is read."""
    parts = {part.number: part for part in document.result.indicators}
    served = {
        measure.number: [number for number in measure.indicators if number in parts] for measure in document.measures
    }
    found = coverage({number: part.score for number, part in parts.items()}, document.result.target, served)
    return Matrix(
        measures=tuple(sorted(document.measures, key=lambda measure: measure.number)),
        rows=_rows(parts, found),
        uncovered=tuple(parts[number] for number in found.uncovered),
        idle=found.idle,
    )


def _rows(parts: dict[int, IndicatorPart], found: Coverage) -> tuple[MatrixRow, ...]:
    return tuple(
        MatrixRow(
            part=parts[row.indicator],
            cells=tuple(zip(found.measures, row.cells, strict=True)),
            is_uncovered=row.indicator in found.uncovered,
        )
        for row in found.rows
    )


@dataclass(frozen=True, slots=True)
class Helped:
    """A measure of the year before with the indicators that it served, each before and after."""

    measure: int
    changes: tuple[tuple[EarlierScore, Change], ...]
    verdict: str


@register.filter
def did_help(result: Result) -> tuple[Helped, ...]:
    """What became of the indicators that last year's measures served; empty where the document does not know them."""
    if result.earlier is None:
        return ()
    earlier = {part.number: part for part in result.earlier.indicators}
    served: dict[int, list[int]] = {}
    for part in earlier.values():
        for measure in part.measures:
            served.setdefault(measure, []).append(part.number)
    after: dict[int, Decimal | None] = {part.number: part.score for part in result.indicators}
    effects = did_it_help(served, {number: part.score for number, part in earlier.items()}, after)
    return tuple(
        Helped(
            effect.measure, tuple((earlier[change.indicator], change) for change in effect.changes), effect.verdict.name
        )
        for effect in effects
    )
