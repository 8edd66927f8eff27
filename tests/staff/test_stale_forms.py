"""Two people on one page: nobody undoes unseen what the other has saved, and nothing that was typed is lost."""

from decimal import Decimal

import pytest
from django.contrib import admin
from django.db.models import QuerySet
from django.urls import reverse

from agencies.models import Division, User
from assessments.models import Assessment, DeclaredInstrument, Framework, Indicator, IndicatorScore
from measures.models import Measure, Plan, Round, Step
from tests import factories
from tests.readers import soup, text
from tests.staff.forms import form_of, scores
from tests.staff.hostile import READ_ONLY
from tests.staff_pages import browser, page, staff, superuser

pytestmark = pytest.mark.django_db


def overtaken(response) -> list[list[str]]:
    """The rows of the table that tells what others changed, without its last column but one (who and when)."""
    rows = soup(response).select("table.overtaken tbody tr")
    return [[cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in rows]


def colleague(plan: Plan, role: str = User.Role.PLANNER):
    user = factories.make_user("colleague", agency=plan.agency, role=role, first_name="สมศรี", last_name="ใจดี")
    return browser(user)


def test_two_officers_change_two_scores_and_neither_is_undone(plan):
    first, second = colleague(plan), staff(plan.agency)
    address = page("assessments_assessment_change", plan.agency.assessments.get().pk)
    his, hers = form_of(first.get(address)), form_of(second.get(address))
    first.post(address, his | {"scores-0-score": "90.00"})
    refused = second.post(address, hers | {"scores-1-score": "80.00"})
    assert refused.status_code == 200
    assert scores() == [Decimal("90.00"), Decimal("77.85")]
    assert "มีผู้อื่นแก้ไขข้อมูลนี้" in text(refused)
    [[where, yours, stored, who, what]] = overtaken(refused)
    assert "การปฏิบัติหน้าที่" in where
    assert (yours, stored, what) == ("87.49", "90.00", "ค่าที่บันทึกไว้")
    assert who.startswith("สมศรี ใจดี")
    again = form_of(refused)
    assert (again["scores-0-score"], again["scores-1-score"]) == ("90.00", "80.00")
    assert second.post(address, again).status_code == 302
    assert scores() == [Decimal("90.00"), Decimal("80.00")]


def test_where_both_changed_the_same_value_both_are_shown_and_saving_again_keeps_ones_own(plan):
    first, second = colleague(plan), staff(plan.agency)
    address = page("assessments_assessment_change", plan.agency.assessments.get().pk)
    his, hers = form_of(first.get(address)), form_of(second.get(address))
    first.post(address, his | {"scores-0-score": "90.00", "declared_level": "AA"})
    refused = second.post(address, hers | {"scores-0-score": "๙๑", "source": "ประกาศ"})
    told = {row[0]: row[1:3] + row[4:] for row in overtaken(refused)}
    kept = "ค่าของท่าน หากบันทึกอีกครั้งจะแทนค่าที่บันทึกไว้"
    assert sorted(told.values()) == [["91.00", "90.00", kept], ["–", "AA", "ค่าที่บันทึกไว้"]]
    assert form_of(refused)["source"] == "ประกาศ"
    second.post(address, form_of(refused))
    result = Assessment.objects.get()
    assert (scores()[0], result.declared_level, result.source) == (Decimal("91.00"), "AA", "ประกาศ")


def test_where_two_people_write_a_text_of_the_site_both_are_shown(plan):
    written = factories.make_site_text(plan.agency)
    address, client = page("agencies_sitetext_change", written.pk), staff(plan.agency)
    form = form_of(client.get(address))
    colleague(plan).post(address, form | {"text": "ของผู้อื่น"})
    refused = client.post(address, form | {"text": "ของฉัน"})
    assert [row[1:3] for row in overtaken(refused)] == [["ของฉัน", "ของผู้อื่น"]]
    written.refresh_from_db()
    assert written.text == "ของผู้อื่น"
    client.post(address, form_of(refused))
    written.refresh_from_db()
    assert written.text == "ของฉัน"


def changes_of(plan: Plan) -> dict[str, tuple]:
    """For every page of the staff's room: a row, what one person sends, and what another has stored meanwhile."""
    measure, progress = plan.measures.get(), plan.rounds.get(kind="progress")
    sub = Indicator.objects.get(framework__fiscal_year=2565, number=9).sub_indicators.first()
    factories.make_user("someone", agency=plan.agency)
    return {
        "assessments_assessment": (
            plan.agency.assessments.get(),
            {"source": "ก"},
            DeclaredInstrument.objects.filter(instrument__code="IIT"),
            {"level": "B"},
        ),
        "assessments_framework": (
            Framework.objects.get(fiscal_year=2565),
            {"description": "ก"},
            Indicator.objects.filter(framework__fiscal_year=2565, number=1),
            {"name": "ชื่อใหม่"},
        ),
        "assessments_indicator": (
            sub.indicator,
            {"name_en": "New"},
            type(sub).objects.filter(pk=sub.pk),
            {"code": "X"},
        ),
        "measures_plan": (plan, {"introduction": "ก"}, Round.objects.filter(pk=progress.pk), {"title": "รอบใหม่"}),
        "measures_measure": (measure, {"title": "ก"}, Step.objects.filter(measure=measure), {"text": "ขั้นใหม่"}),
        "measures_round": (progress, {"title": "ก"}, Round.objects.filter(pk=progress.pk), {"approver_name": "นายก"}),
        "agencies_agency": (
            plan.agency,
            {"subdistrict": "ก"},
            type(plan.agency).objects.filter(pk=plan.agency.pk),
            {"district": "อำเภอใหม่"},
        ),
        "agencies_division": (
            plan.agency.divisions.get(),
            {"position": "7"},
            Division.objects.filter(pk=plan.agency.divisions.get().pk),
            {"name": "กองใหม่"},
        ),
        "agencies_user": (
            User.objects.get(username="someone"),
            {"first_name": "ก"},
            User.objects.filter(username="someone"),
            {"email": "new@example.go.th"},
        ),
    }


def test_every_page_that_can_be_changed_refuses_what_was_made_from_older_values(plan):
    known = changes_of(plan)
    pages = {f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry}
    # On the page of a text of the site there is nothing but the text to be changed; it has its test above.
    assert pages - known.keys() == READ_ONLY | {"agencies_sitetext"}
    client = superuser()
    for name, (row, sent, others, stored) in known.items():
        address = page(f"{name}_change", row.pk)
        form = form_of(client.get(address))
        others.update(**stored)
        refused = client.post(address, form | sent)
        assert refused.status_code == 200, name
        assert len(overtaken(refused)) == 1, name
        assert others.filter(**stored).exists(), name
        again = client.post(address, form_of(refused))
        assert again.status_code == 302, (name, text(again))
        field, value = next(iter(sent.items()))
        assert str(getattr(type(row).objects.get(pk=row.pk), field)) == value, name
        assert others.filter(**stored).exists(), name


def test_what_nobody_else_changed_is_saved_at_once(plan):
    client = superuser()
    for name, (row, sent, _others, _stored) in changes_of(plan).items():
        address = page(f"{name}_change", row.pk)
        assert client.post(address, form_of(client.get(address)) | sent).status_code == 302, name


def test_an_answer_without_a_version_or_with_a_forged_one_is_shown_before_it_is_saved(plan):
    client = staff(plan.agency)
    address = page("measures_plan_change", plan.pk)
    for version in (
        "",
        "forged",
        form_of(client.get(page("measures_measure_change", plan.measures.get().pk)))["_version"],
    ):
        refused = client.post(address, form_of(client.get(address)) | {"title": "ก", "_version": version})
        assert overtaken(refused)[0][1:3] == ["ก", plan.title]
        assert not Plan.objects.filter(title="ก").exists()
    client.post(address, form_of(refused))
    assert Plan.objects.filter(title="ก").exists()


def test_owners_that_others_chose_are_a_change_like_any_other(plan):
    measure = plan.measures.get()
    measure.every_division = False
    measure.save()
    finance, clerks = factories.make_division(plan.agency, "กองคลัง"), factories.make_division(plan.agency, "กองช่าง")
    measure.divisions.set([clerks])
    client = staff(plan.agency)
    address = page("measures_measure_change", measure.pk)
    form = form_of(client.get(address))
    measure.divisions.set([finance, clerks])
    refused = client.post(address, form | {"title": "ชื่อใหม่"})
    [row] = overtaken(refused)
    assert row[1:3] == ["กองช่าง", "กองคลัง, กองช่าง"]
    client.post(address, form_of(refused))
    assert set(Measure.objects.get(title="ชื่อใหม่").divisions.all()) == {finance, clerks}


def test_two_people_add_a_row_each_and_both_stay(plan):
    measure = plan.measures.get()
    client = staff(plan.agency)
    address = page("measures_measure_change", measure.pk)
    form = form_of(client.get(address))
    Step.objects.create(measure=measure, position=2, text="ขั้นของเพื่อน")
    refused = client.post(address, form | {"steps-1-text": "ขั้นของฉัน"})
    assert [row[1:3] for row in overtaken(refused)] == [["ยังไม่มี", "2 · ขั้นของเพื่อน"]]
    client.post(address, form_of(refused))
    assert [step.text for step in measure.steps.all()] == ["จัดทำแนวทาง", "ขั้นของเพื่อน", "ขั้นของฉัน"]


def test_a_row_that_was_deleted_meanwhile_is_offered_anew_when_one_had_changed_it(plan):
    measure = plan.measures.get()
    Step.objects.create(measure=measure, position=2, text="ขั้นที่สอง")
    client = staff(plan.agency)
    address = page("measures_measure_change", measure.pk)
    form = form_of(client.get(address))
    measure.steps.all().delete()
    refused = client.post(address, form | {"steps-1-text": "ขั้นที่สองใหม่"})
    assert [row[2] for row in overtaken(refused)] == ["ถูกลบแล้ว", "ถูกลบแล้ว"]
    client.post(address, form_of(refused))
    assert [step.text for step in measure.steps.all()] == ["ขั้นที่สองใหม่"]


def test_a_row_ticked_for_deletion_is_not_deleted_before_its_new_text_was_seen(plan):
    measure = plan.measures.get()
    Step.objects.create(measure=measure, position=2, text="ขั้นที่สอง")
    client = staff(plan.agency)
    address = page("measures_measure_change", measure.pk)
    form = form_of(client.get(address))
    measure.steps.filter(position=2).update(text="แก้ใหม่")
    refused = client.post(address, form | {"steps-1-DELETE": "on"})
    assert measure.steps.count() == 2
    assert "แก้ใหม่" in text(refused)
    client.post(address, form_of(refused))
    assert measure.steps.count() == 1


def test_nothing_is_deleted_that_has_changed_since_the_question_was_asked(plan):
    measure = plan.measures.get()
    client = staff(plan.agency)
    plan.rounds.update(is_opened=False)  # what was opened is not deleted at all, nor is what a division has written
    measure.reports.all().delete()
    for address, change in [
        (page("measures_round_delete", plan.rounds.first().pk), lambda: plan.rounds.update(title="ใหม่")),
        (page("measures_measure_delete", measure.pk), lambda: measure.steps.update(text="ใหม่")),
        (page("measures_plan_delete", plan.pk), lambda: factories.make_measure(plan, 2)),
    ]:
        form = form_of(client.get(address))
        change()
        refused = client.post(address, form)
        assert refused.status_code == 200, address
        assert "จึงยังไม่ได้ลบ" in text(refused), address
        assert client.post(address, form_of(refused)).status_code == 302, address


def test_the_version_is_compared_while_the_rows_are_locked(plan, monkeypatch):
    locked = []
    select_for_update = QuerySet.select_for_update

    def noted(queryset, *args, **options):
        locked.append(queryset.model)
        return select_for_update(queryset, *args, **options)

    monkeypatch.setattr(QuerySet, "select_for_update", noted)
    client = staff(plan.agency)
    address = page("assessments_assessment_change", plan.agency.assessments.get().pk)
    client.post(address, form_of(client.get(address)))
    assert locked == [Assessment, IndicatorScore, DeclaredInstrument]


def test_a_page_that_is_only_read_carries_no_version(plan):
    officer = staff(plan.agency, User.Role.OFFICER)
    shown = officer.get(page("measures_plan_change", plan.pk)).content.decode()
    assert "_version" not in shown
    assert "_version" in staff(plan.agency).get(page("measures_plan_change", plan.pk)).content.decode()
    assert reverse("admin:measures_plan_changelist") in shown
