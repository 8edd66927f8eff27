"""Which measures serve which indicators, what is left uncovered, and whether it helped: pure functions."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from thai.numbers import two_places

Scores = Mapping[int, Decimal | None]  # by number of the indicator; None is empty, which is not zero
Served = Mapping[int, Collection[int]]  # by number of the measure: the numbers of the indicators that it serves


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator of the matrix: a cell for each measure, in the order of `Coverage.measures`.

    `is_weak` says whether the score lies below the target; None while there is no score.
    """

    indicator: int
    score: Decimal | None
    is_weak: bool | None
    cells: tuple[bool, ...]
    measures: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The matrix of indicators and measures, both by number.

    `uncovered` are the weak indicators that no measure serves, lowest score first, as they are the most urgent;
    `idle` the measures that serve no indicator.
    """

    measures: tuple[int, ...]
    rows: tuple[Row, ...]
    uncovered: tuple[int, ...]
    idle: tuple[int, ...]


class Verdict(StrEnum):
    """What became of the indicators that a measure serves; in order from the best."""

    ALL_ROSE = "all rose"
    SOME_ROSE = "some rose"
    NONE_ROSE = "none rose"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Change:
    """One served indicator in two results; scores 0-100, None where one is empty."""

    indicator: int
    before: Decimal | None
    after: Decimal | None

    @property
    def points(self) -> Decimal | None:
        """After less before, in points of the indicator; None when one of them is empty."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class Effect:
    """What became of the indicators that one measure serves."""

    measure: int
    changes: tuple[Change, ...]

    @property
    def rose(self) -> tuple[int, ...]:
        """Numbers of the served indicators that are higher than before."""
        return tuple(change.indicator for change in self.changes if change.points is not None and change.points > 0)

    @property
    def fell(self) -> tuple[int, ...]:
        """Numbers of the served indicators that are lower than before."""
        return tuple(change.indicator for change in self.changes if change.points is not None and change.points < 0)

    @property
    def verdict(self) -> Verdict:
        """Judged by the indicators of which both scores are known; an unchanged score did not rise."""
        known = [change for change in self.changes if change.points is not None]
        if not known:
            return Verdict.UNKNOWN
        if not self.rose:
            return Verdict.NONE_ROSE
        return Verdict.ALL_ROSE if len(self.rose) == len(known) else Verdict.SOME_ROSE


def coverage(scores: Scores, target: Decimal, served: Served) -> Coverage:
    """Hold the measures of a plan against the result that it answers.

    An indicator is weak when its score (0-100), rounded to two decimals half up, is below `target`: 84.995 is not. One
    without a score is neither weak nor uncovered, as nothing is known of it. Whether a strong indicator is served does
    not matter. Source: the check-list before publishing (every indicator below 85 is served by a measure). Raises
    ValueError when a measure serves an indicator that the result does not have.
    """
    _check(served, scores)
    rows = tuple(_row(number, scores[number], target, served) for number in sorted(scores))
    weak = [(row.score, row.indicator) for row in rows if row.is_weak and row.score is not None and not row.measures]
    return Coverage(
        measures=tuple(sorted(served)),
        rows=rows,
        uncovered=tuple(indicator for _, indicator in sorted(weak)),
        idle=tuple(number for number in sorted(served) if not served[number]),
    )


def did_it_help(served: Served, before: Scores, after: Scores) -> tuple[Effect, ...]:
    """Compare, for each measure, the indicators that it serves in the result it answers and in the next one.

    Scores are 0-100; an indicator that the next result does not have counts as empty there. It shows that a score rose,
    not that the measure was the reason: several measures may serve one indicator, and questions and disclosure items
    differ from year to year. Raises ValueError when a measure serves an indicator that the first result does not have.
    """
    _check(served, before)
    return tuple(
        Effect(
            measure, tuple(Change(number, before[number], after.get(number)) for number in sorted(set(served[measure])))
        )
        for measure in sorted(served)
    )


def _row(indicator: int, score: Decimal | None, target: Decimal, served: Served) -> Row:
    cells = {measure: indicator in served[measure] for measure in sorted(served)}
    return Row(
        indicator=indicator,
        score=score,
        is_weak=None if score is None else two_places(score) < target,
        cells=tuple(cells.values()),
        measures=tuple(measure for measure, serves in cells.items() if serves),
    )


def _check(served: Served, scores: Scores) -> None:
    unknown = {number for numbers in served.values() for number in numbers} - set(scores)
    if unknown:
        raise ValueError(f"no such indicators in the result: {sorted(unknown)}")
