"""Before an edition: the planner drafts reasons and sends for approval, the publisher finds both."""

import pytest
from django.db import IntegrityError, models, transaction
from django.test import Client
from django.urls import reverse

from agencies.models import User
from measures.models import Plan
from publications import publishing
from publications.models import ApprovalRequest, DraftedReason, Edition, Kind
from publications.publishing import Refused, Review
from publications.render import pdf
from tests import factories
from tests.publications.test_publish_page import page, words, written
from tests.staff_pages import form_of

pytestmark = pytest.mark.django_db

URGENT, APPROVED = "no_urgent_point", "not_approved"


@pytest.fixture(autouse=True)
def press(monkeypatch) -> None:
    """What a PDF looks like is not tested here."""
    monkeypatch.setattr(pdf, "render", lambda document, sha256: b"%PDF-1.7 of " + str(sha256).encode())


@pytest.fixture
def plan() -> Plan:
    """A year that is complete but for two reasons that have to be written."""
    plan = factories.make_year(factories.make_agency(), approved_on=None)
    plan.assessment().scores.update(is_urgent=False)
    return plan


@pytest.fixture
def planner(plan) -> User:
    return factories.make_user("planner", agency=plan.agency, first_name="มาลี", last_name="วางแผน")


@pytest.fixture
def palad(plan) -> User:
    return factories.make_user("palad", agency=plan.agency, role=User.Role.PUBLISHER)


def signed_in(user: User) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client


def address(name: str, plan: Plan, kind: str = "plan") -> str:
    return reverse(f"admin:publications_edition_{name}", args=[plan.pk, kind])


def review(plan: Plan) -> Review:
    return Review.of(plan, Kind.PLAN)


def explain(plan: Plan, by: User, text: str = "รอประชุมสภา", keys: tuple[str, ...] = (URGENT, APPROVED)) -> None:
    publishing.draft_reason(review(plan), keys, text, by=by)


def tasks(user: User) -> list[tuple[str, str]]:
    shown = page(signed_in(user).get(reverse("admin:index")))
    return [(words(link), link["href"]) for link in shown.select(".agenda a")]


def state(user: User, plan: Plan) -> str:
    """What the plan's page says of its first document."""
    shown = page(signed_in(user).get(reverse("admin:measures_plan_change", args=[plan.pk])))
    return words(shown.select("#documents tbody tr")[0].select("td")[-1])


# Reasons


def test_one_reason_serves_all_warnings_that_are_ticked(plan, planner, palad):
    client = signed_in(planner)
    sent = {"keys": [URGENT, APPROVED], "text": " รอประชุมสภา ", "keep": "1"}
    assert client.post(address("prepare", plan), sent).status_code == 302
    rows = DraftedReason.objects.values_list("key", "text", "drafted_by__username")
    assert list(rows) == [(URGENT, "รอประชุมสภา", "planner"), (APPROVED, "รอประชุมสภา", "planner")]
    shown = page(signed_in(palad).get(address("publish", plan)))
    assert [written(shown, f"because:{key}") for key in (URGENT, APPROVED)] == ["รอประชุมสภา"] * 2
    origins = [words(help_) for help_ in shown.select(".help strong")]
    assert len(origins) == 2
    assert all(origin.startswith("ร่างโดย มาลี วางแผน เมื่อ ") for origin in origins)


def test_the_publisher_may_change_what_was_drafted_and_the_edition_keeps_the_last_word(plan, planner, palad):
    explain(plan, planner)
    client = signed_in(palad)
    shown = page(client.get(address("publish", plan)))
    given = {f"because:{URGENT}": "ไม่มีเรื่องเร่งด่วน", f"because:{APPROVED}": "รอประชุมสภา"}
    given["reviewed"] = shown.select_one("input[name=reviewed]")["value"]
    assert client.post(address("publish", plan), given).status_code == 302
    assert {key: reason.text for key, reason in review(plan).reasons.items()} == {
        URGENT: "ไม่มีเรื่องเร่งด่วน",
        APPROVED: "รอประชุมสภา",
    }
    assert not DraftedReason.objects.exists()


def test_an_unchanged_warning_carries_its_reason_over_and_says_from_which_edition(plan, planner):
    publishing.publish(plan, Kind.PLAN, reasons={URGENT: "ไม่มีเรื่องเร่งด่วน", APPROVED: "รอประชุมสภา"})
    shown = page(signed_in(planner).get(address("prepare", plan)))
    rows = [words(row) for row in shown.select(".reasons tbody tr")]
    assert len(rows) == 2
    assert "ไม่มีเรื่องเร่งด่วน จากฉบับที่ 1" in rows[0]
    assert "รอประชุมสภา จากฉบับที่ 1" in rows[1]


