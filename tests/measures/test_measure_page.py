"""A measure's page: its plan, its owners, its indicators and its steps."""

import pytest

from assessments.models import Indicator
from measures.models import Measure
from tests import factories
from tests.readers import soup, text
from tests.staff_pages import errors, form_of, page, send, staff

pytestmark = pytest.mark.django_db


def test_a_measure_is_added_from_its_plan_and_goes_back_to_it(agency):
    plan = factories.make_year(agency)
    division = agency.divisions.get()
    client = staff(agency)
    address = page("measures_measure_add") + f"?plan={plan.pk}"
    assert form_of(client.get(address))["number"] == "2"
    answer = send(
        client, address, title="อบรม", divisions=[str(division.pk)], steps__0__text="จัดทำแผน", steps__1__text="จัดอบรม"
    )
    measure = plan.measures.get(number=2)
    assert answer.url.startswith(page("measures_plan_change", plan.pk))
    assert list(measure.steps.values_list("position", "text")) == [(1, "จัดทำแผน"), (2, "จัดอบรม")]
    assert list(measure.divisions.all()) == [division]


def test_a_measure_opened_from_its_plan_goes_back_to_it_and_else_to_the_list(agency):
    plan = factories.make_year(agency)
    client = staff(agency)
    address = page("measures_measure_change", plan.measures.get().pk)
    assert send(client, address + f"?plan={plan.pk}").url.startswith(page("measures_plan_change", plan.pk))
    assert send(client, address).url == page("measures_measure_changelist")


def test_adding_a_measure_without_saying_where_finds_the_only_plan_or_asks(agency):
    plan = factories.make_year(agency)
    client = staff(agency)
    assert client.get(page("measures_measure_add")).url.endswith(f"?plan={plan.pk}")
    factories.make_plan(agency, 2567)
    response = client.get(page("measures_measure_add"), follow=True)
    assert "กรุณาเปิดแผนที่ต้องการ" in text(response)


@pytest.mark.parametrize(
    ("every", "named", "message"),
    [([], False, "เลือกอย่างน้อยหนึ่งกอง"), (["on"], True, "อย่างใดอย่างหนึ่งเท่านั้น"), (["on"], False, ""), ([], True, "")],
)
def test_a_measure_belongs_to_every_division_or_to_named_ones(agency, every, named, message):
    plan = factories.make_year(agency)
    response = send(
        staff(agency),
        page("measures_measure_change", plan.measures.get().pk),
        every_division=every,
        divisions=[str(agency.divisions.get().pk)] if named else [],
    )
    assert message in errors(response) if message else response.status_code == 302


def test_a_division_that_no_longer_exists_is_offered_only_where_it_is_named(agency):
    plan = factories.make_year(agency)
    gone = factories.make_division(agency, "กองที่ยุบแล้ว", is_active=False)
    named = factories.make_measure(plan, 2, divisions=(gone,))
    client = staff(agency)
    assert gone.name in text(client.get(page("measures_measure_change", named.pk)))
    assert gone.name not in text(client.get(page("measures_measure_change", plan.measures.get(number=1).pk)))


def test_a_second_measure_of_a_number_is_refused_at_the_form(agency):
    plan = factories.make_year(agency)
    factories.make_measure(plan, 2)
    response = send(staff(agency), page("measures_measure_change", plan.measures.get(number=2).pk), number="๑")
    assert "แผนนี้มีมาตรการลำดับที่นี้อยู่แล้ว" in errors(response)


def test_the_indicators_are_last_years_with_their_scores(agency):
    plan = factories.make_year(agency)
    plan.measures.get().indicators.set(Indicator.objects.filter(framework__fiscal_year=2565, number=4))
    shown = soup(staff(agency).get(page("measures_measure_change", plan.measures.get().pk)))
    labels = [label.get_text(strip=True) for label in shown.select("#id_indicators label")]
    assert (len(labels), labels[3]) == (10, "4. การใช้ทรัพย์สินของทางราชการ (78.08 ต่ำกว่าเกณฑ์เป้าหมาย 85.00)")
    assert [box["value"] for box in shown.select("input[name=indicators][checked]")] == [
        str(Indicator.objects.get(framework__fiscal_year=2565, number=4).pk)
    ]


def test_steps_keep_their_order_when_one_comes_between(agency):
    measure = factories.make_year(agency).measures.get()
    send(
        staff(agency),
        page("measures_measure_change", measure.pk),
        steps__0__position="๓",
        steps__1__position="1",
        steps__1__text="ก่อน",
        steps__2__text="ถัดจากก่อน",
    )
    assert list(measure.steps.values_list("position", "text")) == [(1, "ก่อน"), (2, "ถัดจากก่อน"), (3, "จัดทำแนวทาง")]


def test_deleting_a_measure_names_what_goes_with_it_and_no_nameless_links(agency):
    measure = factories.make_year(agency).measures.get()
    client = staff(agency)
    shown = text(client.get(page("measures_measure_delete", measure.pk)))
    assert "จัดทำแนวทาง" in shown
    assert "object" not in shown
    client.post(page("measures_measure_delete", measure.pk), {"post": "yes"})
    assert not Measure.objects.exists()
