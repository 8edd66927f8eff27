"""The agency to which every row of the portal belongs, its divisions, its people and the texts of its site."""

from .agency import Agency, AgencyQuerySet, Division, DivisionQuerySet, FormerHostName, new_calendar_key
from .people import IN_A_DIVISION, ActingAppointment, Role, StaffManager, User
from .texts import SitePage, SiteText

__all__ = [
    "IN_A_DIVISION",
    "ActingAppointment",
    "Agency",
    "AgencyQuerySet",
    "Division",
    "DivisionQuerySet",
    "FormerHostName",
    "Role",
    "SitePage",
    "SiteText",
    "StaffManager",
    "User",
    "new_calendar_key",
]
