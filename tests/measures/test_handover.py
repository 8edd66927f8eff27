"""The hand-over page: what whoever takes an office over has to know, on one page."""

import datetime

import pytest

from agencies.models import ActingAppointment, Role
from tests import factories
from tests.editions import freeze
from tests.readers import answered, words
from tests.staff_pages import browser, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(db):
    return factories.make_agency(domain="ita.test.go.th")


@pytest.fixture
def year(agency):
    """A published year of two divisions; the second measure is the finance division's own."""
    finance = factories.make_division(agency, "กองคลัง", position=1)
    factories.make_division(agency, "กองช่าง", position=2)
    plan = factories.make_year(agency)
    freeze(plan)
    factories.make_measure(plan, 2, title="เปิดเผยการจัดซื้อ", steps=("ทำแผน", "เผยแพร่แผน"), divisions=(finance,))
    return plan


def officer(agency, division: str):
    home = agency.divisions.get(name=division)
    return factories.make_user(
        f"เจ้าหน้าที่{division}", agency=agency, role=Role.OFFICER, division=home, email="o@test.go.th"
    )


def shown_to(user):
    return answered(browser(user).get(page("my_handover")))


def part(user, name: str):
    return shown_to(user).select_one(f"section[aria-labelledby={name}-heading]")


def test_what_is_due_and_what_was_returned_and_why_leads_to_the_reports(agency, year):
    round_ = year.rounds.get(kind="progress")
    due = {"due_on": datetime.date(2023, 4, 17)}
    type(round_).objects.filter(pk=round_.pk).update(**due)
    user = officer(agency, "กองคลัง")
    other = agency.divisions.get(name="กองช่าง")
    stamp = {"returned_at": factories.at(), "returned_by": user, "submitted_at": factories.at(), "submitted_by": user}
    report = factories.make_report(
        year.measures.get(number=2), round_, user.division, status="returned", return_note="แนบภาพ", **stamp
    )
    factories.make_report(year.measures.get(number=1), round_, other, status="draft")
    waiting = part(user, "waiting")
    (row,) = waiting.select("tbody tr")
    assert "2. เปิดเผยการจัดซื้อ" in words(row)
    assert "17 เม.ย. 2566 เกินกำหนด" in words(row)
    assert "แนบภาพ" in words(row)
    assert row.a["href"].endswith(f"/{report.pk}/") or f"/{report.pk}/" in row.a["href"]


def test_an_officer_sees_the_own_divisions_measures_and_the_planner_all(agency, year):
    planner = factories.make_user("วิไล", agency=agency)
    titles = {
        user.username: [words(heading) for heading in part(user, "owned").select("h3")]
        for user in (officer(agency, "กองคลัง"), officer(agency, "กองช่าง"), planner)
    }
    one, two = "1. มาตรการที่ 1", "2. เปิดเผยการจัดซื้อ"
    assert titles == {"เจ้าหน้าที่กองคลัง": [one, two], "เจ้าหน้าที่กองช่าง": [one], "วิไล": [one, two]}
    measure = part(planner, "owned").select(".handover__measure")[1]
    assert [words(step) for step in measure.select("li")] == ["ทำแผน", "เผยแพร่แผน"]
    assert "กองคลัง" in words(measure)


def test_the_documents_stand_with_the_addresses_and_codes_under_which_they_are_filed(agency, year):
    (row,) = part(officer(agency, "กองคลัง"), "documents").select("tbody tr")
    cells = [words(cell) for cell in row.select("th, td")]
    assert cells[0] == "2566"
    assert cells[2] == year_code(2566, "plan")
    assert cells[3] == row.a["href"] == "https://ita.test.go.th/2566/plan.pdf"
    assert (
        browser(officer(agency, "กองช่าง")).get("/2566/plan.pdf", headers={"host": "ita.test.go.th"}).status_code == 200
    )


def year_code(year: int, document: str) -> str:
    return factories.framework_of(year).disclosure_items.get(document=document).code


def test_without_a_published_document_none_is_named(agency):
    factories.make_division(agency, "กองคลัง")
    assert part(officer(agency, "กองคลัง"), "documents") is None


def test_a_withdrawn_document_is_not_among_the_filed(agency, year):
    palad = factories.make_user("palad", agency=agency, role=Role.PUBLISHER)
    agency.editions.get().withdraw(by=palad, reason="ข้อมูลส่วนบุคคล")
    assert part(palad, "documents") is None


def test_people_are_those_of_the_division_and_who_plans_and_publishes(agency, year):
    user = officer(agency, "กองคลัง")
    colleague = officer(agency, "กองช่าง")
    planner = factories.make_user("วิไล", agency=agency)
    gone = factories.make_user("ลาออก", agency=agency, is_active=False)
    ActingAppointment.objects.create(
        user=planner,
        role=Role.PUBLISHER,
        starts_on=datetime.date(2020, 1, 1),
        ends_on=datetime.date(2199, 1, 1),
    )
    people = words(part(user, "people"))
    assert user.name in people
    assert "รักษาราชการแทน:" in people
    assert (colleague.name in people, gone.name in people) == (False, False)
    assert colleague.name in words(part(planner, "people"))


def test_only_who_reviews_sees_the_calendars_address(agency, year):
    address = f"https://ita.test.go.th/calendar/{agency.calendar_key}.ics"
    assert address in words(part(factories.make_user("วิไล", agency=agency), "calendar"))
    assert address not in str(shown_to(officer(agency, "กองคลัง")))


def test_the_head_of_a_division_and_who_serves_several_see_all_of_theirs(agency, year):
    home, second = agency.divisions.get(name="กองช่าง"), agency.divisions.get(name="กองคลัง")
    head = factories.make_user("หัวหน้า", agency=agency, role=Role.HEAD, division=home)
    assert len(part(head, "owned").select("h3")) == 1
    head.also_serves.add(second)
    assert len(part(head, "owned").select("h3")) == 2


def test_a_new_agency_has_a_page_with_nothing_on_it_yet(agency):
    shown = shown_to(factories.make_user("วิไล", agency=agency))
    assert "ไม่มีรายงานที่ค้างส่ง" in words(shown)
    assert len(shown.select("h1")) == 1
