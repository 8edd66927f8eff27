"""An open round with a draft of the officer's division, and another division beside it."""

import pytest

from agencies.models import Division, User
from measures.models import Report
from tests import factories
from tests.staff_pages import staff


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """Files are kept apart for each test."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def report(agency) -> Report:
    factories.make_division(agency)
    plan = factories.make_year(agency)
    blank = {"status": "draft", "done": "", "result": "", "implementation": ""}
    report = factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"), **blank)
    report.evidence.all().delete()
    return report


@pytest.fixture
def finance(agency, report) -> Division:
    return factories.make_division(agency, "กองคลัง")


@pytest.fixture
def officer(report):
    return staff(report.division.agency, User.Role.OFFICER, division=report.division)
