"""A portal that writes its sites into a folder of the test's own."""

from pathlib import Path

import pytest

from agencies.models import Agency
from publications.site import folder, write


@pytest.fixture(autouse=True)
def site_root(settings, tmp_path) -> Path:
    settings.SITE_ROOT = str(tmp_path / "site")
    settings.BASE_ADDRESS = "http://testserver"
    return tmp_path / "site"


@pytest.fixture
def written():
    """A function that writes the site of an agency and gives its folder."""

    def written(agency: Agency) -> Path:
        write.write(agency.pk)
        served = folder.current(agency.pk)
        assert served is not None
        return served

    return written


@pytest.fixture
def without_files(settings):
    """A function that gives what Django itself answers, as if there were no files."""

    def ask(client, address: str, **options):
        kept, settings.SITE_ROOT = settings.SITE_ROOT, ""
        try:
            return client.get(address, **options)
        finally:
            settings.SITE_ROOT = kept

    return ask
