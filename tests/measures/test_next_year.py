"""A new year's plan from last year's: what comes along, what is proposed, and what keeps it from being made."""

import datetime
from decimal import Decimal

import pytest

from audit import changes
from measures import next_year
from measures.admin.history_sources import of_plan
from measures.models import Plan, Report
from tests import factories
from tests.factories import SCORES
from tests.readers import soup, text
from tests.staff_pages import errors, form_of, page, send, staff

pytestmark = pytest.mark.django_db

WEAK = {number for number, score in enumerate(SCORES, start=1) if Decimal(score) < 85}
STATED = {
    "starts_on": datetime.date(2022, 10, 1),
    "ends_on": datetime.date(2023, 2, 28),
    "success_indicator": "จำนวนผู้ผ่านการอบรม",
    "target": "ร้อยละ 90",
    "budget": Decimal(20_000),
}


@pytest.fixture
def plan(agency):
    """A plan of 2566 with two measures, which answers the result of 2565; that of 2566 is known, too."""
    plan = factories.make_year(agency)
    division = factories.make_division(agency, "กองคลัง")
    gone = factories.make_division(agency, "กองที่ยุบแล้ว", is_active=False)
    factories.make_measure(
        plan, 4, steps=("แรก", "สอง"), divisions=(division, gone), indicators=(2, 10), title="อบรม", **STATED
    )
    factories.make_assessment(agency, 2566)
    return plan


def next_page(plan) -> str:
    return page("measures_plan_next", plan.pk)


def test_what_is_chosen_comes_along_with_steps_owners_indicators_and_a_later_period(agency, plan):
    answer = send(staff(agency), next_page(plan), measures=[str(plan.measures.get(number=4).pk)], lacking=[])
    new = Plan.objects.get(fiscal_year=2567)
    assert answer.url == page("measures_plan_change", new.pk)
    assert new.title == "มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2567"
    assert [round_.covers_from for round_ in new.rounds.all()] == [
        datetime.date(2023, 10, 1),
        datetime.date(2024, 4, 1),
    ]
    measure = new.measures.get()
    assert (measure.number, measure.title, measure.every_division) == (1, "อบรม", False)
    assert [division.name for division in measure.divisions.all()] == ["กองคลัง"]
    assert list(measure.steps.values_list("text", flat=True)) == ["แรก", "สอง"]
    served = measure.indicators.values_list("framework__fiscal_year", "number")
    assert sorted(served) == [(2566, 2), (2566, 10)]
    assert (measure.starts_on, measure.ends_on) == (datetime.date(2023, 10, 1), datetime.date(2024, 2, 29))
    assert (measure.success_indicator, measure.target) == ("จำนวนผู้ผ่านการอบรม", "ร้อยละ 90")
    assert (measure.budget, measure.needs_no_budget) == (None, False)


def test_budgets_come_along_only_when_ticked(agency, plan):
    plan.measures.filter(number=1).update(needs_no_budget=True)
    send(staff(agency), next_page(plan), budgets="on")
    stated = Plan.objects.get(fiscal_year=2567).measures.values_list("budget", "needs_no_budget")
    assert list(stated)[:2] == [(None, True), (Decimal(20_000), False)]


def test_everything_is_ticked_at_first_but_the_budgets(agency, plan):
    shown = form_of(staff(agency).get(next_page(plan)))
    assert shown["measures"] == [str(measure.pk) for measure in plan.measures.all()]
    assert "budgets" not in shown


def test_a_closed_division_is_named_and_does_not_come_along(agency, plan):
    shown = text(staff(agency).get(next_page(plan)))
    assert "กองคลัง ยุบเลิกแล้ว ไม่นำไปด้วย: กองที่ยุบแล้ว" in shown
    assert shown.count("ยุบเลิกแล้ว") == 1


def test_a_weak_indicator_without_a_measure_is_proposed_as_a_new_one(agency, plan):
    plan.measures.get(number=1).indicators.clear()
    client = staff(agency)
    shown = form_of(client.get(next_page(plan)))
    proposed = {int(number) for number in shown["lacking"]}
    assert proposed == WEAK - {2}
    send(client, next_page(plan), lacking=["4", "3"], title_4="ดูแลทรัพย์สิน")
    new = Plan.objects.get(fiscal_year=2567)
    made = {
        measure.title: [indicator.number for indicator in measure.indicators.all()]
        for measure in new.measures.filter(number__gt=2)
    }
    assert made == {"ดูแลทรัพย์สิน": [4], "มาตรการยกระดับการใช้อำนาจ": [3]}


def test_a_new_measure_needs_a_title_and_nothing_is_made_without(agency, plan):
    plan.measures.get(number=1).indicators.clear()
    answer = send(staff(agency), next_page(plan), lacking=["4"], title_4=" ", measures=[])
    assert "กรุณาระบุชื่อมาตรการใหม่" in errors(answer)
    assert form_of(answer)["lacking"] == ["4"]
    assert "measures" not in form_of(answer)
    assert not Plan.objects.filter(fiscal_year=2567).exists()


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"measures": [], "lacking": []}, "เลือกอย่างน้อยหนึ่งมาตรการ"),
        ({"measures": ["999999"]}, "รายการมีการเปลี่ยนแปลง"),
        ({"lacking": ["1"]}, "รายการมีการเปลี่ยนแปลง"),
    ],
)
def test_what_is_not_on_the_list_is_refused_and_nothing_is_made(agency, plan, sent, message):
    assert message in errors(send(staff(agency), next_page(plan), **sent))
    assert not Plan.objects.filter(fiscal_year=2567).exists()


