"""A fiscal year's plan with its measures (plan.py), and the rounds in which it is followed up (rounds.py)."""

from .plan import Measure, Plan, Step
from .rounds import Evidence, Report, Round

__all__ = ["Evidence", "Measure", "Plan", "Report", "Round", "Step"]
