"""What holds for all tests of the portal; their surroundings are set up in the conftest.py above."""

import pytest
from django.core.cache import cache

from publications import shelf


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Begin with nothing in memory: rows that a test rolled back leave their ids to the next one's."""
    cache.clear()
    shelf._frozen.cache_clear()
