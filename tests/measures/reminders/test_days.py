"""On which days whom a reminder reaches: each once, the latest only, nobody who owes nothing."""

import datetime
from datetime import timedelta

import pytest
from django.core import mail

from agencies.models import ActingAppointment, Role, User
from measures.models import Reminder
from measures.reminders import stages
from measures.reminders.sending import remind, send_due
from tests import factories
from tests.measures.reminders.days import DUE, MORNING, morning, run, sent_to

pytestmark = pytest.mark.django_db

SOMSRI, SOMCHAI, WILAI = "somsri@test.go.th", "somchai@test.go.th", "wilai@test.go.th"


@pytest.mark.parametrize(
    ("days", "stage", "since"),
    [
        (-8, None, None),
        (-7, "soon", -7),
        (-1, "soon", -7),
        (0, "due", 0),
        (2, "due", 0),
        (3, "overdue", 3),
        (9, "overdue", 3),
        (10, "overdue", 10),
        (40, "overdue", 38),
    ],
)
def test_the_latest_occasion_of_a_day(days, stage, since):
    found = stages.latest(DUE, DUE + timedelta(days=days))
    assert found == (stages.Occasion(stage, DUE + timedelta(days=since)) if stage else None)


def test_an_officer_hears_of_a_report_a_week_before_on_the_day_three_days_after_and_then_weekly(agency, round_):
    heard = []
    for days in range(-10, 26):
        run(agency, days)
        heard += [days] * len(sent_to(SOMSRI))
        mail.outbox.clear()
    assert heard == [-7, 0, 3, 10, 17, 24]


def test_a_second_run_on_the_same_day_sends_nothing(agency, round_):
    assert run(agency, 0).mails == 2
    assert run(agency, 0).mails == 0
    assert len(mail.outbox) == 2


def test_who_heard_of_a_report_this_morning_hears_of_it_again_tomorrow_at_the_earliest(
    agency, round_, report, finance, planner
):
    run(agency, 0)
    report.done = "อบรมแล้ว"
    report.save()
    report.submit(by=finance, at=morning(0) + timedelta(hours=1))
    report.return_for_correction(by=planner, note="แนบภาพ", at=morning(0) + timedelta(hours=2))
    mail.outbox.clear()
    assert send_due(agency, morning(0) + timedelta(hours=8)).mails == 0
    assert run(agency, 1).mails == 1
    assert sent_to(SOMSRI)


def test_who_was_asked_since_an_occasion_is_not_told_of_that_occasion_any_more(agency, round_, planner):
    remind(round_.reports.all(), by=planner, at=morning(-6))
    run(agency, -5)
    assert len(sent_to(SOMSRI)) == 1
    run(agency, 0)
    assert len(sent_to(SOMSRI)) == 2


def test_after_days_without_a_run_only_the_latest_is_sent(agency, round_):
    run(agency, -7)
    mail.outbox.clear()
    assert [run(agency, days).mails for days in (12, 13, 14)] == [2, 0, 0]
    assert [reminder.stage for reminder in Reminder.objects.filter(user__email=SOMSRI)] == ["soon", "overdue"]


def test_one_mail_holds_all_reports_of_a_person(agency, round_, finance, works):
    finance.also_serves.add(works.division)
    run(agency, 0)
    (message,) = sent_to(SOMSRI)
    assert "กองคลัง" in message.body
    assert "กองช่าง" in message.body


def test_what_was_submitted_excused_or_closed_is_not_asked_for(agency, round_, report, works, planner):
    report.done = "อบรมแล้ว"
    report.save()
    report.submit(by=works, at=morning(-8))
    round_.reports.get(division=works.division).release(by=planner, reason="ยุบกอง", at=morning(-8))
    run(agency, 0)
    assert [message.to for message in mail.outbox] == [[WILAI]]  # whose summary says what is to review
    round_.close(by=planner, at=morning(1))
    mail.outbox.clear()
    run(agency, 3)
    assert mail.outbox == []


def test_a_round_that_is_not_open_reminds_nobody(agency, round_):
    type(round_).objects.update(is_opened=False, opened_at=None, opened_by=None)
    run(agency, 0)
    assert mail.outbox == []


