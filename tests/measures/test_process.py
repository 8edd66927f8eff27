"""More time, none owed, the head of division's turn, texts rewritten: each act and the sentence that refuses it."""

import datetime

import pytest
from django.utils import timezone

from agencies.models import ActingAppointment, User
from measures.models import Report, Round
from measures.models.rounds import WrongState
from tests import factories

pytestmark = pytest.mark.django_db

DUE = datetime.date(2023, 4, 17)
IN_TIME = factories.at("2023-04-10T09:00:00+07:00")
WEEK = datetime.timedelta(days=7)


@pytest.fixture
def report() -> Report:
    plan = factories.make_year()
    Round.objects.update(due_on=DUE)
    return factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"), status="draft")


@pytest.fixture
def user(report):
    return factories.make_user(agency=report.division.agency)


def bring(report: Report, status: str) -> None:
    Report.objects.update(status=status)
    report.refresh_from_db()


def acts(report: Report) -> list[tuple]:
    return list(report.acts.values_list("act", "by__username", "note"))


# More time


def test_more_time_keeps_until_when_why_who_and_when(report, user):
    report.extend(by=user, until=DUE + WEEK, reason=" น้ำท่วม ", at=IN_TIME)
    kept = Report.objects.get()
    assert (kept.extended_to, kept.extension_reason) == (DUE + WEEK, "น้ำท่วม")
    assert (kept.extended_by, kept.extended_at) == (user, IN_TIME)
    assert acts(report) == [("extended", "staff", "น้ำท่วม")]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"reason": "  "}, "กรุณาระบุเหตุผลที่ขยายเวลา"),
        ({"until": DUE}, "ต้องอยู่หลังวันครบกำหนดปัจจุบัน"),
        ({"at": factories.at("2023-04-18T09:00:00+07:00")}, "ครบกำหนดไปแล้ว"),
    ],
    ids=["no reason", "no later day", "due already"],
)
def test_more_time_is_refused_with_a_sentence(report, user, fields, sentence):
    with pytest.raises(WrongState, match=sentence):
        report.extend(**{"by": user, "until": DUE + WEEK, "reason": "น้ำท่วม", "at": IN_TIME} | fields)
    assert (Report.objects.get().extended_to, acts(report)) == (None, [])


def test_more_time_is_refused_in_a_round_without_a_day_due(report, user):
    Round.objects.update(due_on=None)
    with pytest.raises(WrongState, match="ต้องอยู่หลังวันครบกำหนดปัจจุบัน"):
        report.extend(by=user, until=DUE, reason="น้ำท่วม", at=IN_TIME)


def test_more_time_is_never_shortened_by_whoever_did_not_see_the_first_extension(report, user):
    seen_before = Report.objects.select_related("round").get()
    report.extend(by=user, until=DUE + 2 * WEEK, reason="น้ำท่วม", at=IN_TIME)
    with pytest.raises(WrongState, match="ต้องอยู่หลังวันครบกำหนดปัจจุบัน"):
        seen_before.extend(by=user, until=DUE + WEEK, reason="ประชุม", at=IN_TIME)
    assert Report.objects.get().extended_to == DUE + 2 * WEEK


# None owed


@pytest.mark.parametrize("status", ["draft", "submitted", "endorsed", "returned"])
def test_a_report_that_is_not_owed_any_more_keeps_what_was_written(report, user, status):
    bring(report, status)
    report.release(by=user, reason=" ยุบกอง ")
    kept = Report.objects.get()
    assert (kept.is_owed, kept.excuse, kept.excused_by, kept.status) == (False, "ยุบกอง", user, status)
    assert (kept.done, kept.evidence.count()) == ("ดำเนินการแล้ว", 1)
    assert list(Report.objects.owed()) == list(Report.objects.to_write()) == []
    assert acts(report) == [("excused", "staff", "ยุบกอง")]


def test_a_report_is_owed_again(report, user):
    report.release(by=user, reason="ยุบกอง")
    report.owe_again(by=user)
    kept = Report.objects.get()
    assert (kept.is_owed, kept.excuse, kept.excused_by) == (True, "", None)
    assert [act for act, _by, _note in acts(report)] == ["excused", "owed_again"]


def test_an_accepted_report_is_owed_whatever_was_said_before(report, user):
    report.submit(by=user)
    report.release(by=user, reason="ยุบกอง")
    report.accept(by=user)
    assert Report.objects.get().is_owed


def test_what_is_not_owed_is_refused_with_a_sentence(report, user):
    with pytest.raises(WrongState, match="ต้องส่งอยู่แล้ว"):
        report.owe_again(by=user)
    with pytest.raises(WrongState, match="กรุณาระบุเหตุผลที่ยกเว้น"):
        report.release(by=user, reason=" ")
    report.release(by=user, reason="ยุบกอง")
    with pytest.raises(WrongState, match="ยกเว้นการส่งไม่ได้"):
        report.release(by=user, reason="ยุบกอง")
    report.owe_again(by=user)
    bring(report, "accepted")
    with pytest.raises(WrongState, match="ยกเว้นการส่งไม่ได้"):
        report.release(by=user, reason="ยุบกอง")


# The head's turn


@pytest.fixture
def heads_review(report) -> None:
    report.division.agency.heads_review = True
    report.division.agency.save()


def make_head(report: Report, **fields) -> User:
    own = {"agency": report.division.agency, "role": User.Role.HEAD, "division": report.division}
    return factories.make_user("head", **own | fields)


