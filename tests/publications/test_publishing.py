"""Publishing: all or nothing, frozen for ever, in one chain, and never more than what was accepted."""

import json
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, OperationalError, connection, models, transaction
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency
from measures.models import Report
from publications import document, publishing
from publications.document import builder
from publications.models import Edition, EditionIsFrozen, Kind
from publications.publishing import Refused
from publications.publishing.checklist import Check, Issue
from publications.render import pdf
from tests import factories

pytestmark = pytest.mark.django_db


def tamper(edition: Edition, **change) -> None:
    """Change a published row behind the portal's back, as somebody with the database in hands could."""
    models.QuerySet(Edition).filter(pk=edition.pk).update(**change)


def codes(plan, kind=Kind.PLAN) -> list[str]:
    return [issue.code for issue in publishing.Review.of(plan, kind).errors]


# What an edition is


def test_an_edition_is_canonical_json_under_its_own_hash():
    edition = factories.publish(factories.make_year())
    assert document.sha256_of(edition.content.encode()) == edition.sha256
    assert document.sha256_of(bytes(edition.pdf)) == edition.pdf_sha256
    content = json.loads(edition.content)
    assert json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")) == edition.content


def test_the_frozen_document_reads_back_as_it_was_written():
    edition = factories.load_sample()
    frozen = document.Document.model_validate_json(edition.content)
    assert frozen.canonical().decode() == edition.content


def test_an_edition_follows_the_agencys_edition_before_it():
    plan = factories.make_year()
    first = factories.publish(plan)
    second = factories.publish(plan)
    link = json.loads(second.content)["edition"]["previous"]
    assert (first.number, second.number, second.previous) == (1, 2, first)
    assert link == {"fiscal_year": 2566, "number": 1, "sha256": first.sha256, "pdf_sha256": first.pdf_sha256}


def test_the_chain_goes_on_into_the_next_year_and_numbers_begin_anew():
    agency = factories.make_agency()
    first = factories.publish(factories.make_year(agency, 2566))
    second = factories.publish(factories.make_year(agency, 2567))
    assert (second.number, second.previous) == (1, first)


def test_every_agency_has_a_chain_of_its_own():
    first = factories.publish(factories.make_year(factories.make_agency("อบต.หนึ่ง")))
    second = factories.publish(factories.make_year(factories.make_agency("อบต.สอง")))
    assert (first.previous, second.previous) == (None, None)


def test_who_published_is_recorded_and_not_published():
    plan = factories.make_year()
    user = factories.make_user("palad.somchai", agency=plan.agency, role="publisher")
    edition = factories.publish(plan, by=user)
    assert edition.published_by == user
    assert "somchai" not in edition.content


# What keeps it from being published


def test_a_complete_year_lacks_nothing():
    assert codes(factories.make_year()) == []


def test_a_plan_without_a_result_is_refused_and_says_so():
    agency = factories.make_agency()
    factories.make_division(agency)
    plan = factories.make_plan(agency)
    factories.make_measure(plan)
    with pytest.raises(Refused) as refusal:
        publishing.publish(plan, Kind.PLAN)
    assert [issue.code for issue in refusal.value.issues] == ["no_assessment"]
    assert "2565" in refusal.value.issues[0].message
    assert not Edition.objects.exists()


def test_every_indicator_without_a_score_is_named():
    plan = factories.make_year()
    plan.assessment().scores.filter(indicator__number__in=[2, 9]).update(score=None)
    with pytest.raises(Refused) as refusal:
        publishing.publish(plan, Kind.PLAN)
    assert [issue.code for issue in refusal.value.issues] == ["no_score", "no_score"]
    assert "การใช้งบประมาณ" in refusal.value.issues[0].message
    assert "การเปิดเผยข้อมูล" in refusal.value.issues[1].message


