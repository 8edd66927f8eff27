"""How far measures and divisions are: counted reports as figures and as bars with a segment for each standing."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import template

from publications.document import Counts, DivisionProgress, Document, MeasurePart, Progress, RoundPart

register = template.Library()

# From the best to what nobody knows of; the segments of a bar and the words beside it stand in this order.
ORDER = ("done", "said_done", "partly_done", "in_progress", "not_started", "not_done", "reported", "missing")
SAYS_NOTHING = ("reported", "missing")


@dataclass(frozen=True, slots=True)
class Segment:
    """The reports of one standing: how many, and their place in a bar that is 100 wide."""

    standing: str
    count: int
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Tally:
    """Reports that are owed, by standing; what none has is left out."""

    expected: int
    accepted: int
    late: int
    segments: tuple[Segment, ...]

    @property
    def says_how_far(self) -> bool:
        """Whether any report says how far the work is; in old editions none does."""
        return any(segment.standing not in SAYS_NOTHING for segment in self.segments)


@dataclass(frozen=True, slots=True)
class Row:
    """A measure (with its number) or a division, and its tally."""

    number: int | None
    title: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class RoundTally:
    """One reported round: all of it, and each measure and division that owes a report in it."""

    round: RoundPart
    total: Tally
    measures: tuple[Row, ...]
    divisions: tuple[Row, ...]


@register.filter
def tally_of(progress: Progress | DivisionProgress) -> Tally:
    """The counted reports of one measure or division in a round."""
    return _tally([progress])


@register.filter
def latest_tally(document: Document) -> RoundTally | None:
    """How far everything is in the latest round that the document reports.

    None for a plan, and for an older edition, which does not know it.
    """
    reported = [part for part in document.rounds if part.is_reported]
    divisions = [part for part in document.division_progress if reported and part.round == reported[-1].kind]
    if not divisions:
        return None
    measures = [(measure, part) for measure in document.measures for part in measure.progress]
    measures = [(measure, part) for measure, part in measures if part.round == reported[-1].kind and part.expected]
    return RoundTally(
        round=reported[-1],
        total=_tally(divisions),
        measures=tuple(_row_of_measure(measure, part) for measure, part in measures),
        divisions=tuple(Row(None, part.division, _tally([part])) for part in divisions),
    )


def _row_of_measure(measure: MeasurePart, progress: Progress) -> Row:
    return Row(measure.number, measure.title, _tally([progress]))


def _tally(parts: Iterable[Progress | DivisionProgress]) -> Tally:
    counted = [part.counts for part in parts]
    totals: dict[str, int] = {name: sum(getattr(counts, name) for counts in counted) for name in Counts.model_fields}
    expected = sum(totals[standing] for standing in ORDER)
    return Tally(
        expected=expected,
        accepted=expected - totals["missing"],
        late=totals["late"],
        segments=tuple(_segments(totals, expected)),
    )


def _segments(totals: dict[str, int], expected: int) -> Iterable[Segment]:
    before = 0
    for standing in ORDER:
        if count := totals[standing]:
            yield Segment(standing, count, _part(before, expected), _part(count, expected))
            before += count


def _part(count: int, expected: int) -> str:
    return f"{100 * count / expected:.2f}"
