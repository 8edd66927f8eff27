"""The staff's room of measures: plans, measures, rounds and reports, in the order of the work."""

from . import measures, my_reports, plans, reports, reviewing, rounds

__all__ = ["measures", "my_reports", "plans", "reports", "reviewing", "rounds"]