def test_measures_steps_owners_and_rounds_are_asked_for():
    agency = factories.make_agency()
    factories.make_assessment(agency)
    plan = factories.make_plan(agency, rounds=False)
    assert codes(plan) == ["no_measures", "no_rounds"]
    factories.make_measure(plan, 1, steps=())
    assert codes(plan) == ["no_steps", "no_owner", "no_rounds"]


def test_a_progress_report_waits_for_every_accepted_report():
    plan = factories.make_year()
    assert codes(plan, Kind.PROGRESS) == ["no_report"]
    report = factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"), status="submitted")
    assert codes(plan, Kind.PROGRESS) == ["no_report"]
    report.status = Report.Status.ACCEPTED
    report.save()
    assert codes(plan, Kind.PROGRESS) == []
    assert codes(plan, Kind.FINAL) == ["no_report"]


def test_a_report_document_needs_its_round():
    plan = factories.make_year()
    plan.rounds.filter(kind="final").delete()
    assert codes(plan, Kind.FINAL) == ["no_round"]


def test_a_correction_without_a_reason_is_refused():
    plan = factories.make_year()
    factories.publish(plan)
    with pytest.raises(Refused):
        publishing.publish(plan, Kind.PLAN, reason="   ")
    corrected = publishing.publish(plan, Kind.PLAN, reason="แก้ไขชื่อมาตรการที่ 1")
    assert json.loads(corrected.content)["edition"]["reason"] == "แก้ไขชื่อมาตรการที่ 1"


def test_what_changed_after_the_review_is_not_published():
    plan = factories.make_year()
    reviewed = publishing.Review.of(plan, Kind.PLAN).hash
    plan.measures.update(title="เปลี่ยนหลังตรวจ")
    with pytest.raises(Refused):
        publishing.publish(plan, Kind.PLAN, reviewed=reviewed)
    assert publishing.publish(plan, Kind.PLAN, reviewed=publishing.Review.of(plan, Kind.PLAN).hash).number == 1


def test_a_failure_while_rendering_leaves_nothing_behind(monkeypatch):
    plan = factories.make_year()

    def fail(*args, **kwargs):
        raise OSError("no space left")

    monkeypatch.setattr(pdf, "render", fail)
    with pytest.raises(OSError, match="no space"):
        publishing.publish(plan, Kind.PLAN)
    assert not Edition.objects.exists()


# What it contains of the staff's tables


def test_only_accepted_reports_of_the_round_are_frozen():
    plan = factories.make_year()
    finance = factories.make_division(plan.agency, "กองคลัง")
    measure, progress, final = (
        plan.measures.get(),
        plan.rounds.get(kind="progress"),
        plan.rounds.get(kind="final"),
    )
    factories.make_report(measure, progress, done="เห็นได้")
    factories.make_report(measure, progress, finance, done="ของกองคลัง")
    factories.make_report(measure, final, done="รอบหน้า")
    factories.make_report(measure, final, finance, done="ยังเป็นร่าง", status="draft")
    content = factories.publish(plan, Kind.PROGRESS).content
    assert "เห็นได้" in content
    assert "ของกองคลัง" in content
    assert "รอบหน้า" not in content
    assert "ยังเป็นร่าง" not in content


def test_a_corrected_plan_keeps_the_reports_that_citizens_have_seen():
    plan = factories.make_year()
    factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"), done="เผยแพร่แล้ว")
    assert "เผยแพร่แล้ว" not in factories.publish(plan).content
    factories.publish(plan, Kind.PROGRESS)
    assert "เผยแพร่แล้ว" in factories.publish(plan).content


def test_how_far_a_measure_is_counts_what_its_owners_owe():
    plan = factories.make_year()
    factories.make_division(plan.agency, "กองคลัง")
    factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"))
    drafted = builder.build_document(plan, Kind.PROGRESS, reported=frozenset(["progress"]))
    progress = drafted.measures[0].progress[0]
    assert (progress.expected, progress.accepted, progress.status) == (2, 1, "partial")
    assert drafted.measures[0].status == "partial"