def test_what_a_planner_drafts_anew_comes_before_the_words_of_the_edition(plan, planner):
    publishing.publish(plan, Kind.PLAN, reasons={URGENT: "แรก", APPROVED: "แรก"})
    explain(plan, planner, "ใหม่", (URGENT,))
    assert {key: reason.text for key, reason in review(plan).reasons.items()} == {URGENT: "ใหม่", APPROVED: "แรก"}


def test_a_reason_given_for_another_document_of_the_year_carries_over_from_the_newest_that_gave_it(plan):
    report = factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"))
    report.evidence.all().delete()
    key = f"no_evidence:progress:1:{report.division}"
    first = {URGENT: "แรก", APPROVED: "แรก", key: "ภาพถ่ายสูญหาย"}
    publishing.publish(plan, Kind.PROGRESS, reasons=first)
    publishing.publish(plan, Kind.PLAN, reasons={URGENT: "ใหม่"})
    known = Review.of(plan, Kind.PROGRESS).reasons
    assert {name: (reason.text, reason.edition.number) for name, reason in known.items()} == {
        URGENT: ("ใหม่", 2),
        APPROVED: ("แรก", 2),
        key: ("ภาพถ่ายสูญหาย", 1),
    }


def test_the_reason_of_a_withdrawn_edition_is_not_carried_over(plan, palad):
    edition = publishing.publish(plan, Kind.PLAN, reasons={URGENT: "ข้อมูลส่วนบุคคล", APPROVED: "รอประชุมสภา"})
    assert review(plan).reasons
    edition.withdraw(by=palad, reason="มีข้อมูลส่วนบุคคล")
    assert review(plan).reasons == {}


def test_a_reason_opens_with_all_the_warnings_that_it_serves(plan, planner):
    explain(plan, planner)
    shown = page(signed_in(planner).get(address("prepare", plan), {"key": URGENT}))
    assert [box["value"] for box in shown.select("input[name=keys][checked]")] == [URGENT, APPROVED]
    assert written(shown, "text") == "รอประชุมสภา"


def test_a_drafted_reason_is_deleted_where_it_is_not_wanted_any_more(plan, planner):
    explain(plan, planner)
    signed_in(planner).post(address("prepare", plan), {"keys": [URGENT], "remove": "1"})
    assert [row.key for row in DraftedReason.objects.all()] == [APPROVED]


def test_a_reason_that_another_planner_wrote_meanwhile_is_seen_before_it_is_replaced(plan, planner):
    client = signed_in(planner)
    opened = form_of(client.get(address("prepare", plan)))
    explain(plan, factories.make_user("colleague", agency=plan.agency), "เหตุผลของเพื่อน")
    sent = opened | {"keys": [URGENT], "text": "เหตุผลของฉัน", "keep": "1"}
    refused = page(client.post(address("prepare", plan), sent))
    assert "มีผู้อื่นแก้ไขเหตุผล" in words(refused)
    assert "เหตุผลของเพื่อน" in words(refused)
    assert refused.select_one("textarea[name=text]").get_text(strip=True) == "เหตุผลของฉัน"
    assert [box["value"] for box in refused.select("input[name=keys][checked]")] == [URGENT]
    again = sent | {"_version": refused.select_one("input[name=_version]")["value"]}
    client.post(address("prepare", plan), again)
    assert dict(DraftedReason.objects.values_list("key", "text")) == {URGENT: "เหตุผลของฉัน", APPROVED: "เหตุผลของเพื่อน"}


def test_a_reason_that_a_planner_changed_meanwhile_is_seen_before_it_is_published_otherwise(plan, planner, palad):
    explain(plan, planner)
    client = signed_in(palad)
    opened = form_of(client.get(address("publish", plan)))
    explain(plan, planner, "สภาประชุมแล้ว", keys=(APPROVED,))
    answer = client.post(address("publish", plan), opened)
    refused = page(answer)
    assert not Edition.objects.exists()
    assert "ข้อมูลมีการเปลี่ยนแปลงหลังจากที่ท่านตรวจ" in words(refused)
    assert "สภาประชุมแล้ว" in words(refused)
    client.post(address("publish", plan), form_of(answer))
    assert Edition.objects.count() == 1


@pytest.mark.parametrize(
    "sent", [{"text": "รอประชุมสภา"}, {"text": "รอประชุมสภา", "keys": ["gone"]}, {"text": " ", "keys": [URGENT]}]
)
def test_a_reason_for_nothing_and_an_empty_one_are_refused_and_what_was_typed_stays(plan, planner, sent):
    shown = page(signed_in(planner).post(address("prepare", plan), {**sent, "keep": "1"}))
    assert shown.select(".reasons .errorlist")
    assert written(shown, "text").strip() == sent["text"].strip()
    assert [box["value"] for box in shown.select("input[name=keys][checked]")] == [
        key for key in sent.get("keys", []) if key == URGENT
    ]
    assert not DraftedReason.objects.exists()
    with pytest.raises(Refused):
        publishing.draft_reason(review(plan), sent.get("keys", []), sent["text"], by=planner)


