"""What the invented agency reported: all that may happen in a round of follow-up is there to be looked at."""

import hashlib
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import TestCase
from django.utils import timezone

from agencies.models import User
from measures.marked import marked_in
from measures.models import Evidence, Measure, Report, Round
from measures.personal_data import find
from publications import publishing
from publications.models import Edition, PublishedFile
from tests import editions
from tests.portal.invented import DEMO, loaded, newest, without_pdfs

EDUCATION = "กองการศึกษา ศาสนาและวัฒนธรรม"


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    with pytest.MonkeyPatch.context() as monkeypatch:
        without_pdfs(monkeypatch)
        with loaded(django_db_blocker) as agency:
            yield agency


@pytest.fixture
def whole(demo):
    """The last edition of the year that was reported to its end."""
    return newest(demo, 2566)


def reasons(document) -> dict[str, str]:
    return {remark.key: remark.reason for remark in document.remarks}


# One year to its end


def test_the_final_edition_follows_a_plan_and_a_progress_edition(demo):
    of_year = Edition.objects.for_agency(demo).filter(fiscal_year=2566).in_order()
    assert [edition.kind for edition in of_year] == ["plan", "plan", "progress", "final", "final"]
    assert [edition.previous for edition in of_year][1:] == list(of_year)[:-1]


def test_a_report_says_everything_that_a_report_can_say(whole):
    report = next(part for part in whole.reports if (part.round, part.measure) == ("final", 1))
    assert [part.number for part in report.steps] == [1, 2, 3]
    texts = (report.done, report.value_reached, report.result, report.obstacles, report.next_step)
    assert all(texts), texts


def test_work_is_as_far_as_work_can_be(whole):
    standings = {report.standing for report in whole.reports}
    assert standings == {"done", "said_done", "partly_done", "in_progress", "not_started"}


def test_what_is_late_is_late_and_what_was_given_more_time_is_not(whole):
    late = {(part.round, part.division) for part in whole.reports if part.is_late}
    assert late == {("progress", EDUCATION), ("final", "กองคลัง")}
    given_time = [part for part in whole.reports if part.extension]
    assert {(part.round, part.division) for part in given_time} == {("progress", EDUCATION), ("final", EDUCATION)}
    assert all(part.extension.reason and not part.is_late for part in given_time)


def test_who_did_not_report_and_what_is_not_shown_is_named_with_its_reason(whole):
    (missing,) = whole.unreported
    assert (missing.round, missing.measure, missing.division) == ("final", 4, "กองช่าง")
    assert "ไม่ได้ส่งรายงาน" in reasons(whole)["no_report:final:กองช่าง:4"]
    assert "ไม่มีหลักฐาน" in reasons(whole)["no_evidence:final:3:สำนักปลัด"]


def test_who_need_not_report_is_named_with_the_reason(whole):
    (excused,) = whole.excused
    assert (excused.division, excused.measure) == (EDUCATION, 5)
    assert "คำสั่งแบ่งงานภายใน" in excused.reason


def test_every_report_was_approved_by_itself(whole):
    approvals = [part.approval for part in whole.rounds]
    assert all(approval.position and not approval.name for approval in approvals)
    assert len({approval.approved_on for approval in approvals}) == 2


# Evidence


def test_evidence_is_pictures_letters_and_links_dated_in_their_rounds(whole):
    pieces = [(report, piece) for report in whole.reports for piece in report.evidence]
    assert {piece.content_type for _report, piece in pieces} == {"image/jpeg", "application/pdf", ""}
    rounds = {part.kind: part for part in whole.rounds}
    for report, piece in pieces:
        assert rounds[report.round].covers_from <= piece.happened_on <= rounds[report.round].covers_to, piece.caption


def test_every_published_file_answers_with_its_own_bytes_but_the_redacted_one(demo, client):
    files = list(PublishedFile.objects.for_agency(demo))
    assert len(files) > 15
    for file in files:
        year = file.editions.first().fiscal_year
        answer = client.get(f"/{year}/evidence/{file.sha256}.{file.extension}", headers={"host": DEMO})
        assert answer.status_code == (410 if file.is_redacted else 200)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert file.is_redacted or hashlib.sha256(content).hexdigest() == file.sha256


