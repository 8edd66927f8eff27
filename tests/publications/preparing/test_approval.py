"""Before an edition: the planner sends for approval, and everybody sees what changed since."""

import pytest
from django.db import IntegrityError, models, transaction
from django.urls import reverse

from agencies.models import User
from measures.models import Plan
from publications import publishing
from publications.models import ApprovalRequest, Edition, Kind
from publications.publishing import Refused
from publications.render import pdf
from tests import factories
from tests.publications.preparing.acts import APPROVED, URGENT, address, explain, review, state, tasks
from tests.readers import answered, words
from tests.staff_pages import browser

pytestmark = pytest.mark.django_db


# Approval


def send(plan: Plan, user: User):
    client = browser(user)
    shown = answered(client.get(address("prepare", plan)))
    seen = shown.select_one("input[name=reviewed]")
    return client.post(address("prepare", plan), {"send": "1", "reviewed": seen["value"] if seen else ""}, follow=True)


def test_what_is_not_explained_cannot_be_sent(plan, planner):
    response = send(plan, planner)
    assert answered(response).select(".messagelist .error")
    with pytest.raises(Refused) as refusal:
        publishing.send_for_approval(review(plan), by=planner)
    assert [issue.key for issue in refusal.value.issues] == [URGENT, APPROVED]
    assert not ApprovalRequest.objects.exists()


def test_what_is_not_complete_cannot_be_sent(plan, planner):
    explain(plan, planner)
    plan.measures.get().steps.all().delete()
    with pytest.raises(Refused) as refusal:
        publishing.send_for_approval(review(plan), by=planner)
    assert [issue.code for issue in refusal.value.issues] == ["no_steps"]


def test_the_publishers_start_page_says_what_is_ready_and_who_sent_it(plan, planner, palad):
    explain(plan, planner)
    assert answered(send(plan, planner)).select(".messagelist .success")
    request = ApprovalRequest.objects.get()
    assert (request.sent_by, request.kind, request.sha256) == (planner, "plan", review(plan).proposed_hash)
    ((message, link),) = tasks(palad)
    assert "พร้อมเผยแพร่ มาลี วางแผน ส่งขออนุมัติเมื่อ" in message
    assert link == address("publish", plan)
    assert tasks(planner) == []
    assert "มาลี วางแผน ส่งขออนุมัติเมื่อ" in words(answered(browser(palad).get(address("publish", plan))))


def change_a_figure(plan: Plan, planner: User) -> None:
    plan.measures.update(title="แก้ชื่อ")


def change_a_reason(plan: Plan, planner: User) -> None:
    explain(plan, planner, "เหตุผลใหม่", (URGENT,))


@pytest.mark.parametrize("change", [change_a_figure, change_a_reason])
def test_a_change_of_the_content_withdraws_the_request(plan, planner, palad, change):
    explain(plan, planner)
    send(plan, planner)
    change(plan, planner)
    for user in (planner, palad):
        ((message, link),) = tasks(user)
        assert "มีการเปลี่ยนแปลงหลังจากที่ มาลี วางแผน ส่งขออนุมัติ" in message
        assert link == address("prepare", plan)
    assert "ต้องส่งอีกครั้ง" in state(planner, plan)
    send(plan, planner)
    assert "พร้อมเผยแพร่" in tasks(palad)[0][0]
    assert ApprovalRequest.objects.count() == 1


def test_what_changed_while_the_planner_looked_is_not_sent(plan, planner):
    explain(plan, planner)
    client, seen = browser(planner), review(plan).proposed_hash
    plan.measures.update(title="แก้ชื่อ")
    response = client.post(address("prepare", plan), {"send": "1", "reviewed": seen}, follow=True)
    assert answered(response).select(".messagelist .error")
    assert not ApprovalRequest.objects.exists()


def test_an_edition_answers_the_request(plan, planner, palad):
    explain(plan, planner)
    send(plan, planner)
    edition = publishing.publish(plan, Kind.PLAN, by=palad)
    assert ApprovalRequest.objects.get().edition == edition
    assert tasks(palad) == []
    assert review(plan).request is None


def test_an_edition_answers_the_request_of_its_own_document_alone(plan, planner):
    following = factories.make_year(plan.agency, 2567)
    sent = {"sha256": "0" * 64, "sent_by": planner, "sent_at": factories.at()}
    ApprovalRequest.objects.create(plan=plan, kind="plan", **sent)
    for other in ({"plan": plan, "kind": "final"}, {"plan": following, "kind": "plan"}):
        ApprovalRequest.objects.create(**other, **sent)
    edition = publishing.publish(plan, Kind.PLAN, reasons={URGENT: "ไม่มี", APPROVED: "รอประชุมสภา"})
    answered = ApprovalRequest.objects.order_by("pk").values_list("edition", flat=True)
    assert list(answered) == [edition.pk, None, None]
    assert review(plan).request is None
    assert review(following).request.plan == following


