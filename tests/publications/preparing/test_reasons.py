"""Before an edition: the planner drafts reasons, and the publisher finds them."""

import pytest
from django.db import IntegrityError, transaction

from publications import publishing
from publications.models import DraftedReason, Edition, Kind
from publications.publishing import Refused, Review
from tests import factories
from tests.publications.preparing.acts import APPROVED, URGENT, address, explain, review
from tests.publications.test_publish_page import written
from tests.readers import answered, words
from tests.staff_pages import browser, form_of

pytestmark = pytest.mark.django_db


def test_one_reason_serves_all_warnings_that_are_ticked(plan, planner, palad):
    client = browser(planner)
    sent = {"keys": [URGENT, APPROVED], "text": " รอประชุมสภา ", "keep": "1"}
    assert client.post(address("prepare", plan), sent).status_code == 302
    rows = DraftedReason.objects.values_list("key", "text", "drafted_by__username")
    assert list(rows) == [(URGENT, "รอประชุมสภา", "planner"), (APPROVED, "รอประชุมสภา", "planner")]
    shown = answered(browser(palad).get(address("publish", plan)))
    assert [written(shown, f"because:{key}") for key in (URGENT, APPROVED)] == ["รอประชุมสภา"] * 2
    origins = [words(help_) for help_ in shown.select(".help strong")]
    assert len(origins) == 2
    assert all(origin.startswith("ร่างโดย มาลี วางแผน เมื่อ ") for origin in origins)


def test_the_publisher_may_change_what_was_drafted_and_the_edition_keeps_the_last_word(plan, planner, palad):
    explain(plan, planner)
    client = browser(palad)
    shown = answered(client.get(address("publish", plan)))
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
    shown = answered(browser(planner).get(address("prepare", plan)))
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
    shown = answered(browser(planner).get(address("prepare", plan), {"key": URGENT}))
    assert [box["value"] for box in shown.select("input[name=keys][checked]")] == [URGENT, APPROVED]
    assert written(shown, "text") == "รอประชุมสภา"
    explain(plan, planner, "ไม่มีเรื่องเร่งด่วน", (URGENT,))
    shown = answered(browser(planner).get(address("prepare", plan), {"key": URGENT}))
    assert [box["value"] for box in shown.select("input[name=keys][checked]")] == [URGENT]


def test_the_drafted_reasons_of_another_year_are_neither_read_nor_deleted(plan, planner):
    following = factories.make_year(plan.agency, 2567, approved_on=None)
    explain(following, planner, "เหตุผลของปีหน้า", (APPROVED,))
    assert review(plan).reasons == {}
    assert publishing.forget_reasons(review(plan), [APPROVED]) == 0
    publishing.publish(plan, Kind.PLAN, reasons={URGENT: "ไม่มี", APPROVED: "รอประชุมสภา"})
    assert following.drafted_reasons.get().text == "เหตุผลของปีหน้า"


def test_a_drafted_reason_is_deleted_where_it_is_not_wanted_any_more(plan, planner):
    explain(plan, planner)
    browser(planner).post(address("prepare", plan), {"keys": [URGENT], "remove": "1"})
    assert [row.key for row in DraftedReason.objects.all()] == [APPROVED]


@pytest.mark.parametrize(
    "sent", [{"text": "รอประชุมสภา"}, {"text": "รอประชุมสภา", "keys": ["gone"]}, {"text": " ", "keys": [URGENT]}]
)
def test_a_reason_for_nothing_and_an_empty_one_are_refused_and_what_was_typed_stays(plan, planner, sent):
    shown = answered(browser(planner).post(address("prepare", plan), {**sent, "keep": "1"}))
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
    shown = browser(planner).get(address("prepare", plan)).content.decode()
    assert "<script>x" not in shown
    assert "&lt;script&gt;x" in shown


def test_a_warning_has_one_drafted_reason_that_says_why(plan, planner):
    explain(plan, planner, keys=(URGENT,))
    row = {"plan": plan, "drafted_by": planner, "drafted_at": factories.at()}
    for broken in ({"key": URGENT, "text": "อีกครั้ง"}, {"key": APPROVED, "text": ""}, {"key": "", "text": "ไม่มีชื่อ"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            DraftedReason.objects.create(**row, **broken)


def test_a_reason_that_another_planner_wrote_meanwhile_is_seen_before_it_is_replaced(plan, planner):
    client = browser(planner)
    opened = form_of(client.get(address("prepare", plan)))
    explain(plan, factories.make_user("colleague", agency=plan.agency), "เหตุผลของเพื่อน")
    sent = opened | {"keys": [URGENT], "text": "เหตุผลของฉัน", "keep": "1"}
    refused = answered(client.post(address("prepare", plan), sent))
    assert "มีผู้อื่นแก้ไขเหตุผล" in words(refused)
    assert "เหตุผลของเพื่อน" in words(refused)
    assert refused.select_one("textarea[name=text]").get_text(strip=True) == "เหตุผลของฉัน"
    assert [box["value"] for box in refused.select("input[name=keys][checked]")] == [URGENT]
    again = sent | {"_version": refused.select_one("input[name=_version]")["value"]}
    client.post(address("prepare", plan), again)
    assert dict(DraftedReason.objects.values_list("key", "text")) == {URGENT: "เหตุผลของฉัน", APPROVED: "เหตุผลของเพื่อน"}


def test_a_reason_that_a_planner_changed_meanwhile_is_seen_before_it_is_published_otherwise(plan, planner, palad):
    explain(plan, planner)
    client = browser(palad)
    opened = form_of(client.get(address("publish", plan)))
    explain(plan, planner, "สภาประชุมแล้ว", keys=(APPROVED,))
    answer = client.post(address("publish", plan), opened)
    refused = answered(answer)
    assert not Edition.objects.exists()
    assert "ข้อมูลมีการเปลี่ยนแปลงหลังจากที่ท่านตรวจ" in words(refused)
    assert "สภาประชุมแล้ว" in words(refused)
    client.post(address("publish", plan), form_of(answer))
    assert Edition.objects.count() == 1
