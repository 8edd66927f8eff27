"""A forgotten password: one answer for every address, a link to the own agency's host, and a new password."""

import re

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agencies.models import User
from jobs.models import QueuedJob
from tests import factories
from tests.queued import queued, run_jobs
from tests.readers import soup, text
from tests.staff_pages import errors, form_of, page, send

pytestmark = pytest.mark.django_db

ADDRESS = "somsri@thamaling.go.th"
ASK = reverse("admin_password_reset")
NEW = "ต้นไม้ริมน้ำ-2566"


@pytest.fixture
def somsri(agency) -> User:
    return factories.make_user("สมศรี", agency=agency, email=ADDRESS, first_name="สมศรี", last_name="ใจดี")


def ask(email: str = ADDRESS, host: str = "localhost"):
    client = Client(headers={"host": host})
    return client.post(ASK, {"email": email}, follow=True)


def link() -> str:
    """The address in the only mail that was sent, now at the latest."""
    run_jobs()
    (sent,) = mail.outbox
    return re.search(r"https?://\S+", sent.body)[0]


def path_of(address: str) -> str:
    return "/" + address.split("/", 3)[3]


def opened(client: Client, address: str):
    """The page to which the link in the mail leads."""
    return client.get(path_of(address), follow=True)


def test_the_sign_in_page_leads_to_the_forgotten_password():
    shown = soup(Client(headers={"host": "localhost"}).get(page("login")))
    assert shown.select_one(f"a[href='{ASK}']").get_text() == "ลืมชื่อผู้ใช้หรือรหัสผ่าน"


def test_the_mail_is_thai_names_the_account_and_is_dated_in_the_buddhist_era(agency, somsri, settings):
    ask()
    run_jobs()
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([ADDRESS], "การตั้งรหัสผ่านใหม่ของระบบคุณธรรมและความโปร่งใส")
    day = timezone.localtime() + timezone.timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    for expected in ("เรียน สมศรี ใจดี", f"ของ{agency.name}", "ชื่อผู้ใช้: สมศรี", f"พ.ศ. {day.year + 543} เวลา"):
        assert expected in sent.body
    assert not re.findall(r"[A-Za-z]+", sent.body.replace(link(), ""))


def test_the_mail_is_english_for_who_reads_english(somsri):
    User.objects.filter(pk=somsri.pk).update(language="en")
    ask()
    run_jobs()
    (sent,) = mail.outbox
    assert sent.subject == "A new password for the integrity and transparency portal"
    assert "Dear สมศรี ใจดี," in sent.body


def test_the_link_takes_a_new_password_once(somsri):
    ask()
    client, address = Client(headers={"host": "localhost"}), link()
    form = opened(client, address)
    assert "รหัสผ่านต้องมีอย่างน้อย 8 ตัวอักษร" in text(form)
    here = form.redirect_chain[-1][0]
    assert "รหัสผ่านทั้งสองช่องไม่ตรงกัน" in errors(send(client, here, new_password1=NEW, new_password2="อื่น"))
    assert not client.login(username="สมศรี", password=NEW)
    done = client.post(here, form_of(form) | {"new_password1": NEW, "new_password2": NEW}, follow=True)
    assert soup(done).h1.get_text() == "ตั้งรหัสผ่านใหม่เรียบร้อยแล้ว"
    assert client.login(username="สมศรี", password=NEW)
    assert "ลิงก์นี้ใช้ตั้งรหัสผ่านไปแล้วหรือหมดอายุ" in text(opened(Client(headers={"host": "localhost"}), address))


def test_a_link_that_was_never_sent_opens_nothing(somsri):
    ask()
    forged = path_of(link())[:-2] + "x/"
    response = Client(headers={"host": "localhost"}).get(forged, follow=True)
    assert "ลิงก์นี้ใช้ตั้งรหัสผ่านไปแล้วหรือหมดอายุ" in text(response)
    assert not soup(response).select("input[type=password]")


NOBODYS = {
    "unknown": {"email": ""},
    "no longer active": {"is_active": False},
    "may not sign in": {"is_staff": False},
    "without a password": {"password": "!"},
}


