"""Whether what an official result declares can be true: each figure is held against the scores."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from types import MappingProxyType

from assessments.analysis import Scores, rounded, total_of_instruments
from assessments.rules import Rules, Scales

from . import causes, reconciling, weighted
from .declared import Case, Declared, case_of, distance
from .discrepancies import Cause, CauseCode, Code, Discrepancy, Place, Severity
from .faulty_indicator import faulty_indicator, total_candidates
from .level_check import check_instrument_level, check_level
from .possible import Range, mean_range, total_range
from .score_check import check_undeclared, impossible_scores, in_points

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

    Where no instrument is declared, the declared levels and the slips of the hand decide between total and scores.
    Scores that make sense only as points of the total are named first, and everything else is judged by the scores
    that they mean.

    What cannot be told from the known figures is not thereby right: a declared figure must be one of those that are
    still possible, and a level must be one of the year. A score that an indicator's disclosure items cannot give is
    named by itself, with a warning, or with a note where declared figures confirm it.

    `other_levels` are the scales of other fiscal years. Raises ValueError as `analyse` does, and for declared
    figures that are no scores or belong to unknown instruments.
    """
    case = case_of(rules, scores, declared, other_levels)
    if len(case.wrong) + case.total_is_wrong() >= 2:
        cause = causes.swapped(rules, case.scores, case.deviation)
        if cause:
            return _swapped(case, cause)
    points = weighted.indicators_in_points(case)
    if points:
        return _in_points(case, points)
    unsure = check_undeclared(case)
    return (*unsure, *_judge(case, *unsure))


def _swapped(case: Case, cause: Cause) -> tuple[Discrepancy, ...]:
    found = Discrepancy(Code.INDICATORS_SWAPPED, Severity.ERROR, Place(indicators=cause.pairs[0]), cause=cause)
    return (found, *_judge(case.with_scores(causes.exchanged(case.scores, cause.pairs[0])), found))


def _in_points(case: Case, points: tuple[int, ...]) -> tuple[Discrepancy, ...]:
    named = in_points(case, points, Severity.ERROR)
    others = _judge(weighted.mended_case(case, points), *named)
    # The scores that points mean are near, not exact: last digits say nothing.
    return (*named, *(found for found in others if found.cause != Cause(CauseCode.ROUNDING)))


def _judge(case: Case, *known: Discrepancy) -> tuple[Discrepancy, ...]:
    """All discrepancies beside those that are known, which the scores of this case are already freed from."""
    faulty, candidate = faulty_indicator(case)
    if faulty and candidate:
        mended = case.with_scores({**case.scores, candidate.indicator: candidate.value})
        return (faulty, *_judge(mended, *known, faulty))
    found = _figures(case)
    return (*found, *impossible_scores(case, [*known, *found]))


def _figures(case: Case) -> tuple[Discrepancy, ...]:
    points = weighted.instruments_in_points(case)
    reconciled = _reconciled(case)
    case = replace(case, believed=frozenset(reconciled))
    found: list[Discrepancy] = []
    for rule in case.rules.instruments:
        code = rule.code
        if code in points:
            cause = Cause(CauseCode.WEIGHTED_CONTRIBUTION, weight=rule.weight)
            found.append(_score_discrepancy(case, code, cause))
        elif code in reconciled:
            found.append(_reconciled_discrepancy(case, code, reconciled[code]))
            found += check_instrument_level(case, code, None)
        else:
            found += check_instrument_level(case, code, _instrument_discrepancy(case, code))
    return tuple(found) if points else (*found, *check_level(case, _total_discrepancy(case)))


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
    choices = [frozenset(codes) for size in range(len(case.wrong) + 1) for codes in combinations(case.wrong, size)]
    cases = [replace(case, believed=choice) for choice in choices]
    best = min(cases, key=lambda tried: distance(tried.total, tried.exact_total()))
    return frozenset() if best.total_is_wrong() else best.believed


