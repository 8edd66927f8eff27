"""Spreadsheets that leave the staff's room: what the list shows, in both formats, and the blank forms."""

import io

import pytest
from django.utils.translation import override
from openpyxl import load_workbook

from agencies.models import User
from measures.models import Measure
from spreadsheets.workbook import MAX_ROWS
from tests.factories import make_assessment, make_year
from tests.readers import soup
from tests.spreadsheets.pages import PLANS, RESULTS, address

pytestmark = pytest.mark.django_db


def test_files_keep_to_what_the_list_is_filtered_for(agency, office):
    make_assessment(agency, 2564, scores=["11.11"] * 10)
    make_assessment(agency, 2565)
    page = soup(office.get(address("changelist") + "?year=2564"))
    link = page.select_one(".object-tools a[href*=spreadsheets]")["href"]
    files = [
        anchor["href"]
        for anchor in soup(office.get(address("changelist") + link.removeprefix(address("changelist")))).select(
            "#content a[href*='.csv']"
        )
    ]
    years = {line.split(",")[0] for line in office.get(files[0]).content.decode("utf-8-sig").splitlines()[1:]}
    assert years == {"2564"}


def test_a_filter_that_makes_no_sense_leads_back_to_the_list(agency, office):
    response = office.get(address("spreadsheets_export", "scores", "csv") + "?framework__exact=x")
    assert (response.status_code, response.url) == (302, address("changelist"))


@pytest.mark.parametrize(
    ("table", "of"), [("scores", RESULTS), ("declared", RESULTS), ("measures", PLANS), ("rounds", PLANS)]
)
def test_every_table_is_offered_in_both_formats_and_as_a_blank(agency, office, table, of):
    make_year(agency)
    links = {anchor["href"] for anchor in soup(office.get(address("spreadsheets", of=of))).select("#content a")}
    for link in (
        address("spreadsheets_export", table, "csv", of=of),
        address("spreadsheets_export", table, "xlsx", of=of),
        address("spreadsheets_template", table, of=of),
    ):
        response = office.get(link)
        assert link in links
        assert response.status_code == 200
        assert table in response.headers["Content-Disposition"]
        assert response.content.startswith(b"PK") == link.endswith("xlsx")


def test_more_rows_than_can_come_in_again_do_not_go_out(agency, office):
    plan = make_year(agency)
    Measure.objects.bulk_create(Measure(plan=plan, number=number, title="ม") for number in range(2, MAX_ROWS + 2))
    response = office.get(address("spreadsheets_export", "measures", "csv", of=PLANS), follow=True)
    assert "5000" in soup(response).select_one(".messagelist .error").get_text()


def test_a_text_too_long_for_excel_is_told_instead_of_cut(agency, office):
    make_assessment(agency).scores.filter(indicator__number=1).update(finding="ก" * 40_000)
    response = office.get(address("spreadsheets_export", "scores", "xlsx"), follow=True)
    assert "CSV" in soup(response).select_one(".messagelist .error").get_text()


def test_the_blank_is_in_the_language_of_the_reader(agency, office):
    def heading() -> str:
        response = office.get(address("spreadsheets_template", "scores"))
        return load_workbook(io.BytesIO(response.content)).worksheets[0]["D1"].value

    assert heading() == "คะแนน"
    User.objects.update(language="en")
    with override("en"):
        assert heading() == "score"
