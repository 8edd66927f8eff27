"""Publishing: what keeps a year from it, never more than what was accepted, and the commands."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from measures.models import Report
from publications import publishing
from publications.document import builder
from publications.models import Edition, Kind
from publications.publishing import Refused
from publications.render import pdf
from tests import factories
from tests.editions import withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("press")]


def codes(plan, kind=Kind.PLAN) -> list[str]:
    return [issue.code for issue in publishing.Review.of(plan, kind).errors]


def warning_keys(plan, kind) -> list[str]:
    return [issue.key for issue in publishing.Review.of(plan, kind).warnings]


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


def test_a_division_of_which_no_report_is_accepted_is_published_as_such_with_a_reason():
    plan = factories.make_year()
    missing = ["no_report:progress:สำนักปลัด:1"]
    assert warning_keys(plan, Kind.PROGRESS) == missing
    report = factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"), status="submitted")
    assert warning_keys(plan, Kind.PROGRESS) == missing
    edition = publishing.publish(plan, Kind.PROGRESS, reasons={missing[0]: "กองย้ายที่ทำการ"})
    assert [(owed["division"], owed["measure"]) for owed in json.loads(edition.content)["unreported"]] == [
        ("สำนักปลัด", 1)
    ]
    report.status = Report.Status.ACCEPTED
    report.save()
    assert warning_keys(plan, Kind.PROGRESS) == []
    assert warning_keys(plan, Kind.FINAL) == ["no_report:final:สำนักปลัด:1"]


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


def test_what_takes_the_place_of_a_withdrawn_document_says_why():
    plan = factories.make_year()
    withdraw(factories.publish(plan))
    with pytest.raises(Refused):
        publishing.publish(plan, Kind.PLAN)
    assert publishing.publish(plan, Kind.PLAN, reason="ลบข้อมูลส่วนบุคคล").number == 2


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
        (["2566", "--kind", "final"], "สำนักปลัด"),
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
