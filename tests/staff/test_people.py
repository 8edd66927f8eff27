"""The people of an agency: who keeps whose account, and what nobody reaches."""

import pytest
from django.contrib.admin.models import LogEntry

from agencies.models import User
from tests import factories
from tests.readers import soup, text
from tests.staff_pages import browser, errors, form_of, page, send, staff, superuser

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
    User.objects.filter(is_superuser=True).update(language=language)
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


def test_people_are_filtered_by_a_division_that_they_also_serve(agency, officer):
    finance, nobodys = factories.make_division(agency, "กองคลัง"), factories.make_division(agency, "กองว่าง")
    factories.make_user("malee", agency=agency, role=User.Role.OFFICER, division=finance)
    factories.make_user("beside", agency=agency, role=User.Role.OFFICER, division=officer.division)
    officer.also_serves.add(finance)
    client = superuser()
    by = {division: list(listed(client, division__id__exact=division.pk)) for division in (finance, officer.division)}
    assert by == {finance: ["malee", "somsri"], officer.division: ["beside", "somsri"]}
    offered = soup(client.get(page("agencies_user_changelist"))).select_one("#changelist-filter").get_text()
    assert finance.name in offered
    assert nobodys.name not in offered


def test_a_division_that_somebody_only_also_serves_is_offered_as_a_filter(agency, officer):
    finance = factories.make_division(agency, "กองคลัง")
    factories.make_user(
        "beside", agency=agency, role=User.Role.OFFICER, division=factories.make_division(agency, "กองช่าง")
    )
    officer.also_serves.add(finance)
    client = superuser()
    assert (
        finance.name in soup(client.get(page("agencies_user_changelist"))).select_one("#changelist-filter").get_text()
    )
    assert list(listed(client, division__id__exact=finance.pk)) == ["somsri"]


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
    User.objects.filter(is_superuser=True).update(language=language)
    algorithm, salt, digest = officer.password.split("$")
    response = client.get(address)
    assert is_set in text(response)
    assert soup(response).select_one("a[href='../password/']")
    # What the page hides is signed with letters of all kinds, md5 among them one day.
    assert algorithm not in text(response)
    assert not [part for part in (salt, digest[:6]) if part in response.content.decode()]
    officer.set_unusable_password()
    officer.save()
    shown = text(client.get(address))
    assert is_none in shown
    assert is_set not in shown


# What planners and publishers do


@pytest.fixture(params=[User.Role.PLANNER, User.Role.PUBLISHER])
def keeper(agency, request):
    """The browser of somebody who keeps accounts."""
    return staff(agency, request.param)


def test_a_planner_adds_an_officer_who_serves_two_divisions(agency, keeper):
    first, second = factories.make_division(agency, "กองคลัง"), factories.make_division(agency, "กองช่าง")
    chosen = {"role": "officer", "division": str(first.pk), "also_serves": [str(second.pk)]}
    answer = send(keeper, page("agencies_user_add"), username="somsri", first_name="สมศรี", **chosen)
    user = User.objects.get(username="somsri")
    assert answer.status_code == 200
    assert (user.agency, user.role, user.is_staff, user.is_superuser) == (agency, "officer", True, False)
    assert user.divisions() == {first.pk, second.pk}
    assert LogEntry.objects.get().object_id == str(user.pk)


def test_a_planner_disables_an_officer_who_is_signed_in_and_deletes_nobody(officer, keeper):
    signed_in = browser(officer)
    assert signed_in.get(page("index")).status_code == 200
    send(keeper, page("agencies_user_change", officer.pk), is_active=[])
    assert signed_in.get(page("index")).url.startswith(page("login"))
    assert keeper.post(page("agencies_user_delete", officer.pk), {"post": "yes"}).status_code == 403
    assert LogEntry.objects.get().object_id == str(officer.pk)
    send(keeper, page("agencies_user_change", officer.pk), is_active="on")
    officer.refresh_from_db()
    assert officer.is_active


@pytest.mark.parametrize("role", ["planner", "publisher", "host"])
def test_no_planner_gives_a_role_beyond_head_of_division(officer, keeper, role):
    for address in (page("agencies_user_add"), page("agencies_user_change", officer.pk)):
        answer = send(keeper, address, username="new", role=role, division=str(officer.division.pk))
        assert "กรุณาเลือกจากตัวเลือกที่มี" in errors(answer), address
    officer.refresh_from_db()
    assert (officer.username, officer.role, officer.is_superuser) == ("somsri", "officer", False)
    assert not User.objects.filter(username="new").exists()


