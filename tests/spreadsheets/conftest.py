"""An agency, a year of rules, and the browser of its office."""

import pytest
from django.test import Client

from tests.factories import make_agency, make_user
from tests.staff_pages import browser


@pytest.fixture
def agency(db):
    return make_agency()


@pytest.fixture
def office(agency) -> Client:
    return browser(make_user(agency=agency))
