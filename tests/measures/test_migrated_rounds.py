"""What becomes of rounds, reports and evidence files of a version that kept less of them."""

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from measures.models import Evidence, Report, Round
from tests import factories
from tests.measures.test_migrations import DAYS, migrated, old_plan, to_the_newest

BEFORE = [
    ("agencies", "0005_rename_office_and_give_calendar_keys"),
    ("measures", "0007_carry_rounds_reports_and_evidence_of_a_year"),
]
SUBMITTED, ACCEPTED = factories.at("2023-04-03T09:00:00+07:00"), factories.at("2023-04-05T09:00:00+07:00")
RETURNED = factories.at("2023-04-01T09:00:00+07:00")


@pytest.fixture
def old(transactional_db):
    """The models just before what is known was kept, over their tables."""
    yield migrated(BEFORE)
    to_the_newest()


@pytest.fixture
def plan(old):
    return old_plan(old)


def report_of(plan, round_, **fields):
    measure, _new = plan.measures.get_or_create(number=1, title="มาตรการ")
    division = plan.agency.divisions.create(name=f"กอง {plan.agency.divisions.count()}")
    return measure.reports.create(round=round_, division=division, **fields)


@pytest.mark.parametrize(("is_closed", "has_report"), [(False, True), (False, False), (True, False)])
def test_a_round_was_opened_if_it_has_reports_or_is_closed_by_whom_nobody_kept(plan, is_closed, has_report):
    closed = {"closed_at": ACCEPTED, "closed_by_id": user_of(plan).pk} if is_closed else {}
    round_ = plan.rounds.create(kind="progress", **DAYS, **closed)
    if has_report:
        report_of(plan, round_)
    to_the_newest()
    kept = Round.objects.get()
    assert (kept.is_opened, kept.is_closed) == (is_closed or has_report, is_closed)
    assert (kept.opened_at, kept.opened_by) == (None, None)


def user_of(plan):
    users = plan._meta.apps.get_model("agencies", "User")
    return users.objects.create(username="staff", agency=plan.agency, role="planner", password="!")


def test_the_latest_acts_are_kept_in_the_order_in_which_they_happened(plan):
    user, round_ = user_of(plan), plan.rounds.create(kind="progress", **DAYS)
    who = {"submitted_by": user, "returned_by": user, "accepted_by": user}
    when = {"submitted_at": SUBMITTED, "returned_at": RETURNED, "accepted_at": ACCEPTED}
    full = report_of(plan, round_, status="accepted", done="ทำแล้ว", return_note="เพิ่มภาพ", **who, **when)
    bare = report_of(plan, round_)
    to_the_newest()
    acts = Report.objects.get(pk=full.pk).acts.values_list("act", "at", "by", "note")
    assert list(acts) == [
        ("returned", RETURNED, user.pk, "เพิ่มภาพ"),
        ("submitted", SUBMITTED, user.pk, ""),
        ("accepted", ACCEPTED, user.pk, ""),
    ]
    assert Report.objects.get(pk=full.pk).days_in_review == 2
    assert not Report.objects.get(pk=bare.pk).acts.exists()


def test_files_are_hashed_as_they_lie_there_and_a_missing_one_is_left_without_hash(plan, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    content = b"%PDF-1.7 " + b"x" * (1 << 20)
    default_storage.save("evidence/1/ab.pdf", ContentFile(content))
    report = report_of(plan, plan.rounds.create(kind="progress", **DAYS))
    for name, file in (("มี", "evidence/1/ab.pdf"), ("หาย", "evidence/1/gone.jpg")):
        report.evidence.create(caption=name, file=file)
    report.evidence.create(caption="ลิงก์", url="https://www.example.go.th/")
    to_the_newest()
    there, gone, link = (Evidence.objects.get(caption=name) for name in ("มี", "หาย", "ลิงก์"))
    assert (there.sha256, there.size) == (hashlib.sha256(content).hexdigest(), len(content))
    assert (there.name, there.content_type) == ("ab.pdf", "application/pdf")
    assert (gone.sha256, gone.size, gone.content_type, gone.name) == ("", None, "", "gone.jpg")
    assert (link.sha256, link.name) == ("", "")
    assert {piece.happened_on for piece in (there, gone, link)} == {None}
