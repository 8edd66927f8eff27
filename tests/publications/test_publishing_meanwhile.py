"""Publishing, all or nothing: two at once, what changes while the PDF is rendered, and what fails."""

import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, models

from agencies.models import Agency
from publications import document, publishing
from publications.models import Edition, Kind
from publications.publishing import Refused
from publications.publishing.issues import Check, Issue
from publications.render import pdf
from tests import factories

pytestmark = pytest.mark.django_db


class Press:
    """A stand-in for the renderer that counts what it prints and lets something happen while it prints."""

    def __init__(self, monkeypatch, meanwhile=lambda: None):
        self.meanwhile, self.printed = meanwhile, []
        monkeypatch.setattr(pdf, "render", self.render)

    def render(self, printed: document.Document, *, sha256: str, **pictures) -> bytes:
        self.printed.append(printed)
        self.meanwhile()
        return b"%PDF-1.7 of " + sha256.encode()


@pytest.mark.django_db(transaction=True)
def test_two_people_who_print_at_the_same_time_get_two_editions_in_one_chain(monkeypatch):
    plan = factories.make_year()
    both_printed, waited = threading.Barrier(2, timeout=60), threading.local()

    def wait_for_the_other() -> None:
        if not getattr(waited, "once", False):
            waited.once = True
            both_printed.wait()

    press = Press(monkeypatch, wait_for_the_other)
    numbers: list[int] = []

    def publish(reason: str) -> None:
        try:
            numbers.append(publishing.publish(plan, Kind.PLAN, reason=reason).number)
        finally:
            connection.close()

    threads = [threading.Thread(target=publish, args=[reason]) for reason in ("หนึ่ง", "สอง")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == [1, 2]
    assert [printed.edition.number for printed in press.printed] == [1, 1, 2]
    first, second = Edition.objects.in_order()
    assert (first.previous, second.previous) == (None, first)
    assert first.published_at <= second.published_at
    assert list(publishing.verify()) == []


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_the_pdf_is_rendered(monkeypatch):
    plan = factories.make_year()
    held: list[bool] = []
    Press(monkeypatch, lambda: held.append(connection.in_atomic_block))
    factories.publish(plan)
    assert held == [False]


def test_what_changes_while_the_pdf_is_rendered_is_rendered_again(monkeypatch):
    plan = factories.make_year()
    press = Press(monkeypatch, lambda: plan.measures.update(title="เปลี่ยนระหว่างพิมพ์"))
    edition = publishing.publish(plan, Kind.PLAN)
    assert len(press.printed) == 2
    assert "เปลี่ยนระหว่างพิมพ์" in edition.content
    assert bytes(edition.pdf).decode().endswith(edition.sha256)
    assert list(publishing.verify()) == []


def test_what_changes_after_the_review_while_the_pdf_is_rendered_is_not_published(monkeypatch):
    plan = factories.make_year()
    press = Press(monkeypatch, lambda: plan.measures.update(title="เปลี่ยนระหว่างพิมพ์"))
    with pytest.raises(Refused):
        publishing.publish(plan, Kind.PLAN, reviewed=publishing.Review.of(plan, Kind.PLAN).hash)
    assert len(press.printed) == 1
    assert not Edition.objects.exists()


def test_an_error_that_appears_while_the_pdf_is_rendered_blocks(monkeypatch):
    plan = factories.make_year()
    Press(monkeypatch, lambda: plan.measures.get().steps.all().delete())
    with pytest.raises(Refused) as refusal:
        publishing.publish(plan, Kind.PLAN)
    assert [issue.code for issue in refusal.value.issues] == ["no_steps"]
    assert not Edition.objects.exists()


def test_an_error_that_does_not_show_in_the_document_blocks_all_the_same(monkeypatch):
    plan = factories.make_year()
    found = [Check("", (Issue("late", "found while it was printed", "/"),))]
    press = Press(monkeypatch, lambda: monkeypatch.setattr(publishing.review, "checklist", lambda *args: found))
    with pytest.raises(Refused) as refusal:
        publishing.publish(plan, Kind.PLAN)
    assert [issue.code for issue in refusal.value.issues] == ["late"]
    assert len(press.printed) == 1
    assert not Edition.objects.exists()


def test_data_that_changes_at_every_rendering_is_refused_after_the_third(monkeypatch):
    plan = factories.make_year()
    titles = iter("กขคงจ")
    press = Press(monkeypatch, lambda: plan.measures.update(title=next(titles)))
    with pytest.raises(Refused, match="3"):
        publishing.publish(plan, Kind.PLAN)
    assert len(press.printed) == 3
    assert not Edition.objects.exists()


def test_a_failure_after_the_row_was_written_leaves_nothing_behind(monkeypatch):
    plan = factories.make_year(approved_on=None)
    review, planner = publishing.Review.of(plan, Kind.PLAN), factories.make_user(agency=plan.agency)
    publishing.draft_reason(review, ["not_approved"], "รอประชุมสภา", by=planner)
    Press(monkeypatch)

    def fail(*args, **kwargs):
        raise OSError("no space left")

    # What comes last: the request for approval is answered.
    monkeypatch.setattr(models.QuerySet, "update", fail)
    with pytest.raises(OSError, match="no space"):
        publishing.publish(plan, Kind.PLAN)
    assert not Edition.objects.exists()
    assert plan.drafted_reasons.get().text == "รอประชุมสภา"


def test_a_pdf_that_cannot_be_made_is_one_clear_refusal_and_leaves_nothing_behind(monkeypatch):
    plan = factories.make_year()

    def fail():
        raise pdf.RenderingFailed("logo.png is missing")

    Press(monkeypatch, fail)
    with pytest.raises(Refused, match=r"PDF.*logo\.png is missing"):
        publishing.publish(plan, Kind.PLAN)
    with pytest.raises(CommandError, match=r"PDF.*logo\.png is missing"):
        call_command("publish", "2566", kind="plan")
    assert not Edition.objects.exists()


def test_a_document_that_cannot_be_put_together_is_refused(monkeypatch):
    plan = factories.make_year()

    def fail(*args, **kwargs):
        raise ValueError("a file cannot be read")

    monkeypatch.setattr(publishing.review, "document_of", fail)
    with pytest.raises(Refused):
        publishing.publish(plan, Kind.PLAN)
    assert not Edition.objects.exists()


def test_a_lock_that_is_held_too_long_is_one_clear_refusal(monkeypatch):
    plan = factories.make_year()

    def locked(*args, **kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr(Agency.objects, "select_for_update", locked)
    with pytest.raises(Refused):
        publishing.publish(plan, Kind.PLAN)
