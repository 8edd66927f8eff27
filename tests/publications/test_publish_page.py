"""The page on which a year is published: everything that was found, a field for every reason, nothing typed lost."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from agencies.models import User
from assessments.models import Assessment
from measures.models import Plan
from publications.models import Edition
from tests import factories

pytestmark = pytest.mark.django_db

NEVER_URGENT, NOT_APPROVED = "because:no_urgent_point", "because:not_approved"


@pytest.fixture
def agency():
    return factories.make_agency()


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


def page(response) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "html5lib")


def words(part) -> str:
    return " ".join(part.get_text(" ").split())


def thai(msgid: str, **values) -> str:
    """The words as the Thai catalogue has them; other words than these are not what is tested here."""
    with translation.override("th"):
        return gettext(msgid) % values


def field(shown: BeautifulSoup, name: str):
    return shown.select_one(f"textarea[name='{name}']")


def written(shown: BeautifulSoup, name: str) -> str:
    return field(shown, name).get_text().removeprefix("\n")


def reviewed(shown: BeautifulSoup) -> str:
    return shown.select_one("input[name=reviewed]")["value"]


def test_every_check_shows_its_state_as_shape_and_word(client, plan):
    shown = page(client.get(address(plan)))
    states = [words(each.select_one(".severity")) for each in shown.select(".checklist > li")]
    assert len(states) == 9
    assert set(states) == {thai("in order"), thai("needs a reason")}
    assert all(each.svg for each in shown.select(".checklist .severity"))


def test_errors_warnings_and_notes_are_all_listed_with_the_page_where_they_are_mended(client, plan):
    assessment = plan.assessment()
    # 85.655 rounds half up to 85.66; the last digit printed otherwise is a note and nothing more.
    Assessment.objects.filter(pk=assessment.pk).update(declared_total=Decimal("85.65"))
    assessment.declared_instruments.filter(instrument__code="IIT").update(score=Decimal("87.49"))
    shown = page(client.get(address(plan)))
    found = {name: shown.select(f".checklist .issue-{name}") for name in ("error", "warning", "note")}
    assert [len(found[name]) for name in ("error", "warning", "note")] == [1, 2, 1]
    assert [words(each.select_one(".severity")) for rows in found.values() for each in rows] == [
        thai("to be mended"),
        thai("needs a reason"),
        thai("needs a reason"),
        thai("note"),
    ]
    assert found["error"][0].a["href"] == reverse("admin:assessments_assessment_change", args=[assessment.pk])


def test_an_error_leaves_no_way_to_publish_and_keeps_what_was_typed(client, plan):
    plan.assessment().declared_instruments.filter(instrument__code="IIT").update(score=Decimal("87.49"))
    shown = page(client.get(address(plan)))
    assert thai("Publish now") not in [each.get("value") for each in shown.select("input[type=submit]")]
    sent = {NEVER_URGENT: "ไม่มีเรื่องเร่งด่วน", NOT_APPROVED: "รอประชุมสภา", "reviewed": reviewed(shown)}
    refused = page(client.post(address(plan), sent))
    assert not Edition.objects.exists()
    assert [written(refused, name) for name in (NEVER_URGENT, NOT_APPROVED)] == ["ไม่มีเรื่องเร่งด่วน", "รอประชุมสภา"]


def test_a_warning_without_a_reason_is_refused_at_its_field_and_the_other_reason_stays(client, plan):
    shown = page(client.get(address(plan)))
    sent = {NEVER_URGENT: "ไม่มีเรื่องเร่งด่วน", NOT_APPROVED: "  ", "reviewed": reviewed(shown)}
    refused = page(client.post(address(plan), sent))
    assert not Edition.objects.exists()
    assert written(refused, NEVER_URGENT) == "ไม่มีเรื่องเร่งด่วน"
    assert field(refused, NOT_APPROVED).find_parent(class_="form-row").select(".errorlist")
    assert not field(refused, NEVER_URGENT).find_parent(class_="form-row").select(".errorlist")


def test_the_reasons_are_frozen_and_offered_again_for_the_next_edition(client, plan):
    shown = page(client.get(address(plan)))
    sent = {NEVER_URGENT: "ไม่มีเรื่องเร่งด่วน", NOT_APPROVED: "รอประชุมสภา", "reviewed": reviewed(shown)}
    client.post(address(plan), sent)
    assert "รอประชุมสภา" in Edition.objects.get().content
    again = page(client.get(address(plan)))
    assert written(again, NOT_APPROVED) == "รอประชุมสภา"
    assert written(again, "reason") == ""


def test_a_reason_for_a_figure_that_changed_meanwhile_is_shown_and_not_lost(client, plan):
    shown = page(client.get(address(plan)))
    sent = {NEVER_URGENT: "ไม่มีเรื่องเร่งด่วน", NOT_APPROVED: "รอประชุมสภา", "reviewed": reviewed(shown)}
    plan.assessment().scores.filter(indicator__number=2).update(is_urgent=True)
    refused = page(client.post(address(plan), sent))
    assert field(refused, NEVER_URGENT) is None
    assert [words(each) for each in refused.select(".lost")] == ["ไม่มีเรื่องเร่งด่วน"]


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
    shown = page(client.get(address(plan, "progress")))
    (area,) = shown.select("textarea[name^='because:no_evidence']")
    assert " " not in area["id"]
    assert shown.select_one(f"label[for='{area['id']}']")


def test_the_document_as_printed_is_blocked_for_its_two_faults_and_the_mended_one_is_not(client, agency):
    plan = factories.make_year(agency)
    assessment = plan.assessment()
    for code, score, level in [("IIT", "87.49", "A"), ("EIT", "82.73", "B"), ("OIT", "91.25", "A")]:
        assessment.declared_instruments.filter(instrument__code=code).update(score=Decimal(score), level=level)
    assessment.scores.filter(indicator__number=9).update(score=Decimal("85.00"))
    iit, nine = [words(each) for each in page(client.get(address(plan))).select(".issue-error")]
    assert all(part in iit for part in ("81.12", "ตัวชี้วัดที่ 1", "B"))
    assert all(part in nine for part in ("ตัวชี้วัดที่ 9", "95.00"))
    assessment.scores.filter(indicator__number=9).update(score=Decimal("95.00"))
    assessment.declared_instruments.filter(instrument__code="IIT").update(score=Decimal("81.12"), level="B")
    assert not page(client.get(address(plan))).select("[class^=issue-]")
