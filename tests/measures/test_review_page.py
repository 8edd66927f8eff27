"""A round as a whole, for those who look after it: what waits for whom, what is overdue, what has changed meanwhile."""

import datetime

import pytest
from django.utils import timezone

from agencies.models import User
from measures.models import Report, Round
from tests import factories
from tests.portal.test_queries import asked
from tests.readers import answered, soup, text, words
from tests.staff_pages import page, staff, superuser

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def round_(plan) -> Round:
    """An open round of two measures of three divisions, due tomorrow."""
    for name in ("กองคลัง", "กองช่าง"):
        factories.make_division(plan.agency, name)
    factories.make_measure(plan, 2, divisions=(plan.agency.divisions.get(name="กองช่าง"),))
    Round.objects.update(due_on=timezone.localdate() + DAY)
    return plan.rounds.get(kind="progress")


def report(round_: Round, division: str, number: int = 1, **fields) -> Report:
    measure = round_.plan.measures.get(number=number)
    return factories.make_report(measure, round_, round_.plan.agency.divisions.get(name=division), **fields)


def overview(client, round_: Round, **query):
    return answered(client.get(page("review_round", round_.pk), query))


def cells(found) -> list[list[str]]:
    """What the matrix says, row by row, without the measures' titles."""
    rows = found.select(".overview tbody tr, .overview tfoot tr")
    return [[words(cell) for cell in row.select("td")] for row in rows]


def test_the_matrix_tells_each_reports_state_and_leaves_other_cells_empty(round_, agency):
    report(round_, "สำนักปลัด")
    report(round_, "กองคลัง", status="submitted")
    report(round_, "กองช่าง", number=2, status="draft")
    found = overview(staff(agency), round_)
    assert [words(cell) for cell in found.select(".overview thead th")][2:] == ["สำนักปลัด", "กองคลัง", "กองช่าง"]
    assert cells(found) == [
        ["1/2", "รับรองแล้ว", "รอพิจารณา", ""],
        ["0/1", "", "", "รอกองเขียน"],
        ["1/3", "1/1", "0/1", "0/1"],
    ]
    assert "รับรองแล้ว 1 จาก 3 รายงาน" in words(found)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"status": "returned"}, "ส่งกลับให้แก้ไข"),
        ({"status": "endorsed"}, "รอพิจารณา"),
        ({"status": "draft", "excused_at": factories.at(), "excused_by": "user", "excuse": "ยุบกอง"}, "ยกเว้นแล้ว"),
        ({"submitted_at": "late", "submitted_by": "user"}, "รับรองแล้ว ส่งล่าช้า"),
        ({"implementation": "partly_done"}, "รับรองแล้ว"),
    ],
    ids=["returned", "endorsed", "released", "late", "in part"],
)
def test_every_state_is_a_word_and_a_shape(round_, agency, fields, said):
    late = timezone.now() + 2 * DAY
    user = factories.make_user("somebody", agency=agency)
    values = {name: {"user": user, "late": late}.get(value, value) for name, value in fields.items()}
    report(round_, "สำนักปลัด", **values)
    cell = overview(staff(agency), round_).select_one(".overview tbody .overview__cell")
    assert words(cell) == said
    assert cell.select_one("svg[aria-hidden=true] use")["href"].startswith("#look-")


def test_a_report_that_says_done_without_evidence_says_so(round_, agency):
    report(round_, "สำนักปลัด").evidence.all().delete()
    assert "รับรองแล้ว ไม่มีหลักฐาน" in cells(overview(staff(agency), round_))[0][1]


def test_what_waits_for_the_head_does_not_wait_for_the_palads_office(round_, agency):
    agency.heads_review = True
    agency.save()
    own = agency.divisions.get(name="กองคลัง")
    factories.make_user("head", agency=agency, role=User.Role.HEAD, division=own)
    report(round_, "กองคลัง", status="submitted")
    report(round_, "สำนักปลัด", status="submitted")
    assert cells(overview(staff(agency), round_))[0][1:] == ["รอพิจารณา", "รอผู้อำนวยการกอง"]