def test_the_head_passes_a_report_on_before_it_is_accepted(report, user, heads_review):
    head = make_head(report)
    report.submit(by=user)
    with pytest.raises(WrongState, match="ผู้อำนวยการกองยังไม่ได้ส่งต่อ"):
        report.accept(by=user)
    report.endorse(by=head, at=IN_TIME)
    assert (report.status, report.endorsed_by, report.endorsed_at) == ("endorsed", head, IN_TIME)
    report.accept(by=user)
    assert Report.objects.get().is_accepted


def test_where_no_head_is_asked_for_or_there_is_none_the_palads_office_accepts_at_once(report, user):
    make_head(report)
    report.submit(by=user)
    assert not report.awaits_its_head()
    report.division.agency.heads_review = True
    assert report.awaits_its_head()
    User.objects.filter(username="head").update(is_active=False)
    assert not report.awaits_its_head()
    report.accept(by=user)
    assert Report.objects.get().is_accepted


def test_a_head_of_another_division_is_not_asked(report, heads_review):
    make_head(report, division=factories.make_division(report.division.agency, "กองช่าง"))
    assert not report.heads_review()


def test_a_head_who_also_serves_the_division_is_asked(report, heads_review):
    head = make_head(report, division=factories.make_division(report.division.agency, "กองช่าง"))
    head.also_serves.add(report.division)
    assert report.heads_review()


@pytest.mark.parametrize(("first", "last", "asked"), [(-1, 0, True), (0, 1, True), (-2, -1, False), (1, 2, False)])
def test_an_acting_head_is_asked_on_the_stated_days(report, user, heads_review, first, last, asked):
    today, day = timezone.localdate(), datetime.timedelta(days=1)
    days = {"starts_on": today + first * day, "ends_on": today + last * day}
    ActingAppointment.objects.create(user=user, role=User.Role.HEAD, division=report.division, **days)
    assert report.heads_review() is asked


def test_who_accepts_a_report_that_was_rewritten_after_the_head_saw_it_waits_for_the_head_again(
    report, user, heads_review
):
    head = make_head(report)
    report.submit(by=user)
    report.endorse(by=head)
    seen_before = Report.objects.get()
    report.rewritten(by=user)
    with pytest.raises(WrongState, match="ผู้อำนวยการกองยังไม่ได้ส่งต่อ"):
        seen_before.accept(by=user)
    assert (Report.objects.get().status, Report.objects.get().endorsed_by) == ("submitted", None)


def test_a_head_passes_on_and_returns_only_where_the_agency_asks_for_it(report, user):
    make_head(report)
    report.submit(by=user)
    assert report.next_statuses(writing=False, endorsing=True) == []
    report.division.agency.heads_review = True
    assert report.next_statuses(writing=False, endorsing=True) == ["endorsed", "returned"]
    assert report.next_statuses(writing=False, reviewing=True) == ["returned"]


# Rewritten


@pytest.mark.parametrize("status", ["submitted", "endorsed", "accepted"])
def test_what_is_changed_after_it_was_handed_in_is_handed_in_anew_by_who_changed_it(report, user, status):
    at = {"endorsed_at": IN_TIME, "endorsed_by": user} if status == "endorsed" else {}
    at |= {"accepted_at": IN_TIME, "accepted_by": user} if status == "accepted" else {}
    Report.objects.update(status=status, **at)
    report.refresh_from_db()
    other = factories.make_user("other", agency=report.division.agency)
    assert report.rewritten(by=other, at=IN_TIME + WEEK)
    kept = Report.objects.get()
    assert (kept.status, kept.submitted_by, kept.submitted_at) == ("submitted", other, IN_TIME + WEEK)
    assert (kept.accepted_by, kept.endorsed_by) == (None, None)
    assert acts(report) == [("rewritten", "other", "")]


@pytest.mark.parametrize("status", ["draft", "returned"])
def test_what_is_still_written_is_not_handed_in_by_a_change(report, user, status):
    bring(report, status)
    assert not report.rewritten(by=user)
    assert (Report.objects.get().status, acts(report)) == (status, [])


@pytest.mark.parametrize("status", Report.Status.values)
def test_nothing_is_changed_in_a_closed_round(report, user, status):
    bring(report, status)
    Round.objects.get(pk=report.round_id).close(by=user)
    with pytest.raises(WrongState, match="รอบติดตามผลปิดแล้ว"):
        report.rewritten(by=user)


def test_a_change_by_somebody_who_did_not_see_the_acceptance_leaves_its_trace(report, user):
    seen_before = Report.objects.get()
    report.submit(by=user)
    report.accept(by=user)
    assert seen_before.rewritten(by=user)
    assert Report.objects.get().status == "submitted"


# Sentences of the ways from state to state


@pytest.mark.parametrize(
    ("status", "act", "sentence"),
    [
        ("draft", lambda report, by: report.take_back(by=by), "ดึงกลับมาแก้ไขได้เฉพาะ"),
        ("accepted", lambda report, by: report.submit(by=by), "ส่งได้เฉพาะ"),
        ("draft", lambda report, by: report.endorse(by=by), "ส่งต่อได้เฉพาะรายงานที่ส่งแล้ว"),
        ("draft", lambda report, by: report.return_for_correction(by=by, note="แก้"), "ส่งกลับ"),
        ("returned", lambda report, by: report.accept(by=by), "รับรองได้เฉพาะ"),
    ],
    ids=["take back", "submit", "endorse", "return", "accept"],
)
def test_each_refusal_is_a_sentence_in_thai(report, user, status, act, sentence):
    bring(report, status)
    with pytest.raises(WrongState, match=sentence):
        act(report, user)
    assert acts(report) == []


def test_a_report_of_work_that_has_not_started_is_submitted_without_a_word_on_what_was_done(report, user):
    report.done, report.implementation = "", "not_started"
    report.save()
    report.submit(by=user)
    assert Report.objects.get().status == "submitted"