def test_a_request_that_was_answered_stays_beside_the_next_one(plan, planner):
    explain(plan, planner)
    first = publishing.send_for_approval(review(plan), by=planner)
    edition = publishing.publish(plan, Kind.PLAN)
    second = publishing.send_for_approval(review(plan), by=planner)
    first.refresh_from_db()
    assert (first.edition, second.edition, ApprovalRequest.objects.count()) == (edition, None, 2)


def test_a_request_says_who_and_when_and_is_open_once(plan, planner):
    whole = {"plan": plan, "kind": "plan", "sha256": "0" * 64, "sent_by": planner, "sent_at": factories.at()}
    ApprovalRequest.objects.create(**whole)
    for broken in ({}, {"kind": "final", "sent_by": None}, {"kind": "final", "sent_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ApprovalRequest.objects.create(**whole | broken)


def test_an_officer_of_a_division_prepares_nothing(plan, planner):
    officer = factories.make_user("officer", agency=plan.agency, role=User.Role.OFFICER)
    assert browser(officer).post(address("prepare", plan), {"send": "1"}).status_code == 403
    shown = answered(browser(officer).get(reverse("admin:measures_plan_change", args=[plan.pk])))
    assert not shown.select(f"a[href='{address('prepare', plan)}']")
    shown = answered(browser(planner).get(reverse("admin:measures_plan_change", args=[plan.pk])))
    assert shown.select(f"a[href='{address('prepare', plan)}']")


# What changed since the edition


def test_the_plans_page_says_what_changed_since_the_edition(plan, planner):
    assert state(planner, plan) == "ยังไม่ได้เผยแพร่ ยังไม่ได้ส่งขออนุมัติ"
    publishing.publish(plan, Kind.PLAN, reasons={URGENT: "ไม่มี", APPROVED: "รอประชุมสภา"})
    assert state(planner, plan) == f"ตรงกับ{Edition.objects.get()}"
    plan.assessment().scores.filter(indicator__number=1).update(score="88.00")
    shown = state(planner, plan)
    assert f"มีการเปลี่ยนแปลงจาก{Edition.objects.get()}" in shown
    assert "87.49 → 88.00" in shown


def test_a_change_that_is_not_listed_one_by_one_is_a_change_all_the_same(plan, planner):
    publishing.publish(plan, Kind.PLAN, reasons={URGENT: "ไม่มี", APPROVED: "รอประชุมสภา"})
    type(plan.assessment()).objects.update(source="ประกาศฉบับใหม่")
    assert "มีรายละเอียดอื่นที่แตกต่าง" in state(planner, plan)


def test_a_report_that_came_later_does_not_change_the_plan_that_was_published(plan, planner):
    reasons = {URGENT: "ไม่มี", APPROVED: "รอประชุมสภา"}
    publishing.publish(plan, Kind.PLAN, reasons=reasons)
    factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"))
    publishing.publish(plan, Kind.PROGRESS, reasons=reasons)
    assert state(planner, plan) == f"ตรงกับ{Edition.objects.get(number=1)}"


def test_a_preview_has_the_reasons_that_were_drafted(plan, planner, monkeypatch):
    seen = []
    monkeypatch.setattr(pdf, "render", lambda document, sha256, **_: seen.append(document) or b"%PDF-1.7")
    client = browser(planner)
    client.get(address("preview_pdf", plan))
    explain(plan, planner)
    client.get(address("preview_pdf", plan))
    assert [[remark.reason for remark in document.remarks] for document in seen] == [[], ["รอประชุมสภา"] * 2]
    assert "รอประชุมสภา" in client.get(address("preview", plan)).content.decode()


def test_a_damaged_edition_keeps_no_page_from_opening(plan, planner, palad):
    edition = publishing.publish(plan, Kind.PLAN, reasons={URGENT: "ไม่มี", APPROVED: "รอประชุมสภา"})
    models.QuerySet(Edition).filter(pk=edition.pk).update(content="{}")
    for user, name in ((planner, "prepare"), (palad, "publish")):
        assert answered(browser(user).get(address(name, plan))).h1
    assert state(planner, plan).startswith("ตรงกับ")
