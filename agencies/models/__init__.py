"""The agency to which every row of the portal belongs, its divisions and its people."""

from .agency import Agency, AgencyQuerySet, Division, DivisionQuerySet, FormerHostName, new_calendar_key
from .people import IN_A_DIVISION, ActingAppointment, Role, StaffManager, User

__all__ = [
    "IN_A_DIVISION",
    "ActingAppointment",
    "Agency",
    "AgencyQuerySet",
    "Division",
    "DivisionQuerySet",
    "FormerHostName",
    "Role",
    "StaffManager",
    "User",
    "new_calendar_key",
]
