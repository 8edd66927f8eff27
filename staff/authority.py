"""Whose account one keeps, and to whom one may give a role for stated days: nobody hands out more than they hold.

Which roles one hands out stands in the table of roles (ita_portal/roles.py) as `employ_…` and `appoint_…`.
"""

import datetime

from django.utils import timezone

from agencies.models import Role, User

_BY_RANK: list[str] = Role.values


def employable(user: User) -> frozenset[str]:
    """The roles of the people whose accounts `user` keeps."""
    return frozenset(role for role in Role.values if user.has_perm(f"agencies.employ_{role}"))


def appointable(user: User) -> frozenset[str]:
    """The roles that `user` may give to an acting official."""
    return frozenset(role for role in Role.values if user.has_perm(f"agencies.appoint_{role}"))


def may_appoint(user: User, person: User) -> bool:
    """Whether `user` may name `person` an acting official: a colleague who holds nothing that `user` could not give."""
    if person.is_superuser or person == user:
        return False
    is_colleague = user.is_superuser or person.agency_id == user.agency_id
    return is_colleague and _roles_now_or_later(person) <= appointable(user)


def keeps(user: User, person: User) -> bool:
    """Whether `user` may change and disable the account of `person`, and give it a new first password.

    Whoever can do that can also sign in as that person: so no role counts less because it is held as acting official.
    """
    return user.is_superuser or (person.role in employable(user) and may_appoint(user, person))


def _roles_now_or_later(person: User) -> frozenset[str]:
    coming = person.acting_appointments.filter(ends_on__gte=timezone.localdate())
    return frozenset([person.role, *coming.values_list("role", flat=True)])


def holds_as_much(user: User, role: str, on: datetime.date) -> bool:
    """Whether `user` will hold, on a day, this role or one further on in the work: it may be held for a time only."""
    return user.is_superuser or max(map(_BY_RANK.index, user.roles(on))) >= _BY_RANK.index(role)