def test_building_a_year_takes_the_same_number_of_queries_for_one_and_for_ten_measures():
    plan = factories.make_year()
    with CaptureQueriesContext(connection) as few:
        publishing.draft(plan, Kind.PLAN)
    for number in range(2, 11):
        factories.make_measure(plan, number, indicators=(1, 2))
    with CaptureQueriesContext(connection) as many:
        publishing.draft(plan, Kind.PLAN)
    assert len(many) == len(few)


# What nobody can do to it


WAYS_TO_CHANGE = {
    "save": lambda edition: edition.save(),
    "delete": lambda edition: edition.delete(),
    "update": lambda edition: Edition.objects.update(content="{}"),
    "update what was filtered": lambda edition: Edition.objects.filter(pk=edition.pk).update(content="{}"),
    "delete all": lambda edition: Edition.objects.all().delete(),
    "update in bulk": lambda edition: Edition.objects.bulk_update([edition], ["content"]),
    "update or create": lambda edition: Edition.objects.update_or_create(pk=edition.pk, defaults={"content": "{}"}),
    "create over it": lambda edition: Edition.objects.bulk_create(
        [edition], update_conflicts=True, update_fields=["content"], unique_fields=["id"]
    ),
    "through the agency": lambda edition: edition.agency.editions.all().delete(),
    "through the base manager": lambda edition: Edition._base_manager.update(content="{}"),
}


@pytest.mark.parametrize("way", WAYS_TO_CHANGE)
def test_an_edition_cannot_be_changed_or_deleted(way):
    edition = factories.publish(factories.make_year())
    content = edition.content
    edition.content = "{}"
    with pytest.raises(EditionIsFrozen):
        WAYS_TO_CHANGE[way](edition)
    assert Edition.objects.get().content == content


def test_an_agency_with_editions_cannot_be_deleted():
    edition = factories.publish(factories.make_year())
    with pytest.raises(ProtectedError):
        edition.agency.delete()


def test_no_second_edition_follows_the_same_one():
    plan = factories.make_year()
    first, second = factories.publish(plan), factories.publish(plan)
    fork = Edition(
        agency=plan.agency,
        fiscal_year=2566,
        number=3,
        kind="plan",
        content="{}",
        sha256="0" * 64,
        pdf=b"",
        pdf_sha256="0" * 64,
        previous=first,
        published_at=second.published_at,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        fork.save()
    fork.previous = None
    with pytest.raises(IntegrityError), transaction.atomic():
        fork.save()


# Withdrawing


def test_a_withdrawn_edition_keeps_its_place_in_the_chain():
    plan = factories.make_year()
    edition = factories.publish(plan)
    user = factories.make_user(agency=plan.agency, role="publisher")
    edition.withdraw(by=user, reason="มีข้อมูลส่วนบุคคล", at=factories.at())
    assert (edition.withdrawn_by, edition.withdrawn_at, edition.is_withdrawn) == (user, factories.at(), True)
    assert factories.publish(plan).previous == edition
    assert list(publishing.verify()) == []


def test_an_edition_is_withdrawn_once_and_with_a_reason():
    plan = factories.make_year()
    edition, user = factories.publish(plan), factories.make_user(agency=plan.agency, role="publisher")
    with pytest.raises(ValueError, match=r"\S"):
        edition.withdraw(by=user, reason="  ")
    edition.withdraw(by=user, reason="แรก")
    with pytest.raises(ValueError, match=r"\S"):
        edition.withdraw(by=user, reason="สอง")
    assert Edition.objects.get().withdrawal_reason == "แรก"


def test_a_withdrawal_by_nobody_is_refused():
    edition = factories.publish(factories.make_year())
    with pytest.raises(IntegrityError), transaction.atomic():
        tamper(edition, withdrawal_reason="ไม่มีผู้ถอน")


# Verifying


def test_untouched_editions_verify():
    plan = factories.make_year()
    factories.publish(plan)
    factories.publish(plan)
    call_command("verify_editions", verbosity=0)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"content": "{}"}, "content"),
        ({"content": "not json"}, "unreadable"),
        ({"pdf": b"%PDF-forged"}, "pdf"),
        ({"reason": "เปลี่ยนเหตุผล"}, "row"),
        ({"number": 7}, "row"),
        ({"published_at": factories.at("2020-01-01T00:00:00+07:00")}, "row"),
        ({"previous": None}, "chain"),
    ],
)
def test_what_was_changed_behind_the_portals_back_is_named(change, code):
    plan = factories.make_year()
    first = factories.publish(plan)
    other = factories.publish(plan) if code == "chain" else first
    if code == "chain":
        with connection.constraint_checks_disabled():
            models.QuerySet(Edition).filter(pk=first.pk).update(previous=other)
    tamper(other, **change)
    assert code in [fault.code for fault in publishing.verify()]


