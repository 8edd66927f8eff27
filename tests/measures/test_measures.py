"""Plans, measures, rounds, reports and evidence: the rules that the database keeps."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from agencies.models import Agency, User
from measures.models import Evidence, Report, Round
from tests import factories

pytestmark = pytest.mark.django_db


def refused():
    return pytest.raises(IntegrityError)


def test_an_agency_has_one_plan_a_year(plan):
    with refused(), transaction.atomic():
        factories.make_plan(plan.agency, plan.fiscal_year)


def test_a_plan_of_the_christian_era_is_refused():
    with refused(), transaction.atomic():
        factories.make_plan(factories.make_agency(), 2023, rounds=False)


def test_a_measure_number_stands_once_in_a_plan(plan):
    with refused(), transaction.atomic():
        factories.make_measure(plan, 1)


def test_measures_are_numbered_from_one(plan):
    with refused(), transaction.atomic():
        factories.make_measure(plan, 0)


def test_a_plan_answers_the_result_of_the_year_before(plan):
    assert plan.assessment().fiscal_year == plan.fiscal_year - 1


def test_a_plan_never_answers_another_agencys_result():
    factories.make_assessment(factories.make_agency("อบต.อื่น"))
    assert factories.make_plan(factories.make_agency("อบต.นี้")).assessment() is None


def test_every_division_means_every_active_one(plan):
    retired = factories.make_division(plan.agency, "กองเก่า", is_active=False)
    newer = factories.make_division(plan.agency, "กองคลัง")
    owners = plan.measures.get().owners()
    assert newer in owners
    assert retired not in owners


def test_named_divisions_are_the_owners(plan):
    finance = factories.make_division(plan.agency, "กองคลัง")
    assert factories.make_measure(plan, 2, divisions=(finance,)).owners() == [finance]


def test_a_round_does_not_end_before_it_starts(plan):
    with refused(), transaction.atomic():
        plan.rounds.update(covers_to=datetime.date(2022, 9, 30))


def test_a_plan_has_one_round_of_a_kind(plan):
    with refused(), transaction.atomic():
        factories.make_round(plan, Round.Kind.FINAL)


def test_closing_a_round_names_who_and_when(plan):
    user, moment = factories.make_user(agency=plan.agency), factories.at()
    round_ = plan.rounds.first()
    round_.close(by=user, at=moment)
    round_.refresh_from_db()
    assert (round_.closed_by, round_.closed_at) == (user, moment)


def test_a_round_closed_by_nobody_is_refused(plan):
    with refused(), transaction.atomic():
        plan.rounds.update(closed_at=timezone.now())


def test_opening_a_round_gives_every_owner_its_report_once(plan):
    factories.make_division(plan.agency, "กองคลัง")
    round_ = plan.rounds.first()
    assert (round_.open_reports(), round_.open_reports()) == (2, 0)
    assert {report.status for report in round_.reports.all()} == {Report.Status.DRAFT}


def test_a_division_reports_once_on_a_measure_in_a_round(plan):
    measure, round_ = plan.measures.get(), plan.rounds.first()
    factories.make_report(measure, round_)
    with refused(), transaction.atomic():
        factories.make_report(measure, round_)


def test_a_report_that_was_submitted_says_what_was_done(plan):
    with refused(), transaction.atomic():
        factories.make_report(plan.measures.get(), plan.rounds.first(), done="")


@pytest.mark.parametrize("content", [{}, {"url": "https://example.go.th/", "file": "a.pdf"}])
def test_evidence_is_a_file_or_a_link(plan, content):
    report = factories.make_report(plan.measures.get(), plan.rounds.first())
    with refused(), transaction.atomic():
        Evidence.objects.create(report=report, caption="ภาพ", **content)


@pytest.mark.parametrize("content", [{"url": "https://example.go.th/"}, {"file": "a.pdf"}])
def test_one_piece_of_evidence_is_kept(plan, content):
    report = factories.make_report(plan.measures.get(), plan.rounds.first())
    assert Evidence.objects.create(report=report, caption="ภาพ", **content).pk


def test_reports_are_found_by_division_and_by_what_they_wait_for(plan):
    measure, round_ = plan.measures.get(), plan.rounds.first()
    finance = factories.make_division(plan.agency, "กองคลัง")
    accepted = factories.make_report(measure, round_)
    waiting = factories.make_report(measure, round_, finance, status=Report.Status.SUBMITTED)
    assert list(Report.objects.accepted()) == [accepted]
    assert list(Report.objects.awaiting_review()) == [waiting]
    assert list(Report.objects.for_division(finance)) == [waiting]


def test_an_agency_is_named_once_in_its_district(plan):
    with refused(), transaction.atomic():
        factories.make_agency(plan.agency.name)
    assert factories.make_agency(plan.agency.name, district="อื่น").pk


def test_a_division_is_named_once_in_its_agency(plan):
    with refused(), transaction.atomic():
        factories.make_division(plan.agency)
    assert factories.make_division(factories.make_agency("อบต.อื่น")).pk


def test_staff_belong_to_an_agency_unless_they_administer_the_host():
    with refused(), transaction.atomic():
        User.objects.create_user("nobody", role=User.Role.PLANNER)
    assert factories.make_user("host").is_superuser


def test_an_officer_belongs_to_a_division(plan):
    with refused(), transaction.atomic():
        User.objects.create_user("officer", agency=plan.agency, role=User.Role.OFFICER)


def test_an_empty_host_name_is_no_host_name():
    agency = factories.make_agency(domain="  ")
    assert Agency.objects.get(pk=agency.pk).domain is None
