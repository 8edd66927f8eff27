"""What the mails say, read as their readers read them; mails sent at once; the command."""

import io

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.management import CommandError, call_command

from agencies.models import Role, User
from measures.models import Reminder
from measures.reminders.letters import report_page
from measures.reminders.sending import remind, send_mail_of, tell_returned
from tests import factories
from tests.measures.reminders.days import morning, run, sent_to
from tests.queued import queued, run_jobs
from tests.staff_pages import browser

pytestmark = pytest.mark.django_db

SOMSRI, SOMCHAI, WILAI = "somsri@test.go.th", "somchai@test.go.th", "wilai@test.go.th"
WHY = "โปรดแนบภาพกิจกรรม & จำนวนคน"


def submitted(report, by, days: int) -> None:
    report.done = "อบรมแล้ว"
    report.save()
    report.submit(by=by, at=morning(days))


def returned(report, by, planner, days: int) -> None:
    submitted(report, by, days - 1)
    report.return_for_correction(by=planner, note=WHY, at=morning(days))


@pytest.mark.parametrize(
    ("days", "subject", "left"),
    [
        (-7, "มีรายงานที่ต้องส่ง 1 ฉบับ", "เหลือเวลาอีก 7 วัน"),
        (0, "มีรายงานที่ต้องส่ง 1 ฉบับ", "ครบกำหนดวันนี้"),
        (3, "มีรายงานเกินกำหนดส่ง 1 ฉบับ", "เกินกำหนด 3 วัน"),
    ],
)
def test_a_reminder_says_in_thai_what_is_due_when_and_where(agency, round_, report, finance, days, subject, left):
    run(agency, days)
    (message,) = sent_to(SOMSRI)
    assert message.subject == f"{subject} · {agency.name}"
    for expected in (
        "เรียน สมศรี",
        "มาตรการที่ 1 ป้องกันการทุจริต (กองคลัง)",
        f"กำหนดส่งภายในวันที่ 17 เมษายน พ.ศ. 2566 ({left})",
        f"\n  https://ita.test.go.th{report_page(report)}\n",
        "ขอแสดงความนับถือ",
    ):
        assert expected in message.body
    assert "กองช่าง" not in message.body
    assert "2023" not in message.body
    assert browser(finance).get(report_page(report)).status_code == 200


def test_the_html_part_says_the_same_with_its_styles_at_the_elements(agency, round_, report, planner, finance):
    returned(report, finance, planner, -8)
    run(agency, 3)
    (message,) = sent_to(SOMSRI)
    ((html, kind),) = message.alternatives
    page = BeautifulSoup(html, "html5lib")
    assert kind == "text/html"
    assert (page.select("style"), page.select("link")) == ([], [])
    assert "color" in page.select_one("li a")["style"]
    told = page.body.get_text().replace(" ", "")
    for line in message.body.replace("- ", "").splitlines():
        assert line.replace(" ", "") in told or "/admin/" in line
    assert page.select_one("li a")["href"] in message.body
    assert "&amp; จำนวนคน" in html


def test_the_planners_summary_counts_by_division_and_leads_to_the_list(agency, round_, report, planner, finance):
    submitted(report, finance, -5)
    run(agency, 3)
    (message,) = sent_to(WILAI)
    assert message.subject.startswith("สรุปสถานะการส่งรายงานความก้าวหน้ารอบ 6 เดือน")
    assert "- กองคลัง: รับรองแล้ว 0 จาก 1 ฉบับ รอพิจารณา 1 ฉบับ ยังไม่ส่ง 0 ฉบับ (เกินกำหนด 0 ฉบับ)" in message.body
    assert "- กองช่าง: รับรองแล้ว 0 จาก 1 ฉบับ รอพิจารณา 0 ฉบับ ยังไม่ส่ง 1 ฉบับ (เกินกำหนด 1 ฉบับ)" in message.body
    assert f"https://ita.test.go.th/admin/review/{round_.pk}/list/" in message.body


def test_a_head_reads_when_the_report_was_submitted_and_not_that_it_is_overdue(agency, round_, report, finance):
    type(agency).objects.update(heads_review=True)
    agency.refresh_from_db()
    head = {"role": Role.HEAD, "division": finance.division, "email": "head@test.go.th"}
    factories.make_user("หัวหน้า", agency=agency, **head)
    submitted(report, finance, -1)
    run(agency, 3)
    (message,) = sent_to("head@test.go.th")
    assert message.subject.startswith("มีรายงานรอท่านพิจารณา 1 ฉบับ")
    assert "ส่งเมื่อวันที่ 16 เมษายน พ.ศ. 2566" in message.body
    assert "เกินกำหนด" not in message.body