def test_disabled_accounts_publishers_superusers_and_other_agencies_hear_nothing(agency, round_, finance):
    elsewhere = factories.make_agency("อบต.อื่น", domain="other.go.th")
    away = factories.make_division(elsewhere, "กองคลัง")
    User.objects.filter(pk=finance.pk).update(is_active=False)
    factories.make_user("stranger", agency=elsewhere, role=Role.OFFICER, division=away, email="x@other.go.th")
    factories.make_user("palad", agency=agency, role=Role.PUBLISHER, email="palad@test.go.th")
    factories.make_user("root", email="root@test.go.th")
    run(agency, 0)
    assert [message.to for message in mail.outbox] == [[SOMCHAI]]


def test_an_acting_official_is_reminded_on_the_days_of_the_appointment_only(agency, round_, finance):
    stand_in = factories.make_user("แทน", agency=agency, role=Role.PUBLISHER, email="acting@test.go.th")
    days = {"starts_on": DUE, "ends_on": DUE + timedelta(days=1)}
    ActingAppointment.objects.create(user=stand_in, role=Role.OFFICER, division=finance.division, **days)
    heard = []
    for day in (-7, 0, 3):
        run(agency, day)
        heard.append(len(sent_to("acting@test.go.th")))
        mail.outbox.clear()
    assert heard == [0, 1, 0]


def test_more_time_moves_the_reminders(agency, round_, report, planner):
    report.extend(by=planner, until=DUE + timedelta(days=14), reason="น้ำท่วม", at=morning(-9))
    heard = []
    for days in range(-10, 20):
        run(agency, days)
        heard += [days] * len(sent_to(SOMSRI))
        mail.outbox.clear()
    assert heard == [7, 14, 17]


def test_who_has_no_address_is_named_and_heard_of_again_tomorrow(agency, round_, finance):
    User.objects.filter(pk=finance.pk).update(email="")
    assert [run(agency, days).without_mail for days in (0, 1)] == [[finance], [finance]]
    assert not Reminder.objects.filter(user=finance).exists()


def test_a_division_without_people_is_named(agency, round_, finance):
    User.objects.filter(pk=finance.pk).update(is_active=False)
    assert run(agency, 0).without_people == [finance.division]


def test_without_an_address_of_the_portal_nothing_is_sent_and_the_people_are_counted(agency, round_, settings):
    type(agency).objects.update(domain=None)
    agency.refresh_from_db()
    assert (run(agency, 0).without_base_address, mail.outbox) == (2, [])
    settings.BASE_ADDRESS = "https://ita.province.go.th/"
    run(agency, 0)
    assert "https://ita.province.go.th/admin/" in mail.outbox[0].body


def test_the_head_of_a_division_hears_of_what_waits_the_day_it_is_submitted_and_weekly(agency, round_, report, finance):
    type(agency).objects.update(heads_review=True)
    agency.refresh_from_db()
    head = {"role": Role.HEAD, "division": finance.division, "email": "head@test.go.th"}
    factories.make_user("หัวหน้า", agency=agency, **head)
    report.done = "อบรมแล้ว"
    report.save()
    report.submit(by=finance, at=morning(-14))
    heard = []
    for days in range(-15, 1):
        run(agency, days)
        heard += [days] * len(sent_to("head@test.go.th"))
        mail.outbox.clear()
    assert heard == [-14, -7, 0]


def test_the_planner_gets_a_summary_on_the_same_days_as_long_as_something_is_open(agency, round_, planner):
    heard = []
    for days in range(-10, 12):
        run(agency, days)
        heard += [days] * len(sent_to(WILAI))
        mail.outbox.clear()
    assert heard == [-7, 0, 3, 10]
    round_.reports.update(status="accepted", done="แล้ว")
    run(agency, 17)
    assert mail.outbox == []


def test_days_are_those_of_bangkok(agency, round_):
    late_evening = datetime.datetime(2023, 4, 16, 17, 30, tzinfo=datetime.UTC)  # 00.30 on the 17th
    send_due(agency, late_evening)
    assert [reminder.since for reminder in Reminder.objects.filter(stage="due")] == [morning(0) - MORNING] * 2
    assert (morning(0) - MORNING).isoformat() == "2023-04-17T00:00:00+07:00"
