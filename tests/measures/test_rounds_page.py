"""A round's page: reports are opened for its owners, and closing asks first."""

import pytest
from django.test import Client

from agencies.models import User
from measures.models import Report, Round
from tests import factories
from tests.readers import soup, text
from tests.staff_pages import form_of, page, staff

pytestmark = pytest.mark.django_db


def press(client: Client, round_: Round, action: str, **more):
    """A button on the round's page."""
    return client.post(
        page("measures_round_changelist"), {"action": action, "_selected_action": [str(round_.pk)], **more}, follow=True
    )


def test_reports_are_opened_for_every_owner_once(agency):
    plan = factories.make_year(agency)
    factories.make_division(agency, "กองคลัง")
    progress, client = plan.rounds.get(kind="progress"), staff(agency)
    assert "เปิดแบบรายงานแล้ว 2 ฉบับ" in text(press(client, progress, "open_reports"))
    response = press(client, progress, "open_reports")
    assert "เปิดแบบรายงานแล้ว 0 ฉบับ" in text(response)
    assert len(soup(response).select("section tbody tr")) == 2


def test_closing_a_round_asks_first_and_says_what_is_not_accepted(agency):
    plan = factories.make_year(agency)
    progress, client = plan.rounds.get(kind="progress"), staff(agency)
    factories.make_report(plan.measures.get(), progress, status="submitted")
    asked = press(client, progress, "close_rounds")
    assert "รับรองแล้ว 0 จาก 1 รายงาน" in text(asked)
    assert not Round.objects.get(pk=progress.pk).is_closed
    done = client.post(page("measures_round_changelist"), form_of(asked), follow=True)
    progress.refresh_from_db()
    assert progress.closed_by.role == User.Role.PLANNER
    assert "ปิดแล้วเมื่อ" in text(done)
    assert "รอบที่เลือกปิดไปแล้ว" in text(press(client, progress, "close_rounds", confirmed="yes"))


def test_no_report_is_opened_in_a_closed_round(agency):
    progress, final = factories.make_year(agency).rounds.order_by("covers_to")
    progress.close(by=factories.make_user(agency=agency))
    progress.reports.all().delete()
    sent = {"action": "open_reports", "_selected_action": [str(progress.pk), str(final.pk)]}
    staff(agency).post(page("measures_round_changelist"), sent)
    assert [report.round for report in Report.objects.all()] == [final]


def test_a_closed_round_is_not_deleted(agency):
    progress, final = factories.make_year(agency).rounds.order_by("covers_to")
    progress.close(by=factories.make_user(agency=agency))
    client = staff(agency)
    for round_, answer in ((progress, 403), (final, 302)):
        assert client.post(page("measures_round_delete", round_.pk), {"post": "yes"}).status_code == answer
    assert list(Round.objects.all()) == [progress]


def test_the_list_says_how_many_reports_are_accepted_and_to_be_reviewed(agency):
    plan = factories.make_year(agency)
    for number, status in enumerate(["accepted", "submitted", "submitted", "draft", "draft", "draft"]):
        division = factories.make_division(agency, f"กอง {number}")
        factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"), division, status=status)
    row, other = soup(staff(agency).get(page("measures_round_changelist"))).select("#result_list tbody tr")
    assert [cell.get_text() for cell in row.select(".field-accepted, .field-awaiting")] == ["1/6", "2"]
    assert [cell.get_text() for cell in other.select(".field-accepted, .field-awaiting")] == ["0/0", "0"]


def test_an_officer_neither_opens_nor_closes_a_round(agency):
    plan = factories.make_year(agency)
    progress, client = plan.rounds.get(kind="progress"), staff(agency, User.Role.OFFICER)
    for action in ("open_reports", "close_rounds"):
        press(client, progress, action, confirmed="yes")
    assert not Report.objects.exists()
    assert not Round.objects.get(pk=progress.pk).is_closed
