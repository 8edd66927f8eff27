"""Staff see and change the rows of their own agency, and nobody else's."""

import pytest
from django.contrib import admin

from agencies.models import Division, User
from assessments.models import Assessment, Indicator, IndicatorScore
from measures.models import Measure, Plan, Report, Round
from staff.admin_base import StaffAdmin
from tests import factories
from tests.readers import soup, text
from tests.staff_pages import LISTS, errors, form_of, page, send, staff, superuser

pytestmark = pytest.mark.django_db


def test_with_one_agency_nothing_mentions_agencies(agency):
    factories.make_year(agency)
    client = superuser()
    for name in LISTS:
        shown = soup(client.get(page(f"{name}_changelist")))
        assert not shown.select(
            "[class*='column-'][class*='agency'], #changelist-filter [data-filter-title*='หน่วยงาน']"
        )
    for name in ("agencies_division_add", "assessments_assessment_add", "measures_plan_add", "agencies_user_add"):
        assert not soup(client.get(page(name))).select("[name=agency]")


def test_with_several_agencies_a_superuser_sees_column_filter_and_field(agency, other):
    factories.make_year(agency)
    client = superuser()
    shown = soup(client.get(page("measures_measure_changelist")))
    assert [cell.get_text() for cell in shown.select("td.field-plan__agency")] == [agency.name, other.name]
    assert shown.select_one("#changelist-filter [data-filter-title='หน่วยงาน']")
    assert soup(client.get(page("measures_plan_add"))).select_one("select[name=agency]")
    assert not soup(staff(agency).get(page("measures_measure_changelist"))).select("td.field-plan__agency")


def test_many_agencies_are_filtered_by_province(agency):
    for number in range(31):
        factories.make_agency(f"อบต.ที่ {number}", province="ตรัง")
    factories.make_year(agency)
    shown = soup(superuser().get(page("measures_plan_changelist")))
    assert shown.select_one("#changelist-filter [data-filter-title='จังหวัด']")
    assert not shown.select_one("#changelist-filter [data-filter-title='หน่วยงาน']")


def test_a_list_shows_the_own_agencys_rows_and_a_superusers_all(agency, other):
    factories.make_year(agency)
    for client, count in [(staff(agency), 1), (superuser(), 2)]:
        for name in ("agencies_division", "assessments_assessment", "measures_plan", "measures_measure"):
            assert len(soup(client.get(page(f"{name}_changelist"))).select("#result_list tbody tr")) == count, name


def test_a_new_row_gets_the_own_agency_whatever_was_sent(agency, other):
    send(staff(agency), page("agencies_division_add"), name="กองช่าง", agency=str(other.pk))
    assert Division.objects.get(name="กองช่าง").agency == agency


def test_a_superuser_gives_a_new_row_its_agency(agency, other):
    send(superuser(), page("agencies_division_add"), name="กองช่าง", agency=str(other.pk))
    assert Division.objects.get(name="กองช่าง").agency == other


@pytest.mark.parametrize("model", [Division, Assessment, Plan, Measure, Round])
def test_a_row_of_another_agency_can_be_neither_changed_nor_deleted_by_its_address(agency, other, model):
    row = model.objects.first()
    name = f"{model._meta.app_label}_{model._meta.model_name}"
    client, data = staff(agency), form_of(superuser().get(page(f"{name}_change", row.pk)))
    for field in ("name", "title", "source"):
        data[field] = "เปลี่ยนโดยคนนอก"
    client.post(page(f"{name}_change", row.pk), data)
    client.post(page(f"{name}_delete", row.pk), {"post": "yes"})
    assert "เปลี่ยนโดยคนนอก" not in str(model.objects.filter(pk=row.pk).values().get())


def test_choices_come_from_the_own_agency(agency, other):
    plan = factories.make_year(agency)
    finance = other.divisions.get()
    address = page("measures_measure_change", plan.measures.get().pk)
    client = staff(agency)
    assert len(soup(client.get(address)).select("input[name=divisions]")) == 1
    response = send(client, address, every_division=[], divisions=[str(finance.pk)])
    assert "กรุณาเลือกจากตัวเลือกที่มี" in errors(response)
    assert not Measure.divisions.through.objects.exists()


