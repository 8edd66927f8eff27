"""How a report goes from draft to accepted: who may bring it where, and that who and when stay known."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from measures.models import Report
from measures.models.rounds import WrongState
from tests import factories

pytestmark = pytest.mark.django_db

ACTS = {
    "submitted": lambda report, by, at=None: report.submit(by=by, at=at),
    "draft": lambda report, by, at=None: report.take_back(by=by, at=at),
    "endorsed": lambda report, by, at=None: report.endorse(by=by, at=at),
    "accepted": lambda report, by, at=None: report.accept(by=by, at=at),
    "returned": lambda report, by, at=None: report.return_for_correction(by=by, note="เพิ่มหลักฐาน", at=at),
}
ALLOWED = {
    ("draft", "submitted"),
    ("returned", "submitted"),
    ("submitted", "draft"),
    ("submitted", "endorsed"),
    ("endorsed", "accepted"),
    ("endorsed", "returned"),
    ("submitted", "accepted"),
    ("submitted", "returned"),
    ("accepted", "returned"),
}
WAYS = [(before, after) for before in Report.Status.values for after in Report.Status.values]


@pytest.fixture
def report() -> Report:
    plan = factories.make_year()
    return factories.make_report(plan.measures.get(), plan.rounds.first(), status="draft")


@pytest.fixture
def user(report):
    return factories.make_user(agency=report.division.agency)


def test_each_act_keeps_who_and_when(report, user):
    first, second, third, fourth = (factories.at(f"2023-04-0{day}T09:00:00+07:00") for day in range(1, 5))
    report.submit(by=user, at=first)
    report.return_for_correction(by=user, note="  เพิ่มหลักฐาน ", at=second)
    report.submit(by=user, at=third)
    report.accept(by=user, at=fourth)
    report.refresh_from_db()
    assert (report.status, report.submitted_by, report.submitted_at) == ("accepted", user, third)
    assert (report.returned_by, report.returned_at, report.return_note) == (user, second, "เพิ่มหลักฐาน")
    assert (report.accepted_by, report.accepted_at) == (user, fourth)


@pytest.mark.parametrize(("before", "after"), WAYS)
def test_a_report_goes_only_where_the_process_leads(report, user, before, after):
    Report.objects.update(status=before)
    report.refresh_from_db()
    if (before, after) in ALLOWED:
        ACTS[after](report, user)
    else:
        with pytest.raises(WrongState):
            ACTS[after](report, user)
    assert report.status == Report.objects.get().status == (after if (before, after) in ALLOWED else before)


@pytest.mark.parametrize(("before", "after"), sorted(ALLOWED))
def test_a_report_of_a_closed_round_goes_nowhere(report, user, before, after):
    Report.objects.update(status=before)
    report.round.close(by=user)
    with pytest.raises(WrongState, match="รอบติดตามผลปิดแล้ว"):
        ACTS[after](report, user)
    assert Report.objects.get().status == before


def test_what_somebody_else_decided_meanwhile_stands(report, user):
    report.submit(by=user)
    seen_before = Report.objects.get()
    report.accept(by=user)
    with pytest.raises(WrongState):
        seen_before.take_back(by=user)
    assert Report.objects.get().is_accepted


def test_an_acceptance_that_is_taken_away_leaves_nobody_who_accepted(report, user):
    report.submit(by=user)
    report.accept(by=user)
    report.return_for_correction(by=user, note="แก้ไขผล")
    assert (report.accepted_by, report.accepted_at) == (None, None)


def test_a_report_that_is_taken_back_was_submitted_by_nobody(report, user):
    report.submit(by=user)
    report.take_back(by=user)
    assert (report.submitted_by, report.submitted_at) == (None, None)


def test_nothing_is_submitted_before_something_was_done(report, user):
    report.done = "  "
    report.save()
    with pytest.raises(WrongState, match="การดำเนินการ"):
        report.submit(by=user)


def test_nothing_is_returned_without_saying_why(report, user):
    report.submit(by=user)
    with pytest.raises(WrongState, match="สิ่งที่ต้องแก้ไข"):
        report.return_for_correction(by=user, note="  ")
    assert Report.objects.get().status == "submitted"


HALF = {
    "submitted by nobody": {"status": "submitted", "submitted_at": factories.at()},
    "submitted at no time": {"status": "submitted", "submitted_by": "user"},
    "a draft that was submitted": {"status": "draft", "submitted_at": factories.at(), "submitted_by": "user"},
    "returned by nobody": {"status": "returned", "returned_at": factories.at(), "return_note": "แก้ไข"},
    "returned at no time": {"status": "returned", "returned_by": "user", "return_note": "แก้ไข"},
    "returned without a reason": {"status": "returned", "returned_at": factories.at(), "returned_by": "user"},
    "a reason of nobody": {"status": "returned", "return_note": "แก้ไข"},
    "accepted by nobody": {"status": "accepted", "accepted_at": factories.at()},
    "accepted at no time": {"status": "accepted", "accepted_by": "user"},
    "accepted and returned": {"status": "returned", "accepted_at": factories.at(), "accepted_by": "user"},
}


@pytest.mark.parametrize("fault", HALF)
def test_who_and_when_stand_together_or_not_at_all(report, user, fault):
    values = {name: user if value == "user" else value for name, value in HALF[fault].items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.update(**values)
    for name, value in values.items():
        setattr(report, name, value)
    with pytest.raises(ValidationError, match="ระบุผู้"):
        report.validate_constraints()


@pytest.mark.parametrize("status", Report.Status.values)
def test_a_report_older_than_these_columns_stays_as_it_is(report, status):
    Report.objects.update(status=status)
    report.refresh_from_db()
    report.validate_constraints()


def test_the_account_of_whoever_accepted_a_report_is_not_deleted(report, user):
    report.submit(by=user)
    reviewer = factories.make_user("reviewer", agency=report.division.agency)
    report.accept(by=reviewer)
    with pytest.raises(ProtectedError):
        reviewer.delete()


def test_a_round_is_closed_once(report, user):
    first, second = factories.at(), factories.at("2023-05-01T09:00:00+07:00")
    report.round.close(by=user, at=first)
    with pytest.raises(WrongState):
        report.round.close(by=user, at=second)
    assert report.round.closed_at == first
