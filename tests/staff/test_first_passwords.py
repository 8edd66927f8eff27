"""A first password is made by the portal, shown once, kept nowhere, and changed before anything else."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.test import Client

from agencies.models import User
from staff.first_password import new_first_password
from tests import factories
from tests.queued import run_jobs
from tests.readers import soup, text
from tests.staff_pages import browser, errors, page, send, staff, superuser

pytestmark = pytest.mark.django_db

OWN = "ต้นไม้ริมน้ำ-2566"


@pytest.fixture
def officer(agency) -> User:
    return factories.make_user("somsri", agency=agency, role=User.Role.OFFICER)


def shown(response) -> str:
    return soup(response).select_one(".first-password code").get_text()


def sign_in(username: str, password: str) -> Client:
    client = Client(headers={"host": "localhost"})
    client.post(page("login"), {"username": username, "password": password})
    return client


def choose(client: Client, old: str, new: str):
    return client.post(page("password_change"), {"old_password": old, "new_password1": new, "new_password2": new})


def test_first_passwords_are_long_readable_and_all_different():
    made = {new_first_password() for _number in range(200)}
    assert len(made) == 200
    for password in made:
        assert [len(group) for group in password.split("-")] == [4, 4, 4, 4]
        assert not set(password) & set("0O1lIoij")
        validate_password(password)


def test_the_first_password_of_a_new_person_is_shown_once_and_stands_nowhere(agency, caplog):
    caplog.set_level("DEBUG")
    client = staff(agency)
    division = factories.make_division(agency)
    answer = send(client, page("agencies_user_add"), username="somsri", role="officer", division=str(division.pk))
    password, person = shown(answer), User.objects.get(username="somsri")
    assert person.check_password(password)
    assert person.must_change_password
    assert "no-store" in answer["Cache-Control"]
    for address in (page("index"), page("agencies_user_changelist"), page("agencies_user_change", person.pk)):
        assert password not in client.get(address).content.decode(), address
    kept = [str(row) for row in LogEntry.objects.values()] + [str(row.get_decoded()) for row in Session.objects.all()]
    assert kept
    assert not [row for row in [*kept, caplog.text, str(answer.cookies)] if password in row]


def test_a_forgotten_password_is_replaced_on_purpose_only_and_ends_the_sessions(agency, officer):
    client, address = staff(agency), page("auth_user_password_change", officer.pk)
    signed_in = browser(officer)
    assert not soup(client.get(address)).select(".first-password")
    assert signed_in.get(page("index")).status_code == 200
    password = shown(client.post(address))
    assert signed_in.get(page("index")).status_code == 302
    officer.refresh_from_db()
    assert (officer.check_password(password), officer.must_change_password) == (True, True)
    assert LogEntry.objects.get(object_id=officer.pk).change_message == "ออกรหัสผ่านแรกเข้าใหม่แล้ว"


def test_nobody_gets_a_first_password_from_oneself():
    client = superuser()
    assert client.post(page("auth_user_password_change", User.objects.get().pk)).url == page("password_change")
    assert User.objects.get().check_password("secret")


def test_who_signs_in_with_a_first_password_chooses_another_before_anything_else(officer):
    User.objects.filter(pk=officer.pk).update(must_change_password=True)
    client = sign_in("somsri", "secret")
    response = client.get(page("index"), follow=True)
    assert response.redirect_chain == [(page("password_change"), 302)]
    assert "กรุณาตั้งรหัสผ่านของท่านเองก่อนใช้งาน" in text(response)
    assert client.post("/admin/nowhere/", {"x": "y"}).url == page("password_change")
    assert choose(client, "secret", OWN).url == page("password_change_done")
    assert client.get(page("index")).status_code == 200
    officer.refresh_from_db()
    assert (officer.check_password(OWN), officer.must_change_password) == (True, False)
    assert "กรุณาตั้งรหัสผ่านของท่านเองก่อนใช้งาน" not in text(client.get(page("password_change")))


def test_the_first_password_itself_is_no_choice(officer):
    password = new_first_password()
    officer.set_password(password)
    officer.must_change_password = True
    officer.save()
    client = sign_in("somsri", password)
    assert "มีผู้อื่นทราบรหัสผ่านนี้ กรุณาตั้งรหัสผ่านอื่น" in errors(choose(client, password, password))
    officer.refresh_from_db()
    assert officer.must_change_password


def test_who_has_to_choose_may_leave(officer):
    User.objects.filter(pk=officer.pk).update(must_change_password=True)
    client = sign_in("somsri", "secret")
    assert client.post(page("logout")).status_code == 200
    assert client.get(page("index")).url.startswith(page("login"))


def test_a_password_chosen_by_a_mailed_link_is_ones_own(officer, mailoutbox):
    User.objects.filter(pk=officer.pk).update(must_change_password=True, email="somsri@example.go.th")
    client = Client(headers={"host": "localhost"})
    client.post("/admin/password_reset/", {"email": "somsri@example.go.th"})
    run_jobs()
    link = next(word for word in mailoutbox[0].body.split() if "/admin/password_reset/" in word)
    form = client.get(link.split("localhost", 1)[1], follow=True)
    client.post(form.redirect_chain[-1][0], {"new_password1": OWN, "new_password2": OWN})
    officer.refresh_from_db()
    assert (officer.check_password(OWN), officer.must_change_password) == (True, False)
