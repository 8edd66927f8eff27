"""The measures in the staff's room: which a division answers for, and which indicators are weak."""

import pytest

from agencies.models import Division
from measures.models import Measure
from tests import factories
from tests.readers import soup
from tests.staff_pages import page, staff, superuser

pytestmark = pytest.mark.django_db


@pytest.fixture
def finance(plan) -> Division:
    return factories.make_division(plan.agency, "กองคลัง")


def numbers(client, division: Division) -> list[str]:
    answer = client.get(page("measures_measure_changelist"), {"divisions__id__exact": division.pk})
    return [cell.get_text(strip=True) for cell in soup(answer).select("#result_list .field-number")]


def test_the_filter_by_division_finds_what_it_answers_for_with_every_divisions_measures(plan, finance):
    factories.make_measure(plan, 2, divisions=(finance,))
    factories.make_measure(plan, 3, divisions=(plan.agency.divisions.first(),))
    other = factories.make_agency("อบต.อื่น")
    factories.make_division(other)
    factories.make_measure(factories.make_plan(other), 4)
    assert numbers(staff(plan.agency), finance) == ["1", "2"]


@pytest.mark.parametrize("is_active", [True, False])
def test_a_measure_is_answered_by_its_owners(plan, finance, is_active):
    Division.objects.filter(pk=finance.pk).update(is_active=is_active)
    factories.make_measure(plan, 2, divisions=(finance,))
    owned = [measure for measure in Measure.objects.all() if finance.pk in {owner.pk for owner in measure.owners()}]
    assert list(Measure.objects.answered_by(finance.pk)) == owned
    assert len(owned) == (2 if is_active else 1)


def test_a_division_that_only_every_divisions_measures_name_can_be_chosen(plan, finance):
    offered = [link.get_text(strip=True) for link in _choices(staff(plan.agency))]
    assert offered == ["ทั้งหมด", "สำนักปลัด", "กองคลัง"]


def test_among_several_agencies_the_named_divisions_can_be_chosen(plan, finance):
    factories.make_measure(plan, 2, divisions=(finance,))
    factories.make_measure(plan, 3, divisions=(plan.agency.divisions.first(),))
    factories.make_division(factories.make_agency("อบต.อื่น"), "กองช่าง")
    client = superuser()
    assert [link.get_text(strip=True) for link in _choices(client)] == ["ทั้งหมด", "สำนักปลัด", "กองคลัง"]
    assert numbers(client, finance) == ["1", "2"]


def _choices(client):
    shown = soup(client.get(page("measures_measure_changelist")))
    return shown.select('#changelist-filter [data-filter-title="กองที่รับผิดชอบ"] a')


def test_a_weak_indicator_says_so_beside_its_score(plan):
    answer = staff(plan.agency).get(page("measures_measure_change", plan.measures.get().pk))
    labels = [" ".join(label.get_text().split()) for label in soup(answer).select("#id_indicators label")]
    marked = {label.split(".")[0]: label for label in labels if "ต่ำกว่าเกณฑ์เป้าหมาย" in label}
    weak = [str(n) for n, score in enumerate(factories.SCORES, start=1) if float(score) < 85]
    assert list(marked) == weak
    assert marked["2"].endswith("(77.85 ต่ำกว่าเกณฑ์เป้าหมาย 85.00)")
    assert labels[0].endswith("(87.49)")


def test_what_is_rounded_up_to_the_target_is_not_weak(plan):
    plan.assessment().scores.filter(indicator__number=2).update(score="85.00")
    answer = staff(plan.agency).get(page("measures_measure_change", plan.measures.get().pk))
    second = soup(answer).select("#id_indicators label")[1]
    assert second.get_text().strip().endswith("(85.00)")