def test_the_redacted_picture_left_its_reason_and_its_hash(demo, whole, client):
    file = PublishedFile.objects.for_agency(demo).exclude(redacted_at=None).get()
    (piece,) = [piece for report in whole.reports for piece in report.evidence if piece.redaction]
    assert (piece.sha256, piece.redaction.reason) == (file.sha256, file.redaction_reason)
    before, after = Edition.objects.for_agency(demo).filter(fiscal_year=2566, kind="final").in_order()
    assert before.pdf_erased_at
    assert file.redaction_reason in after.reason
    assert client.get("/2566/editions/4.pdf", headers={"host": DEMO}).status_code == 410


def test_nothing_that_was_published_or_written_names_a_person(demo):
    texts = [re.sub(r"[0-9a-f]{64}", "", edition.content) for edition in Edition.objects.for_agency(demo)]
    assert [find(text) for text in texts if find(text)] == []
    reports = Report.objects.filter(round__plan__agency=demo)
    assert [marked for report in reports for marked in marked_in(report, with_obstacles=True)] == []


# The year that goes on


def test_the_newest_plan_states_when_by_what_and_for_how_much(demo):
    planned = Measure.objects.filter(plan__agency=demo, plan__fiscal_year=2567)
    assert all(measure.starts_on and measure.success_indicator and measure.target for measure in planned)
    assert all(measure.budget or measure.needs_no_budget for measure in planned)
    assert {measure.needs_no_budget for measure in planned} == {True, False}


def test_the_open_round_has_a_report_in_every_state_and_some_are_overdue(demo):
    (open_,) = Round.objects.filter(plan__agency=demo, is_opened=True, closed_at=None)
    assert set(open_.reports.values_list("status", flat=True)) == set(Report.Status.values)
    assert open_.reports.get(status="returned").return_note
    overdue = open_.reports.overdue(at=timezone.localdate()).values_list("division__name", flat=True)
    assert {"สำนักปลัด", EDUCATION} <= set(overdue)


@pytest.mark.parametrize("name", ["demo-clerk", "demo-finance", "demo-works", "demo-works-head", "demo-office"])
def test_the_pages_of_reports_answer_to_whom_they_concern(demo, client, name):
    client.force_login(User.objects.get(username=name))
    assert client.get("/admin/my/", headers={"host": DEMO}).status_code == 200
    for report in Report.objects.filter(round__plan__agency=demo, status="endorsed"):
        assert client.get(f"/admin/my/reports/{report.pk}/", headers={"host": DEMO}).status_code == 200


# Public pages


def test_every_public_page_of_every_edition_answers(demo, client):
    for edition in Edition.objects.for_agency(demo).filter(withdrawn_at=None, pdf_erased_at=None):
        for address in editions.addresses(edition):
            assert client.get(address, headers={"host": DEMO}).status_code == 200, address


# Loading


def hashes(folder: Path, settings) -> list[str]:
    """What a load publishes whose files go to a folder; it is forgotten afterwards."""
    settings.MEDIA_ROOT = folder
    with transaction.atomic():
        with TestCase.captureOnCommitCallbacks(execute=True):
            call_command("load_demo", verbosity=0)
        found = list(Edition.objects.filter(agency__domain=DEMO).in_order().values_list("sha256", flat=True))
        assert list(publishing.verify()) == []
        transaction.set_rollback(True)
    return found


@pytest.mark.django_db
def test_two_loads_in_two_places_publish_the_same(monkeypatch, tmp_path, settings):
    without_pdfs(monkeypatch)
    first = hashes(tmp_path / "one", settings)
    assert len(set(first)) == 12
    assert hashes(tmp_path / "another", settings) == first


@pytest.mark.django_db
def test_a_load_that_fails_leaves_no_evidence_behind(monkeypatch, tmp_path, settings):
    without_pdfs(monkeypatch)
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(publishing, "redact", lambda *_file, **_words: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        call_command("load_demo", verbosity=0)
    assert Evidence.objects.count() == 0
    assert [path for path in tmp_path.glob("evidence/**/*") if path.is_file()] == []
    assert list(tmp_path.glob("published/**/*.jpg"))
