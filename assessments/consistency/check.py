"""Whether what an official result declares can be true: each figure is held against the scores."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, product
from types import MappingProxyType

from assessments.analysis import Scores, analyse, instrument_level, level_of, rounded, total_of_instruments
from assessments.rules import Rules, Scales

from . import causes
from .declared import Case, Declared, case_of, distance
from .discrepancies import Cause, CauseCode, Code, Discrepancy, Place, Severity

__all__ = ["Declared", "check"]

NO_SCALES: Scales = MappingProxyType({})


def check(
    rules: Rules, scores: Scores, declared: Declared, *, other_levels: Scales = NO_SCALES
) -> tuple[Discrepancy, ...]:
    """Everything that does not fit between a result's scores and what is declared, with the likely causes.

    A declared score may differ from the computed one, both rounded half up to two decimals, by
    `rules.tolerance` (0.01): within it there is at most a note that the last digit differs, beyond it an
    error, or a warning when the figure is the right one rounded to fewer decimals. A result whose declared
    figures follow from its scores has no discrepancy at all. Empty is not zero: what is not declared is not
    checked, and an instrument with an empty score is taken as declared when the total is checked.

    The declared total decides what is wrong at an instrument that differs: does the total agree with the
    scores, the declared instrument is wrong; does it agree with the declared instrument, one of the scores
    is. Levels are then judged by the figures so mended, so that one fault is one discrepancy.

    `other_levels` are the scales of other fiscal years. Raises ValueError as `analyse` does, and for declared
    figures that are no scores or belong to unknown instruments.
    """
    case = case_of(rules, scores, declared, other_levels)
    if len(case.wrong) + case.total_is_wrong() >= 2:
        cause = causes.swapped(rules, case.scores, case.deviation)
        if cause:
            return _swapped(case, cause)
    return _judge(case)


def _swapped(case: Case, cause: Cause) -> tuple[Discrepancy, ...]:
    mended = causes.exchanged(case.scores, cause.pairs[0])
    found = Discrepancy(Code.INDICATORS_SWAPPED, Severity.ERROR, Place(indicators=cause.pairs[0]), cause=cause)
    return (found, *_judge(replace(case, scores=mended, analysis=analyse(case.rules, mended))))


def _judge(case: Case) -> tuple[Discrepancy, ...]:
    points = _points_without_scores(case)
    reconciled = _reconciled(case)
    case = replace(case, believed=frozenset(reconciled))
    found: list[Discrepancy] = []
    for code in (rule.code for rule in case.rules.instruments):
        if code in points:
            found.append(points[code])
        elif code in reconciled:
            found += [_reconciled_discrepancy(case, code, reconciled[code]), *_instrument_level(case, code, None)]
        else:
            found += _instrument_level(case, code, _instrument_finding(case, code))
    return tuple(found) if points else (*found, *_level(case, _total_finding(case)))


# What is wrong where an instrument differs


def _reconciled(case: Case) -> dict[str, Cause]:
    """The instruments whose declared score the total confirms, with the indicator values that explain it."""
    case = replace(case, believed=_confirmed_by_total(case))
    found = {}
    for code in case.believed:
        cause = _reconciling_value(case, code)
        # A copied score is the simpler story, unless the evidence points at one single indicator.
        if cause and (len(cause.candidates) == 1 or not causes.copied(case.scores, case.instruments[code])):
            found[code] = cause
    return found


def _confirmed_by_total(case: Case) -> frozenset[str]:
    """Those of the wrong instruments that must be taken as declared for the total to come out as declared."""
    choices = [frozenset(each) for size in range(len(case.wrong) + 1) for each in combinations(case.wrong, size)]
    cases = [replace(case, believed=choice) for choice in choices]
    best = min(cases, key=lambda each: distance(each.total, each.exact_total()))
    return frozenset() if best.total_is_wrong() else best.believed


def _reconciling_value(case: Case, code: str) -> Cause | None:
    instruments = case.exact_instruments()

    def fits_total(exact: Fraction) -> bool:
        return not case.differs(case.total, total_of_instruments(case.rules, {**instruments, code: exact}))

    rule = next(each for each in case.rules.instruments if each.code == code)
    return causes.reconciling(case.rules, case.scores, rule, case.instruments[code], fits_total)


def _reconciled_discrepancy(case: Case, code: str, cause: Cause) -> Discrepancy:
    if len(cause.candidates) > 1:
        return _score_finding(case, code, cause)
    candidate = cause.candidates[0]
    typed = rounded(case.scores[candidate.indicator])
    place = Place(indicators=(candidate.indicator,))
    return Discrepancy(Code.INDICATOR_DIFFERS, Severity.ERROR, place, typed, candidate.value, cause)


def _instrument_finding(case: Case, code: str) -> Discrepancy | None:
    computed, declared = case.analysis.instrument(code), case.instruments.get(code)
    points = computed.exact_contribution
    if declared is None or computed.exact is None or points is None or not distance(declared, computed.exact):
        return None
    if not case.differs(declared, computed.exact):
        return _score_finding(case, code, Cause(CauseCode.ROUNDING))
    cause = (
        causes.copied(case.scores, declared)
        or causes.contribution(computed.weight, rounded(points), declared, case.rules.tolerance)
        or causes.rounding(computed.exact, declared)
    )
    return _score_finding(case, code, cause)


def _points_without_scores(case: Case) -> dict[str, Discrepancy]:
    """Instruments without scores whose declared figures add up to the total just as they stand: points."""
    if case.total is None or not case.total_is_wrong():
        return {}
    empty = [each for each in case.analysis.instruments if each.exact is None]
    points = [Fraction(case.instruments[each.code]) for each in empty]
    points += [each.exact_contribution for each in case.analysis.instruments if each.exact_contribution]
    if case.differs(case.total, sum(points, Fraction(0))):
        return {}
    return {
        each.code: _score_finding(case, each.code, Cause(CauseCode.WEIGHTED_CONTRIBUTION, weight=each.weight))
        for each in empty
    }


def _score_finding(case: Case, code: str, cause: Cause | None) -> Discrepancy:
    expected = case.analysis.instrument(code).score
    declared = rounded(case.instruments[code])
    return Discrepancy(Code.INSTRUMENT_DIFFERS, _severity(cause), Place(instrument=code), declared, expected, cause)


def _severity(cause: Cause | None) -> Severity:
    if cause is None or cause.code is not CauseCode.ROUNDING:
        return Severity.ERROR
    return Severity.NOTE if cause.places is None else Severity.WARNING


# The total


def _total_finding(case: Case) -> Discrepancy | None:
    exact = case.exact_total()
    if case.total is None or exact is None or not distance(case.total, exact):
        return None
    if not case.total_is_wrong():
        if case.analysis.exact_total is None or case.believed:
            return None  # worked out from rounded instruments, which may well move the last digit
        cause: Cause | None = Cause(CauseCode.ROUNDING)
    else:
        cause = (
            _follows_instruments(case) or causes.copied(case.scores, case.total) or causes.rounding(exact, case.total)
        )
    return Discrepancy(Code.TOTAL_DIFFERS, _severity(cause), Place(), rounded(case.total), rounded(exact), cause)


def _follows_instruments(case: Case) -> Cause | None:
    confirmed = _confirmed_by_total(case) - case.believed
    return Cause(CauseCode.FOLLOWS_INSTRUMENT, instruments=tuple(sorted(confirmed))) if confirmed else None


# Levels


def _instrument_level(case: Case, code: str, score: Discrepancy | None) -> list[Discrepancy]:
    """The discrepancy on an instrument's score, if any, with the one on its level."""
    label, declared = case.instrument_levels.get(code), case.instruments.get(code)
    exact = case.exact_instruments()[code]
    by_declared = instrument_level(case.rules, declared)
    expected = instrument_level(case.rules, exact)
    near = by_declared if not case.differs(declared, exact) else expected
    if label is None or exact is None or label in (expected, near):
        return [score] if score else []
    place, cause = Place(instrument=code), _wrong_scale(case, label, exact, [])
    level = Discrepancy(Code.INSTRUMENT_LEVEL_DIFFERS, Severity.ERROR, place, label, expected, cause)
    return _together(score, level, follows=label == by_declared)


