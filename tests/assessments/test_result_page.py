"""A result's page: ten scores in Thai or Arabic digits, what is declared, and what is computed beside it."""

import datetime
from decimal import Decimal

import pytest

from assessments.models import Assessment
from tests import factories
from tests.readers import soup, text
from tests.staff_pages import errors, form_of, page, send, staff

pytestmark = pytest.mark.django_db


def test_adding_a_result_asks_for_the_year_and_opens_its_ten_indicators(agency):
    framework = factories.framework_of(2565)
    client = staff(agency)
    asked = set(form_of(client.get(page("assessments_assessment_add"))))
    assert asked - {"csrfmiddlewaretoken"} == {"framework"}
    response = send(client, page("assessments_assessment_add"), framework=str(framework.pk))
    assessment = Assessment.objects.get()
    assert response.url == page("assessments_assessment_change", assessment.pk)
    shown = soup(client.get(response.url))
    assert len(shown.select("input[name$='-score'][name^='scores-']")) == 10
    assert len(shown.select("input[name$='-score'][name^='declared_instruments-']")) == 3
    assert not shown.select("[name$='-indicator'], [name$='-DELETE'], .add-row")


def test_a_second_result_of_a_year_is_refused_at_the_form(agency):
    assessment = factories.make_assessment(agency)
    response = send(staff(agency), page("assessments_assessment_add"), framework=str(assessment.framework_id))
    assert "มีผลการประเมินของปีนี้อยู่แล้ว" in errors(response)


BAD_SCORES = {
    "101": "ค่านี้ต้องไม่เกิน 100",
    "๑๐๑": "ค่านี้ต้องไม่เกิน 100",
    "-1": "ค่านี้ต้องไม่ต่ำกว่า 0",
    "abc": "กรุณากรอกเป็นตัวเลข",
    "85.555": "ทศนิยมเกินที่กำหนด",
    "8749": "จำนวนหลัก",
}


@pytest.mark.parametrize("written", BAD_SCORES)
def test_a_bad_score_is_refused_in_thai_and_nothing_is_saved(agency, written):
    assessment = factories.make_assessment(agency)
    address = page("assessments_assessment_change", assessment.pk)
    response = send(staff(agency), address, scores__0__score="90.00", scores__1__score=written, source="ใหม่")
    assert BAD_SCORES[written] in errors(response)
    assert form_of(response)["scores-1-score"] == written
    scores = list(assessment.scores.values_list("score", flat=True))
    assert scores == [Decimal(score) for score in factories.SCORES]
    assert Assessment.objects.get().source == ""


@pytest.mark.parametrize("field", ["declared_total", "declared_instruments__0__score"])
def test_a_bad_declared_figure_is_refused_too(agency, field):
    assessment = factories.make_assessment(agency)
    response = send(staff(agency), page("assessments_assessment_change", assessment.pk), **{field: "100.01"})
    assert "ค่านี้ต้องไม่เกิน 100" in errors(response)


def test_thai_digits_are_scores_and_empty_is_not_zero(agency):
    assessment = factories.make_assessment(agency)
    send(
        staff(agency),
        page("assessments_assessment_change", assessment.pk),
        scores__0__score=" ๘๗.๕ ",
        scores__1__score="",
        declared_total="๘๕.๖๖",
        announced_on="๑๖ สิงหาคม ๒๕๖๕",
    )
    first, second = assessment.scores.all()[:2]
    assessment.refresh_from_db()
    assert (first.score, second.score) == (Decimal("87.50"), None)
    assert (assessment.declared_total, assessment.announced_on) == (Decimal("85.66"), datetime.date(2022, 8, 16))


def test_a_result_keeps_its_year(agency):
    assessment = factories.make_assessment(agency)
    address = page("assessments_assessment_change", assessment.pk)
    send(staff(agency), address, framework=str(factories.framework_of(2566).pk))
    assert Assessment.objects.get().fiscal_year == 2565


def test_computed_figures_stand_beside_the_declared_ones(agency):
    assessment = factories.make_assessment(agency, declared_total=Decimal("85.66"), declared_level="A")
    assessment.declared_instruments.filter(instrument__code="IIT").update(score=Decimal("87.49"), level="A")
    rows = {
        row.select_one("th").get_text(strip=True)[:3]: [cell.get_text(strip=True) for cell in row.select("td")]
        for row in soup(staff(agency).get(page("assessments_assessment_change", assessment.pk))).select(
            ".result tbody tr:not(.doubt)"
        )
    }
    assert rows["IIT"] == ["81.12", "87.49", "B", "A"]
    assert rows["OIT"] == ["91.25", "–", "A", "–"]
    assert rows["คะแ"] == ["85.66", "85.66", "A", "A"]


def test_a_result_that_is_not_complete_says_so_on_its_page_and_in_the_list(agency):
    assessment = factories.make_assessment(agency, scores=[None, *factories.SCORES[1:]])
    client = staff(agency)
    assert "ยังไม่ครบ: ยังไม่มีคะแนน 1 ตัวชี้วัด" in text(client.get(page("assessments_assessment_change", assessment.pk)))
    (row,) = soup(client.get(page("assessments_assessment_changelist"))).select("#result_list tbody tr")
    cells = [cell.get_text() for cell in row.select("th, td:not(.action-checkbox)")]
    assert cells == ["2565", "–", "ยังไม่ครบ", "9/10", "ยังไม่มีข้อมูลตามประกาศ"]


def test_a_wrong_declared_figure_is_named_on_the_results_page(agency):
    assessment = factories.make_assessment(agency)
    assessment.declared_instruments.filter(instrument__code="IIT").update(score=Decimal("87.49"))
    shown = soup(staff(agency).get(page("assessments_assessment_change", assessment.pk)))
    (finding,) = shown.select(".result .discrepancy-error")
    assert "81.12" in finding.get_text()


def test_nothing_urgent_and_an_urgent_indicator_are_not_saved_together(agency):
    assessment = factories.make_assessment(agency)
    address, client = page("assessments_assessment_change", assessment.pk), staff(agency)
    refused = send(client, address, has_no_urgent_points="on", source="ใหม่")
    assert "ได้แก่ ตัวชี้วัดที่ 2 กรุณายกเลิกเครื่องหมายด้านบน" in errors(refused)
    assert form_of(refused)["source"] == "ใหม่"
    assert not Assessment.objects.filter(has_no_urgent_points=True).exists()
    declared = {**form_of(refused), "scores-1-is_urgent": []}
    assert client.post(address, declared).status_code == 302
    refused = send(client, address, scores__3__is_urgent="on", scores__4__is_urgent="on")
    assert "ได้แก่ ตัวชี้วัดที่ 4, 5 กรุณายกเลิกเครื่องหมายด้านบน" in errors(refused)
    assert not assessment.scores.filter(is_urgent=True).exists()
    urgent = {**form_of(refused), "has_no_urgent_points": []}
    assert client.post(address, urgent).status_code == 302
    assert assessment.scores.filter(is_urgent=True).count() == 2
