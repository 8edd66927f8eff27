"""The page on which a year is published: everything that was found, a field for every reason, nothing typed lost."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import User
from assessments.models import Assessment
from measures.models import Plan
from publications.models import Edition
from publications.render import pdf
from tests import factories
from tests.editions import freeze_sample
from tests.readers import answered, thai, words

pytestmark = pytest.mark.django_db

NEVER_URGENT, NOT_APPROVED = "because:no_urgent_point", "because:not_approved"


@pytest.fixture
def client(agency) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(factories.make_user("palad", agency=agency, role=User.Role.PUBLISHER))
    return client


@pytest.fixture
def plan(agency) -> Plan:
    """A year that is complete but for two reasons that have to be written."""
    plan = factories.make_year(agency, approved_on=None)
    plan.assessment().scores.update(is_urgent=False)
    return plan


def address(plan: Plan, kind: str = "plan") -> str:
    return reverse("admin:publications_edition_publish", args=[plan.pk, kind])


def field(shown: BeautifulSoup, name: str):
    return shown.select_one(f"textarea[name='{name}']")


def written(shown: BeautifulSoup, name: str) -> str:
    return field(shown, name).get_text().removeprefix("\n")


def reviewed(shown: BeautifulSoup) -> str:
    return shown.select_one("input[name=reviewed]")["value"]


def test_every_check_shows_its_state_as_shape_and_word(client, plan):
    shown = answered(client.get(address(plan)))
    states = [words(check.select_one(".severity")) for check in shown.select(".checklist > li")]
    assert len(states) == 10
    assert set(states) == {thai("in order"), thai("needs a reason")}
    assert all(sign.svg for sign in shown.select(".checklist .severity"))


def test_errors_warnings_and_notes_are_all_listed_with_the_page_where_they_are_mended(client, plan):
    assessment = plan.assessment()
    # 85.655 rounds half up to 85.66; the last digit printed otherwise is a note and nothing more.
    Assessment.objects.filter(pk=assessment.pk).update(declared_total=Decimal("85.65"))
    assessment.declared_instruments.filter(instrument__code="IIT").update(score=Decimal("87.49"))
    shown = answered(client.get(address(plan)))
    found = {name: shown.select(f".checklist .issue-{name}") for name in ("error", "warning", "note")}
    assert [len(found[name]) for name in ("error", "warning", "note")] == [1, 2, 1]
    assert [words(row.select_one(".severity")) for rows in found.values() for row in rows] == [
        thai("to be mended"),
        thai("needs a reason"),
        thai("needs a reason"),
        thai("note"),
    ]
    assert found["error"][0].a["href"] == reverse("admin:assessments_assessment_change", args=[assessment.pk])


def test_an_error_leaves_no_way_to_publish_and_keeps_what_was_typed(client, plan):
    plan.assessment().declared_instruments.filter(instrument__code="IIT").update(score=Decimal("87.49"))
    shown = answered(client.get(address(plan)))
    assert thai("Publish now") not in [button.get("value") for button in shown.select("input[type=submit]")]
    sent = {NEVER_URGENT: "ไม่มีเรื่องเร่งด่วน", NOT_APPROVED: "รอประชุมสภา", "reviewed": reviewed(shown)}
    refused = answered(client.post(address(plan), sent))
    assert not Edition.objects.exists()
    assert [written(refused, name) for name in (NEVER_URGENT, NOT_APPROVED)] == ["ไม่มีเรื่องเร่งด่วน", "รอประชุมสภา"]


def test_a_warning_without_a_reason_is_refused_at_its_field_and_the_other_reason_stays(client, plan):
    shown = answered(client.get(address(plan)))
    sent = {NEVER_URGENT: "ไม่มีเรื่องเร่งด่วน", NOT_APPROVED: "  ", "reviewed": reviewed(shown)}
    refused = answered(client.post(address(plan), sent))
    assert not Edition.objects.exists()
    assert written(refused, NEVER_URGENT) == "ไม่มีเรื่องเร่งด่วน"
    row = field(refused, NOT_APPROVED).find_parent(class_="form-row")
    assert row.select(".errorlist")
    assert not words(row.label).endswith(":")
    assert not field(refused, NEVER_URGENT).find_parent(class_="form-row").select(".errorlist")


def test_the_reasons_are_frozen_and_offered_again_for_the_next_edition(client, plan):
    shown = answered(client.get(address(plan)))
    sent = {NEVER_URGENT: "ไม่มีเรื่องเร่งด่วน", NOT_APPROVED: "รอประชุมสภา", "reviewed": reviewed(shown)}
    client.post(address(plan), sent)
    assert "รอประชุมสภา" in Edition.objects.get().content
    again = answered(client.get(address(plan)))
    assert written(again, NOT_APPROVED) == "รอประชุมสภา"
    assert written(again, "reason") == ""


def test_a_reason_for_a_figure_that_changed_meanwhile_is_shown_and_not_lost(client, plan):
    shown = answered(client.get(address(plan)))
    sent = {NEVER_URGENT: "ไม่มีเรื่องเร่งด่วน", NOT_APPROVED: "รอประชุมสภา", "reviewed": reviewed(shown)}
    plan.assessment().scores.filter(indicator__number=2).update(is_urgent=True)
    refused = answered(client.post(address(plan), sent))
    assert field(refused, NEVER_URGENT) is None
    assert [words(lost) for lost in refused.select(".lost")] == ["ไม่มีเรื่องเร่งด่วน"]


def test_what_was_typed_is_shown_as_text(client, plan):
    sent = {NEVER_URGENT: "</textarea><script>x</script>", "because:gone": "<script>y</script>"}
    refused = client.post(address(plan), sent).content.decode()
    assert "<script>x" not in refused
    assert "<script>y" not in refused
    assert "&lt;script&gt;y" in refused


def test_every_field_is_named_by_its_label_even_under_a_divisions_name_with_blanks(client, agency):
    plan = factories.make_year(agency)
    division = factories.make_division(agency, "กองการศึกษา ศาสนาและวัฒนธรรม")
    for owner in plan.measures.get().owners():
        report = factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"), owner)
        if owner == division:
            report.evidence.all().delete()
    shown = answered(client.get(address(plan, "progress")))
    (area,) = shown.select("textarea[name^='because:no_evidence']")
    assert " " not in area["id"]
    assert shown.select_one(f"label[for='{area['id']}']")


def test_the_document_as_printed_is_blocked_for_its_two_faults_and_the_mended_one_is_not(client, agency):
    plan = factories.make_year(agency)
    assessment = plan.assessment()
    for code, score, level in [("IIT", "87.49", "A"), ("EIT", "82.73", "B"), ("OIT", "91.25", "A")]:
        assessment.declared_instruments.filter(instrument__code=code).update(score=Decimal(score), level=level)
    assessment.scores.filter(indicator__number=9).update(score=Decimal("85.00"))
    iit, nine = [words(issue) for issue in answered(client.get(address(plan))).select(".issue-error")]
    assert all(part in iit for part in ("81.12", "ตัวชี้วัดที่ 1", "B"))
    assert all(part in nine for part in ("ตัวชี้วัดที่ 9", "95.00"))
    assessment.scores.filter(indicator__number=9).update(score=Decimal("95.00"))
    assessment.declared_instruments.filter(instrument__code="IIT").update(score=Decimal("81.12"), level="B")
    assert not answered(client.get(address(plan))).select("[class^=issue-]")


# What goes wrong while it is printed


def failing(monkeypatch) -> None:
    def fail(*args, **kwargs):
        raise pdf.RenderingFailed("<Sarabun> is missing")

    monkeypatch.setattr(pdf, "render", fail)


def test_a_pdf_that_cannot_be_made_is_said_on_the_page_and_what_was_typed_stays(client, plan, monkeypatch):
    failing(monkeypatch)
    shown = answered(client.get(address(plan)))
    sent = {NEVER_URGENT: "ไม่มีเรื่องเร่งด่วน", NOT_APPROVED: "รอประชุมสภา", "reviewed": reviewed(shown)}
    refused = answered(client.post(address(plan), sent))
    message = "Not published: the PDF could not be made. Tell whoever runs the portal: %(error)s"
    assert words(refused.select_one(".messagelist .error")) == thai(message, error="<Sarabun> is missing")
    assert [written(refused, name) for name in (NEVER_URGENT, NOT_APPROVED)] == ["ไม่มีเรื่องเร่งด่วน", "รอประชุมสภา"]
    assert not Edition.objects.exists()


def test_a_preview_whose_pdf_cannot_be_made_says_so_on_the_plans_page(client, plan, monkeypatch):
    failing(monkeypatch)
    response = client.get(reverse("admin:publications_edition_preview_pdf", args=[plan.pk, "plan"]), follow=True)
    assert response.redirect_chain == [(reverse("admin:measures_plan_change", args=[plan.pk]), 302)]
    message = thai("The PDF could not be made. Tell whoever runs the portal: %(error)s", error="<Sarabun> is missing")
    assert words(answered(response).select_one(".messagelist .error")) == message


def test_data_that_changed_while_it_was_printed_is_asked_about_again(client, plan, monkeypatch):
    def render(*args, **kwargs):
        plan.assessment().scores.filter(indicator__number=2).update(is_urgent=True)
        return b"%PDF-1.7"

    monkeypatch.setattr(pdf, "render", render)
    shown = answered(client.get(address(plan)))
    sent = {NEVER_URGENT: "ไม่มีเรื่องเร่งด่วน", NOT_APPROVED: "รอประชุมสภา", "reviewed": reviewed(shown)}
    refused = answered(client.post(address(plan), sent))
    assert not Edition.objects.exists()
    assert written(refused, NOT_APPROVED) == "รอประชุมสภา"
    assert [words(lost) for lost in refused.select(".lost")] == ["ไม่มีเรื่องเร่งด่วน"]
    assert reviewed(refused) != reviewed(shown)


# How much is read for it


@pytest.fixture
def sample() -> Plan:
    """The real plan, published once; the next edition corrects it."""
    freeze_sample()
    return Plan.objects.get()


@pytest.fixture
def palad(sample) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(factories.make_user("palad", agency=sample.agency, role=User.Role.PUBLISHER))
    return client


def test_a_real_plan_is_shown_and_published_with_few_queries(sample, palad, monkeypatch):
    monkeypatch.setattr(pdf, "render", lambda *args, **kwargs: b"%PDF-1.7")
    with CaptureQueriesContext(connection) as looking:
        shown = answered(palad.get(address(sample)))
    sent = {area["name"]: "เหตุผล" for area in shown.select("textarea")} | {"reviewed": reviewed(shown)}
    with CaptureQueriesContext(connection) as publishing:
        assert palad.post(address(sample), sent).status_code == 302
    assert Edition.objects.count() == 2
    assert (len(looking) <= 30, len(publishing) <= 70) == (True, True), (len(looking), len(publishing))


def test_a_real_plans_page_is_shown_with_few_queries(sample, palad):
    with CaptureQueriesContext(connection) as looking:
        shown = answered(palad.get(reverse("admin:measures_plan_change", args=[sample.pk])))
    assert shown.select_one("#documents .changed") is None
    assert shown.select("#coverage tbody tr")
    assert len(looking) <= 40


# Who is told what


@pytest.mark.parametrize("role", [User.Role.PLANNER, User.Role.OFFICER])
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_may_not_publish_reads_by_name_who_may(agency, plan, role, method):
    factories.make_user("palad", agency=agency, role=User.Role.PUBLISHER, first_name="สมชาย", last_name="ใจดี")
    factories.make_user("gone", agency=agency, role=User.Role.PUBLISHER, is_active=False)
    factories.appoint(factories.make_user("was", agency=agency), User.Role.PUBLISHER, days=(-9, -1))
    factories.appoint(
        factories.make_user("สมศรี", agency=agency, role=User.Role.OFFICER), User.Role.PUBLISHER, days=(0, 0)
    )
    factories.make_user("palad.other", agency=factories.make_agency("อบต.อื่น"), role=User.Role.PUBLISHER)
    client = Client(headers={"host": "localhost"})
    client.force_login(factories.make_user("me", agency=agency, role=role))
    response = getattr(client, method)(address(plan))
    assert response.status_code == 403
    shown = BeautifulSoup(response.content.decode(), "html5lib")
    assert [words(person) for person in shown.select("section.module li")] == ["สมชาย ใจดี", "สมศรี"]
    assert thai("Only the Palad or the chief executive can do this") in words(shown.h1)
    assert ("ส่งขออนุมัติ" in words(shown.select_one("section.module"))) == (role == User.Role.PLANNER)


def test_who_may_not_publish_is_told_when_nobody_may_yet(agency, plan):
    client = Client(headers={"host": "localhost"})
    client.force_login(factories.make_user("me", agency=agency))
    shown = client.get(address(plan)).content.decode()
    assert "ยังไม่มีผู้ใดในหน่วยงานของท่านได้รับบทบาทนี้" in shown
