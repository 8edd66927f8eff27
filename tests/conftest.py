"""What holds for all tests of the portal; their surroundings are set up in the conftest.py above."""

import io

import pytest
from django.core.cache import cache
from django.core.management import call_command

from publications.public import editions


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """Hold the rules of every year from the start, as every portal does; factories.load_framework hands them out."""
    with django_db_blocker.unblock():
        call_command("load_frameworks", stdout=io.StringIO())


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Begin with nothing in memory: rows that a test rolled back leave their ids to the next one's."""
    cache.clear()
    editions._frozen.cache_clear()
