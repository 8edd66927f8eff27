"""Once it was published, nothing is changed without a reason."""

import pytest

from agencies.models import User
from audit import changes
from audit.history import Act
from measures.admin.history_sources import of_plan
from measures.models import Measure, Plan
from tests import factories
from tests.audit.records import RECORDED, WHY, change_page, history_page, records
from tests.editions import freeze, withdraw
from tests.readers import soup, text
from tests.staff_pages import errors, form_of, page, send, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(plan) -> Plan:
    freeze(plan)
    return plan


def test_before_a_publication_no_reason_is_asked(agency, plan, result):
    client = staff(agency)
    plan.rounds.update(is_opened=False)  # the days of an open one are moved with a reason at any time
    for row in (plan, plan.measures.get(), result):
        assert "change_reason" not in form_of(client.get(change_page(row)))
        assert not errors(client.get(change_page(row)))
    assert send(client, change_page(result), scores__0__score="90").status_code == 302


CHANGES = {
    "a score": ("result", {"scores__8__score": "85.00"}),
    "a finding": ("result", {"scores__0__finding": "ข้อค้นพบใหม่"}),
    "a declared figure": ("result", {"declared_total": "80.00"}),
    "a declared instrument": ("result", {"declared_instruments__0__score": "80.00"}),
    "the plan": ("plan", {"title": "ชื่อใหม่"}),
    "a measure": ("measure", {"title": "มาตรการใหม่"}),
    "a measure's indicators": ("measure", {"indicators": []}),
    "a step": ("measure", {"steps__0__text": "ขั้นตอนใหม่"}),
    "a step that goes": ("measure", {"steps__0__DELETE": "on"}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_publication_nothing_is_changed_without_a_reason(agency, published, result, change):
    name, fields = CHANGES[change]
    row = {"result": result, "plan": published, "measure": published.measures.get()}[name]
    client, before = staff(agency), [list(model.objects.order_by("pk").values()) for model in RECORDED]
    for blank in ("", "  "):
        response = send(client, change_page(row), **fields, change_reason=blank)
        assert WHY in errors(response)
    assert [list(model.objects.order_by("pk").values()) for model in RECORDED] == before
    assert records() == {}
    assert send(client, change_page(row), **fields, change_reason="พิมพ์ผิด").status_code == 302
    reasons = {
        record.history_change_reason for model in RECORDED for record in model.history.exclude(history_type=Act.FOUND)
    }
    assert reasons == {"พิมพ์ผิด"}
    assert "เหตุผล พิมพ์ผิด" in text(client.get(history_page(row)))


def test_after_a_publication_a_page_that_is_saved_unchanged_asks_for_nothing(agency, published, result):
    client = staff(agency)
    for row in (published, published.measures.get(), result):
        assert "change_reason" in form_of(client.get(change_page(row)))
        assert send(client, change_page(row)).status_code == 302


def test_a_published_round_is_changed_with_a_reason_on_its_own_page_and_on_its_plans(agency, published):
    client, round_ = staff(agency), published.rounds.order_by("plan", "covers_to").first()
    for row, field in ((round_, "title"), (published, "rounds__0__title")):
        assert WHY in errors(send(client, change_page(row), **{field: f"ใหม่ {field}"}))
        assert not published.rounds.filter(title__startswith="ใหม่").exists()
    for row, field in ((round_, "title"), (published, "rounds__0__title")):
        send(client, change_page(row), **{field: f"ใหม่ {field}"}, change_reason=f"เหตุผล {field}")
        kept = round_.history.latest()
        assert (kept.title, kept.history_change_reason) == (f"ใหม่ {field}", f"เหตุผล {field}")


def test_a_missing_round_is_added_to_a_published_plan_without_a_reason(agency, published):
    published.rounds.get(kind="final").delete()
    send(staff(agency), change_page(published), rounds__1__title="รอบสิ้นปี", rounds__1__due_on="31/10/2566")
    assert published.rounds.filter(title="รอบสิ้นปี").exists()


def test_the_approval_of_a_rounds_report_is_filled_in_without_a_reason_and_changed_with_one(agency, published):
    client, round_ = staff(agency), published.rounds.get(kind="final")
    published.rounds.update(approved_on=None, approver_name="", approver_position="")
    approval = {"approved_on": "28/04/2566", "approver_name": "นายก", "approver_position": "นายก อบต."}
    assert send(client, change_page(round_), **approval).status_code == 302
    assert published.rounds.get(kind="final").approver_name == "นายก"
    for change in ({"approver_name": "ปลัด"}, {"title": "รอบสุดท้าย"}):
        assert "ระบุเหตุผล" in errors(send(client, change_page(round_), **change))


def test_a_measure_is_neither_added_to_nor_deleted_from_a_published_plan_without_a_reason(agency, published):
    client, measure = staff(agency), published.measures.get()
    adding = page("measures_measure_add") + f"?plan={published.pk}"
    fields = {"title": "เพิ่มภายหลัง", "every_division": "on", "steps__0__text": "ขั้นตอน"}
    assert WHY in errors(send(client, adding, **fields))
    deleting = page("measures_measure_delete", measure.pk)
    assert "กรุณาระบุเหตุผล" in text(client.post(deleting, {"post": "yes", "change_reason": " "}))
    assert Measure.objects.get() == measure
    send(client, adding, **fields, change_reason="ผู้บริหารสั่งเพิ่ม")
    client.post(deleting, {"post": "yes", "change_reason": "ซ้ำกับมาตรการอื่น"})
    assert Measure.objects.get().title == "เพิ่มภายหลัง"
    deleted, added = changes.changes(*of_plan(published))
    assert (deleted.reason, added.reason) == ("ซ้ำกับมาตรการอื่น", "ผู้บริหารสั่งเพิ่ม")


def test_several_published_rows_are_not_deleted_in_one_go(agency, published):
    data = {"action": "delete_selected", "_selected_action": [published.measures.get().pk], "post": "yes"}
    staff(agency).post(page("measures_measure_changelist"), data)
    assert Measure.objects.exists()


def test_a_withdrawn_edition_and_an_edition_of_another_year_ask_for_no_reason(agency, published, result):
    withdraw(freeze(factories.make_year(factories.make_agency("อบต.อื่น", domain="other.go.th"))))
    client = staff(agency)
    last = factories.make_assessment(agency, 2564)
    assert "change_reason" not in form_of(client.get(change_page(last)))
    assert "change_reason" in form_of(client.get(change_page(result)))
    withdraw(agency.editions.get())
    assert "change_reason" not in form_of(client.get(change_page(result)))


def test_who_only_reads_is_asked_for_nothing(agency, published, result):
    shown = soup(staff(agency, User.Role.OFFICER).get(change_page(result)))
    assert not shown.select("[name=change_reason], .field-change_reason")
