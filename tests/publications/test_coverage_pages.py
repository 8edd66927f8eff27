"""Which measures serve which indicators, and whether they helped: on the plan's page and for citizens."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from agencies.models import User
from measures.models import Measure, Plan
from publications.document import Document, parse
from tests import factories
from tests.editions import freeze
from tests.readers import answered, thai, words

pytestmark = pytest.mark.django_db

ROSE = ["88.00", *factories.SCORES[1:3], "90.00", *factories.SCORES[4:8], "94.00", "87.50"]


@pytest.fixture
def plan(agency) -> Plan:
    """Measure 1 serves six of the seven weak indicators but not 5, measure 2 a strong one, measure 3 none."""
    plan = factories.make_year(agency)
    measure = plan.measures.get()
    measure.indicators.set(measure.indicators.exclude(number=5))
    factories.make_measure(plan, 2, indicators=(9,))
    factories.make_measure(plan, 3, title="ไม่ตอบตัวชี้วัด")
    return plan


def staff_page(plan: Plan) -> BeautifulSoup:
    client = Client(headers={"host": "localhost"})
    office = User.objects.filter(username="office").first()
    client.force_login(office or factories.make_user("office", agency=plan.agency, role=User.Role.PLANNER))
    return answered(client.get(reverse("admin:measures_plan_change", args=[plan.pk])))


def public_page(year: int = 2566) -> BeautifulSoup:
    return answered(Client(headers={"host": "localhost"}).get(f"/{year}/analysis/"))


def served(table) -> dict[str, list[bool]]:
    """For each indicator by name, a cell for each measure: whether it says that the measure serves it."""
    cells = {words(row.th): row.select("td")[-3:] for row in table.select("tbody tr")}
    return {
        name.partition(" ")[2] or name: [thai("serves") in words(cell) for cell in row] for name, row in cells.items()
    }


def both_pages(plan: Plan) -> list[BeautifulSoup]:
    """The section on coverage as staff and as citizens see it."""
    freeze(plan)
    return [staff_page(plan).select_one("#coverage"), public_page().select_one("section[aria-labelledby=coverage]")]


def test_the_matrix_says_which_measure_serves_which_indicator(plan):
    for section in both_pages(plan):
        rows = list(served(section.select_one("table")).values())
        assert len(rows) == 10
        assert rows[1] == [True, False, False]
        assert rows[4] == [False, False, False]
        assert rows[8] == [False, True, False]


def test_a_weak_indicator_without_a_measure_and_a_measure_without_an_indicator_are_named_in_words_and_shapes(plan):
    for section in both_pages(plan):
        said = words(section)
        assert f"{thai('Below the target and not served by any measure:')} 5." in said
        assert "มาตรการที่ 3" in said
        assert thai("serves no indicator") in said or thai("Measure %(number)s serves no indicator.", number=3) in said
        assert thai("Every indicator below the target is served by a measure.") not in said
        assert section.select("p svg[aria-hidden=true]")


def test_the_row_of_an_uncovered_indicator_says_so_and_no_other_row_does(plan):
    for section in both_pages(plan):
        saying = [thai("no measure yet") in words(row) for row in section.select("tbody tr")]
        assert saying == [False] * 4 + [True] + [False] * 5


def test_a_complete_coverage_is_said_to_be_complete(agency):
    for section in both_pages(factories.make_year(agency)):
        assert thai("Every indicator below the target is served by a measure.") in words(section)
        assert thai("no measure yet") not in words(section)


def test_the_table_can_be_heard_and_scrolled_with_the_keyboard(plan):
    for section in both_pages(plan):
        table = section.select_one("table")
        assert table.caption
        assert all(head.get("scope") for head in table.select("th"))
        region = table.find_parent(role="region")
        assert region["tabindex"] == "0"
        assert region.get("aria-label") or region.get("aria-labelledby")


def test_citizens_see_the_coverage_that_was_published_and_not_the_draft(plan):
    freeze(plan)
    before = words(public_page().select_one("section[aria-labelledby=coverage]"))
    Measure.objects.all().delete()
    assert words(public_page().select_one("section[aria-labelledby=coverage]")) == before


def test_without_a_result_of_the_year_before_the_plan_says_so(agency):
    assert thai("There is no result of the year before yet.") in words(
        staff_page(factories.make_plan(agency)).select_one("#coverage")
    )


# Did it help?


def test_the_plan_shows_what_became_of_its_indicators_once_its_year_has_a_result(agency, plan):
    assert not staff_page(plan).select("#helped")
    factories.make_assessment(agency, 2566, scores=ROSE)
    section = staff_page(plan).select_one("#helped")
    first, second = section.select("tbody")
    assert thai("some indicators rose") in words(first)
    assert f"78.08 90.00 +11.92 {thai('rose')}" in words(first)
    assert f"77.85 77.85 ±0.00 {thai('unchanged')}" in words(first)
    assert thai("no indicator rose") in words(second)
    assert f"95.00 94.00 −1.00 {thai('fell')}" in words(second)


@pytest.fixture
def next_plan(agency, plan) -> Plan:
    factories.make_assessment(agency, 2566, scores=ROSE)
    following = factories.make_plan(agency, 2567)
    factories.make_measure(following, indicators=(2,))
    return following


def test_the_next_years_document_freezes_which_measures_had_served_an_indicator(next_plan):
    earlier = parse(freeze(next_plan).content).result.earlier
    assert {part.number: part.measures for part in earlier.indicators if part.measures} == {
        **dict.fromkeys((2, 3, 4, 6, 8), (1,)),
        9: (2,),
    }


def test_citizens_read_whether_the_measures_of_the_year_before_helped(next_plan):
    freeze(next_plan)
    section = public_page(2567).select_one("section[aria-labelledby=helped]")
    assert words(section.h2) == thai("Did the measures of the year before help?")
    first, second = section.select("tbody")
    assert thai("some indicators rose") in words(first)
    assert f"78.08 90.00 +11.92 {thai('rose')}" in words(first)
    assert thai("no indicator rose") in words(second)
    assert section.caption
    assert section.select_one("[role=region][tabindex='0']")


def test_what_was_frozen_stays_when_the_measures_of_the_year_before_are_changed(next_plan):
    freeze(next_plan)
    before = words(public_page(2567).select_one("section[aria-labelledby=helped]"))
    Measure.objects.filter(plan__fiscal_year=2566).delete()
    assert words(public_page(2567).select_one("section[aria-labelledby=helped]")) == before


def test_another_agencys_measures_are_not_read(next_plan):
    other = factories.make_year(factories.make_agency("อบต.อื่น", domain="other.go.th"))
    factories.make_measure(other, 7, indicators=(2,))
    earlier = parse(freeze(next_plan).content).result.earlier
    assert {number for part in earlier.indicators for number in part.measures} == {1, 2}


def test_a_document_without_the_measures_of_the_year_before_says_nothing_about_them(agency):
    freeze(factories.make_year(agency))
    page = public_page()
    assert page.select("#coverage")
    assert not page.select("#helped")


def test_an_edition_from_before_these_keys_is_still_read(next_plan):
    document = parse(freeze(next_plan).content)
    content = document.model_dump(mode="json")
    for part in content["result"]["earlier"]["indicators"]:
        del part["measures"]
    old = Document.model_validate(content)
    assert old.result.earlier.indicators[0].measures == ()
    assert old.result.earlier.indicators[0].score == Decimal("87.49")
