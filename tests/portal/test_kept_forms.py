"""A form that is sent when the session has ended: what was typed comes back after signing in, to be sent again."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agencies.models import User
from measures.models import Report
from tests import factories
from tests.readers import soup, text
from tests.staff_pages import form_of, page

pytestmark = pytest.mark.django_db
TYPED = 'จัดอบรม "จริยธรรม" แล้ว\r\nครบทุกกอง <b>'


@pytest.fixture
def report(agency) -> Report:
    division = factories.make_division(agency)
    plan = factories.make_year(agency)
    factories.make_user("somsri", agency=agency, role=User.Role.OFFICER, division=division)
    blank = {"status": "draft", "done": "", "result": "", "implementation": ""}
    return factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"), **blank)


def stranger(**options) -> Client:
    return Client(headers={"host": "localhost"}, **options)


def signed_in(name: str = "somsri") -> Client:
    client = stranger()
    client.force_login(User.objects.get(username=name))
    return client


def sign_in(client: Client, answer, name: str = "somsri", **changes):
    """Fill in the door that an answer shows."""
    form = soup(answer).select_one("#login-form")
    carried = {field["name"]: field["value"] for field in soup(answer).select("input[type=hidden]")}
    return client.post(form["action"], {**carried, "username": name, "password": "secret", **changes})


def send_again(client: Client, answer):
    form = soup(answer).select_one("#kept-form")
    sent: dict[str, list[str]] = {}
    for field in form.select("input[type=hidden]"):
        sent.setdefault(field["name"], []).append(field["value"])
    return client.post(form["action"], sent)


def left_behind(report: Report, **changes):
    """The report's form, filled in, and sent after the session was deleted."""
    client, address = signed_in(), page("my_report", report.pk)
    sent = {**form_of(client.get(address)), "done": TYPED, "_save": "", **changes}
    client.session.delete()
    return client, client.post(address, {name: value for name, value in sent.items() if value != []})


def test_what_was_typed_is_stored_after_signing_in_and_sending_it_again(report):
    client, answer = left_behind(report)
    assert (answer.status_code, "การเข้าสู่ระบบของท่านสิ้นสุดลงแล้ว" in text(answer)) == (403, True)
    kept = sign_in(client, answer)
    report.refresh_from_db()
    assert (kept.status_code, report.done) == (200, "")
    assert "ครบทุกกอง <b>" in soup(kept).select_one(".kept-texts").get_text()
    assert send_again(client, kept).url == page("my_report", report.pk)
    report.refresh_from_db()
    assert report.done.splitlines() == TYPED.splitlines()


def test_a_mistyped_password_loses_nothing(report):
    client, answer = left_behind(report)
    again = sign_in(client, answer, password="falsch")
    send_again(client, sign_in(client, again))
    report.refresh_from_db()
    assert "ครบทุกกอง" in report.done


def test_files_are_named_and_neither_tokens_nor_passwords_are_carried():
    file = SimpleUploadedFile("ภาพกิจกรรม.jpg", b"x")
    sent = {"csrfmiddlewaretoken": "t0ken", "password1": "hidden", "note": "หมายเหตุ", "new-uploads": file}
    answer = stranger().post(page("my_report", 1), sent)
    assert "ภาพกิจกรรม.jpg" in [item.get_text() for item in soup(answer).select(".kept li")]
    carried = json.loads(soup(answer).select_one("input[name=kept]")["value"])
    assert carried["fields"] == [["note", "หมายเหตุ"]]


def test_values_of_one_name_stay_in_their_order():
    answer = stranger().post(page("review_chosen", 1), {"report": ["3", "1", "2"]})
    carried = json.loads(soup(answer).select_one("input[name=kept]")["value"])
    assert carried["fields"] == [["report", "3"], ["report", "1"], ["report", "2"]]


def test_another_person_who_signs_in_may_do_no_more_than_usual(report, other):
    factories.make_user("elsewhere", agency=other, role=User.Role.OFFICER, division=other.divisions.first())
    client, answer = left_behind(report)
    refused = send_again(client, sign_in(client, answer, "elsewhere"))
    report.refresh_from_db()
    assert (refused.status_code, report.done) == (404, "")


def test_sending_again_needs_the_token_of_its_own_page(report):
    _client, answer = left_behind(report)
    strict = stranger(enforce_csrf_checks=True)
    door = strict.get(page("login"))
    hidden = soup(door).select_one("input[name=csrfmiddlewaretoken]")["value"]
    kept = sign_in(strict, answer, csrfmiddlewaretoken=hidden)
    assert send_again(strict, kept).status_code == 302
    report.refresh_from_db()
    assert "ครบทุกกอง" in report.done


