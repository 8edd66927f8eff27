"""A year to prepare, and who prepares and publishes it."""

import pytest

from agencies.models import User
from measures.models import Plan
from tests import factories


@pytest.fixture(autouse=True)
def unprinted(press) -> None:
    """What a PDF looks like is not tested here."""


@pytest.fixture
def plan() -> Plan:
    """A year that is complete but for two reasons that have to be written."""
    plan = factories.make_year(factories.make_agency(), approved_on=None)
    plan.assessment().scores.update(is_urgent=False)
    return plan


@pytest.fixture
def planner(plan) -> User:
    return factories.make_user("planner", agency=plan.agency, first_name="มาลี", last_name="วางแผน")


@pytest.fixture
def palad(plan) -> User:
    return factories.make_user("palad", agency=plan.agency, role=User.Role.PUBLISHER)
