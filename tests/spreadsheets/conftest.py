"""The browser of the agency's office."""

import pytest
from django.test import Client

from tests.factories import make_user
from tests.staff_pages import browser


@pytest.fixture
def office(agency) -> Client:
    return browser(make_user(agency=agency))