def test_what_a_planners_page_does_not_ask_cannot_be_slipped_in(officer, other, keeper):
    slipped = {"is_superuser": "on", "agency": str(other.pk), "is_staff": "", "groups": "1", "password": "x"}
    before = officer.password
    send(keeper, page("agencies_user_change", officer.pk), first_name="สมศรี", **slipped)
    send(keeper, page("agencies_user_add"), username="new", division=str(officer.division.pk), **slipped)
    for person in (User.objects.get(pk=officer.pk), User.objects.get(username="new")):
        assert (person.is_superuser, person.agency, person.is_staff) == (False, officer.agency, True)
    officer.refresh_from_db()
    assert (officer.first_name, officer.password) == ("สมศรี", before)


@pytest.mark.parametrize("field", ["division", "also_serves"])
def test_a_division_of_another_agency_is_none_for_a_planner_to_choose(officer, other, keeper, field):
    answer = send(keeper, page("agencies_user_change", officer.pk), **{field: [str(other.divisions.get().pk)]})
    assert "กรุณาเลือกจากตัวเลือกที่มี" in errors(answer)
    officer.refresh_from_db()
    assert officer.divisions() == {officer.division_id}


def test_a_host_serves_a_person_no_division_of_another_agency_either(officer, other):
    answer = send(superuser(), page("agencies_user_change", officer.pk), also_serves=[str(other.divisions.get().pk)])
    assert "มีกองที่เป็นของหน่วยงานอื่นอยู่ในรายการที่เลือก" in errors(answer)


def test_a_planner_sees_the_own_agencys_people_without_the_hosts(agency, officer, other):
    factories.make_user("elsewhere", agency=other)
    User.objects.create_superuser("host", agency=agency)
    assert list(listed(staff(agency))) == [f"planner-{agency.pk}", "somsri"]


def untouchable(agency, other) -> dict[str, User]:
    """People whose account a planner does not keep."""
    acting, soon = (factories.make_user(name, agency=agency, role="officer") for name in ("acting", "soon"))
    factories.appoint(acting, "publisher")
    factories.appoint(soon, "publisher", days=(5, 6))
    return {
        "a colleague": factories.make_user("colleague", agency=agency),
        "a publisher": factories.make_user("palad", agency=agency, role="publisher"),
        "a host": factories.make_user("host"),
        "who acts for more": acting,
        "who will act for more": soon,
        "an officer elsewhere": factories.make_user("elsewhere", agency=other, role="officer"),
    }


def test_a_planner_touches_nobody_who_holds_more_or_belongs_elsewhere(agency, other):
    client = staff(agency)
    people = untouchable(agency, other) | {"oneself": User.objects.get(username=f"planner-{agency.pk}")}
    for who, person in people.items():
        sent = form_of(superuser_of(person).get(page("agencies_user_change", person.pk))) | {"first_name": "ปลอม"}
        client.post(page("agencies_user_change", person.pk), sent)
        client.post(page("agencies_user_change", person.pk), sent | {"is_active": ""})
        assert client.post(page("auth_user_password_change", person.pk)).status_code in (403, 404), who
        before = (person.first_name, person.is_active, person.password)
        person.refresh_from_db()
        assert (person.first_name, person.is_active, person.password) == before, who


def superuser_of(person: User):
    """A host's browser, another for each person."""
    return browser(factories.make_user(f"root-of-{person.pk}"))


def test_the_page_of_a_colleague_is_there_to_be_read_and_says_nothing_of_the_password(agency):
    colleague = factories.make_user("colleague", agency=agency, first_name="สมชาย")
    response = staff(agency).get(page("agencies_user_change", colleague.pk))
    assert {"สมชาย", "ผู้วางแผน (สำนักปลัด)"} <= {cell.get_text(strip=True) for cell in soup(response).select(".readonly")}
    assert not soup(response).select("#content-main input[type=submit], #content-main [name=first_name]")
    assert colleague.password.split("$")[-1][:6] not in response.content.decode()


def test_a_person_is_listed_with_what_is_held_today(agency, officer):
    officer.also_serves.add(factories.make_division(agency, "กองช่าง"))
    factories.appoint(officer, "planner", days=(-1, 1))
    factories.appoint(officer, "publisher", days=(1, 2))
    client = superuser()
    role, divisions, _state = listed(client)["somsri"]
    assert role.startswith("เจ้าหน้าที่กอง; รักษาราชการแทนผู้วางแผน (สำนักปลัด) ถึงวันที่")
    assert "ผู้เผยแพร่" not in role
    assert divisions == f"{officer.division}, กองช่าง"
    assert {name: list(listed(client, role=name)) for name in ("planner", "publisher")} == {
        "planner": ["somsri"],
        "publisher": [],
    }
