"""The measures and rounds of a plan as tables that come in and go out as spreadsheets."""

from .measures import MeasureResource
from .rounds import RoundResource

__all__ = ["MeasureResource", "RoundResource"]