@pytest.mark.parametrize(
    "address",
    [
        *("https://evil.example/admin/my/", "//evil.example/admin/my/", "/verify/", "/admin/nowhere/"),
        *(
            "/admin/../language/",
            "/admin/login/",
            "/admin/logout/",
            "javascript:alert(1)",
            "/admin/measures/plan/../add/",
        ),
    ],
)
def test_nothing_is_sent_to_an_address_that_is_no_page_of_the_staff(report, address):
    kept = {"address": address, "fields": [["done", TYPED]], "files": []}
    sent = {"username": "somsri", "password": "secret", "kept": json.dumps(kept)}
    answer = stranger().post(page("login"), sent)
    assert answer.status_code == 302


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"address": 1, "fields": [], "files": []}', "[" * 100_000, "null"])
def test_what_no_page_has_written_is_passed_over(report, kept):
    sent = {"username": "somsri", "password": "secret", "kept": kept}
    assert stranger().post(page("login"), sent).url == page("index")


def test_more_fields_than_a_form_may_have_are_not_sent_again(report, settings):
    fields = [["done", TYPED]] * 11
    kept = {"address": page("my_report", report.pk), "fields": fields, "files": []}
    sent = {"username": "somsri", "password": "secret", "kept": json.dumps(kept)}
    assert soup(stranger().post(page("login"), sent)).select_one("#kept-form")
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10
    assert stranger().post(page("login"), sent).status_code == 302


def test_what_is_too_much_to_be_carried_is_said_to_be_in_the_window_before(settings):
    address = page("my_report", 1)
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100_000
    answer = stranger().post(address, {"done": "ก" * 5_000})
    assert "กดปุ่มย้อนกลับของเบราว์เซอร์" in text(answer)
    assert not soup(answer).select("input[name=kept]")
    assert soup(stranger().post(address, {"done": "ก" * 500})).select("input[name=kept]")


def test_nothing_is_kept_on_the_server_for_who_is_not_signed_in(report):
    client, answer = left_behind(report)
    sign_in(client, answer, password="falsch")
    assert list(client.session.keys()) == []


def test_a_first_password_is_changed_in_between_and_the_text_is_still_there(report):
    client, answer = left_behind(report)
    User.objects.filter(username="somsri").update(must_change_password=True)
    kept = sign_in(client, answer)
    assert soup(kept).select_one(f'.kept a[href="{page("password_change")}"][target=_blank]')
    kept = send_again(client, kept)
    report.refresh_from_db()
    assert (kept.status_code, report.done) == (200, "")
    own = "ต้นไม้ริมน้ำ-2566"
    chosen = {"old_password": "secret", "new_password1": own, "new_password2": own, "usable_password": "true"}
    client.post(page("password_change"), chosen)
    send_again(client, kept)
    report.refresh_from_db()
    assert "ครบทุกกอง" in report.done


# A form from before another sign-in in the same browser


def test_a_form_from_before_a_new_sign_in_is_shown_and_sent_with_a_fresh_token(report):
    client, address = stranger(enforce_csrf_checks=True), page("my_report", report.pk)
    client.force_login(User.objects.get(username="somsri"))
    sent = {name: value for name, value in form_of(client.get(address)).items() if value != []}
    client.cookies["csrftoken"] = "A" * 32  # as another window's sign-in leaves it
    kept = client.post(address, {**sent, "done": TYPED, "_save": ""}, headers={"origin": "http://localhost"})
    report.refresh_from_db()
    assert (kept.status_code, report.done) == (200, "")
    assert send_again(client, kept).status_code == 302
    report.refresh_from_db()
    assert "ครบทุกกอง" in report.done


@pytest.mark.parametrize("origin", ["", "null", "http://evil.example"])
def test_a_form_of_another_site_is_refused_and_not_kept(report, origin):
    client = stranger(enforce_csrf_checks=True)
    client.force_login(User.objects.get(username="somsri"))
    headers = {"origin": origin} if origin else {}
    answer = client.post(page("my_report", report.pk), {"done": TYPED}, headers=headers)
    assert (answer.status_code, soup(answer).select("#kept-form")) == (403, [])


def test_the_door_keeps_what_it_carries_when_somebody_has_signed_in_beside_it(report):
    _client, answer = left_behind(report)
    client = stranger(enforce_csrf_checks=True)
    client.force_login(User.objects.get(username="somsri"))
    written = soup(answer).select_one("input[name=kept]")["value"]
    kept = client.post(page("login"), {"kept": written}, headers={"origin": "http://localhost"})
    assert send_again(client, kept).status_code == 302
