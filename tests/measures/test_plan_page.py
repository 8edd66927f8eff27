"""A plan's page: its year, its rounds and their days, what is missing and what was published."""

import datetime

import pytest

from agencies.models import User
from measures.models import Plan
from tests import factories
from tests.editions import freeze
from tests.readers import soup
from tests.staff_pages import errors, form_of, page, send, staff

pytestmark = pytest.mark.django_db


def test_adding_a_plan_asks_for_the_year_and_prepares_title_and_rounds(agency):
    factories.make_assessment(agency)
    client = staff(agency)
    assert form_of(client.get(page("measures_plan_add")))["fiscal_year"] == "2566"
    response = send(client, page("measures_plan_add"), fiscal_year="๒๕๖๖")
    plan = Plan.objects.get()
    assert response.url == page("measures_plan_change", plan.pk)
    assert plan.title == "มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2566"
    days = [(round_.kind, round_.covers_from, round_.covers_to) for round_ in plan.rounds.all()]
    assert days == [
        ("progress", datetime.date(2022, 10, 1), datetime.date(2023, 3, 31)),
        ("final", datetime.date(2023, 4, 1), datetime.date(2023, 9, 30)),
    ]


@pytest.mark.parametrize(
    ("written", "message"), [("2566", "มีแผนมาตรการของปีนี้อยู่แล้ว"), ("2023", "พ.ศ. 2566 ใช่หรือไม่"), ("ปีนี้", "ปีงบประมาณ")]
)
def test_a_year_that_cannot_be_planned_is_refused_in_thai(agency, written, message):
    factories.make_plan(agency, 2566)
    assert message in errors(send(staff(agency), page("measures_plan_add"), fiscal_year=written))
    assert Plan.objects.count() == 1


def test_a_plan_shows_its_measures_what_is_missing_and_what_was_published(agency):
    plan = factories.make_year(agency)
    factories.make_measure(plan, 2, steps=(), title="อบรมบุคลากร")
    client = staff(agency)
    shown = soup(client.get(page("measures_plan_change", plan.pk)))
    assert [cell.get_text() for cell in shown.select("#measures tbody th")] == ["มาตรการที่ 1", "อบรมบุคลากร"]
    (issue,) = shown.select(".checklist .issue-error a")
    assert (issue.get_text(), issue["href"]) == (
        "มาตรการที่ 2 ยังไม่มีขั้นตอน",
        page("measures_measure_change", plan.measures.get(number=2).pk),
    )
    assert shown.select_one(f"a[href='{page('measures_measure_add')}?plan={plan.pk}']")
    assert shown.select_one(f"a[href='{page('publications_edition_preview', plan.pk, 'plan')}']")
    assert not shown.select_one(f"a[href='{page('publications_edition_publish', plan.pk, 'plan')}']")
    plan.measures.get(number=2).delete()
    edition = freeze(plan)
    after = soup(staff(agency, User.Role.PUBLISHER).get(page("measures_plan_change", plan.pk)))
    assert not after.select(".checklist .check-error")
    assert after.select_one(f"a[href='{page('publications_edition_change', edition.pk)}']")
    assert after.select_one(f"a[href='{page('publications_edition_publish', plan.pk, 'plan')}']")


def test_a_round_that_is_missing_is_offered_with_its_days(agency):
    plan = factories.make_plan(agency, rounds=False)
    factories.make_round(plan, "progress")
    client = staff(agency)
    address = page("measures_plan_change", plan.pk)
    offered = form_of(client.get(address))
    assert (offered["rounds-1-kind"], offered["rounds-1-covers_to"]) == (["final"], "30/09/2566")
    send(client, address)
    assert plan.rounds.count() == 1
    send(client, address, rounds__1__title="รายงานสรุปผล", rounds__1__due_on="๑๕ ต.ค. ๒๕๖๖")
    assert plan.rounds.get(kind="final").due_on == datetime.date(2023, 10, 15)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"approved_on": "16/01/2023"}, "พ.ศ. 2566 ใช่หรือไม่"),
        ({"approved_on": "31/02/2566"}, "ไม่มีวันที่นี้ในปฏิทิน"),
        ({"rounds__0__covers_to": "01/09/2565"}, "วันสุดท้ายต้องไม่อยู่ก่อนวันแรก"),
        ({"rounds__0__due_on": "วันศุกร์"}, "กรุณากรอกวันที่"),
        ({"title": ""}, "กรุณากรอกช่องนี้"),
    ],
)
def test_a_bad_date_is_refused_in_thai_and_nothing_is_saved(agency, change, message):
    plan = factories.make_year(agency)
    response = send(staff(agency), page("measures_plan_change", plan.pk), introduction="ความนำใหม่", **change)
    assert message in errors(response)
    assert Plan.objects.get().introduction == ""


def test_a_second_round_of_a_kind_is_refused_at_the_form(agency):
    plan = factories.make_plan(agency, rounds=False)
    response = send(
        staff(agency),
        page("measures_plan_change", plan.pk),
        rounds__0__kind="final",
        rounds__0__title="หนึ่ง",
        rounds__1__title="สอง",
    )
    assert "ซ้ำ" in errors(response)
    assert not plan.rounds.exists()


def test_a_plan_that_was_published_is_not_deleted(agency):
    plan = factories.make_year(agency)
    client = staff(agency)
    assert client.get(page("measures_plan_delete", plan.pk)).status_code == 200
    freeze(plan)
    sent = {"post": "yes", "change_reason": "แผนผิดปี"}
    assert client.post(page("measures_plan_delete", plan.pk), sent).status_code == 403
    assert Plan.objects.exists()
