"""How far a measure is, by the one rule: no way to *done* past an accepted report and evidence, none from late back."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measures.due_dates import reckon
from measures.progress import (
    Extension,
    Owed,
    Standing,
    day_due,
    days_in_review,
    has_evidence,
    is_late,
    is_overdue,
    progress,
    standing,
)

unhurried = settings(deadline=None)
FROM, TO, DUE = datetime.date(2022, 10, 1), datetime.date(2023, 3, 31), datetime.date(2023, 4, 17)
DAY = datetime.timedelta(days=1)

days = st.dates(FROM - 60 * DAY, DUE + 60 * DAY)
said = st.sampled_from(["", "not_started", "in_progress", "done", "partly_done", "not_done"])
owed_reports = st.builds(
    Owed,
    covers_from=st.just(FROM),
    covers_to=st.just(TO),
    due_on=st.none() | days,
    is_accepted=st.booleans(),
    implementation=said,
    submitted_on=st.none() | days,
    evidence_days=st.lists(st.none() | days, max_size=3).map(tuple),
    extension=st.none() | st.builds(Extension, until=days, granted_on=days),
)


def owed(**fields) -> Owed:
    """An accepted report that says done, submitted on the day due, with evidence in the round."""
    usual = {"covers_from": FROM, "covers_to": TO, "due_on": DUE, "is_accepted": True, "implementation": "done"}
    return Owed(**usual | {"submitted_on": DUE, "evidence_days": (FROM,)} | fields)


@unhurried
@given(owed_reports)
def test_nothing_is_done_without_an_accepted_report_that_says_so_and_evidence_of_the_round(report):
    is_shown = any(day and FROM <= day <= TO for day in report.evidence_days)
    is_done = report.is_accepted and report.implementation == "done" and is_shown
    assert (standing(report) is Standing.DONE) == is_done


@unhurried
@given(owed_reports)
def test_a_report_is_missing_until_it_is_accepted_whatever_it_says(report):
    assert (standing(report) is Standing.MISSING) == (not report.is_accepted)


@unhurried
@given(owed_reports, st.builds(Extension, until=days, granted_on=days))
def test_no_extension_granted_after_the_day_due_makes_a_late_report_punctual(report, extension):
    with_it = Owed(**{name: getattr(report, name) for name in Owed.__slots__} | {"extension": extension})
    without = Owed(**{name: getattr(report, name) for name in Owed.__slots__} | {"extension": None})
    if report.due_on and extension.granted_on > report.due_on:
        assert is_late(with_it) == is_late(without)
    assert is_late(without) or not is_late(with_it)


@unhurried
@given(st.lists(owed_reports, max_size=12))
def test_every_owed_report_is_counted_once(reports):
    found = progress(reports)
    assert found.expected == len(reports)
    assert found.accepted == sum(report.is_accepted for report in reports)
    assert found.late == sum(map(is_late, reports))
    assert {kind for kind, _count in found.counts} == set(Standing)


@pytest.mark.parametrize(("submitted", "late"), [(DUE - DAY, False), (DUE, False), (DUE + DAY, True)])
def test_the_day_due_itself_is_punctual(submitted, late):
    assert is_late(owed(submitted_on=submitted)) is late


def test_a_round_without_a_day_due_knows_no_late_report():
    assert not is_late(owed(due_on=None))
    assert not is_overdue(owed(due_on=None, is_accepted=False, submitted_on=None), DUE + DAY)


def test_a_report_is_overdue_on_the_day_after_the_day_due_until_it_is_submitted():
    waiting = owed(is_accepted=False, submitted_on=None)
    assert [is_overdue(waiting, day) for day in (DUE, DUE + DAY)] == [False, True]
    assert not is_overdue(owed(is_accepted=False, submitted_on=DUE + DAY), DUE + 2 * DAY)


@pytest.mark.parametrize(
    ("until", "granted", "due"),
    [
        (DUE + 7 * DAY, DUE, DUE + 7 * DAY),
        (DUE + 7 * DAY, DUE + DAY, DUE),
        (DUE - 7 * DAY, FROM, DUE),
    ],
    ids=["on the last day", "too late", "an earlier day"],
)
def test_an_extension_counts_when_it_was_granted_in_time_for_a_later_day(until, granted, due):
    assert day_due(owed(extension=Extension(until, granted))) == due


@pytest.mark.parametrize(
    ("shown", "counts"),
    [((), False), ((None,), False), ((FROM - DAY,), False), ((FROM,), True), ((TO,), True), ((None, TO + DAY), False)],
)
def test_evidence_is_of_the_round_when_its_day_is_known_and_in_it(shown, counts):
    assert has_evidence(owed(evidence_days=shown)) is counts
    assert standing(owed(evidence_days=shown)) is (Standing.DONE if counts else Standing.SAID_DONE)


def test_an_accepted_report_older_than_the_question_is_reported_and_no_more():
    assert standing(owed(implementation="")) is Standing.REPORTED


def test_in_one_word_it_is_pending_partial_or_complete():
    accepted, waiting = owed(), owed(is_accepted=False)
    found = [progress(reports).status for reports in ([], [waiting], [accepted, waiting], [accepted])]
    assert found == ["pending", "pending", "partial", "complete"]


def moments(*hours: int) -> list[datetime.datetime]:
    return [datetime.datetime(2023, 4, 1, tzinfo=datetime.UTC) + datetime.timedelta(hours=hour) for hour in hours]


@pytest.mark.parametrize(
    ("acts", "found"),
    [
        ([], 0),
        (["submitted"], 0),
        (["submitted", "accepted"], 2),
        (["submitted", "endorsed", "accepted"], 4),
        (["submitted", "taken_back", "submitted", "returned"], 4),
        (["submitted", "rewritten"], 2),
        (["submitted", "accepted", "rewritten", "accepted"], 4),
        (["opened", "extended", "accepted"], 0),
        (["submitted", "excused"], 2),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, list) else "",
)
def test_days_in_review_are_whole_days_between_being_handed_in_and_answered(acts, found):
    two_days_and_a_bit = moments(*range(0, 49 * len(acts), 49))
    assert days_in_review(list(zip(acts, two_days_and_a_bit, strict=True))) == found


def test_less_than_a_day_in_review_is_none():
    assert days_in_review(list(zip(["submitted", "accepted"], moments(0, 23), strict=True))) == 0


@unhurried
@given(st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1)), st.integers(0, 180))
def test_a_proposed_due_date_is_never_on_a_weekend_and_at_most_two_days_later_than_counted(end, number):
    due = reckon(end, number)
    assert due.day.weekday() < 5
    assert due.day - end - number * DAY in ([0 * DAY] if due.moved_from is None else [DAY, 2 * DAY])
    assert due.moved_from in (None, end + number * DAY)


@pytest.mark.parametrize(
    ("number", "day", "moved_from"),
    [
        (14, datetime.date(2023, 4, 14), None),
        (15, datetime.date(2023, 4, 17), datetime.date(2023, 4, 15)),
        (16, datetime.date(2023, 4, 17), datetime.date(2023, 4, 16)),
        (17, datetime.date(2023, 4, 17), None),
        (0, TO, None),
    ],
    ids=["Friday", "Saturday", "Sunday", "Monday", "the last day itself"],
)
def test_a_due_date_on_a_weekend_gives_way_to_the_monday_after_it(number, day, moved_from):
    due = reckon(TO, number)
    assert (due.day, due.days, due.moved_from) == (day, number, moved_from)
