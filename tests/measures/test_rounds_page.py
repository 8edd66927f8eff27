"""A round's own page: its title, days and approval; its history; its day due, which stays once it is open."""

import datetime

import pytest

from measures.models import Round
from tests import factories
from tests.readers import soup, text
from tests.staff_pages import errors, form_of, page, send, staff

pytestmark = pytest.mark.django_db

DUE = datetime.date(2023, 4, 17)


@pytest.fixture
def planned(plan) -> Round:
    plan.rounds.all().delete()
    return factories.make_round(plan, is_opened=False, due_on=DUE)


def test_the_day_due_is_set_until_the_round_is_open_and_then_only_read(planned, agency):
    client, address = staff(agency), page("measures_round_change", planned.pk)
    send(client, address, due_on="02/05/2566")
    planned.refresh_from_db()
    assert planned.due_on == datetime.date(2023, 5, 2)
    planned.open(by=factories.make_user("opener", agency=agency))
    asked = client.get(address)
    assert "due_on" not in form_of(asked)
    assert "2 พฤษภาคม พ.ศ. 2566" in text(asked)
    client.post(address, form_of(asked) | {"due_on": "30/09/2566"})
    assert Round.objects.get().due_on == datetime.date(2023, 5, 2)


def test_the_plans_page_does_not_move_the_day_due_of_an_open_round_either(planned, agency):
    client, address = staff(agency), page("measures_plan_change", planned.plan_id)
    send(client, address, rounds__0__due_on="02/05/2566")
    assert Round.objects.get(pk=planned.pk).due_on == datetime.date(2023, 5, 2)
    planned.refresh_from_db()
    planned.open(by=factories.make_user("opener", agency=agency))
    send(client, address, rounds__0__due_on="30/09/2566", rounds__0__title="ชื่อใหม่")
    kept = Round.objects.get(pk=planned.pk)
    assert (kept.due_on, kept.title) == (datetime.date(2023, 5, 2), "ชื่อใหม่")


def test_a_round_has_its_own_approval(planned, agency):
    approval = {"approved_on": "28/04/2566", "approver_name": "นายก", "approver_position": "นายก อบต."}
    saved = send(staff(agency), page("measures_round_change", planned.pk), **approval)
    assert saved.url == page("review_round", planned.pk)
    kept = Round.objects.get()
    assert (kept.approved_on, kept.approver_name) == (datetime.date(2023, 4, 28), "นายก")


def test_the_history_tells_what_happened_to_a_round_and_its_reports_with_old_and_new_text(planned, agency):
    client = staff(agency)
    send(client, page("measures_round_change", planned.pk), title="รอบหกเดือน")
    planned.refresh_from_db()
    user = factories.make_user("opener", agency=agency)
    planned.open(by=user)
    planned.close(by=user)
    planned.reopen(by=user, reason="แก้ไขรายงาน")
    told = text(client.get(page("measures_round_history", planned.pk)))
    for words in ("รอบ progress", "รอบหกเดือน", "แก้ไขรายงาน", "รายงาน 1 · สำนักปลัด"):
        assert words in told


def test_what_was_opened_is_not_deleted_and_what_is_planned_is(agency, planned):
    opened = factories.make_round(planned.plan, "final")
    client = staff(agency)
    for round_, answer in ((opened, 403), (planned, 302)):
        assert client.post(page("measures_round_delete", round_.pk), {"post": "yes"}).status_code == answer
    assert list(Round.objects.all()) == [opened]


def test_the_list_says_the_state_and_how_many_reports_are_accepted_and_to_be_reviewed(agency, plan):
    for number, status in enumerate(["accepted", "submitted", "endorsed", "draft", "draft", "draft"]):
        division = factories.make_division(agency, f"กอง {number}")
        factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"), division, status=status)
    plan.rounds.filter(kind="final").update(is_opened=False)
    row, other = soup(staff(agency).get(page("measures_round_changelist"))).select("#result_list tbody tr")
    shown = ".field-state, .field-accepted, .field-awaiting"
    assert [cell.get_text() for cell in row.select(shown)] == ["เปิดอยู่", "1/6", "2"]
    assert [cell.get_text() for cell in other.select(shown)] == ["ยังไม่เปิด", "–", "–"]


def test_the_days_of_a_closed_round_move_nowhere_so_no_evidence_comes_into_it_or_falls_out(planned, agency):
    by = factories.make_user("opener", agency=agency)
    planned.open(by=by)
    planned.close(by=by)
    client, moved = staff(agency), {"title": "อื่น", "covers_from": "01/10/2560", "covers_to": "30/09/2569"}
    kept = Round.objects.get()
    for address, before in (
        (page("measures_round_change", planned.pk), ""),
        (page("measures_plan_change", planned.plan_id), "rounds-0-"),
    ):
        sent = {**form_of(client.get(address)), **{f"{before}{name}": value for name, value in moved.items()}}
        assert client.post(address, sent).status_code == 302
        now = Round.objects.get(pk=planned.pk)
        assert (now.title, now.covers_from, now.covers_to) == (kept.title, kept.covers_from, kept.covers_to)
    assert "31 มีนาคม พ.ศ. 2566" in text(client.get(page("measures_round_change", planned.pk)))


PAGES = [("measures_round_change", "pk", ""), ("measures_plan_change", "plan_id", "rounds__0__")]


@pytest.mark.parametrize(("name", "key", "before"), PAGES)
@pytest.mark.parametrize(("field", "day"), [("covers_from", "01/11/2565"), ("covers_to", "30/04/2566")])
def test_the_days_of_an_open_round_are_moved_with_a_reason_that_its_history_tells(
    planned, agency, name, key, before, field, day
):
    planned.open(by=factories.make_user("opener", agency=agency))
    client, address = staff(agency), page(name, getattr(planned, key))
    stored = getattr(planned, field)
    refused = send(client, address, **{before + field: day})
    assert errors(refused) == "กรุณาระบุเหตุผลที่เปลี่ยนช่วงเวลาของรอบซึ่งเปิดอยู่"
    assert getattr(Round.objects.get(pk=planned.pk), field) == stored
    assert send(client, address, **{before + field: day}, change_reason="น้ำท่วม จึงเลื่อน").status_code == 302
    kept = planned.history.latest()
    assert (getattr(kept, field) != stored, kept.history_change_reason) == (True, "น้ำท่วม จึงเลื่อน")
    assert "น้ำท่วม จึงเลื่อน" in text(client.get(page("measures_round_history", planned.pk)))


@pytest.mark.parametrize(("name", "key", "before"), PAGES)
def test_other_words_of_an_open_round_and_the_days_of_a_planned_one_need_no_reason(planned, agency, name, key, before):
    client, address = staff(agency), page(name, getattr(planned, key))
    assert "change_reason" not in form_of(client.get(address))
    assert send(client, address, **{f"{before}covers_to": "30/04/2566"}).status_code == 302
    planned.refresh_from_db()
    planned.open(by=factories.make_user("opener", agency=agency))
    assert send(client, address, **{f"{before}title": "ชื่อใหม่"}).status_code == 302
    assert Round.objects.get(pk=planned.pk).title == "ชื่อใหม่"


def test_a_plan_whose_round_is_open_is_written_on_without_a_reason(planned, agency):
    planned.open(by=factories.make_user("opener", agency=agency))
    assert send(staff(agency), page("measures_plan_change", planned.plan_id), introduction="บทนำใหม่").status_code == 302
    planned.plan.refresh_from_db()
    assert planned.plan.introduction == "บทนำใหม่"
