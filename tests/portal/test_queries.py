"""How much the staff's lists and pages ask of the database, however many rows there are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import User
from assessments.models import IndicatorScore
from tests import factories
from tests.editions import freeze
from tests.staff_pages import LISTS, page, staff, superuser

pytestmark = pytest.mark.django_db


def asked(client, address: str) -> int:
    """How many queries a page takes, once Django knows the content types, which it reads once in a process."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


def test_a_list_takes_the_same_number_of_queries_for_one_year_and_for_five(agency):
    other = factories.make_agency("อบต.อื่น", domain="other.go.th")
    client = superuser()

    def grow(year: int) -> None:
        for owner in (agency, other):
            plan = factories.make_year(owner, year)
            factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"))
            factories.make_user(f"staff-{owner.pk}-{year}", agency=owner, role=User.Role.OFFICER)
            freeze(plan)

    def counts() -> dict[str, int]:
        found = {}
        for name in LISTS:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page(f"{name}_changelist")).status_code == 200
            found[name] = len(queries)
        return found

    grow(2564)
    few = counts()
    for year in range(2565, 2569):
        grow(year)
    assert counts() == few


def test_a_plans_page_takes_the_same_number_of_queries_for_one_measure_and_for_ten(agency, plan):
    client, address = staff(agency), page("measures_plan_change", plan.pk)
    few = asked(client, address)
    for number in range(2, 11):
        factories.make_measure(plan, number, indicators=(1, 2), divisions=(agency.divisions.get(),))
    assert asked(client, address) == few


def test_an_assessments_page_reads_its_ten_rows_together(agency):
    assessment = factories.make_assessment(agency)
    client, address = staff(agency), page("assessments_assessment_change", assessment.pk)
    complete = asked(client, address)
    IndicatorScore.objects.filter(indicator__number__gt=1).delete()
    assert asked(client, address) == complete
