"""What holds for all tests of the portal; their surroundings are set up in the conftest.py above."""

import io

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.management import call_command
from django.db.models.signals import post_migrate
from django.utils import translation

from agencies.models import Agency
from measures.models import Plan
from publications.public import editions
from tests import factories


def load_rules(**signal) -> None:
    """Hold the rules of every year, as every portal does; factories.framework_of hands them out."""
    call_command("load_frameworks", stdout=io.StringIO())


# When the test database has been made, and again when a test that cannot be rolled back has left it empty.
post_migrate.connect(load_rules, sender=apps.get_app_config("assessments"))


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Begin with nothing in memory: rows that a test rolled back leave their ids to the next, a page its language."""
    translation.deactivate()
    cache.clear()
    editions._frozen.cache_clear()


@pytest.fixture
def agency(db) -> Agency:
    return factories.make_agency()


@pytest.fixture
def other(db) -> Agency:
    """A second agency with a year of its own."""
    other = factories.make_agency("อบต.อื่น", domain="other.go.th")
    factories.make_year(other)
    return other


@pytest.fixture
def plan(agency) -> Plan:
    return factories.make_year(agency)
