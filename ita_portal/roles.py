"""What each role may do, as one table; the backend that turns a user's role into permissions."""

from typing import NamedTuple

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model

from agencies.models import IN_A_DIVISION, User

VIEW_ALL = {
    "agencies.view_agency",
    "agencies.view_division",
    "agencies.view_sitetext",
    "assessments.view_framework",
    "assessments.view_instrument",
    "assessments.view_indicator",
    "assessments.view_subindicator",
    "assessments.view_level",
    "assessments.view_disclosureitem",
    "assessments.view_assessment",
    "assessments.view_indicatorscore",
    "assessments.view_declaredinstrument",
    "measures.view_plan",
    "measures.view_measure",
    "measures.view_step",
    "measures.view_round",
    "measures.view_report",
    "measures.view_evidence",
    "publications.view_edition",
    "publications.view_publishedfile",
}


def _all_of(app: str, *models: str) -> set[str]:
    return {f"{app}.{action}_{model}" for model in models for action in ("view", "add", "change", "delete")}


REPORTING = _all_of("measures", "evidence") | {"measures.change_report"}
KEEPING = (
    REPORTING
    | {"agencies.change_agency"}
    | _all_of("agencies", "division", "sitetext")
    | _all_of("assessments", "assessment", "indicatorscore", "declaredinstrument")
    | _all_of("measures", "plan", "measure", "step", "round", "report")
)
# No act of Django's own: it says who accepts and returns what the divisions submit (measures/reporting/access.py).
REVIEWING = {"measures.review_report"}
# Nor is this: it says who passes the reports of the own division on to the Palad's office.
ENDORSING = {"measures.endorse_report"}
# What the planners write for the publisher: reasons for warnings, and that a document is ready.
PREPARING = {"publications.prepare_edition"}
PUBLISHING = {"publications.publish_edition", "publications.withdraw_edition", "publications.redact_file"}

# Of no model either: whose accounts one keeps, and which roles one gives to acting officials (staff/authority.py).
EMPLOYING = {f"agencies.employ_{role}" for role in IN_A_DIVISION} | {
    *("agencies.view_user", "agencies.add_user", "agencies.change_user"),
    *_all_of("agencies", "actingappointment"),
    *(f"agencies.appoint_{role}" for role in IN_A_DIVISION),
}
DEPUTISING = {f"agencies.appoint_{role}" for role in (User.Role.PLANNER, User.Role.PUBLISHER)}


class Duty(NamedTuple):
    """One line of the table: what is done (in the README the same words), with which permissions, by which roles."""

    what: str
    permissions: set[str]
    roles: frozenset[str]


EVERYBODY = frozenset(User.Role.values)
HEADS = frozenset([User.Role.HEAD])
THE_OFFICE = frozenset([User.Role.PLANNER, User.Role.PUBLISHER])
PUBLISHERS = frozenset([User.Role.PUBLISHER])

DUTIES = (
    Duty("see the rows of the own agency", VIEW_ALL, EVERYBODY),
    Duty("write reports with their evidence", REPORTING, EVERYBODY),
    Duty("pass the reports of the own division on", ENDORSING, HEADS),
    Duty("keep results, plans, measures, rounds, divisions and the texts of the site", KEEPING, THE_OFFICE),
    Duty("accept and return reports", REVIEWING, THE_OFFICE),
    Duty("draft reasons and send documents for approval", PREPARING, THE_OFFICE),
    Duty("keep the accounts of officers and heads, and appoint acting ones", EMPLOYING, THE_OFFICE),
    Duty("publish, withdraw and redact", PUBLISHING, PUBLISHERS),
    Duty("appoint acting planners and publishers", DEPUTISING, PUBLISHERS),
)

PERMISSIONS: dict[str, frozenset[str]] = {
    role: frozenset().union(*(duty.permissions for duty in DUTIES if role in duty.roles)) for role in User.Role.values
}


class RoleBackend(ModelBackend):
    """Django's own backend, in which a user's role stands where groups stood: nothing to keep in step in tables."""

    def get_group_permissions(self, user_obj: User | AnonymousUser, obj: Model | None = None) -> set[str]:
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if user_obj.is_superuser:
            return super().get_group_permissions(user_obj, obj)
        return set().union(*(PERMISSIONS[role] for role in user_obj.roles()))
