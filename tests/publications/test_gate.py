"""The gate before publication: errors block, a warning needs a written reason, and the reason is published with it."""

import json

import pytest
from django.core.management import CommandError, call_command

from measures.models import Plan
from publications import publishing
from publications.models import Edition, Kind
from publications.publishing import Refused
from tests import factories
from tests.editions import withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("press")]


def warning_keys(plan, kind=Kind.PLAN) -> list[str]:
    return [issue.key for issue in publishing.Review.of(plan, kind).warnings]


def error_keys(plan, kind=Kind.PLAN) -> list[str]:
    return [issue.key for issue in publishing.Review.of(plan, kind).errors]


@pytest.fixture
def printed():
    """The real document as it was printed, with its two wrong figures."""
    factories.load_sample()
    plan = Plan.objects.get()
    assessment = plan.assessment()
    for code, score, level in [("IIT", "87.49", "A"), ("EIT", "82.73", "B"), ("OIT", "91.25", "A")]:
        assessment.declared_instruments.filter(instrument__code=code).update(score=score, level=level)
    assessment.scores.filter(indicator__number=9).update(score="85.00")
    return plan


def test_a_complete_and_consistent_year_passes_every_check(plan):
    assert {check.state for check in publishing.Review.of(plan, Kind.PLAN).checks} == {"ok"}


def test_the_document_as_printed_is_refused_for_exactly_its_two_wrong_figures(printed):
    assert error_keys(printed) == ["instrument_differs:IIT:87.49:81.12", "indicator_differs:9:85.00:95.00"]
    with pytest.raises(Refused) as refusal:
        publishing.publish(printed, Kind.PLAN, reason="แก้ไข")
    sentences = [issue.message for issue in refusal.value.issues]
    assert all(word in sentences[0] for word in ("81.12", "87.49", "ตัวชี้วัดที่ 1", "B"))
    assert all(word in sentences[1] for word in ("95.00", "OIT"))
    assert Edition.objects.count() == 1


def test_the_mended_document_has_no_finding():
    factories.load_sample()
    plan = Plan.objects.get()
    assert plan.assessment().discrepancies() == ()
    assert error_keys(plan) == []


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (lambda plan: plan.assessment().scores.filter(indicator__number=3).update(finding=" "), "not_analysed:3"),
        (lambda plan: plan.assessment().scores.update(is_urgent=False), "no_urgent_point"),
        (
            lambda plan: plan.measures.get().indicators.remove(plan.measures.get().indicators.get(number=5)),
            "not_served:5",
        ),
        (lambda plan: factories.make_measure(plan, 2), "serves_none:2"),
        (lambda plan: type(plan).objects.update(approved_on=None), "not_approved"),
        (lambda plan: type(plan.assessment()).objects.update(declared_total=None), "not_declared"),
        (lambda plan: type(plan.assessment()).objects.update(declared_total="85.7"), "total_differs:total:85.70:85.66"),
    ],
    ids=["analysis", "urgency", "coverage", "aim", "approval", "declaration", "rounding"],
)
def test_a_warning_is_published_with_its_reason_and_not_without(plan, change, key):
    change(plan)
    assert warning_keys(plan) == [key]
    assert error_keys(plan) == []
    with pytest.raises(Refused) as refusal:
        publishing.publish(plan, Kind.PLAN, reasons={key: "  "})
    assert [issue.key for issue in refusal.value.issues] == [key]
    edition = publishing.publish(plan, Kind.PLAN, reasons={key: "เหตุผลของหน่วยงาน"})
    remark = json.loads(edition.content)["remarks"][0]
    assert (remark["key"], remark["reason"]) == (key, "เหตุผลของหน่วยงาน")


def test_declaring_that_nothing_is_urgent_is_an_answer(plan):
    plan.assessment().scores.update(is_urgent=False)
    type(plan.assessment()).objects.update(has_no_urgent_points=True)
    assert warning_keys(plan) == []


def test_a_report_without_evidence_needs_a_reason(plan):
    report = factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"))
    assert warning_keys(plan, Kind.PROGRESS) == []
    report.evidence.all().delete()
    assert warning_keys(plan, Kind.PROGRESS) == ["no_evidence:progress:1:สำนักปลัด"]


def test_a_reason_that_was_published_holds_for_the_same_warning(plan):
    type(plan).objects.update(approved_on=None)
    publishing.publish(plan, Kind.PLAN, reasons={"not_approved": "รอประชุมสภา"})
    second = publishing.publish(plan, Kind.PLAN, reason="แก้ไขคำผิด")
    assert [remark["reason"] for remark in json.loads(second.content)["remarks"]] == ["รอประชุมสภา"]


def test_a_reason_for_a_figure_does_not_hold_for_another_figure(plan):
    assessments = type(plan.assessment()).objects
    assessments.update(declared_total="85.7")
    publishing.publish(plan, Kind.PLAN, reasons={"total_differs:total:85.70:85.66": "ประกาศทศนิยมหนึ่งตำแหน่ง"})
    plan.assessment().scores.filter(indicator__number=1).update(score="88.50")
    with pytest.raises(Refused):
        publishing.publish(plan, Kind.PLAN, reason="แก้ไข")


def test_a_reason_for_what_is_no_warning_is_not_published(plan):
    edition = publishing.publish(plan, Kind.PLAN, reasons={"not_approved": "ไม่เกี่ยว"})
    assert json.loads(edition.content)["remarks"] == []


def test_citizens_read_the_warning_and_its_reason(plan, client):
    plan.measures.get().indicators.remove(plan.measures.get().indicators.get(number=5))
    publishing.publish(plan, Kind.PLAN, reasons={"not_served:5": "อยู่ระหว่างจัดทำ <b>แผน</b>"})
    page = client.get("/2566/analysis/").content.decode()
    assert "อยู่ระหว่างจัดทำ &lt;b&gt;แผน&lt;/b&gt;" in page
    assert "ตัวชี้วัดที่ 5" in page


def test_the_command_names_the_key_and_takes_the_reason(plan):
    type(plan).objects.update(approved_on=None)
    with pytest.raises(CommandError, match="--explain 'not_approved="):
        call_command("publish", "2566", kind="plan")
    with pytest.raises(CommandError, match="KEY=REASON"):
        call_command("publish", "2566", kind="plan", explain=["not_approved"])
    call_command("publish", "2566", kind="plan", explain=["not_approved=รอประชุมสภา"])
    assert "รอประชุมสภา" in Edition.objects.get().content


def test_a_round_whose_document_was_withdrawn_comes_back_with_the_final_report_only_with_a_reason(plan):
    measure = plan.measures.get()
    for kind in ("progress", "final"):
        factories.make_report(measure, plan.rounds.get(kind=kind))
    edition = publishing.publish(plan, Kind.PROGRESS)
    assert warning_keys(plan, Kind.FINAL) == []
    withdraw(edition)
    assert warning_keys(plan, Kind.FINAL) == ["round_returns:progress"]
    assert warning_keys(plan, Kind.PROGRESS) == warning_keys(plan, Kind.PLAN) == []


def test_no_report_is_published_of_a_round_that_was_never_opened(plan):
    plan.rounds.update(is_opened=False)
    assert [issue.code for issue in publishing.Review.of(plan, Kind.PROGRESS).errors] == ["round_not_opened"]
