"""The staff's room of measures: plans, measures, rounds and reports, in the order of the work."""

from . import measures, plans, reports, reviewing, rounds

__all__ = ["measures", "plans", "reports", "reviewing", "rounds"]
