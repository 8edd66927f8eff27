"""What several tests of the staff's room begin with."""

import pytest
from django.db import transaction
from django.utils.translation import override

from agencies.models import User
from measures.models import Plan
from tests import factories
from tests.staff_pages import superuser


@pytest.fixture
def in_english():
    """Faults are compared in the language in which they are written; that all of them are in Thai is tested apart."""
    with override("en"):
        yield


@pytest.fixture
def plan() -> Plan:
    plan = factories.make_year()
    factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"), status="draft")
    return plan


@pytest.fixture(scope="module")
def small_year(django_db_setup, django_db_blocker):
    """A small year and a browser to see it: made once for a module, whose tests undo what they do."""
    with django_db_blocker.unblock(), transaction.atomic():
        plan = factories.make_year()
        factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"), status="draft")
        factories.make_site_text(plan.agency)
        yield superuser()
        transaction.set_rollback(True)


@pytest.fixture
def root(db, small_year):
    """The browser of somebody who sees everything; it remembers nothing of the test before."""
    small_year.cookies.clear()
    small_year.force_login(User.objects.get(username="root"))
    return small_year
