"""What is looked at before an act is kept from everybody else until the act is done."""

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from measures.models import ReportAct
from measures.models.evidence import EvidenceQuerySet
from measures.reporting import steps, submitting
from measures.reviewing import bulk
from tests import factories

from .pages import address, form_of, picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def noted(monkeypatch) -> list[str]:
    """The models whose rows are locked, in order; a test adds what else happens."""
    names: list[str] = []
    select_for_update = QuerySet.select_for_update

    def noting(queryset, *args, **options):
        names.append(queryset.model.__name__)
        return select_for_update(queryset, *args, **options)

    monkeypatch.setattr(QuerySet, "select_for_update", noting)
    return names


@pytest.fixture
def planner(agency):
    return factories.make_user("planner", agency=agency)


def hand_in(report, by) -> None:
    report.done, report.implementation = "ทำแล้ว", "done"
    report.save()
    report.submit(by=by)


def test_the_room_of_an_agency_is_reckoned_by_one_upload_at_a_time(report, officer, noted, monkeypatch):
    opened, stored_bytes = form_of(officer.get(address(report))), EvidenceQuerySet.stored_bytes

    def reckoned(rows, agency):
        noted.append("reckoned")
        return stored_bytes(rows, agency)

    monkeypatch.setattr(EvidenceQuerySet, "stored_bytes", reckoned)
    officer.post(address(report), opened | {"new-uploads": picture(), "_save": ""})
    assert report.evidence.count() == 1
    assert "Agency" in noted[: noted.index("reckoned")]


def test_a_report_is_looked_through_and_accepted_while_nobody_rewrites_it(report, planner, noted, monkeypatch):
    hand_in(report, planner)
    report.acts.create(act=ReportAct.Act.REWRITTEN, by=planner, at=timezone.now())
    monkeypatch.setattr(submitting, "_marked", lambda _report: noted.append("looked through") or [])
    del noted[:]
    submitting.accept(report, by=planner)
    assert report.status == "accepted"
    assert "Report" in noted[: noted.index("looked through")]


def test_a_round_is_closed_when_nobody_decides_about_its_reports(report, planner, noted):
    report.round.close(by=planner)
    assert noted.index("Round") < noted.index("Report")


def test_several_reports_are_locked_in_one_order_whoever_chooses_them(report, finance, planner):
    other = factories.make_report(report.measure, report.round, finance, status="draft")
    for one in (report, other):
        hand_in(one, planner)
    assert bulk.apply(bulk.ACTS["accept"], [other, report], by=planner) == []
    accepted = ReportAct.objects.filter(act=ReportAct.Act.ACCEPTED).order_by("pk")
    assert list(accepted.values_list("report", flat=True)) == [report.pk, other.pk]


def test_the_rows_of_steps_are_prepared_when_nobody_saves_them(report, noted):
    steps.prepare(report)
    assert (noted, report.steps.count()) == (["Report"], 1)
