"""What planners do to a round: open it with its day due, decide about several reports, close it, open it again."""

import datetime

import pytest
from django.utils import timezone

from agencies.models import User
from measures.models import Report, Round
from tests import factories
from tests.readers import answered, soup, text, words
from tests.staff_pages import errors, form_of, page, send, staff
from thai.calendar import format_numeric

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def round_(plan) -> Round:
    factories.make_division(plan.agency, "กองคลัง")
    plan.rounds.all().delete()
    return factories.make_round(plan, is_opened=False)


@pytest.fixture
def opened(round_, agency) -> Round:
    round_.due_on = timezone.localdate() + DAY
    round_.open(by=factories.make_user("opener", agency=agency))
    return round_


def written(status: str = "submitted", division: str = "สำนักปลัด") -> Report:
    rows = Report.objects.filter(division__name=division)
    rows.update(status=status, done="ทำแล้ว", implementation="done")
    return rows.get()


def choose(client, round_: Round, act: str, *reports: Report, **more):
    sent = {"act": act, "report": [str(report.pk) for report in reports], **more}
    return client.post(page("review_chosen", round_.pk), sent, follow=True)


# Opened


def test_opening_says_what_will_happen_and_how_the_day_due_was_reckoned(round_, agency):
    Round.objects.update(covers_from=datetime.date(2022, 10, 1), covers_to=datetime.date(2023, 3, 31))
    found = words(answered(staff(agency).get(page("review_open", round_.pk))).select_one("#content"))
    assert "จะสร้างแบบรายงาน 2 ฉบับ ตามมาตรการ 1 เรื่อง" in found
    assert "สำนักปลัด กองคลัง" in found
    assert "15 เมษายน พ.ศ. 2566 ซึ่งเป็นวันเสาร์ จึงเลื่อนเป็นวันจันทร์ที่ 17 เมษายน พ.ศ. 2566" in found
    assert not Round.objects.get().is_opened


def test_a_round_is_opened_with_the_day_that_was_typed(round_, agency):
    client, due = staff(agency), timezone.localdate() + 20 * DAY
    answer = send(client, page("review_open", round_.pk), due_on=format_numeric(due))
    kept = Round.objects.get()
    assert (kept.state, kept.due_on, kept.opened_by.role) == ("open", due, User.Role.PLANNER)
    assert "แบบรายงานรอกองดำเนินการ 2 ฉบับ" in text(client.get(answer.url))


def test_a_round_is_not_opened_with_a_day_that_has_passed(round_, agency):
    yesterday = format_numeric(timezone.localdate() - DAY)
    answer = send(staff(agency), page("review_open", round_.pk), due_on=yesterday)
    assert "วันนี้ผ่านไปแล้ว" in errors(answer)
    assert form_of(answer)["due_on"] == yesterday
    assert not Report.objects.exists()


def test_opening_twice_is_answered_with_a_sentence(opened, agency):
    due = format_numeric(timezone.localdate() + 20 * DAY)
    answer = staff(agency).post(page("review_open", opened.pk), {"due_on": due}, follow=True)
    assert "เปิดไปแล้ว" in text(answer)
    assert Round.objects.get().due_on == timezone.localdate() + DAY


# What has changed since


def test_owners_who_came_later_are_named_and_get_their_reports_by_a_button(opened, agency):
    factories.make_division(agency, "กองใหม่")
    client = staff(agency)
    assert "1. มาตรการที่ 1 · กองใหม่" in text(client.get(page("review_round", opened.pk)))
    client.post(page("review_missing", opened.pk))
    assert opened.reports.filter(division__name="กองใหม่").exists()
    assert "1. มาตรการที่ 1 · กองใหม่" not in text(client.get(page("review_round", opened.pk)))


def test_a_report_of_a_division_that_was_closed_or_owns_it_no_more_is_released_with_a_reason(opened, agency):
    agency.divisions.filter(name="กองคลัง").update(is_active=False)
    asked, client = written("draft", "กองคลัง"), staff(agency)
    assert "1. มาตรการที่ 1 · กองคลัง: กองนี้ถูกยุบเลิกแล้ว" in text(client.get(page("review_round", opened.pk)))
    form = choose(client, opened, "release", asked)
    assert "กรุณา" in text(client.post(page("review_chosen", opened.pk), form_of(form) | {"reason": " "})) or errors(
        form
    )
    client.post(page("review_chosen", opened.pk), form_of(form) | {"reason": "ยุบกอง"})
    kept = Report.objects.get(pk=asked.pk)
    assert (kept.excuse, kept.done) == ("ยุบกอง", "ทำแล้ว")
    assert "1. มาตรการที่ 1 · กองคลัง:" not in text(client.get(page("review_round", opened.pk)))
    choose(client, opened, "owe", asked)
    assert Report.objects.get(pk=asked.pk).is_owed


def test_a_report_of_a_measure_with_other_owners_now_is_named(opened, agency):
    measure = opened.plan.measures.get()
    measure.every_division = False
    measure.save()
    measure.divisions.set(agency.divisions.filter(name="สำนักปลัด"))
    found = text(staff(agency).get(page("review_round", opened.pk)))
    assert "1. มาตรการที่ 1 · กองคลัง: มาตรการนี้เปลี่ยนผู้รับผิดชอบแล้ว" in found
    assert "1. มาตรการที่ 1 · สำนักปลัด:" not in found