def test_a_returned_report_is_told_at_once_with_the_reason_and_each_return_once(
    agency, round_, report, finance, planner
):
    returned(report, finance, planner, -10)
    outcomes = [tell_returned(report, at=morning(-10)).mails for _time in range(2)]
    run_jobs()
    (message,) = mail.outbox
    assert (outcomes, message.to) == ([1, 0], [SOMSRI])
    assert message.subject.startswith("มีรายงานส่งกลับให้แก้ไข 1 ฉบับ")
    assert f"ส่งกลับให้แก้ไข: {WHY}" in message.body
    report.submit(by=finance, at=morning(-9))
    report.return_for_correction(by=planner, note="ยังขาดวันที่", at=morning(-9))
    tell_returned(report, at=morning(-9))
    run_jobs()
    assert "ยังขาดวันที่" in mail.outbox[1].body


def test_a_return_that_was_not_told_is_told_by_the_next_run_and_not_again(agency, round_, report, finance, planner):
    returned(report, finance, planner, -12)
    assert [run(agency, days).mails for days in (-12, -11)] == [1, 0]
    assert Reminder.objects.get().stage == "returned"


def test_a_report_that_is_not_returned_is_not_told(agency, report):
    assert tell_returned(report, at=morning(-1)).mails == 0


def test_the_planner_asks_now_once_a_day_for_what_is_still_to_be_written(agency, round_, report, planner, works):
    other = round_.reports.get(division=works.division)
    submitted(other, works, -30)
    first = remind(round_.reports.all(), by=planner, at=morning(-30))
    again = remind(round_.reports.all(), by=planner, at=morning(-30))
    tomorrow = remind([report], by=planner, at=morning(-29))
    run_jobs()
    assert [(outcome.mails, outcome.told_today) for outcome in (first, again, tomorrow)] == [(1, 0), (0, 1), (1, 0)]
    assert [message.to for message in mail.outbox] == [[SOMSRI], [SOMSRI]]
    assert set(Reminder.objects.values_list("stage", "queued_by")) == {("asked", planner.pk)}


def test_who_was_asked_today_is_not_reminded_by_the_run_of_that_day(agency, round_, planner):
    remind(round_.reports.all(), by=planner, at=morning(0))
    run(agency, 0)
    assert [message.to for message in mail.outbox if message.to != [WILAI]] == [[SOMSRI], [SOMCHAI]]


def test_asking_names_who_has_no_address_and_which_division_has_nobody(agency, round_, finance, works, planner):
    User.objects.filter(pk=finance.pk).update(email="")
    User.objects.filter(pk=works.pk).update(is_active=False)
    outcome = remind(round_.reports.all(), by=planner, at=morning(0))
    assert (outcome.mails, outcome.without_mail, outcome.without_people) == (0, [finance], [works.division])


def test_a_mail_is_queued_with_its_reminder_and_sent_once_however_often_the_job_runs(agency, round_, report, planner):
    remind([report], by=planner, at=morning(0))
    assert queued() == ["measures.reminders.sending.send_mail_of"]
    assert (mail.outbox, Reminder.objects.get().sent_at) == ([], None)
    run_jobs()
    send_mail_of.call([Reminder.objects.get().pk])
    assert len(mail.outbox) == 1
    assert Reminder.objects.get().sent_at


def test_what_was_submitted_before_the_mail_left_is_not_asked_for(agency, round_, report, finance, planner):
    remind([report], by=planner, at=morning(0))
    submitted(report, finance, 0)
    run_jobs()
    assert mail.outbox == []


def test_who_was_shut_out_before_the_mail_left_does_not_get_it(agency, round_, report, finance, planner):
    remind([report], by=planner, at=morning(0))
    User.objects.filter(pk=finance.pk).update(is_active=False)
    run_jobs()
    assert mail.outbox == []


def command(*arguments: str, days: int = 0) -> str:
    out = io.StringIO()
    call_command("send_reminders", *arguments, at=morning(days), stdout=out, no_color=True)
    return out.getvalue()


def test_the_command_says_how_many_mails_and_who_has_no_address(agency, round_, finance):
    User.objects.filter(pk=finance.pk).update(email="")
    assert command() == f"{agency}: 1 mails\n  no e-mail address: สมศรี (สมศรี)\n"
    run_jobs()
    assert [message.to for message in mail.outbox] == [[SOMCHAI]]


def test_a_dry_run_writes_and_sends_nothing(agency, round_):
    assert command("--dry-run") == f"{agency}: 2 mails\nNothing was sent, as asked.\n"
    assert (queued(), Reminder.objects.count()) == ([], 0)


def test_the_command_can_be_kept_to_one_agency(agency, round_):
    factories.make_agency("อบต.อื่น", domain="other.go.th")
    assert command("--agency", "other.go.th") == ""
    assert "2 mails" in command("--agency", "ITA.test.go.th")
    with pytest.raises(CommandError, match=r"No agency has the host name nobody\.go\.th"):
        command("--agency", "nobody.go.th")