def test_the_mail_is_sent_after_the_answer_and_the_key_stands_in_no_queue(somsri):
    ask()
    assert mail.outbox == []
    assert queued() == ["staff.password_mails.send_links"]
    kept = QueuedJob.objects.get().args_kwargs
    assert kept == {"args": [[somsri.pk]], "kwargs": {"scheme": "http", "host": "localhost"}}
    assert link()


@pytest.mark.parametrize("reason", NOBODYS)
def test_the_answer_and_the_work_for_it_are_the_same_whether_or_not_anybody_has_the_address(somsri, reason):
    with CaptureQueriesContext(connection) as asked:
        known = text(ask())
    run_jobs()
    assert len(mail.outbox) == 1
    User.objects.update(**NOBODYS[reason])
    with CaptureQueriesContext(connection) as asked_again:
        assert text(ask()) == known
    assert len(asked_again) == len(asked) > 0
    run_jobs()
    assert len(mail.outbox) == 1


def test_nothing_is_sent_to_who_was_shut_out_before_the_mail_went(somsri):
    ask()
    User.objects.update(is_active=False)
    run_jobs()
    assert mail.outbox == []


def test_the_mail_is_tried_again_when_it_cannot_be_sent(somsri, monkeypatch):
    def refuse(*args, **options):
        raise OSError("no mail today")

    ask()
    with monkeypatch.context() as without_mail:
        without_mail.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)
        run_jobs(failing=1)
    assert mail.outbox == []
    QueuedJob.objects.update(run_after=timezone.now())
    run_jobs()
    assert len(mail.outbox) == 1


def test_who_has_no_address_is_told_whom_to_ask():
    asks_the_office = "กรุณาติดต่อสำนักปลัดเพื่อขอรหัสผ่านใหม่"
    assert asks_the_office in text(Client(headers={"host": "localhost"}).get(ASK))
    assert asks_the_office in text(ask("nobody@example.go.th"))


def test_what_is_no_address_is_refused_in_thai(somsri):
    assert "กรุณากรอกอีเมลให้ถูกต้อง" in errors(ask("สมศรี"))
    assert "กรุณากรอกช่องนี้" in errors(ask(""))
    assert not queued()


@pytest.mark.parametrize(
    ("domain", "host", "leads_to"),
    [
        ("ita.thamaling.go.th", "ita.thamaling.go.th", "ita.thamaling.go.th"),
        ("ita.thamaling.go.th", "ita.thamaling.go.th:8000", "ita.thamaling.go.th:8000"),
        ("ita.thamaling.go.th", "stranger.go.th", "ita.thamaling.go.th"),
        ("ita.thamaling.go.th", "localhost", "ita.thamaling.go.th"),
        (None, "localhost:8000", "localhost:8000"),
    ],
)
def test_the_link_leads_to_the_own_agencys_host_and_never_to_a_strangers(agency, somsri, domain, host, leads_to):
    agency.domain = domain
    agency.save()
    ask(host=host)
    assert link().split("/")[2] == leads_to


def test_nothing_is_sent_where_only_the_request_vouches_for_the_host(somsri, other, caplog):
    answer = ask(host="stranger.go.th")
    run_jobs()
    assert mail.outbox == []
    assert f"No link was sent to user {somsri.pk}" in caplog.text
    assert text(answer) == text(ask())
    run_jobs()
    assert len(mail.outbox) == 1
    factories.make_user("root", email="root@example.go.th")
    ask("root@example.go.th", host="stranger.go.th")
    ask("root@example.go.th", host=other.domain)
    run_jobs()
    assert [sent.body.count(f"//{other.domain}/") for sent in mail.outbox[1:]] == [1]


def test_the_pages_are_thai_with_one_heading_a_way_back_and_no_menu(somsri):
    client = Client(headers={"host": "localhost"})
    ask()
    pages = [client.get(ASK), client.get(reverse("password_reset_done")), opened(client, link())]
    for response in [*pages, client.get(reverse("password_reset_complete"))]:
        shown = soup(response)
        assert len(shown.select("h1")) == 1
        assert shown.select_one(f".breadcrumbs a[href='{page('login')}']")
        assert not shown.select("#nav-sidebar, [style], style, script:not([src])")
        assert re.search("[ก-๙]", shown.select_one("#content").get_text())
