"""Whether a declared level can be the level of its figures, as they are known."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product

from assessments.analysis import instrument_level, level_of

from . import causes
from .declared import Case
from .discrepancies import Cause, CauseCode, Code, Discrepancy, Place, Severity
from .possible import instrument_levels, instrument_range, result_levels


def check_instrument_level(case: Case, code: str, score: Discrepancy | None) -> list[Discrepancy]:
    """The discrepancy on an instrument's score, if any, with the one on its level."""
    label, declared = case.instrument_levels.get(code), case.instruments.get(code)
    exact = case.exact_instruments()[code]
    if label is None:
        return _present(score)
    place = Place(instrument=code)
    if exact is None:
        return _present(score, _open_level(case, Code.INSTRUMENT_LEVEL_DIFFERS, place, label, _open_levels(case, code)))
    by_declared = instrument_level(case.rules, declared)
    expected = instrument_level(case.rules, exact)
    near = by_declared if not case.differs(declared, exact) else expected
    if label in (expected, near):
        return _present(score)
    if label not in _labels(case):
        return _present(score, _unknown_level(case, place, label, expected))
    cause = _wrong_scale(case, label, exact, [])
    level = Discrepancy(Code.INSTRUMENT_LEVEL_DIFFERS, Severity.ERROR, place, label, expected, cause)
    return _together(score, level, follows=label == by_declared)


def check_level(case: Case, score: Discrepancy | None) -> list[Discrepancy]:
    """The discrepancy on the total, if any, with the one on the level of the result."""
    exact = case.exact_total()
    if not case.level:
        return _present(score)
    if exact is None:
        left = result_levels(case.rules, case.total, case.ranges(), case.total_span)
        return _present(score, _open_level(case, Code.LEVEL_DIFFERS, Place(), case.level, left))
    possible = _possible_levels(case, exact)
    if case.level in possible or _is_explained(case, score):
        return _present(score)
    if case.level not in _labels(case):
        return _present(score, _unknown_level(case, Place(), case.level, possible[0]))
    return _known_level(case, exact, possible[0], score)


def _labels(case: Case) -> tuple[str, ...]:
    return tuple(level.label for level in case.rules.levels)


def _present(*found: Discrepancy | None) -> list[Discrepancy]:
    return [discrepancy for discrepancy in found if discrepancy]


def _unknown_level(case: Case, place: Place, label: str, expected: str | None) -> Discrepancy:
    """A label that the year's scale does not have."""
    cause = causes.other_scale(case.other_levels, case.rules.fiscal_year, label)
    return Discrepancy(Code.UNKNOWN_LEVEL, Severity.ERROR, place, label, expected, cause, levels=_labels(case))


# Where not all figures are known


def _open_levels(case: Case, code: str) -> tuple[str, ...]:
    """The levels at which an instrument without a score can be, by its known scores and the declared total."""
    return instrument_levels(case.rules, instrument_range(case.rules, code, case.open_ranges(), case.total_span))


def _open_level(case: Case, code: Code, place: Place, label: str, possible: tuple[str, ...]) -> Discrepancy | None:
    """A level that is none of those left, or none of the year."""
    expected = possible[0] if len(possible) == 1 else None
    if label in possible:
        return None
    if label not in _labels(case):
        return _unknown_level(case, place, label, expected)
    return Discrepancy(code, Severity.ERROR, place, label, expected, possible=possible)


# Where all figures are known


def _possible_levels(case: Case, exact: Fraction) -> list[str]:
    """The level by what is computed, first, and by the declared figures within the tolerance."""
    computed = case.exact_instruments()
    total = exact if case.total is None else Fraction(case.total)
    near = {code: Fraction(score) for code, score in case.instruments.items() if code not in case.wrong}
    totals = (exact,) if case.total_is_wrong() else (exact, total)
    levels = [level_of(case.rules, *figures) for figures in product(totals, (computed, {**computed, **near}))]
    return [level for level in levels if level]


def _is_explained(case: Case, score: Discrepancy | None) -> bool:
    """Whether one of the scores that would make the total right also makes the level right."""
    if score is None or score.cause is None or score.cause.code is not CauseCode.RECONCILING_VALUE:
        return False
    values = [(candidate.indicator, candidate.value) for candidate in score.cause.candidates]
    return any(
        case.with_scores({**case.scores, number: value}).analysis.level == case.level for number, value in values
    )


def _known_level(case: Case, exact: Fraction, expected: str, score: Discrepancy | None) -> list[Discrepancy]:
    computed = case.exact_instruments()
    total = exact if case.total is None else Fraction(case.total)
    follows = case.level == level_of(case.rules, total, {**computed, **case.instruments})
    if follows and not case.total_is_wrong():
        doubtful = tuple(code for code in case.wrong if code not in case.believed)
        cause: Cause | None = Cause(CauseCode.FOLLOWS_INSTRUMENT, instruments=doubtful)
    else:
        cause = _wrong_scale(case, case.level, exact, list(computed.values()))
    level = Discrepancy(Code.LEVEL_DIFFERS, Severity.ERROR, Place(), case.level, expected, cause)
    return _together(score, level, follows=follows)


def _together(score: Discrepancy | None, level: Discrepancy, *, follows: bool) -> list[Discrepancy]:
    """One discrepancy when the level is right for the wrong score beside it, else both."""
    if score is None or not follows or score.severity is Severity.NOTE:
        return _present(score, level)
    declared, expected = str(level.declared), str(level.expected)
    return [replace(score, severity=Severity.ERROR, declared_level=declared, expected_level=expected)]


def _wrong_scale(case: Case, label: str, total: Fraction, instruments: Sequence[Fraction | None]) -> Cause | None:
    return causes.wrong_scale(case.other_levels, case.rules.fiscal_year, label, total, instruments)
