"""What becomes of plans, steps and reports that an older version has written."""

import datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from measures.models import Measure, Report
from tests import factories

BEFORE = [("agencies", "0003_index_provinces_and_check_seals"), ("measures", "0003_list_plans_newest_first")]
DAYS = {"covers_from": datetime.date(2022, 10, 1), "covers_to": datetime.date(2023, 3, 31)}


@pytest.fixture
def old(transactional_db):
    """The models of the older version over its tables; the newest ones are there again when the test is over."""
    yield migrated(BEFORE)
    to_the_newest()


def migrated(to):
    MigrationExecutor(connection).migrate(to)
    return MigrationExecutor(connection).loader.project_state(to).apps


def to_the_newest() -> None:
    migrated(MigrationExecutor(connection).loader.graph.leaf_nodes())


def old_plan(old):
    agency = old.get_model("agencies", "Agency").objects.create(name="อบต.", subdistrict="ก", district="ข")
    return old.get_model("measures", "Plan").objects.create(agency=agency, fiscal_year=2566, title="แผน")


def places(number: int) -> list[tuple[int, str]]:
    return list(Measure.objects.get(number=number).steps.values_list("position", "text"))


def test_steps_get_a_place_each_as_listed_and_reports_stay_what_they_were_and_go_on_by_the_new_ways(old):
    plan, step = old_plan(old), old.get_model("measures", "Step").objects
    shared, kept = (plan.measures.create(number=number, title="มาตรการ") for number in (1, 2))
    for position, text in [(2, "ค"), (1, "ก"), (1, "ข"), (2, "ง")]:
        step.create(measure=shared, position=position, text=text)
    for position, text in [(5, "ก"), (9, "ข")]:
        step.create(measure=kept, position=position, text=text)
    round_ = plan.rounds.create(kind="progress", **DAYS)
    for status in Report.Status.values:
        division = plan.agency.divisions.create(name=status)
        kept.reports.create(round=round_, division=division, status=status, done="ทำแล้ว")
    to_the_newest()
    assert places(1) == [(1, "ก"), (2, "ข"), (3, "ค"), (4, "ง")]
    assert places(2) == [(5, "ก"), (9, "ข")]
    reports = {report.division.name: report for report in Report.objects.all()}
    assert {name: report.status for name, report in reports.items()} == {name: name for name in Report.Status.values}
    assert {report.accepted_by for report in reports.values()} == {None}
    user = factories.make_user()
    reports["accepted"].return_for_correction(by=user, note="แก้ไขผล")
    reports["submitted"].accept(by=user)
    reports["returned"].submit(by=user)
    assert Report.objects.get(division__name="submitted").accepted_by == user
