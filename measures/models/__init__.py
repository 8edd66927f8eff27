"""A fiscal year's plan with its measures, the rounds in which it is followed up, the reports and their evidence."""

from . import stored_files
from .acts import ReportAct
from .evidence import Clearance, Evidence
from .plan import Measure, Plan, Step
from .reminders import Reminder
from .reports import Report
from .rounds import Round
from .steps import StepReport

__all__ = [
    "Clearance",
    "Evidence",
    "Measure",
    "Plan",
    "Reminder",
    "Report",
    "ReportAct",
    "Round",
    "Step",
    "StepReport",
    "stored_files",
]
