"""Acting officials: who names them, for which days, and that nobody gives what they do not hold."""

import datetime

import pytest
from django.utils import timezone

from agencies.models import ActingAppointment, User
from tests import factories
from tests.readers import soup
from tests.staff_pages import browser, errors, page, send, staff, superuser
from thai.calendar import format_numeric

pytestmark = pytest.mark.django_db


def day(number: int) -> str:
    return format_numeric(timezone.localdate() + datetime.timedelta(days=number))


def name_acting(client, person: User, role: str, *, days: tuple[int, int] = (0, 9), **fields: str):
    """Fill in one new row of the appointments on a person's page and save."""
    there = person.acting_appointments.count()
    values = {"role": role, "starts_on": day(days[0]), "ends_on": day(days[1])} | fields
    sent = {f"acting_appointments__{there}__{name}": value for name, value in values.items()}
    address = page("agencies_user_change", person.pk)
    return send(client, address, acting_appointments__TOTAL_FORMS=str(there + 1), **sent)


@pytest.fixture
def officer(agency) -> User:
    return factories.make_user("somsri", agency=agency, role=User.Role.OFFICER)


@pytest.fixture
def colleague(agency) -> User:
    return factories.make_user("colleague", agency=agency)


def test_a_planner_names_an_acting_head_of_another_division(agency, officer):
    division = factories.make_division(agency, "กองช่าง")
    answer = name_acting(staff(agency), officer, "head", division=str(division.pk))
    assert answer.status_code == 302
    officer = User.objects.get(pk=officer.pk)
    assert officer.roles() == {"officer", "head"}
    assert officer.headed_divisions() == {division.pk}
    assert officer.roles(timezone.localdate() + datetime.timedelta(days=10)) == {"officer"}


@pytest.mark.parametrize("role", ["planner", "publisher"])
def test_a_planner_names_no_acting_planner_or_publisher(agency, officer, role):
    answer = name_acting(staff(agency), officer, role)
    assert "กรุณาเลือกจากตัวเลือกที่มี" in errors(answer)
    assert not ActingAppointment.objects.exists()


def test_a_publisher_names_a_planner_acting_publisher_and_changes_nothing_else(agency, colleague):
    client = staff(agency, User.Role.PUBLISHER)
    shown = soup(client.get(page("agencies_user_change", colleague.pk)))
    assert not shown.select("[name=first_name], [name=role], [name=is_active]")
    assert name_acting(client, colleague, "publisher").status_code == 302
    assert User.objects.get(pk=colleague.pk).roles() == {"planner", "publisher"}
    send(client, page("agencies_user_change", colleague.pk), first_name="ปลอม", role="officer", is_active="")
    colleague.refresh_from_db()
    assert (colleague.first_name, colleague.role, colleague.is_active) == ("", "planner", True)


def test_nobody_names_oneself(agency):
    palad = factories.make_user("palad", agency=agency, role=User.Role.PUBLISHER)
    name_acting(browser(palad), palad, "planner")
    assert not ActingAppointment.objects.exists()


def test_a_host_administrator_acts_for_nobody(agency):
    host = User.objects.create_superuser("host", agency=agency)
    name_acting(superuser(), host, "publisher")
    assert not ActingAppointment.objects.exists()


def test_a_division_of_another_agency_is_refused(agency, other, officer):
    stranger = str(other.divisions.get().pk)
    assert "กรุณาเลือกจากตัวเลือกที่มี" in errors(name_acting(staff(agency), officer, "head", division=stranger))
    assert "กองนี้เป็นของหน่วยงานอื่น" in errors(name_acting(superuser(), officer, "head", division=stranger))
    assert not ActingAppointment.objects.exists()


def test_a_person_who_moves_to_another_agency_takes_no_division_along(agency, other, officer):
    factories.appoint(officer, "head", division=officer.division)
    moved = {"agency": str(other.pk), "division": str(other.divisions.get().pk)}
    answer = send(superuser(), page("agencies_user_change", officer.pk), **moved)
    assert "กองนี้เป็นของหน่วยงานอื่น" in errors(answer)


@pytest.mark.parametrize(
    ("role", "days", "has_division", "sentence"),
    [
        ("officer", (3, 2), True, "วันสุดท้ายต้องไม่อยู่ก่อนวันแรก"),
        ("head", (0, 1), False, "กรุณาระบุกองเมื่อรักษาราชการแทน"),
        ("planner", (0, 1), True, "กรุณาระบุกองเมื่อรักษาราชการแทน"),
    ],
)
def test_a_mistake_is_named_in_thai(agency, officer, role, days, has_division, sentence):
    division = {"division": str(officer.division.pk)} if has_division else {}
    answer = name_acting(staff(agency, User.Role.PUBLISHER), officer, role, days=days, **division)
    assert sentence in errors(answer)


def test_a_year_of_the_christian_era_is_no_day_of_an_appointment(agency, officer):
    today = timezone.localdate()
    answer = name_acting(staff(agency, User.Role.PUBLISHER), officer, "planner", ends_on=f"31/12/{today.year}")
    assert "ค.ศ." in errors(answer)


def test_who_holds_a_role_for_a_time_gives_it_for_no_longer(agency, colleague):
    acting = factories.make_user("acting", agency=agency)
    factories.appoint(acting, "publisher", days=(-1, 5))
    client = browser(acting)
    assert "ท่านดำรงบทบาทนี้เพียงชั่วคราว" in errors(name_acting(client, colleague, "publisher", days=(0, 6)))
    assert name_acting(client, colleague, "publisher", days=(0, 5)).status_code == 302


def test_an_appointment_beyond_ones_own_power_stays_as_it_is(agency, officer):
    ended = factories.appoint(officer, "publisher", days=(-9, -2))
    client, address = staff(agency), page("agencies_user_change", officer.pk)
    assert send(client, address, acting_appointments__0__ends_on=day(9), first_name="สมศรี").status_code == 302
    assert send(client, address, acting_appointments__0__DELETE="on").status_code == 302
    before = ended.ends_on
    ended.refresh_from_db()
    assert ended.ends_on == before
    assert User.objects.get(pk=officer.pk).first_name == "สมศรี"


def test_an_appointment_ends_when_it_is_deleted(agency, officer):
    factories.appoint(officer, "head", division=officer.division)
    send(staff(agency), page("agencies_user_change", officer.pk), acting_appointments__0__DELETE="on")
    assert not officer.acting_appointments.exists()
