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
    assert progress.closed_by.role == User.Role.OFFICE
    assert "ปิดแล้วเมื่อ" in text(done)
    assert "รอบที่เลือกปิดไปแล้ว" in text(press(client, progress, "close_rounds", confirmed="yes"))


def test_an_officer_neither_opens_nor_closes_a_round(agency):
    plan = factories.make_year(agency)
    progress, client = plan.rounds.get(kind="progress"), staff(agency, User.Role.OFFICER)
    for action in ("open_reports", "close_rounds"):
        press(client, progress, action, confirmed="yes")
    assert not Report.objects.exists()
    assert not Round.objects.get(pk=progress.pk).is_closed
