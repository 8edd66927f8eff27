"""One indicator that the declared total alone shows to be wrong, where no instrument is declared."""

from fractions import Fraction

from assessments.analysis import rounded
from assessments.item_scores import impossible_numbers

from . import causes, reconciling
from .declared import Case
from .discrepancies import Candidate, Cause, CauseCode, Code, Discrepancy, Place, Severity


def faulty_indicator(case: Case) -> tuple[Discrepancy | None, Candidate | None]:
    """The indicator that is rather wrong than the declared total, with its likeliest value."""
    candidates = total_candidates(case)
    if not candidates or not _is_named(case, candidates):
        return None, None
    best = candidates[0]
    cause = Cause(CauseCode.RECONCILING_VALUE, candidates=candidates)
    place = Place(indicators=(best.indicator,))
    typed = rounded(case.scores[best.indicator])
    return Discrepancy(Code.INDICATOR_DIFFERS, Severity.ERROR, place, typed, best.value, cause), best


def total_candidates(case: Case) -> tuple[Candidate, ...]:
    """The values of single indicators that would make a wrong total right, the likeliest first.

    None where a declared instrument differs, which then decides, where the total has a simpler explanation, and
    where the declared levels agree with the scores as they stand and with no other.
    """
    exact = case.analysis.exact_total
    if case.total is None or exact is None or case.wrong or case.believed or not case.total_is_wrong():
        return ()
    if causes.copied(case.scores, case.total) or causes.rounding(exact, case.total):
        return ()
    open_indicators = [
        number for number in case.rules.indicators if case.rules.instrument_of(number).code not in case.instruments
    ]
    candidates = reconciling.with_total(case.rules, case.scores, open_indicators, case.total)
    agreeing = [candidate for candidate in candidates if not _with_candidate(case, candidate).level_conflicts()]
    return tuple(agreeing if agreeing or not case.level_conflicts() else candidates)


def _with_candidate(case: Case, candidate: Candidate) -> Case:
    return case.with_scores({**case.scores, candidate.indicator: candidate.value})


def _is_named(case: Case, candidates: tuple[Candidate, ...]) -> bool:
    """Whether the first candidate stands out, and the total itself is no likelier to be wrong.

    It stands out alone, by a typed score that cannot be, or by being a slip of the hand. The levels confirm the
    total when they agree with the candidate and not with the scores as they stand; else the total may be a slip too.
    """
    best = candidates[0]
    numbers = impossible_numbers(case.rules, case.scores)
    impossible = [candidate for candidate in candidates if candidate.indicator in numbers]
    slips = [candidate for candidate in candidates if candidate.is_slip]
    if case.level_conflicts() and not _with_candidate(case, best).level_conflicts():
        return bool(impossible or slips) or len(candidates) == 1
    if len(impossible) == 1:
        return True
    total_is_slip = case.total is not None and reconciling.is_slip(
        case.total, rounded(case.exact_total() or Fraction(0))
    )
    return not total_is_slip and (len(candidates) == 1 or (not impossible and len(slips) == 1))
