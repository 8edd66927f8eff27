"""How far measures and divisions are: counted reports as figures and as bars with a segment for each standing."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django import template

from publications.document import Counts, DivisionProgress, Document, Progress, RoundPart
from publications.templatetags.rounds import standing_in_words

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
    """A measure (with its number) or a division, and its tally; `before` is that of the reported round before."""

    number: int | None
    title: str
    tally: Tally
    before: Tally | None = None


@dataclass(frozen=True, slots=True)
class RoundTally:
    """One reported round: all of it, and each measure and division that owes a report in it.

    `before` is all of the reported round before it; None where there is none.
    """

    round: RoundPart
    total: Tally
    measures: tuple[Row, ...]
    divisions: tuple[Row, ...]
    before: Tally | None = None


@register.filter
def tally_of(progress: Progress | DivisionProgress) -> Tally:
    """The counted reports of one measure or division in a round."""
    return _tally([progress])


@register.filter
def states(tally: Tally | None) -> str:
    """How many reports stand where, in words; a number stays with its word. Empty for none."""
    segments = tally.segments if tally else ()
    return ", ".join(f"{standing_in_words(segment.standing)}\u00a0{segment.count}" for segment in segments)


@register.filter
def latest_tally(document: Document) -> RoundTally | None:
    """How far everything is in the latest round that the document reports.

    None for a plan, and for an older edition, which does not know it.
    """
    reported = [part for part in document.rounds if part.is_reported]
    found = [tally for round_ in reported if (tally := _round_tally(document, round_))]
    if not found or found[-1].round != reported[-1]:
        return None
    return _compared(found[-1], found[-2]) if len(found) > 1 else found[-1]


def _round_tally(document: Document, round_: RoundPart) -> RoundTally | None:
    divisions = [part for part in document.division_progress if part.round == round_.kind]
    if not divisions:
        return None
    measures = [(measure, part) for measure in document.measures for part in measure.progress]
    return RoundTally(
        round=round_,
        total=_tally(divisions),
        measures=tuple(
            Row(measure.number, measure.title, _tally([part]))
            for measure, part in measures
            if part.round == round_.kind and part.expected
        ),
        divisions=tuple(Row(None, part.division, _tally([part])) for part in divisions),
    )


def _compared(found: RoundTally, before: RoundTally) -> RoundTally:
    """The same round with the tallies of the one before beside its own."""
    return replace(
        found,
        measures=_beside(found.measures, before.measures),
        divisions=_beside(found.divisions, before.divisions),
        before=before.total,
    )


def _beside(rows: Iterable[Row], before: Iterable[Row]) -> tuple[Row, ...]:
    tallies = {row.number or row.title: row.tally for row in before}
    return tuple(replace(row, before=tallies.get(row.number or row.title)) for row in rows)


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