def test_any_choice_of_rows_that_belong_to_agencies_is_limited_to_the_own(agency, other, rf):
    factories.make_division(agency)
    for user, count in [(factories.make_user(agency=agency), 1), (factories.make_user("root"), 2)]:
        request = rf.get("/")
        request.user = user
        field = StaffAdmin(User, admin.site).formfield_for_dbfield(User._meta.get_field("division"), request)
        assert field.queryset.count() == count


def test_an_indicator_of_another_year_is_refused(agency):
    plan = factories.make_year(agency)
    stranger = Indicator.objects.filter(framework__fiscal_year=2566).first()
    response = send(
        staff(agency), page("measures_measure_change", plan.measures.get().pk), indicators=[str(stranger.pk)]
    )
    assert "กรุณาเลือกจากตัวเลือกที่มี" in errors(response)
    assert stranger not in plan.measures.get().indicators.all()


def test_a_measure_cannot_be_added_to_the_plan_of_another_agency(agency, other):
    factories.make_year(agency)
    plan = other.plans.get()
    client = staff(agency)
    data = form_of(superuser().get(page("measures_measure_add") + f"?plan={plan.pk}")) | {
        "title": "แทรก",
        "every_division": "on",
    }
    client.post(page("measures_measure_add") + f"?plan={plan.pk}", data)
    client.post(page("measures_measure_add"), data | {"plan": str(plan.pk)})
    assert not Measure.objects.filter(title="แทรก").exists()


def test_a_score_of_another_agency_cannot_be_slipped_into_a_form(agency, other):
    assessment = factories.make_assessment(agency)
    stranger = other.assessments.get().scores.first()
    before = stranger.score
    send(
        staff(agency),
        page("assessments_assessment_change", assessment.pk),
        scores__0__id=str(stranger.pk),
        scores__0__score="1.00",
    )
    stranger.refresh_from_db()
    assert (stranger.score, stranger.assessment) == (before, other.assessments.get())
    assert not IndicatorScore.objects.filter(score=1).exists()


def test_an_eleventh_score_cannot_be_slipped_into_a_form(agency):
    assessment = factories.make_assessment(agency)
    send(
        staff(agency),
        page("assessments_assessment_change", assessment.pk),
        scores__TOTAL_FORMS="11",
        scores__10__score="1.00",
    )
    assert assessment.scores.count() == 10


@pytest.mark.parametrize("action", ["delete_selected"])
def test_an_action_reaches_the_own_agencys_rows_only(agency, other, action):
    stranger = other.plans.get().rounds.first()
    data = {"action": action, "_selected_action": [str(stranger.pk)], "post": "yes", "confirmed": "yes"}
    staff(agency).post(page("measures_round_changelist"), data)
    stranger.refresh_from_db()
    assert not stranger.is_closed
    assert not Report.objects.exists()


def test_a_row_is_not_copied_behind_the_pages_back(agency):
    measure = factories.make_year(agency).measures.get()
    assert send(staff(agency), page("measures_measure_change", measure.pk), _saveasnew="1").status_code == 403
    assert Measure.objects.count() == 1


def test_filters_and_searches_do_not_tell_of_other_agencies(agency, other):
    year = factories.make_year(other, 2567)
    factories.make_report(year.measures.get(), year.rounds.first())
    factories.make_year(agency)
    client = staff(agency)
    assert "2567" not in text(client.get(page("measures_measure_changelist")))
    assert other.name not in text(client.get(page("measures_report_changelist")))
    assert not soup(client.get(page("measures_plan_changelist") + "?year=2567")).select(
        "#result_list a[href*='/plan/3/']"
    )


def test_the_suggestions_for_an_agency_are_the_superusers(agency, other):
    address = page("autocomplete") + "?app_label=measures&model_name=plan&field_name=agency&term="
    names = [suggestion["text"] for suggestion in superuser().get(address).json()["results"]]
    assert sorted(names) == sorted([agency.name, other.name])
    own = staff(agency).get(address)
    assert other.name not in own.content.decode()


def test_a_lookup_that_no_filter_offers_is_refused(agency):
    factories.make_year(agency)
    response = staff(agency).get(page("measures_round_changelist") + "?closed_by__password__startswith=p")
    assert response.status_code in (302, 400)
