"""What holds for all tests of the portal; their surroundings are set up in the conftest.py above."""

import io

import pytest
from django.apps import AppConfig, apps
from django.core.cache import cache
from django.core.management import call_command
from django.db import models, transaction
from django.db.models.signals import post_migrate
from django.utils import translation

from agencies.models import Agency
from assessments.models import Framework
from measures.models import Plan
from publications.public import editions, search
from tests import factories

# The folders and files whose tests take longest together.
_LONGEST = {"browser", "pdf", "permissions", "test_upgrade.py", "test_demo.py", "test_demo_rounds.py"}
# What is printed is made of a document, after everything has been read.
_PRINTED = {"pdf", "docx"}
# Whoever asks for none of these is refused a database.
_DATABASES = {"db", "transactional_db", "live_server", "django_db_setup"}


def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Mark who asks a database and whose looks are tested; begin with what takes longest, so that no core is idle."""
    for item in items:
        if item.get_closest_marker("django_db") or not _DATABASES.isdisjoint(item.fixturenames):
            item.add_marker("database")
        if not _PRINTED.isdisjoint(item.path.parts):
            item.add_marker("looks")
    items.sort(key=lambda item: _LONGEST.isdisjoint(item.path.parts))


# The rows that load_frameworks made of its files, table by table.
_loaded: list[list[models.Model]] = []


def load_rules(app_config: AppConfig, **signal) -> None:
    """Hold the rules of every year, as every portal does; factories.framework_of hands them out."""
    if not _loaded:
        call_command("load_frameworks", stdout=io.StringIO())
        _loaded.extend(list(model.objects.all()) for model in app_config.get_models())
    elif not Framework.objects.exists():
        with transaction.atomic():  # whose rows may name each other before all of them are there
            for rows in filter(None, _loaded):
                type(rows[0]).objects.bulk_create(rows)


# When the test database has been made, and again when a test that cannot be rolled back has left it empty.
post_migrate.connect(load_rules, sender=apps.get_app_config("assessments"))


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Begin with nothing in memory: rows that a test rolled back leave their ids to the next, a page its language."""
    translation.deactivate()
    cache.clear()
    editions.read_by_hash.cache_clear()
    search.entries_of.cache_clear()


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
