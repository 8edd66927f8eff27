"""A round from planned to open to closed and open again; its reports for every owner there is."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from measures.models import Report, Round
from measures.models.rounds import WrongState
from measures.progress import day_due, is_late, is_overdue
from measures.reviewing.matrix import cells_of
from tests import factories

pytestmark = pytest.mark.django_db

OPENED = factories.at("2023-03-01T09:00:00+07:00")


@pytest.fixture
def round_(plan) -> Round:
    plan.rounds.all().delete()
    return factories.make_round(plan, is_opened=False)


@pytest.fixture
def user(agency):
    return factories.make_user(agency=agency)


def owners(round_: Round) -> set[str]:
    return set(round_.reports.values_list("division__name", flat=True))


def test_opening_keeps_who_and_when_and_takes_the_proposed_due_date(round_, user):
    assert round_.state == "planned"
    assert round_.open(by=user, at=OPENED) == 1
    kept = Round.objects.get(pk=round_.pk)
    assert (kept.state, kept.opened_by, kept.opened_at) == ("open", user, OPENED)
    assert kept.due_on == kept.proposed_due_date.day == datetime.date(2023, 4, 17)
    report = kept.reports.get()
    assert list(report.acts.values_list("act", "by", "at")) == [("opened", user.pk, OPENED)]
    assert report.history.get().history_type == "+"


def test_a_due_date_that_the_agency_has_set_stands(round_, user):
    round_.due_on = datetime.date(2023, 5, 2)
    round_.open(by=user)
    assert Round.objects.get(pk=round_.pk).due_on == datetime.date(2023, 5, 2)


def test_a_round_is_opened_once(round_, user):
    seen_before = Round.objects.get(pk=round_.pk)
    round_.open(by=user, at=OPENED)
    with pytest.raises(WrongState, match="เปิดไปแล้ว"):
        seen_before.open(by=user)
    assert (Round.objects.get(pk=round_.pk).opened_at, Report.objects.count()) == (OPENED, 1)


def test_every_division_is_every_active_one_when_it_opens_and_a_later_one_lacks_its_report(round_, agency, user):
    factories.make_division(agency, "กองที่ยุบแล้ว", is_active=False)
    round_.open(by=user)
    later = factories.make_division(agency, "กองใหม่")
    assert [(measure.number, owner) for measure, owner in round_.without_report()] == [(1, later)]
    assert owners(round_) == {"สำนักปลัด"}
    assert round_.open_reports(by=user) == 1
    assert (owners(round_), round_.without_report()) == ({"สำนักปลัด", "กองใหม่"}, [])


def test_a_closed_round_gets_no_reports_and_is_neither_opened_nor_closed_again(round_, agency, user):
    round_.open(by=user)
    round_.close(by=user)
    factories.make_division(agency, "กองใหม่")
    for act in (round_.open, round_.open_reports, round_.close):
        with pytest.raises(WrongState):
            act(by=user)
    assert (round_.state, Report.objects.count()) == ("closed", 1)


def test_a_round_that_was_never_opened_is_not_closed(round_, user):
    with pytest.raises(WrongState, match="ยังไม่เคยเปิด"):
        round_.close(by=user)


def test_reopening_needs_a_reason_and_a_closed_round(round_, user):
    round_.open(by=user)
    with pytest.raises(WrongState, match="เฉพาะรอบติดตามผลที่ปิดแล้ว"):
        round_.reopen(by=user, reason="แก้ไข")
    round_.close(by=user)
    with pytest.raises(WrongState, match="กรุณาระบุเหตุผล"):
        round_.reopen(by=user, reason="  ")
    round_.reopen(by=user, reason=" แก้ไขรายงาน ", at=OPENED)
    kept = Round.objects.get(pk=round_.pk)
    assert (kept.state, kept.closed_by) == ("open", None)
    assert (kept.reopened_by, kept.reopened_at, kept.reopening_reason) == (user, OPENED, "แก้ไขรายงาน")


def test_the_history_of_a_round_keeps_each_act_and_its_reason(round_, user):
    round_.open(by=user)
    round_.close(by=user)
    round_.reopen(by=user, reason="แก้ไขรายงาน")
    newest, closed, opened, added = round_.history.all()
    assert (newest.closed_at, newest.history_change_reason) == (None, "แก้ไขรายงาน")
    assert (closed.closed_by, opened.is_opened, added.is_opened) == (user, True, False)


def test_missing_reports_are_found_in_a_fixed_number_of_queries(round_, agency, django_assert_num_queries):
    for number in range(2, 8):
        factories.make_measure(round_.plan, number)
        factories.make_division(agency, f"กอง {number}")
    with django_assert_num_queries(6):
        assert len(round_.without_report()) == 49


# Reports that are opened later than the others


@pytest.fixture
def joined(round_, agency, user):
    """A function that opens the report of a division which came on a day; the round is due on 17 April 2566."""
    round_.open(by=user, at=OPENED)

    def join(day: str) -> Report:
        division = factories.make_division(agency, f"กองใหม่ {day}")
        round_.open_reports(by=user, at=factories.at(f"{day}T09:00:00+07:00"))
        return Report.objects.get(division=division)

    return join


def test_a_report_that_is_opened_after_the_day_due_gets_its_own_with_the_reason(joined, user):
    report = joined("2023-05-04")
    own = datetime.date(2023, 5, 19)  # fifteen days after it was opened
    assert (report.due_on, day_due(report.facts()), report.extended_by) == (own, own, user)
    assert report.extension_reason == "เปิดรายงานภายหลังวันครบกำหนดของรอบ"
    assert [is_overdue(report.facts(), own + datetime.timedelta(days=days)) for days in (0, 1)] == [False, True]
    acts = report.acts.values_list("act", "note")
    assert list(acts) == [("opened", ""), ("extended", "เปิดรายงานภายหลังวันครบกำหนดของรอบ")]
    assert report.history.get().extended_to == own


def test_the_own_day_due_moves_from_a_weekend_to_monday_and_one_day_makes_late(joined, user):
    report = joined("2023-05-05")
    assert report.due_on == datetime.date(2023, 5, 22)
    report.done = "แล้ว"
    report.save()
    for at, late in (("2023-05-22T23:59:00+07:00", False), ("2023-05-23T00:00:00+07:00", True)):
        report.submit(by=user, at=factories.at(at))
        report.accept(by=user, at=factories.at("2023-06-01T09:00:00+07:00"))
        assert is_late(report.facts()) is late
        report.return_for_correction(by=user, note="แก้", at=factories.at("2023-06-02T09:00:00+07:00"))


def test_a_report_that_is_opened_on_the_day_due_is_due_with_the_others(joined):
    report = joined("2023-04-17")
    assert (report.extended_to, report.due_on) == (None, datetime.date(2023, 4, 17))


def test_what_closing_opens_gets_no_more_time(round_, agency, user):
    round_.open(by=user, at=OPENED)
    factories.make_division(agency, "กองใหม่")
    round_.close(by=user, at=factories.at("2023-05-04T09:00:00+07:00"))
    assert set(round_.reports.values_list("extended_to", flat=True)) == {None}


def test_many_reports_that_came_later_are_looked_at_in_the_same_number_of_queries(
    joined, round_, django_assert_num_queries
):
    joined("2023-05-04")
    with CaptureQueriesContext(connection) as few:
        cells_of(round_, datetime.date(2023, 5, 10))
    for day in ("2023-05-05", "2023-05-08", "2023-05-09"):
        joined(day)
    with django_assert_num_queries(len(few)):
        found = cells_of(round_, datetime.date(2023, 5, 10))
    assert sorted(cell.is_overdue for cell in found) == [False] * 4 + [True]
