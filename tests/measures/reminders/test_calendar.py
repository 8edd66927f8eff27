"""The calendar to subscribe to: what calendars understand, and nothing but days and titles."""

import datetime

import icalendar
import pytest
from django.test import Client
from django.urls import reverse

from agencies.models import Agency, Role
from tests import factories
from tests.measures.reminders.days import DUE
from tests.readers import site, soup, text
from tests.staff_pages import browser, page

pytestmark = pytest.mark.django_db


def fetch(agency: Agency, **headers):
    agency.refresh_from_db()
    return site("ita.test.go.th").get(reverse("calendar-feed", args=[agency.calendar_key]), headers=headers)


def events(agency: Agency) -> dict[str, icalendar.Event]:
    """The entries of the calendar, by the middle of their UID: due, opened."""
    calendar = icalendar.Calendar.from_ical(fetch(agency).content)
    return {str(event["uid"]).split("@")[0].rsplit("-")[-1]: event for event in calendar.walk("VEVENT")}


def test_a_calendar_program_reads_the_day_due_as_a_whole_day(agency, round_):
    response = fetch(agency)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = icalendar.Calendar.from_ical(response.content)
    assert agency.name in calendar["x-wr-calname"]
    due = events(agency)["due"]
    assert due["summary"] == "ครบกำหนดส่งรายงาน: รายงานความก้าวหน้ารอบ 6 เดือน ปีงบประมาณ พ.ศ. 2566"
    assert (due.decoded("dtstart"), due.decoded("dtend")) == (DUE, DUE + datetime.timedelta(days=1))
    assert due["dtstart"].params["VALUE"] == "DATE"
    opened = events(agency)["opened"]
    assert (opened["summary"].split(":")[0], opened.decoded("dtstart")) == ("เปิดรอบรายงาน", datetime.date(2023, 4, 1))


def test_lines_end_and_are_folded_as_the_standard_says(agency, round_):
    content = fetch(agency).content
    assert content.count(b"\n") == content.count(b"\r\n")
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert [line.decode() for line in lines]  # no letter is torn apart


def test_the_uid_stays_and_the_sequence_rises_when_the_day_changes_and_only_then(agency, round_):
    before = events(agency)["due"]
    round_.approver_name = "นายก"
    round_.save()
    assert events(agency)["due"]["sequence"] == before["sequence"]
    round_.due_on = DUE + datetime.timedelta(days=7)
    round_.save()
    round_.due_on = DUE
    round_.save()
    after = events(agency)["due"]
    assert after["uid"] == before["uid"]
    assert after["sequence"] == before["sequence"] + 2
    changed_at = round_.history.latest("history_date").history_date
    assert after.decoded("last-modified") == changed_at.replace(microsecond=0)


def test_a_change_that_passed_by_the_history_raises_the_sequence_too(agency, round_):
    before = events(agency)["due"]["sequence"]
    type(round_).objects.update(due_on=DUE + datetime.timedelta(days=7))
    assert events(agency)["due"]["sequence"] == before + 1


def test_it_names_no_person_no_division_and_no_measure(agency, round_, report, finance):
    told = icalendar.Calendar.from_ical(fetch(agency).content).to_ical().decode().replace("\r\n ", "")
    assert round_.title in told
    for hidden in (finance.name, finance.email, "กองคลัง", report.measure.title):
        assert hidden not in told


def test_another_agencys_rounds_are_not_in_it(agency, round_):
    other = factories.make_agency("อบต.อื่น", domain="other.go.th")
    assert events(other) == {}


def test_an_unchanged_calendar_is_not_sent_again(agency, round_):
    first = fetch(agency)
    assert fetch(agency, if_none_match=first["ETag"]).status_code == 304
    round_.title = "รอบใหม่"
    round_.save()
    assert fetch(agency, if_none_match=first["ETag"]).status_code == 200


@pytest.mark.parametrize("rounds", [1, 2])
def test_it_takes_as_many_queries_with_many_rounds(agency, round_, rounds, django_assert_num_queries):
    if rounds == 2:
        factories.make_round(round_.plan, "final", due_on=DUE)
    address = reverse("calendar-feed", args=[agency.calendar_key])
    with django_assert_num_queries(3):
        assert Client(headers={"host": "ita.test.go.th"}).get(address).status_code == 200


@pytest.mark.parametrize("key", ["x" * 32, "a" * 20, "short", "%00" * 8, "ก" * 24])
def test_a_wrong_key_is_answered_in_the_same_words(agency, round_, key):
    nowhere = site("ita.test.go.th").get("/calendar/")
    wrong = site("ita.test.go.th").get(f"/calendar/{key}.ics")
    assert (nowhere.status_code, wrong.status_code) == (404, 404)
    assert text(wrong) == text(nowhere)


def test_the_calendar_is_only_read(agency, round_):
    assert site("ita.test.go.th").post(f"/calendar/{agency.calendar_key}.ics").status_code == 405


def test_the_planner_sees_the_address_renews_it_and_the_old_one_answers_no_more(agency, round_, planner):
    client, old = browser(planner), agency.calendar_key
    shown = soup(client.get(page("review_calendar")))
    assert shown.select_one("#calendar-address")["value"] == f"https://ita.test.go.th/calendar/{old}.ics"
    client.post(page("review_calendar"))
    assert fetch(agency).status_code == 200
    assert agency.calendar_key != old
    assert site("ita.test.go.th").get(f"/calendar/{old}.ics").status_code == 404


def test_looking_at_the_page_renews_nothing_and_an_officer_may_not_renew(agency, round_, planner, finance):
    before = agency.calendar_key
    browser(planner).get(page("review_calendar"))
    assert browser(finance).post(page("review_calendar")).status_code == 403
    agency.refresh_from_db()
    assert agency.calendar_key == before


def test_the_host_sees_the_calendar_of_the_only_agency(agency, round_):
    client = browser(factories.make_user("root"))
    assert client.get(page("review_calendar")).status_code == 200
    factories.make_agency("อบต.อื่น", domain="other.go.th")
    assert client.get(page("review_calendar")).status_code == 404


def test_a_publisher_has_the_page_too(agency, round_):
    palad = factories.make_user("palad", agency=agency, role=Role.PUBLISHER)
    assert browser(palad).get(page("review_calendar")).status_code == 200
