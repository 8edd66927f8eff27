"""An agency with a year of which nothing is recorded yet."""

import pytest

from assessments.models import Assessment
from measures.models import Plan
from tests import factories
from tests.audit.records import forget


@pytest.fixture
def plan(agency) -> Plan:
    """A year of which nothing is recorded, as after its rows were loaded from a fixture."""
    plan = factories.make_year(agency)
    forget()
    return plan


@pytest.fixture
def result(agency, plan) -> Assessment:
    return agency.assessments.get()