def _reconciling_value(case: Case, code: str) -> Cause | None:
    instruments = case.exact_instruments()

    def fits_total(exact: Fraction) -> bool:
        return not case.differs(case.total, total_of_instruments(case.rules, {**instruments, code: exact}))

    rule = next(rule for rule in case.rules.instruments if rule.code == code)
    return reconciling.with_instrument(case.rules, case.scores, rule, case.instruments[code], fits_total)


def _reconciled_discrepancy(case: Case, code: str, cause: Cause) -> Discrepancy:
    if len(cause.candidates) > 1:
        return _score_discrepancy(case, code, cause)
    candidate = cause.candidates[0]
    typed = rounded(case.scores[candidate.indicator])
    place = Place(indicators=(candidate.indicator,))
    return Discrepancy(Code.INDICATOR_DIFFERS, Severity.ERROR, place, typed, candidate.value, cause)


def _instrument_discrepancy(case: Case, code: str) -> Discrepancy | None:
    computed, declared = case.analysis.instrument(code), case.instruments.get(code)
    points = computed.exact_contribution
    if declared is not None and computed.exact is None:
        rule = next(rule for rule in case.rules.instruments if rule.code == code)
        return _out_of_range(case, Code.INSTRUMENT_DIFFERS, Place(code), declared, mean_range(rule, case.scores))
    if declared is None or computed.exact is None or points is None or not distance(declared, computed.exact):
        return None
    if not case.differs(declared, computed.exact):
        return _score_discrepancy(case, code, Cause(CauseCode.ROUNDING))
    cause = (
        causes.copied(case.scores, declared)
        or causes.contribution(computed.weight, rounded(points), declared, case.rules.tolerance)
        or causes.rounding(computed.exact, declared)
    )
    return _score_discrepancy(case, code, cause)


def _score_discrepancy(case: Case, code: str, cause: Cause | None) -> Discrepancy:
    expected = case.analysis.instrument(code).score
    declared = rounded(case.instruments[code])
    return Discrepancy(Code.INSTRUMENT_DIFFERS, _severity(cause), Place(instrument=code), declared, expected, cause)


def _severity(cause: Cause | None) -> Severity:
    if cause is None or cause.code is not CauseCode.ROUNDING:
        return Severity.ERROR
    return Severity.NOTE if cause.places is None else Severity.WARNING


# The total


def _total_discrepancy(case: Case) -> Discrepancy | None:
    exact = case.exact_total()
    if case.total is not None and exact is None:
        span = total_range(case.rules, case.ranges())
        return _out_of_range(case, Code.TOTAL_DIFFERS, Place(), case.total, span)
    if case.total is None or exact is None or not distance(case.total, exact):
        return None
    if not case.total_is_wrong():
        if case.analysis.exact_total is None or case.believed:
            return None  # worked out from rounded instruments, which may well move the last digit
        cause: Cause | None = Cause(CauseCode.ROUNDING)
    else:
        cause = (
            _follows_instruments(case)
            or causes.copied(case.scores, case.total)
            or causes.rounding(exact, case.total)
            or _one_of_many(case)
        )
    return Discrepancy(Code.TOTAL_DIFFERS, _severity(cause), Place(), rounded(case.total), rounded(exact), cause)


def _one_of_many(case: Case) -> Cause | None:
    candidates = total_candidates(case)
    return Cause(CauseCode.RECONCILING_VALUE, candidates=candidates) if candidates else None


def _out_of_range(case: Case, code: Code, place: Place, figure: Decimal, span: Range) -> Discrepancy | None:
    """A declared score that no value of what is missing explains."""
    if not span.excludes(rounded(figure), case.rules.tolerance):
        return None
    return Discrepancy(code, Severity.ERROR, place, rounded(figure), possible=span.shown())


def _follows_instruments(case: Case) -> Cause | None:
    confirmed = _confirmed_by_total(case) - case.believed
    return Cause(CauseCode.FOLLOWS_INSTRUMENT, instruments=tuple(sorted(confirmed))) if confirmed else None
