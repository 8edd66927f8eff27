"""What a document says of a round besides the reports: who owes one, how far each division is, what came late."""

import datetime

import pytest

from publications.document import Counts, Unreported, builder
from tests import factories

pytestmark = pytest.mark.django_db

DUE = datetime.date(2023, 4, 19)


@pytest.fixture
def plan():
    plan = factories.make_year()
    plan.rounds.filter(kind="progress").update(due_on=DUE)
    return plan


@pytest.fixture
def finance(plan):
    """A division that answers for the measure too, which is every division's."""
    return factories.make_division(plan.agency, "กองคลัง", position=5)


def report(plan, **fields):
    return factories.make_report(plan.measures.get(number=1), plan.rounds.get(kind="progress"), **fields)


def built(plan, *reported: str):
    return builder.build_document(plan, "progress", reported=frozenset(reported))


def test_who_owes_a_report_is_named_with_the_day_on_which_it_was_due(plan, finance):
    report(plan)
    assert built(plan, "progress").unreported == (
        Unreported(round="progress", measure=1, division="กองคลัง", due_on=DUE),
    )


def test_a_report_that_is_not_accepted_is_owed_like_one_that_was_never_written(plan, finance):
    report(plan, division=finance, status="submitted")
    assert [owed.division for owed in built(plan, "progress").unreported] == ["สำนักปลัด", "กองคลัง"]


def test_nobody_owes_anything_in_a_round_that_is_not_reported(plan, finance):
    drafted = built(plan)
    assert drafted.unreported == drafted.division_progress == drafted.measures[0].progress == ()


def test_each_division_is_counted_in_its_order_and_each_measure_over_its_divisions(plan, finance):
    plan.measures.update(number=2)
    factories.make_measure(plan, 1, divisions=[finance])
    report(plan, division=finance)
    drafted = built(plan, "progress")
    assert [(part.division, part.expected, part.accepted, part.counts) for part in drafted.division_progress] == [
        ("สำนักปลัด", 1, 0, Counts(missing=1)),
        ("กองคลัง", 2, 1, Counts(done=1, missing=1)),
    ]
    assert [measure.progress[0].counts for measure in drafted.measures] == [
        Counts(done=1),
        Counts(missing=2),
    ]


def test_a_division_that_answers_no_more_is_counted_with_what_it_reported(plan, finance):
    report(plan, division=finance)
    finance.is_active = False
    finance.save()
    assert [(part.division, part.accepted) for part in built(plan, "progress").division_progress] == [
        ("สำนักปลัด", 0),
        ("กองคลัง", 1),
    ]


@pytest.mark.parametrize(
    ("submitted_at", "is_late"), [("2023-04-19T23:59:00+07:00", False), ("2023-04-20T00:00:00+07:00", True)]
)
def test_the_day_in_thailand_decides_what_is_late(plan, submitted_at, is_late):
    someone = factories.make_user(agency=plan.agency, role="planner")
    report(plan, submitted_at=factories.at(submitted_at), submitted_by=someone)
    drafted = built(plan, "progress")
    (part,) = drafted.reports
    assert (part.is_late, part.due_on, drafted.measures[0].progress[0].counts.late) == (is_late, DUE, int(is_late))
    assert part.submitted_on == factories.at(submitted_at).date()


def test_what_nobody_submitted_or_no_day_was_set_for_is_not_late(plan):
    old = report(plan)
    assert (old.submitted_at, built(plan, "progress").reports[0].is_late) == (None, False)
    someone = factories.make_user(agency=plan.agency, role="planner")
    plan.measures.get().reports.update(submitted_at=factories.at("2029-01-01T00:00:00+07:00"), submitted_by=someone)
    plan.rounds.update(due_on=None)
    assert built(plan, "progress").reports[0].is_late is False


def test_obstacles_are_left_out_where_the_agency_keeps_them_internally(plan):
    report(plan, obstacles="ฝนตก")
    assert built(plan, "progress").reports[0].obstacles == "ฝนตก"
    plan.agency.obstacles_are_public = False
    plan.agency.save()
    drafted = built(plan, "progress")
    assert (drafted.obstacles_are_public, drafted.reports[0].obstacles) == (False, "")


def test_a_closed_round_says_since_when(plan):
    someone = factories.make_user(agency=plan.agency, role="planner")
    round_ = plan.rounds.get(kind="progress")
    round_.close(by=someone, at=factories.at("2023-04-30T17:00:00+00:00"))
    assert [part.closed_on for part in built(plan).rounds if part.kind == "progress"] == [datetime.date(2023, 5, 1)]


def test_the_document_says_where_the_agency_publishes(plan, settings):
    assert built(plan).base_url == ""
    settings.BASE_ADDRESS = "https://ita.province.go.th/"
    assert built(plan).base_url == "https://ita.province.go.th"
    plan.agency.domain = "ita.example.go.th"
    plan.agency.save()
    assert built(plan).base_url == "https://ita.example.go.th"


def test_nobody_owes_a_report_in_a_round_that_was_never_opened(plan, finance):
    plan.rounds.filter(kind="progress").update(is_opened=False)
    drafted = built(plan, "progress", "final")
    assert {owed.round for owed in drafted.unreported} == {"final"}
    assert [part.counts for part in drafted.measures[0].progress] == [Counts(), Counts(missing=2)]


def test_a_plan_names_its_own_signatories_and_a_report_those_of_its_round(plan):
    for row, name in ((plan, "นางแผน"), (plan.rounds.get(kind="progress"), "นางรอบ")):
        row.preparer_name, row.reviewer_position = name, "ปลัดองค์การบริหารส่วนตำบล"
        row.save()
    reviewer = ("reviewer", "", "ปลัดองค์การบริหารส่วนตำบล")
    assert signatories_of(plan, "plan") == [("preparer", "นางแผน", ""), reviewer]
    assert signatories_of(plan, "progress") == [("preparer", "นางรอบ", ""), reviewer]
    assert signatories_of(plan, "final") == []


def signatories_of(plan, kind):
    document = builder.build_document(plan, kind)
    return [(part.role, part.name, part.position) for part in document.signatories]