def test_what_a_planner_drafts_is_shown_as_text(plan, planner):
    explain(plan, planner, "<script>x</script>")
    shown = signed_in(planner).get(address("prepare", plan)).content.decode()
    assert "<script>x" not in shown
    assert "&lt;script&gt;x" in shown


def test_a_warning_has_one_drafted_reason_that_says_why(plan, planner):
    explain(plan, planner, keys=(URGENT,))
    row = {"plan": plan, "drafted_by": planner, "drafted_at": factories.at()}
    for broken in ({"key": URGENT, "text": "อีกครั้ง"}, {"key": APPROVED, "text": ""}, {"key": "", "text": "ไม่มีชื่อ"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            DraftedReason.objects.create(**row, **broken)


# Approval


def send(plan: Plan, user: User):
    client = signed_in(user)
    shown = page(client.get(address("prepare", plan)))
    seen = shown.select_one("input[name=reviewed]")
    return client.post(address("prepare", plan), {"send": "1", "reviewed": seen["value"] if seen else ""}, follow=True)


def test_what_is_not_explained_cannot_be_sent(plan, planner):
    response = send(plan, planner)
    assert page(response).select(".messagelist .error")
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
    assert page(send(plan, planner)).select(".messagelist .success")
    request = ApprovalRequest.objects.get()
    assert (request.sent_by, request.kind, request.sha256) == (planner, "plan", review(plan).proposed_hash)
    ((message, link),) = tasks(palad)
    assert "พร้อมเผยแพร่ มาลี วางแผน ส่งขออนุมัติเมื่อ" in message
    assert link == address("publish", plan)
    assert tasks(planner) == []
    assert "มาลี วางแผน ส่งขออนุมัติเมื่อ" in words(page(signed_in(palad).get(address("publish", plan))))


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
    client, seen = signed_in(planner), review(plan).proposed_hash
    plan.measures.update(title="แก้ชื่อ")
    response = client.post(address("prepare", plan), {"send": "1", "reviewed": seen}, follow=True)
    assert page(response).select(".messagelist .error")
    assert not ApprovalRequest.objects.exists()


def test_an_edition_answers_the_request(plan, planner, palad):
    explain(plan, planner)
    send(plan, planner)
    edition = publishing.publish(plan, Kind.PLAN, by=palad)
    assert ApprovalRequest.objects.get().edition == edition
    assert tasks(palad) == []
    assert review(plan).request is None


def test_a_request_says_who_and_when_and_is_open_once(plan, planner):
    whole = {"plan": plan, "kind": "plan", "sha256": "0" * 64, "sent_by": planner, "sent_at": factories.at()}
    ApprovalRequest.objects.create(**whole)
    for broken in ({}, {"kind": "final", "sent_by": None}, {"kind": "final", "sent_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ApprovalRequest.objects.create(**whole | broken)


def test_an_officer_of_a_division_prepares_nothing(plan, planner):
    officer = factories.make_user("officer", agency=plan.agency, role=User.Role.OFFICER)
    assert signed_in(officer).post(address("prepare", plan), {"send": "1"}).status_code == 403
    shown = page(signed_in(officer).get(reverse("admin:measures_plan_change", args=[plan.pk])))
    assert not shown.select(f"a[href='{address('prepare', plan)}']")
    shown = page(signed_in(planner).get(reverse("admin:measures_plan_change", args=[plan.pk])))
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
    monkeypatch.setattr(pdf, "render", lambda document, sha256: seen.append(document) or b"%PDF-1.7")
    client = signed_in(planner)
    client.get(address("preview_pdf", plan))
    explain(plan, planner)
    client.get(address("preview_pdf", plan))
    assert [[remark.reason for remark in document.remarks] for document in seen] == [[], ["รอประชุมสภา"] * 2]
    assert "รอประชุมสภา" in client.get(address("preview", plan)).content.decode()


def test_a_damaged_edition_keeps_no_page_from_opening(plan, planner, palad):
    edition = publishing.publish(plan, Kind.PLAN, reasons={URGENT: "ไม่มี", APPROVED: "รอประชุมสภา"})
    models.QuerySet(Edition).filter(pk=edition.pk).update(content="{}")
    for user, name in ((planner, "prepare"), (palad, "publish")):
        assert page(signed_in(user).get(address(name, plan))).h1
    assert state(planner, plan).startswith("ตรงกับ")
