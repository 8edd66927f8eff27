"""A round of a small agency: two divisions owe their reports by 17 April 2566."""

import pytest

from agencies.models import Agency, Role, User
from measures.models import Report, Round
from tests import factories
from tests.measures.reminders.days import DUE


@pytest.fixture
def agency(db) -> Agency:
    return factories.make_agency(domain="ita.test.go.th")


@pytest.fixture
def finance(agency) -> User:
    """An officer of the finance division."""
    return _officer(agency, "กองคลัง", "สมศรี")


@pytest.fixture
def works(agency) -> User:
    """An officer of the division of works."""
    return _officer(agency, "กองช่าง", "สมชาย")


@pytest.fixture
def planner(agency) -> User:
    return factories.make_user("วิไล", agency=agency, role=Role.PLANNER, email="wilai@test.go.th")


@pytest.fixture
def round_(agency, finance, works) -> Round:
    """Open, with an empty report of every division."""
    plan = factories.make_plan(agency, rounds=False)
    factories.make_measure(plan, title="ป้องกันการทุจริต")
    progress = factories.make_round(plan, is_opened=False, due_on=DUE, title="รายงานความก้าวหน้ารอบ 6 เดือน")
    progress.open(by=factories.make_user("opener", agency=agency), at=factories.at("2023-04-01T09:00:00+07:00"))
    User.objects.filter(username="opener").update(role=Role.PUBLISHER)
    return progress


@pytest.fixture
def report(round_, finance) -> Report:
    """What the finance division owes."""
    return round_.reports.get(division=finance.division)


def _officer(agency: Agency, division: str, name: str) -> User:
    home = factories.make_division(agency, division, position=agency.divisions.count())
    address = {"สมศรี": "somsri@test.go.th", "สมชาย": "somchai@test.go.th"}[name]
    return factories.make_user(name, agency=agency, role=Role.OFFICER, division=home, email=address)
