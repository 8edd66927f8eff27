"""The agency's own page, and its divisions."""

import pytest

from agencies.models import Division, User
from tests import factories
from tests.staff_pages import errors, form_of, page, send, staff, superuser

pytestmark = pytest.mark.django_db


def test_everybody_changes_the_own_password(agency):
    client = staff(agency, User.Role.OFFICER)
    new = "ต้นไม้ริมน้ำ-2566"
    client.post(page("password_change"), {"old_password": "secret", "new_password1": new, "new_password2": new})
    assert User.objects.get().check_password(new)


def test_the_own_agency_opens_without_a_list_and_keeps_its_host_name(agency, other):
    client = staff(agency)
    response = client.get(page("agencies_agency_changelist"), follow=True)
    assert form_of(response)["name"] == agency.name
    send(client, page("agencies_agency_change", agency.pk), name="อบต.ใหม่", domain="stolen.go.th")
    agency.refresh_from_db()
    assert (agency.name, agency.domain) == ("อบต.ใหม่", None)


@pytest.mark.parametrize("written", ["https://ita.go.th", "ita.go.th/", "ita go th"])
def test_only_a_host_name_is_taken_for_one(agency, written):
    response = send(superuser(), page("agencies_agency_change", agency.pk), domain=written)
    assert "กรุณากรอกเฉพาะชื่อโดเมน" in errors(response)


def test_a_host_name_is_another_agencys_in_capitals_too(agency, other):
    response = send(superuser(), page("agencies_agency_change", agency.pk), domain="OTHER.go.th")
    assert "มีหน่วยงานอื่นใช้ชื่อโดเมนนี้แล้ว" in errors(response)


def test_a_division_with_work_is_not_deleted_but_unticked(agency):
    factories.make_year(agency)
    division = factories.make_division(agency, "กองคลัง")
    factories.make_measure(agency.plans.get(), 2, divisions=(division,))
    client = staff(agency)
    client.post(page("agencies_division_delete", division.pk), {"post": "yes"})
    assert Division.objects.filter(pk=division.pk).exists()
    send(client, page("agencies_division_change", division.pk), is_active=[])
    division.refresh_from_db()
    assert not division.is_active


def test_a_second_division_of_the_same_name_is_refused_at_the_form(agency):
    factories.make_division(agency, "กองคลัง")
    response = send(staff(agency), page("agencies_division_add"), name="กองคลัง")
    assert "มีกองชื่อนี้อยู่แล้ว" in errors(response)
