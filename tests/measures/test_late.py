"""Real reports through any sequence of acts at any moments: what was late stays late, what is done is shown."""

import datetime
from collections.abc import Iterator
from contextlib import suppress

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from measures.models import Report, Round
from measures.models.rounds import WrongState
from measures.progress import Standing, day_due, is_late, is_overdue, standing
from tests import factories

pytestmark = pytest.mark.django_db

DUE = datetime.date(2023, 4, 17)
# What may happen to a report; each gets who, when, and a day that somebody may think of.
ACTS = {
    "submit": lambda report, by, at, day: report.submit(by=by, at=at),
    "take back": lambda report, by, at, day: report.take_back(by=by, at=at),
    "endorse": lambda report, by, at, day: report.endorse(by=by, at=at),
    "return": lambda report, by, at, day: report.return_for_correction(by=by, note="แก้ไข", at=at),
    "accept": lambda report, by, at, day: report.accept(by=by, at=at),
    "rewrite": lambda report, by, at, day: report.rewritten(by=by, at=at),
    "extend": lambda report, by, at, day: report.extend(by=by, until=day, reason="น้ำท่วม", at=at),
    "release": lambda report, by, at, day: report.release(by=by, reason="ยุบกอง", at=at),
    "owe again": lambda report, by, at, day: report.owe_again(by=by, at=at),
    "close": lambda report, by, at, day: report.round.close(by=by, at=at),
    "reopen": lambda report, by, at, day: report.round.reopen(by=by, reason="แก้ไขรายงาน", at=at),
    "open again": lambda report, by, at, day: report.round.open(by=by, at=at),
    "open reports": lambda report, by, at, day: report.round.open_reports(by=by, at=at),
    "show": lambda report, by, at, day: report.evidence.create(caption="ภาพ", url="https://a.go.th", happened_on=day),
    "hide": lambda report, by, at, day: report.evidence.all().delete(),
}
# What leads somewhere, drawn more often than the rest.
OFTEN = ["submit", "accept", "rewrite", "return", "show"] * 4
steps = st.lists(
    st.tuples(st.sampled_from([*sorted(ACTS), *OFTEN]), st.integers(0, 60), st.integers(-30, 60)),
    min_size=1,
    max_size=14,
)
real = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def report() -> Report:
    plan = factories.make_year()
    Round.objects.update(due_on=DUE)
    report = factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"), status="draft")
    report.evidence.all().delete()
    return report


@pytest.fixture
def user(report):
    return factories.make_user(agency=report.division.agency)


def moment(day: int) -> datetime.datetime:
    """In the afternoon in Bangkok, so many days after the week before the day due."""
    return factories.at("2023-04-10T15:00:00+07:00") + datetime.timedelta(days=day)


def play(report: Report, by, sequence) -> Iterator[Report]:
    """The acts one after the other on the report as it is read then; what is refused is left. The report after each."""
    now = 0
    for act, later, day in sequence:
        now += later % 8
        with suppress(WrongState):
            ACTS[act](Report.objects.get(pk=report.pk), by, moment(now), DUE + datetime.timedelta(days=day))
        yield Report.objects.get(pk=report.pk)


@real
@given(sequence=steps)
@example(sequence=[("submit", 0, 0), ("rewrite", 7, 0), ("rewrite", 7, 0), ("accept", 0, 0)])
@example(sequence=[("extend", 0, 20), ("submit", 0, 0), ("return", 7, 0), ("submit", 7, 0), ("accept", 0, 0)])
def test_a_report_is_punctual_only_if_its_text_was_handed_in_by_a_day_granted_before_the_first_had_passed(
    report, user, sequence
):
    with transaction.atomic():
        for seen in play(report, user, sequence):
            facts = seen.facts()
            if not seen.is_accepted:
                continue
            handed_in = [row.at for row in seen.acts.filter(act__in=["submitted", "rewritten"])]
            in_time = seen.acts.filter(act="extended", at__date__lte=DUE)
            granted = seen.extended_to if in_time.exists() else DUE
            assert is_late(facts) == (max(handed_in).date() > granted)
        transaction.set_rollback(True)


@real
@given(sequence=steps)
def test_once_the_day_due_has_passed_unsubmitted_no_sequence_leads_to_a_punctual_report(report, user, sequence):
    with transaction.atomic():
        seen = play(report, user, [("hide", 7, 0), ("hide", 1, 0), *sequence])
        assert all(is_late(row.facts()) for row in seen if row.is_accepted)
        transaction.set_rollback(True)


@real
@given(sequence=steps)
def test_no_sequence_leads_to_done_without_an_accepted_report_and_evidence_of_the_round(report, user, sequence):
    with transaction.atomic():
        for seen in play(report, user, sequence):
            shown = seen.evidence.filter(happened_on__range=(seen.round.covers_from, seen.round.covers_to))
            is_done = seen.status == "accepted" and shown.exists()
            assert (standing(seen.facts()) is Standing.DONE) == is_done
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("when", "late"),
    [("2023-04-17T23:59:59+07:00", False), ("2023-04-18T00:00:00+07:00", True), ("2023-04-17T16:59:00+00:00", False)],
)
def test_the_day_due_ends_at_midnight_in_bangkok(report, user, when, late):
    report.submit(by=user, at=factories.at(when))
    report.accept(by=user, at=moment(30))
    assert is_late(report.facts()) is late


def test_time_spent_in_review_makes_nothing_late(report, user):
    report.submit(by=user, at=moment(0))
    report.accept(by=user, at=moment(40))
    assert not is_late(report.facts())
    assert report.days_in_review == 40


def test_a_returned_report_is_with_its_division_again_and_overdue_after_the_day_due(report, user):
    report.submit(by=user, at=moment(0))
    assert not is_overdue(report.facts(), DUE + datetime.timedelta(days=1))
    report.return_for_correction(by=user, note="แก้ไข", at=moment(2))
    assert is_overdue(report.facts(), DUE + datetime.timedelta(days=1))
    assert list(Report.objects.overdue(at=DUE + datetime.timedelta(days=1))) == [report]


def test_more_time_granted_on_the_day_due_counts_and_on_the_day_after_is_refused(report, user):
    until = DUE + datetime.timedelta(days=7)
    with pytest.raises(WrongState, match="ครบกำหนดไปแล้ว"):
        report.extend(by=user, until=until, reason="น้ำท่วม", at=factories.at("2023-04-18T00:00:00+07:00"))
    report.extend(by=user, until=until, reason="น้ำท่วม", at=factories.at("2023-04-17T23:59:00+07:00"))
    assert day_due(report.facts()) == report.due_on == until