def test_a_forged_content_under_a_fitting_hash_breaks_the_next_link():
    plan = factories.make_year()
    first, second = factories.publish(plan), factories.publish(plan)
    forged = first.content.replace("87.49", "97.49")
    tamper(first, content=forged, sha256=document.sha256_of(forged.encode()))
    assert [(fault.edition, fault.code) for fault in publishing.verify()] == [(second, "link")]


def test_the_command_names_the_fault_and_fails(capsys):
    edition = factories.publish(factories.make_year())
    tamper(edition, pdf=b"%PDF-forged")
    with pytest.raises(CommandError) as failure:
        call_command("verify_editions")
    assert failure.value.returncode == 1
    assert "PDF" in capsys.readouterr().out


# The commands


def test_the_sample_is_loaded_and_published_once(capsys):
    edition = factories.load_sample()
    assert "2566" in capsys.readouterr().out
    call_command("load_sample")
    assert capsys.readouterr().out == ""
    assert (Edition.objects.count(), edition.fiscal_year, edition.kind) == (1, 2566, "plan")


def test_the_publish_command_publishes(capsys):
    plan = factories.make_year()
    call_command("publish", "2566", kind="plan")
    edition = Edition.objects.get()
    assert (edition.agency, edition.published_by) == (plan.agency, None)
    assert edition.sha256 in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["2570", "--kind", "plan"], "2570"),
        (["2566", "--kind", "final"], "มาตรการที่ 1|Measure 1"),
        (["2566", "--kind", "plan", "--agency", "other.go.th"], "other.go.th"),
    ],
)
def test_the_publish_command_says_why_not(arguments, message):
    factories.make_year()
    with pytest.raises(CommandError, match=message):
        call_command("publish", *arguments)
    assert not Edition.objects.exists()


def test_the_publish_command_asks_which_agency():
    factories.make_year(factories.make_agency("อบต.หนึ่ง", domain="one.go.th"))
    factories.make_year(factories.make_agency("อบต.สอง", domain="two.go.th"))
    with pytest.raises(CommandError, match="--agency"):
        call_command("publish", "2566", kind="plan")
    call_command("publish", "2566", kind="plan", agency="two.go.th")
    assert Edition.objects.get().agency.name == "อบต.สอง"


def test_the_first_administrator_is_made_once_with_a_password_that_works(capsys, client):
    call_command("create_first_admin")
    password = capsys.readouterr().out.rpartition("password: ")[2].strip()
    assert client.login(username="admin", password=password)
    call_command("create_first_admin")
    assert capsys.readouterr().out == ""


# Two at once, and what changes meanwhile


class Press:
    """A stand-in for the renderer that counts what it prints and lets something happen while it prints."""

    def __init__(self, monkeypatch, meanwhile=lambda: None):
        self.meanwhile, self.printed = meanwhile, []
        monkeypatch.setattr(pdf, "render", self.render)

    def render(self, printed: document.Document, *, sha256: str) -> bytes:
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
