"""What a plan's page says about its aim: which measures serve which indicators, and whether they helped."""

from collections.abc import Iterable

from assessments.models import Assessment
from measures.coverage import coverage, did_it_help
from measures.models import Measure


def matrix(result: Assessment | None, measures: Iterable[Measure]) -> dict:
    """The indicators of the result that the plan answers by its measures; `coverage` is None without such a result."""
    if result is None:
        return {"coverage": None}
    numbered = {measure.number: measure for measure in measures}
    rows = {row.indicator.number: row for row in result.scores.all()}
    found = coverage(_scores(result), result.framework.target, _served(numbered))
    return {
        "coverage": found,
        "measures": [numbered[number] for number in found.measures],
        "rows": [(row, rows[row.indicator].indicator) for row in found.rows],
        "uncovered": [rows[number] for number in found.uncovered],
        "idle": [numbered[number] for number in found.idle],
        "target": result.framework.target,
    }


def effects(before: Assessment | None, after: Assessment | None, measures: Iterable[Measure]) -> dict:
    """Each measure with its indicators before and after; `effects` is empty until the plan's own year has a result."""
    if before is None or after is None:
        return {"effects": []}
    numbered = {measure.number: measure for measure in measures}
    indicators = {row.indicator.number: row.indicator for row in before.scores.all()}
    found = did_it_help(_served(numbered), _scores(before), _scores(after))
    return {
        "before": before,
        "after": after,
        "effects": [
            {
                "measure": numbered[effect.measure],
                "verdict": effect.verdict.name,
                "changes": [(indicators[change.indicator], change) for change in effect.changes],
            }
            for effect in found
            if effect.changes
        ],
    }


def _scores(result: Assessment) -> dict:
    return {row.indicator.number: row.score for row in result.scores.all()}


def _served(measures: dict[int, Measure]) -> dict[int, list[int]]:
    return {
        number: [indicator.number for indicator in measure.indicators.all()] for number, measure in measures.items()
    }
