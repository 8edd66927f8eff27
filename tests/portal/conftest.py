"""What the tests of the staff's room start from: an agency, another beside it, a year that can be published."""

import pytest

from agencies.models import Agency
from measures.models import Plan
from tests import factories


@pytest.fixture
def agency() -> Agency:
    return factories.make_agency()


@pytest.fixture
def other() -> Agency:
    """A second agency with a year of its own."""
    other = factories.make_agency("อบต.อื่น", domain="other.go.th")
    factories.make_year(other)
    return other


@pytest.fixture
def plan(agency) -> Plan:
    return factories.make_year(agency)
