"""The rules of each fiscal year as rows (framework.py), and each agency's result under those rules (result.py)."""

from .framework import DisclosureItem, Framework, Indicator, Instrument, Level, SubIndicator
from .result import Assessment, DeclaredInstrument, IndicatorScore
from .rules_copy import copy_rules

__all__ = [
    "Assessment",
    "DeclaredInstrument",
    "DisclosureItem",
    "Framework",
    "Indicator",
    "IndicatorScore",
    "Instrument",
    "Level",
    "SubIndicator",
    "copy_rules",
]