def _level(case: Case, score: Discrepancy | None) -> list[Discrepancy]:
    """The discrepancy on the total, if any, with the one on the level of the result."""
    exact, computed = case.exact_total(), case.exact_instruments()
    exact = Fraction(case.total) if exact is None and case.total is not None else exact
    if not case.level or exact is None:
        return [score] if score else []
    total = exact if case.total is None else Fraction(case.total)
    near = {code: Fraction(score) for code, score in case.instruments.items() if code not in case.wrong}
    variants = (computed, {**computed, **near})
    totals = (exact,) if case.total_is_wrong() else (exact, total)
    possible = [level_of(case.rules, *figures) for figures in product(totals, variants)]
    if case.level in possible or None in possible:
        return [score] if score else []
    follows = case.level == level_of(case.rules, total, {**computed, **case.instruments})
    if follows and not case.total_is_wrong():
        doubtful = tuple(code for code in case.wrong if code not in case.believed)
        cause: Cause | None = Cause(CauseCode.FOLLOWS_INSTRUMENT, instruments=doubtful)
    else:
        cause = _wrong_scale(case, case.level, exact, list(computed.values()))
    level = Discrepancy(Code.LEVEL_DIFFERS, Severity.ERROR, Place(), case.level, possible[0], cause)
    return _together(score, level, follows=follows)


def _together(score: Discrepancy | None, level: Discrepancy, *, follows: bool) -> list[Discrepancy]:
    """One discrepancy when the level is right for the wrong score beside it, else both."""
    if score is None or not follows or score.severity is Severity.NOTE:
        return [each for each in (score, level) if each]
    declared, expected = str(level.declared), str(level.expected)
    return [replace(score, severity=Severity.ERROR, declared_level=declared, expected_level=expected)]


def _wrong_scale(case: Case, label: str, total: Fraction, instruments: Sequence[Fraction | None]) -> Cause | None:
    return causes.wrong_scale(case.other_levels, case.rules.fiscal_year, label, total, instruments)
