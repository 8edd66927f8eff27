"""What several tests of the staff's room begin with."""

import pytest
from django.utils.translation import override

from measures.models import Plan
from tests import factories


@pytest.fixture
def in_english():
    """Faults are compared in the language in which they are written; that all of them are in Thai is tested apart."""
    with override("en"):
        yield


@pytest.fixture
def agency(db):
    return factories.make_agency()


@pytest.fixture
def plan() -> Plan:
    plan = factories.make_year()
    factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"), status="draft")
    return plan
