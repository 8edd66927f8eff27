"""What holds for all tests of the portal; their surroundings are set up in the conftest.py above."""

import pytest
from django.core.cache import cache

from publications.public import editions


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Begin with nothing in memory: rows that a test rolled back leave their ids to the next one's."""
    cache.clear()
    editions._frozen.cache_clear()
