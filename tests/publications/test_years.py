"""The results of all years side by side: in the order of the charts, and what stays below the target marked as such."""

import pytest

from measures.models import Plan
from tests import factories
from tests.editions import freeze
from tests.readers import site, soup

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_years() -> list[Plan]:
    """Indicator 1 stays below the target in the first year and reaches it in the second; all others reach it always."""
    agency = factories.make_agency()
    factories.make_division(agency)
    plans = []
    for year, score in ((2565, "70.10"), (2566, "91.35")):
        factories.make_assessment(agency, year - 1, scores=[score] + ["90.00"] * 9)
        plans.append(factories.make_plan(agency, year))
        factories.make_measure(plans[-1], indicators=(1,))
        freeze(plans[-1])
    return plans


def test_the_years_run_from_old_to_new_as_in_the_chart(two_years):
    columns = soup(site().get("/indicators/")).select(".years-table thead th.number")
    assert [column.get_text() for column in columns[1:]] == ["2564", "2565"]
    page = soup(site().get("/indicators/1/"))
    drawn = [text.get_text() for text in page.select("svg text") if text.get_text() in ("2564", "2565")]
    rows = [row.th.get_text() for row in page.select("main tbody tr")]
    assert drawn == rows == ["2564", "2565"]


def test_a_score_below_the_target_of_its_year_is_marked_by_shape_and_word(two_years):
    page = soup(site().get("/indicators/"))
    first, *others = page.select(".years-table tbody tr")
    below, reaching = first.select("td.number")[1:]
    assert below.get_text(" ", strip=True) == "70.10 ต่ำกว่าเกณฑ์เป้าหมาย"
    assert below.select("svg[aria-hidden=true]")
    assert reaching.get_text(strip=True) == "91.35"
    assert not any(row.select(".verdict") for row in others)


def test_a_total_below_the_target_is_marked_and_another_is_not(two_years):
    totals = soup(site().get("/indicators/")).select(".years-table tfoot tr:first-child td.number")
    assert [bool(total.select(".verdict")) for total in totals] == [False, False]
    weak = factories.make_agency("อื่น", domain="weak.go.th")
    factories.make_division(weak)
    factories.make_assessment(weak, 2565, scores=["60.00"] * 10)
    plan = factories.make_plan(weak, 2566)
    factories.make_measure(plan, indicators=(1,))
    freeze(plan)
    (total,) = soup(site("weak.go.th").get("/indicators/")).select(".years-table tfoot tr:first-child td.number")
    assert total.get_text(" ", strip=True) == "60.00 ต่ำกว่าเกณฑ์เป้าหมาย"
