"""A fiscal year's plan with its measures, the rounds in which it is followed up, the reports and their evidence."""

from .evidence import Evidence
from .plan import Measure, Plan, Step
from .reports import Report
from .rounds import Round

__all__ = ["Evidence", "Measure", "Plan", "Report", "Round", "Step"]
