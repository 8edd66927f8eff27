"""Whether the scores can be what they are: points of a weight, or values that disclosure items cannot give."""

from collections.abc import Sequence

from assessments.analysis import rounded
from assessments.item_scores import impossible_numbers, item_counts, nearest

from . import weighted
from .declared import Case
from .discrepancies import Cause, CauseCode, Code, Discrepancy, Place, Severity


def check_undeclared(case: Case) -> list[Discrepancy]:
    """Scores that look like points in a result of which nothing is declared that could decide."""
    if case.instruments or case.instrument_levels or case.level or case.total is not None:
        return []
    points = weighted.likely_points(case.rules, case.scores)
    believed = weighted.as_scores(case.rules, case.scores, points)
    if any(score < weighted.LOWEST_BELIEVED for score in believed.values()):
        return []
    return in_points(case, points, Severity.WARNING)


def in_points(case: Case, points: tuple[int, ...], severity: Severity) -> list[Discrepancy]:
    """One for each instrument, with the indicators that are entered in points."""
    found = []
    full = weighted.full_points(case.rules, case.scores)
    scores = weighted.as_scores(case.rules, case.scores, points)
    for rule in case.rules.instruments:
        own = tuple(number for number in rule.indicators if number in points)
        if own:
            weight = rounded(full[own[0]])
            cause = Cause(CauseCode.WEIGHTED_CONTRIBUTION, instruments=(rule.code,), weight=weight)
            typed = ", ".join(str(rounded(case.scores[number])) for number in own)
            meant = ", ".join(str(scores[number]) for number in own)
            found.append(Discrepancy(Code.SCORES_ARE_POINTS, severity, Place(indicators=own), typed, meant, cause))
    return found


def impossible_scores(case: Case, known: Sequence[Discrepancy]) -> list[Discrepancy]:
    """Scores that disclosure items cannot give, where no other discrepancy speaks of the indicator already."""
    named = {number for found in known for number in found.place.indicators}
    named |= {candidate.indicator for found in known if found.cause for candidate in found.cause.candidates}
    named |= {number for found in known if found.cause for pair in found.cause.pairs for number in pair}
    impossible = impossible_numbers(case.rules, case.scores)
    return [_impossible_score(case, number) for number in impossible if number not in named]


def _impossible_score(case: Case, number: int) -> Discrepancy:
    counts, score = item_counts(case.rules, number), case.scores[number]
    code = case.rules.instrument_of(number).code
    total_confirms = case.total is not None and case.analysis.exact_total is not None and not case.total_is_wrong()
    instrument = case.analysis.instrument(code).exact
    instrument_confirms = code in case.instruments and instrument is not None and code not in case.wrong
    return Discrepancy(
        Code.IMPOSSIBLE_SCORE,
        Severity.NOTE if total_confirms or instrument_confirms else Severity.WARNING,
        Place(indicators=(number,)),
        rounded(score),
        cause=Cause(CauseCode.DISCLOSURE_ITEMS, counts=counts),
        possible=nearest(counts, score),
    )
