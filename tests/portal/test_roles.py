"""The table of roles: the README says what the code does, and no role hands out more than it holds."""

import pytest
from django.conf import settings

from agencies.models import Role
from ita_portal.roles import DUTIES, ENDORSING, PERMISSIONS

HEADINGS = ["may", "officer", "head", "planner", "publisher", "host administrator"]


def in_the_readme() -> dict[str, list[str]]:
    """The table of the README: who has a tick, by what they may do."""
    lines = (settings.BASE_DIR / "README.md").read_text().splitlines()
    table = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    start = table.index(HEADINGS)
    ticks = {}
    for what, *cells in table[start + 2 :]:
        if len(cells) != len(HEADINGS) - 1:
            break
        ticks[what] = [name for name, cell in zip(HEADINGS[1:], cells, strict=True) if cell == "✓"]
    return ticks


def test_the_readme_says_what_the_code_does():
    roles = dict(zip(Role.values, HEADINGS[1:-1], strict=True))
    in_code = {duty.what: [*(roles[role] for role in Role if role in duty.roles), HEADINGS[-1]] for duty in DUTIES}
    assert in_the_readme() == in_code


@pytest.mark.parametrize("role", Role.values)
def test_no_role_gives_another_that_may_more(role):
    given = {name for name in PERMISSIONS[role] if name.startswith(("agencies.employ_", "agencies.appoint_"))}
    for name in given:
        # What a head passes on, the planner accepts: who accepts needs not pass on.
        assert PERMISSIONS[name.rpartition("_")[2]] - ENDORSING <= PERMISSIONS[role], name
    assert bool(given) == (role in (Role.PLANNER, Role.PUBLISHER))
