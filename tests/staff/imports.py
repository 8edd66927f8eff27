"""Columns and figures of the files that are imported, and what is asked of an import."""

from decimal import Decimal

from assessments.models import IndicatorScore

MEASURE_COLUMNS = ["fiscal_year", "measure", "title", "step", "step_text", "divisions", "indicators"]
DECLARED_COLUMNS = ["fiscal_year", "total", "level", "IIT", "IIT_level", "EIT", "OIT"]
POINTS = ["5.25", "4.67", "4.91", "4.68", "4.82", "7.84", "8.59", "8.40", "19.00", "17.50"]


def score_of(number: int, **agency) -> Decimal | None:
    return IndicatorScore.objects.get(indicator__number=number, **agency).score


def told(result) -> list[tuple]:
    return [(fault.row, fault.column, fault.value) for fault in result.faults]
