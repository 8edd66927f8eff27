"""The people of an agency: who keeps whose account, and what nobody reaches."""

import pytest

from agencies.models import User
from tests import factories
from tests.readers import soup, text
from tests.staff_pages import errors, page, send, superuser

pytestmark = pytest.mark.django_db


def test_a_division_of_another_agency_is_refused(agency, other):
    user = factories.make_user(agency=agency)
    response = send(superuser(), page("agencies_user_change", user.pk), division=str(other.divisions.get().pk))
    assert "กองนี้เป็นของหน่วยงานอื่น" in errors(response)


@pytest.fixture
def officer(agency) -> User:
    return factories.make_user("somsri", agency=agency, role=User.Role.OFFICER)


def listed(client, **chosen: str) -> dict[str, list[str]]:
    """The list of people: what stands in the columns after each user name."""
    rows = soup(client.get(page("agencies_user_changelist"), chosen)).select("#result_list tbody tr")
    return {row.th.get_text(): [cell.get_text() for cell in row.select("td")[-3:]] for row in rows}


@pytest.mark.parametrize(
    ("language", "position"), [("th", "ผู้ดูแลระบบกลาง"), ("en", "Host administrator")], ids=["Thai", "English"]
)
def test_the_host_administrator_is_listed_and_shown_as_such_and_as_nobodys_officer(agency, officer, language, position):
    User.objects.create_superuser("host", division=officer.division, agency=agency)
    client = superuser()
    client.cookies["django_language"] = language
    assert [cells[:2] for name, cells in listed(client).items() if name != "somsri"] == [[position, "–"]] * 2
    assert listed(client)["somsri"][1] == officer.division.name
    shown = soup(client.get(page("agencies_user_change", User.objects.get(username="host").pk)))
    assert shown.select_one("[name=role] option[selected]").get_text() == position
    assert not shown.select("[name=is_superuser]")


def test_people_are_filtered_by_role_and_a_host_administrator_is_no_officer(agency, officer):
    factories.make_user("palad", agency=agency, role=User.Role.PUBLISHER)
    client = superuser()
    found = {role: list(listed(client, role=role)) for role in ("officer", "planner", "publisher", "host", "nonsense")}
    assert found == {
        "officer": ["somsri"],
        "planner": [],
        "publisher": ["palad"],
        "host": ["root"],
        "nonsense": ["palad", "root", "somsri"],
    }


def test_a_host_administrator_is_made_by_the_role_and_belongs_to_no_division(agency, officer):
    client, address = superuser(), page("agencies_user_change", officer.pk)
    assert send(client, address, role="host").status_code == 302
    officer.refresh_from_db()
    assert (officer.is_superuser, officer.division) == (True, None)
    assert "กรุณาเลือกกองที่เจ้าหน้าที่ผู้นี้เป็นผู้รายงานผล" in errors(send(client, address, role="officer"))
    send(client, address, role="planner")
    officer.refresh_from_db()
    assert (officer.is_superuser, officer.role) == (False, "planner")


@pytest.mark.parametrize(
    ("language", "is_set", "is_none"),
    [
        ("th", "ตั้งรหัสผ่านแล้ว", "ยังไม่ได้ตั้งรหัสผ่าน จึงเข้าสู่ระบบไม่ได้"),
        ("en", "A password is set.", "There is no password: nobody can sign in."),
    ],
    ids=["Thai", "English"],
)
def test_a_persons_page_says_whether_there_is_a_password_and_not_how_it_is_kept(officer, language, is_set, is_none):
    client, address = superuser(), page("agencies_user_change", officer.pk)
    client.cookies["django_language"] = language
    algorithm, salt, digest = officer.password.split("$")
    response = client.get(address)
    assert is_set in text(response)
    assert soup(response).select_one("a[href='../password/']")
    assert not [part for part in (algorithm, salt, digest[:6]) if part in response.content.decode()]
    officer.set_unusable_password()
    officer.save()
    shown = text(client.get(address))
    assert is_none in shown
    assert is_set not in shown
