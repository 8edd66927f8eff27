"""Who hears of what: the people of an agency by what they hold on a day, and the address to which mails lead them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from agencies.models import Agency, Role, User


@dataclass(frozen=True, slots=True)
class Recipients:
    """The people with an open account, by the primary keys of the divisions for which they write or review."""

    writers: dict[int, list[User]]
    heads: dict[int, list[User]]
    planners: list[User]

    @classmethod
    def of(cls, agency: Agency, on: date) -> Self:
        """Those of an agency on a day; what somebody holds as acting official counts."""
        people = User.objects.filter(agency=agency, is_active=True, is_staff=True, is_superuser=False)
        everybody = list(people.prefetch_related("also_serves", "acting_appointments").order_by("username"))
        return cls(
            writers=_by_division((user, user.divisions(on)) for user in everybody),
            heads=_by_division((user, user.headed_divisions(on)) for user in everybody),
            planners=[user for user in everybody if Role.PLANNER in user.roles(on)],
        )


def _by_division(holdings: Iterable[tuple[User, frozenset[int]]]) -> dict[int, list[User]]:
    found: dict[int, list[User]] = defaultdict(list)
    for user, divisions in holdings:
        for division in divisions:
            found[division].append(user)
    return found
