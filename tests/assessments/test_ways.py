"""A result's page in the staff's room: what does not fit stands at its figure, and what leads to a higher level."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import User
from assessments.models import Assessment, IndicatorScore
from tests import factories
from tests.readers import answered, thai, words
from tests.staff_pages import browser, staff

pytestmark = pytest.mark.django_db

# As the real document prints the instruments, and with indicator 9 as it prints that.
PRINTED = [*factories.SCORES[:8], "85.00", factories.SCORES[9]]
MENDED = [("IIT", "81.12", "B"), ("EIT", "82.73", "B"), ("OIT", "91.25", "A")]


def declare(assessment: Assessment, instruments, total="85.66", level="A") -> Assessment:
    for code, score, label in instruments:
        assessment.declared_instruments.filter(instrument__code=code).update(score=Decimal(score), level=label)
    Assessment.objects.filter(pk=assessment.pk).update(declared_total=Decimal(total), declared_level=level)
    return assessment


def change_page(client, assessment) -> BeautifulSoup:
    return answered(client.get(reverse("admin:assessments_assessment_change", args=[assessment.pk])))


def ways_page(client, assessment, **asked) -> BeautifulSoup:
    return answered(client.get(reverse("admin:assessments_assessment_ways", args=[assessment.pk]), asked))


def rows_of(table) -> dict[str, list[str]]:
    """The cells of each row by the first word of its head."""
    return {
        words(row.th).split()[0]: [words(cell) for cell in row.select("td")] for row in table.select("tbody tr:has(th)")
    }


@pytest.fixture
def printed(agency) -> Assessment:
    instruments = [("IIT", "87.49", "A"), ("EIT", "82.73", "B"), ("OIT", "91.25", "A")]
    return declare(factories.make_assessment(agency, scores=PRINTED), instruments)


@pytest.fixture
def mended(agency) -> Assessment:
    return declare(factories.make_assessment(agency), MENDED)


# What does not fit


def test_the_document_as_printed_is_told_its_two_faults_at_the_top_of_the_page(agency, printed):
    iit, nine = [words(item) for item in change_page(staff(agency), printed).select(".at-the-top li")]
    level = thai("The level is therefore %(expected)s, not %(declared)s.", expected="B", declared="A")
    assert all(part in iit for part in (thai("to be mended"), "IIT", "87.49", "81.12", "ตัวชี้วัดที่ 1", level))
    assert all(part in nine for part in (thai("to be mended"), "ตัวชี้วัดที่ 9", "85.00", "95.00", "OIT"))


def test_a_fault_stands_at_the_figure_that_it_is_about_as_shape_and_word(agency, printed):
    page = change_page(staff(agency), printed)
    scores = page.select("#scores-group tr.has_original")
    assert [bool(row.select(".field-doubt .discrepancy-error")) for row in scores] == [False] * 8 + [True, False]
    instruments = page.select("#declared_instruments-group tr.has_original")
    assert [bool(row.select(".field-doubt .discrepancy-error")) for row in instruments] == [True, False, False]
    for sign in page.select(".severity"):
        assert sign.svg["aria-hidden"] == "true"
        assert words(sign)


def test_computed_figures_stand_beside_the_fields_of_the_declared_ones(agency, printed):
    page = change_page(staff(agency), printed)
    assert words(page.select_one(".field-computed .readonly")) == thai(
        "%(total)s, level %(level)s", total="83.66", level="B"
    )
    first = page.select_one("#declared_instruments-group tr.has_original")
    assert words(first.select_one(".field-computed_score")) == "81.12"
    assert words(first.select_one(".field-computed_level")) == "B"


def test_a_wrong_total_and_level_stand_at_the_declared_ones(agency):
    assessment = declare(factories.make_assessment(agency), MENDED, total="86.66", level="AA")
    found = words(change_page(staff(agency), assessment).select_one(".form-row.field-doubt"))
    assert "86.66" in found
    assert "AA" in found


def test_points_an_impossible_score_and_an_unknown_level_stand_at_their_figures(agency):
    scores = [*factories.SCORES[:5], "7.84", "8.59", "8.40", factories.SCORES[8], "97.50"]
    assessment = declare(factories.make_assessment(agency, scores=scores), MENDED[:2], total="87.66", level="ผ่าน")
    page = change_page(staff(agency), assessment)
    rows = [words(row.select_one(".field-doubt") or row) for row in page.select("#scores-group tr.has_original")]
    assert ["ประมาณ 78.40, 85.90, 84.00" in row for row in rows] == [False] * 5 + [True] * 3 + [False] * 2
    assert "93.75 หรือ 100.00" in rows[9]
    level = words(page.select_one(".form-row.field-doubt"))
    assert all(part in level for part in ("AA, A, B, C, D, E, F", "พ.ศ. 2566"))


def test_the_mended_document_is_told_nothing(agency, mended):
    page = change_page(staff(agency), mended)
    assert page.select(".result")
    assert not page.select(".discrepancies, .field-doubt")


def test_an_officer_who_only_reads_sees_the_faults_too(agency, printed):
    page = change_page(staff(agency, User.Role.OFFICER), printed)
    assert len(page.select(".at-the-top li")) == 2
    assert not page.select("input[name=declared_total]")


def test_the_list_counts_what_does_not_fit(agency, printed):
    declare(factories.make_assessment(agency, 2566), [])
    factories.make_assessment(agency, 2567, declared_total=None)
    page = answered(staff(agency).get(reverse("admin:assessments_assessment_changelist")))
    fits = {
        words(row.select_one(".field-year")): words(row.select_one(".field-fit"))
        for row in page.select("#result_list tbody tr")
    }
    assert fits["2565"] == f"{thai('to be mended')} 2"
    assert fits["2566"].startswith(thai("to be mended"))  # a letter where the year has named levels
    assert fits["2567"] == thai("nothing declared")


def test_the_list_says_that_a_result_fits(agency, mended):
    page = answered(staff(agency).get(reverse("admin:assessments_assessment_changelist")))
    assert words(page.select_one(".field-fit")) == thai("in order")


def test_the_list_asks_the_database_as_often_for_many_faulty_results_as_for_one(printed):
    client = browser(factories.make_user("root"))
    factories.make_agency("อบต.อื่น", domain="other.go.th")

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse("admin:assessments_assessment_changelist")).status_code == 200
        return len(asked)

    one = queries()
    for number in range(5):
        another = factories.make_agency(f"อบต.{number}", domain=f"a{number}.go.th")
        declare(factories.make_assessment(another, scores=PRINTED), [("IIT", "87.49", "A")], level="ผ่าน")
    assert queries() == one


# The way to a higher level


def test_the_result_page_leads_to_the_ways(agency, mended):
    link = reverse("admin:assessments_assessment_ways", args=[mended.pk])
    assert change_page(staff(agency), mended).select_one(f".object-tools a[href='{link}']")


def test_one_more_point_is_worth_its_share_of_the_weight(agency, mended):
    rows = rows_of(ways_page(staff(agency), mended).select("#try form table")[0])
    assert [rows[f"{number}."][1] for number in range(1, 11)] == ["0.06"] * 5 + ["0.10"] * 3 + ["0.20"] * 2


def test_what_is_missing_to_each_higher_level_is_named_with_the_fewest_improvements(agency, printed):
    page = ways_page(staff(agency), printed)
    assert [words(heading) for heading in page.select("h3")] == [
        thai("To level %(level)s", level=level) for level in ("A", "AA")
    ]
    nearest = words(page.select_one("dl.way"))
    assert f"{thai('Missing in the total')} 1.34" in nearest
    assert "9. การเปิดเผยข้อมูล: 85.00 → 91.79 (+6.79)" in nearest


def test_a_named_level_also_asks_of_every_instrument(agency):
    # IIT 90.00, EIT 80.00, OIT 100.00: a total of 91.00 that the weakest instrument keeps at the third level.
    assessment = factories.make_assessment(agency, 2567, scores=["90.00"] * 5 + ["80.00"] * 3 + ["100.00"] * 2)
    page = ways_page(staff(agency), assessment)
    assert thai("The result stands at %(total)s points, level %(level)s.", total="91.00", level="ผ่าน") in words(page)
    nearest = page.select_one("dl.way")
    assert words(page.select_one("h3")) == thai("To level %(level)s", level="ผ่านดี")
    assert thai(", and %(limit)s or more in every instrument", limit="85.00").strip() in words(nearest)
    assert f"{thai('Missing in the total')} {thai('nothing')}" in words(nearest)
    assert f"{thai('Missing in %(code)s', code='EIT')} 5.00" in words(nearest)
    assert thai("Missing in %(code)s", code="IIT") not in words(nearest)
    assert "6." in words(nearest.li)


def test_the_highest_level_has_no_way_above_it(agency):
    page = ways_page(staff(agency), factories.make_assessment(agency, scores=["99.00"] * 10))
    assert thai("There is no higher level.") in words(page)
    assert not page.select("dl.way")


def test_no_way_is_told_while_a_score_is_missing(agency):
    page = ways_page(staff(agency), factories.make_assessment(agency, scores=[None, *factories.SCORES[1:]]))
    assert thai("No way can be told before every indicator has a score.") in words(page)
    assert not page.select("dl.way")


def test_rules_that_cannot_be_computed_with_are_a_sentence(agency, mended):
    mended.framework.instruments.filter(code="IIT").update(weight=10)
    page = ways_page(staff(agency), mended)
    assert thai("The rules of this year cannot be computed with; a superuser has to mend them.") in words(page)
    assert not page.select("#try")


# What if


def test_other_scores_are_tried_in_thai_digits_and_nothing_is_saved(agency, printed):
    before = list(IndicatorScore.objects.order_by("pk").values_list("score", flat=True))
    page = ways_page(staff(agency), printed, score_9="๙๕.๐๐")
    tried = rows_of(page.select_one("table.tried"))
    assert tried["OIT"] == ["86.25", "91.25", "+5.00", "A", "A"]
    assert tried["EIT"] == ["82.73", "82.73", "±0.00", "B", "B"]
    assert tried[thai("Total")] == ["83.66", "85.66", "+2.00", "B", "A"]
    assert page.select_one("input[name=score_9]")["value"] == "๙๕.๐๐"
    assert list(IndicatorScore.objects.order_by("pk").values_list("score", flat=True)) == before


@pytest.mark.parametrize("written", ["abc", "101", "-1", "85.123", "NaN", "1e2"])
def test_a_score_that_cannot_be_one_is_refused_at_its_field_and_nothing_is_computed(agency, mended, written):
    page = ways_page(staff(agency), mended, score_2=written, score_9="90")
    field = page.select_one("input[name=score_2]")
    assert words(field.parent.select_one(".errorlist"))
    assert field["value"] == written
    assert page.select_one("input[name=score_9]")["value"] == "90"
    assert not page.select("table.tried")


def test_empty_fields_and_strange_parameters_change_nothing(agency, mended):
    page = ways_page(staff(agency), mended, score_1="", score_99="50", q="x")
    assert not page.select("table.tried, .errorlist")


@pytest.mark.parametrize("role", User.Role.values)
def test_every_role_finds_the_ways_of_the_own_agency_and_of_no_other(agency, mended, role):
    other = factories.make_agency("อบต.อื่น", domain="other.go.th")
    theirs = factories.make_assessment(other)
    client = staff(agency, role)
    assert ways_page(client, mended, score_1="100").select("table.tried")
    assert client.get(reverse("admin:assessments_assessment_ways", args=[theirs.pk])).status_code == 404


def test_the_ways_take_nothing(agency, mended):
    assert staff(agency).post(reverse("admin:assessments_assessment_ways", args=[mended.pk])).status_code == 405