# Several at once


def test_the_ticked_reports_are_accepted(opened, agency):
    both = [written(), written(division="กองคลัง")]
    answer = choose(staff(agency), opened, "accept", *both)
    assert "รับรองรายงานแล้ว 2 ฉบับ" in text(answer)
    assert {report.accepted_by.role for report in Report.objects.accepted()} == {User.Role.PLANNER}


def test_when_one_report_refuses_nothing_is_done_and_the_ticks_stay(opened, agency):
    ready, draft = written(), written("draft", "กองคลัง")
    answer = choose(staff(agency), opened, "accept", ready, draft)
    said = words(soup(answer).select_one("[role=alert]"))
    assert "1 · กองคลัง: รับรองได้เฉพาะรายงานที่ส่งแล้ว" in said
    assert "1 · สำนักปลัด" not in said
    assert not Report.objects.accepted().exists()
    assert not ready.acts.filter(act="accepted").exists()
    assert len(soup(answer).select(".overview input[checked]")) == 2


def test_the_ticked_reports_get_more_time_with_a_reason(opened, agency):
    client, report = staff(agency), written("draft")
    form = choose(client, opened, "extend", report)
    until = timezone.localdate() + 9 * DAY
    sent = form_of(form) | {"until": format_numeric(until), "reason": ""}
    missing = client.post(page("review_chosen", opened.pk), sent)
    assert (errors(missing) != "", form_of(missing)["until"]) == (True, format_numeric(until))
    client.post(page("review_chosen", opened.pk), sent | {"reason": "น้ำท่วม"})
    kept = Report.objects.get(pk=report.pk)
    assert (kept.extended_to, kept.extension_reason) == (until, "น้ำท่วม")


def test_nothing_ticked_is_answered_with_a_sentence(opened, agency):
    client = staff(agency)
    assert "ทำเครื่องหมายอย่างน้อยหนึ่งรายงาน" in text(choose(client, opened, "accept"))
    assert "ทำเครื่องหมายอย่างน้อยหนึ่งรายงาน" in text(choose(client, opened, "vanish", written()))


def test_a_forged_number_reaches_no_report_of_another_round(opened, agency, other):
    plan = other.plans.get()
    stranger = factories.make_report(plan.measures.get(), plan.rounds.first(), status="submitted")
    choose(staff(agency), opened, "accept", stranger)
    assert Report.objects.get(pk=stranger.pk).status == "submitted"


# Closed and open again


def test_closing_names_who_has_not_reported_and_what_is_not_accepted(opened, agency):
    written()
    client = staff(agency)
    asked = client.get(page("review_close", opened.pk))
    lists = [words(found) for found in answered(asked).select("#content form > ul")]
    assert lists == ["1. มาตรการที่ 1 · กองคลัง – ร่าง", "1. มาตรการที่ 1 · สำนักปลัด – ส่งแล้ว"]
    done = client.post(page("review_close", opened.pk), form_of(asked), follow=True)
    assert "ปิดเมื่อ" in text(done)
    assert Round.objects.get().closed_by.role == User.Role.PLANNER
    assert not soup(done).select(".overview input")


def test_a_closed_round_is_opened_again_with_a_reason_that_is_shown(opened, agency):
    opened.close(by=factories.make_user("closer", agency=agency))
    client, address = staff(agency), page("review_reopen", opened.pk)
    assert errors(send(client, address, reason=" "))
    assert Round.objects.get().is_closed
    done = client.post(address, {"reason": "แก้ไขรายงานกองคลัง"}, follow=True)
    assert "เหตุผล: แก้ไขรายงานกองคลัง" in text(done)
    assert Round.objects.get().state == "open"


def test_what_the_state_forbids_is_answered_with_a_sentence(round_, agency):
    client = staff(agency)
    assert "ยังไม่เคยเปิด" in text(client.post(page("review_close", round_.pk), follow=True))
    answer = client.post(page("review_reopen", round_.pk), {"reason": "แก้ไข"}, follow=True)
    assert "เฉพาะรอบติดตามผลที่ปิดแล้ว" in text(answer)


def test_no_report_is_made_in_a_round_that_is_not_open(round_, agency):
    staff(agency).post(page("review_missing", round_.pk))
    assert not Report.objects.exists()


@pytest.mark.parametrize("name", ["open", "chosen", "missing", "close", "reopen"])
def test_nobody_else_does_any_of_it(opened, agency, other, name):
    sent = {"act": "accept", "report": str(written().pk), "reason": "แก้ไข", "due_on": "1/1/2590"}
    before = Round.objects.get(pk=opened.pk)
    for client, status in ((staff(agency, User.Role.OFFICER), 403), (staff(other), 404)):
        assert client.post(page(f"review_{name}", opened.pk), sent).status_code == status
    kept = Round.objects.get(pk=opened.pk)
    assert (kept.state, kept.due_on) == (before.state, before.due_on)
    assert not Report.objects.accepted().exists()