def test_what_was_due_and_is_not_in_is_overdue_unless_it_has_more_time(round_, agency):
    user = factories.make_user("somebody", agency=agency)
    until = timezone.localdate() + DAY
    late = report(round_, "สำนักปลัด", status="draft")
    report(round_, "กองคลัง", status="draft").extend(by=user, until=until + DAY, reason="น้ำท่วม")
    Round.objects.update(due_on=timezone.localdate() - DAY)
    Report.objects.exclude(pk=late.pk).update(extended_at=timezone.now() - 3 * DAY)
    first = cells(overview(staff(agency), round_))[0]
    assert first[1] == "รอกองเขียน เกินกำหนด"
    assert first[2].startswith("รอกองเขียน ขยายถึง")
    shown = overview(staff_again(agency), round_, overdue="1")
    assert [words(head) for head in shown.select(".overview thead th")][2:] == ["สำนักปลัด"]


def staff_again(agency):
    return staff(agency, User.Role.PUBLISHER)


def test_filters_show_one_division_and_one_state(round_, agency):
    report(round_, "สำนักปลัด")
    report(round_, "กองคลัง", status="submitted")
    report(round_, "กองช่าง", number=2, status="submitted")
    client, finance = staff(agency), agency.divisions.get(name="กองคลัง")
    assert cells(overview(client, round_, division=finance.pk)) == [["0/1", "รอพิจารณา"], ["0/1", "0/1"]]
    assert cells(overview(client, round_, state="accepted"))[0] == ["1/1", "รับรองแล้ว"]
    assert "ไม่มีรายงานที่ตรงกับตัวกรอง" in words(overview(client, round_, state="returned"))
    assert len(cells(overview(client, round_, state="nonsense", division="๑x"))) == 3


def test_one_click_leads_to_the_report(round_, agency):
    own = report(round_, "สำนักปลัด")
    link = overview(staff(agency), round_).select_one(".overview__cell a")
    assert f"/{own.pk}/" in link["href"]


def test_the_rounds_of_the_plan_are_tabs(round_, agency):
    tabs = overview(staff(agency), round_).select(".round-tabs a")
    assert [tab.get("aria-current") for tab in tabs] == ["page", None]


def test_the_list_and_the_start_page_count_what_is_in_to_review_and_overdue(round_, agency, other):
    report(round_, "สำนักปลัด")
    report(round_, "กองคลัง", status="submitted")
    report(round_, "กองช่าง", number=2, status="draft")
    Round.objects.update(due_on=timezone.localdate() - DAY)
    client = staff(agency)
    for address in (page("review_list"), page("index")):
        row = answered(client.get(address)).select_one("tbody tr:has(a[href*='/review/'])")
        assert [words(cell) for cell in row.select(".figure")] == ["2/3", "1", "1", "1/3"], address
    assert len(soup(client.get(page("review_list"))).select("#content tbody tr")) == 2
    assert len(soup(superuser().get(page("review_list"))).select("#content tbody tr")) == 4


def test_a_round_that_asks_for_no_report_is_listed_without_numbers(round_, agency):
    rows = answered(staff(agency).get(page("review_list"))).select("#content tbody tr")
    assert [[words(cell) for cell in row.select(".figure")] for row in rows] == [["–"] * 4] * 2


def test_the_start_page_shows_rounds_to_nobody_else(round_, agency):
    assert "/review/" not in text_of(staff(agency, User.Role.OFFICER))
    assert "/review/" in text_of(staff(agency))
    round_.plan.rounds.all().delete()
    assert "/review/" not in text_of(staff_again(agency))


def text_of(client) -> str:
    return client.get(page("index")).content.decode()


def test_the_matrix_takes_the_same_number_of_queries_whatever_its_size(round_, agency):
    report(round_, "สำนักปลัด")
    client, address = staff(agency), page("review_round", round_.pk)
    few = asked(client, address)
    for number in range(3, 9):
        factories.make_measure(round_.plan, number)
        factories.make_division(agency, f"กองที่ {number}")
    round_.open_reports()
    assert asked(client, address) == few


def test_officers_are_told_whose_page_it_is_and_other_agencies_find_nothing(round_, agency, other):
    refused = staff(agency, User.Role.OFFICER).get(page("review_round", round_.pk))
    assert refused.status_code == 403
    assert "เฉพาะสำนักปลัด" in text(refused)
    assert staff(other).get(page("review_round", round_.pk)).status_code == 404