def test_each_measure_says_how_far_it_was_and_where_nobody_reported(agency, plan):
    measure = plan.measures.get(number=4)
    first = plan.rounds.get(kind="progress")
    factories.make_report(measure, first, measure.divisions.get(name="กองคลัง"), implementation="done")
    factories.make_report(measure, first, measure.divisions.get(name="กองที่ยุบแล้ว"), status=Report.Status.DRAFT)
    items = soup(staff(agency).get(next_page(plan))).select(".choices")[0].select("li")
    before, reported = (" ".join(item.get_text(" ").split()) for item in items)
    assert before.count("ไม่มีรายงาน") == 2
    assert "รับรองแล้ว 1 จาก 2 รายงาน" in reported
    assert reported.count("ไม่มีรายงาน") == 1


def test_a_year_that_is_planned_already_is_said_with_a_link_and_not_made_twice(agency, plan):
    client = staff(agency)
    sent = form_of(client.get(next_page(plan)))
    there = factories.make_plan(agency, 2567)
    for answer in (client.get(next_page(plan)), client.post(next_page(plan), sent)):
        shown = soup(answer)
        assert "มีแผนปีงบประมาณ พ.ศ. 2567 อยู่แล้ว" in shown.get_text()
        assert shown.select_one(f"#content-main a[href='{page('measures_plan_change', there.pk)}'], #content p a")
        assert not shown.select("form.next-plan")
    assert (agency.plans.count(), there.measures.count()) == (2, 0)


def test_two_who_start_the_same_plan_at_once_make_one(plan):
    given = next_year.offer(plan)
    chosen = {"measures": {plan.measures.first().pk}, "titles": {}, "with_budgets": False}
    next_year.start(given, **chosen)
    with pytest.raises(next_year.YearIsPlanned):
        next_year.start(given, **chosen)
    assert Plan.objects.filter(fiscal_year=2567).count() == 1


def test_nothing_is_half_made_when_a_measure_cannot_be(plan, monkeypatch):
    monkeypatch.setattr("measures.next_year.a_year_later", lambda start, end: (end, start))
    pks = set(plan.measures.values_list("pk", flat=True))
    with pytest.raises(Exception, match="measure_period_has_two_ends_in_order"):
        next_year.start(next_year.offer(plan), measures=pks, titles={}, with_budgets=False)
    assert not Plan.objects.filter(fiscal_year=2567).exists()


def test_without_a_result_of_the_year_before_nothing_is_proposed_and_the_page_says_so(agency):
    plan = factories.make_year(agency)
    client = staff(agency)
    assert "ยังไม่มีผลการประเมินของปีงบประมาณ พ.ศ. 2566" in text(client.get(next_page(plan)))
    send(client, next_page(plan))
    assert Plan.objects.get(fiscal_year=2567).measures.get().indicators.count() == 6


def test_without_rules_of_the_year_before_measures_come_without_indicators(agency):
    factories.keep_frameworks_of(2565)
    plan = factories.make_year(agency)
    client = staff(agency)
    assert "ยังไม่มีตัวชี้วัดของปีงบประมาณ พ.ศ. 2566" in text(client.get(next_page(plan)))
    send(client, next_page(plan))
    assert Plan.objects.get(fiscal_year=2567).measures.get().indicators.count() == 0


def test_the_history_tells_who_started_it_and_from_which_plan(agency, plan):
    send(staff(agency), next_page(plan))
    (change,) = changes.changes(*of_plan(Plan.objects.get(fiscal_year=2567)))
    assert (change.by, change.reason) == (f"planner-{agency.pk}", "จัดทำจากแผนปีงบประมาณ พ.ศ. 2566")
    rows = [entry.row for entry in change.entries]
    assert {"แผนมาตรการ", "มาตรการที่ 1", "มาตรการที่ 2", "มาตรการที่ 2 ขั้นตอนที่ 2"} <= set(rows)


def test_it_is_offered_on_the_plans_page_and_where_a_plan_is_added_until_it_is_made(agency, plan):
    client = staff(agency)
    places = [page("measures_plan_change", plan.pk), page("measures_plan_add")]
    for place in places:
        assert soup(client.get(place)).select_one(f"a[href='{next_page(plan)}']")
    factories.make_plan(agency, 2567)
    for place in places:
        assert not soup(client.get(place)).select_one(f"a[href='{next_page(plan)}']")
    assert not soup(staff(agency, "officer").get(places[0])).select_one(f"a[href='{next_page(plan)}']")


def test_the_last_year_that_can_be_planned_has_no_next(agency):
    assert staff(agency).get(next_page(factories.make_plan(agency, 2650))).status_code == 404
