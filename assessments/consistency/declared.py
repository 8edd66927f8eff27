"""What an official result declares, side by side with what follows from its scores."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from assessments.analysis import Analysis, Scores, analyse, rounded, total_of_instruments
from assessments.rules import Rules, Scales, check_score

from .possible import FULL_RANGE, Range, around, exactly, instrument_range, level_range, mean_range

HALF = Decimal("0.005")  # of the last shown decimal


@dataclass(frozen=True, slots=True)
class Declared:
    """What the official result declares, as printed; None, an empty text or a missing key is *not declared*.

    Scores of instruments (by code) and the total are 0-100 with two decimals, levels are labels.
    """

    instruments: Mapping[str, Decimal | None] = field(default_factory=dict)
    total: Decimal | None = None
    level: str | None = None
    instrument_levels: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """One result with all that is needed to judge it; scores and declared figures without the empty ones.

    `believed` are the instruments that are taken as declared although their scores say otherwise.
    """

    rules: Rules
    scores: Mapping[int, Decimal]
    analysis: Analysis
    instruments: Mapping[str, Decimal]
    instrument_levels: Mapping[str, str]
    total: Decimal | None
    level: str
    other_levels: Scales
    believed: frozenset[str] = frozenset()

    @property
    def wrong(self) -> tuple[str, ...]:
        """The instruments whose declared score differs from the computed one by more than the tolerance."""
        return tuple(
            instrument.code
            for instrument in self.analysis.instruments
            if self.differs(self.instruments.get(instrument.code), instrument.exact)
        )

    def exact_instruments(self) -> dict[str, Fraction | None]:
        """The instruments as computed; as declared where a score is empty or the declared one is believed."""
        return {
            instrument.code: Fraction(self.instruments[instrument.code])
            if instrument.code in self.instruments and (instrument.exact is None or instrument.code in self.believed)
            else instrument.exact
            for instrument in self.analysis.instruments
        }

    def exact_total(self) -> Fraction | None:
        return total_of_instruments(self.rules, self.exact_instruments())

    def total_is_wrong(self) -> bool:
        return self.differs(self.total, self.exact_total())

    def level_conflicts(self) -> int:
        """How many of the declared levels are not those of the scores as they stand."""
        own = [(self.level, self.analysis.level)]
        own += [
            (self.instrument_levels.get(instrument.code, ""), instrument.level)
            for instrument in self.analysis.instruments
        ]
        return sum(bool(label) and label != computed for label, computed in own)

    def with_scores(self, scores: Mapping[int, Decimal]) -> "Case":
        """The same declared figures beside other scores."""
        return replace(self, scores=scores, analysis=analyse(self.rules, scores))

    @property
    def total_span(self) -> Range:
        """What the exact total can be by the declared one, to within rounding and tolerance."""
        return FULL_RANGE if self.total is None else around(self.total, HALF + self.rules.tolerance)

    def open_ranges(self) -> dict[str, Range]:
        """What each instrument can be: its score, as `exact_instruments` takes it, or all that its scores leave."""
        exact = self.exact_instruments()
        return {
            rule.code: mean_range(rule, self.scores) if (score := exact[rule.code]) is None else exactly(score)
            for rule in self.rules.instruments
        }

    def ranges(self) -> dict[str, Range]:
        """The same, narrowed by the declared level of an instrument without a score, where that level is possible."""
        found = self.open_ranges()
        left = {code: instrument_range(self.rules, code, found, self.total_span) for code in found}
        by_level = {code: level_range(self.rules, label) for code, label in self.instrument_levels.items()}
        return found | {
            code: found[code].within(span)
            for code, span in by_level.items()
            if not found[code].is_known and not left[code].within(span).is_empty
        }

    def differs(self, declared: Decimal | None, exact: Fraction | None) -> bool:
        return distance(declared, exact) > self.rules.tolerance

    def deviation(self, analysis: Analysis) -> Decimal:
        """How far the worst declared score is from what an analysis of other scores says."""
        return max(
            distance(self.total, analysis.exact_total),
            *(distance(self.instruments.get(instrument.code), instrument.exact) for instrument in analysis.instruments),
        )


def distance(declared: Decimal | None, exact: Fraction | None) -> Decimal:
    """Between a declared and a computed score, both with two decimals; 0 when there is nothing to compare."""
    if declared is None or exact is None:
        return Decimal(0)
    return abs(rounded(declared) - rounded(exact))


def case_of(rules: Rules, scores: Scores, declared: Declared, other_levels: Scales) -> Case:
    """Scores and declared figures side by side; ValueError when one of them cannot be."""
    unknown = {*declared.instruments, *declared.instrument_levels} - {rule.code for rule in rules.instruments}
    if unknown:
        raise ValueError(f"unknown instruments: {sorted(unknown)}")
    for name, score in (*declared.instruments.items(), ("total", declared.total)):
        if score is not None:
            check_score(score, f"declared score of {name}")
    return Case(
        rules=rules,
        scores={number: score for number, score in scores.items() if score is not None},
        analysis=analyse(rules, scores),
        instruments={code: score for code, score in declared.instruments.items() if score is not None},
        instrument_levels={code: label.strip() for code, label in declared.instrument_levels.items() if label},
        total=declared.total,
        level=(declared.level or "").strip(),
        other_levels=other_levels,
    )
